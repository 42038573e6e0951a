"""Exports: every format, formulas that stay text, and files that are whole or not there."""

import csv
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kaspi_notifier import exports

COLUMNS = ("shop", "text", "attempts", "sent_at")
ROWS: list[exports.Row] = [
    {"shop": "Арман Техно", "text": 'Қайырлы күн; "Чайник"\nекі жол', "attempts": 1, "sent_at": None},
    {"shop": "=1+1", "text": "@SUM(A1)", "attempts": 0, "sent_at": datetime(2026, 11, 23, 9, tzinfo=UTC)},
    {"shop": "-5", "text": "\ud83d broken", "attempts": 2, "extra": "not asked for"},
]
PLAIN = [
    {"shop": "Арман Техно", "text": 'Қайырлы күн; "Чайник"\nекі жол', "attempts": 1, "sent_at": None},
    {"shop": "=1+1", "text": "@SUM(A1)", "attempts": 0, "sent_at": "2026-11-23T09:00:00Z"},
    {"shop": "-5", "text": "\ud83d broken", "attempts": 2, "sent_at": None},
]


def test_json_has_the_asked_keys_and_one_row_per_line(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert exports.write_rows(ROWS, COLUMNS, target) == 3
    assert json.loads(target.read_bytes()) == PLAIN
    assert b"\\ud83d broken" in target.read_bytes()
    assert len(target.read_text("utf-8").splitlines()) == 5


def test_csv_opens_in_a_kazakh_excel_and_runs_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.CSV"
    assert exports.write_rows(ROWS, COLUMNS, target) == 3
    assert target.read_bytes().startswith(b"\xef\xbb\xbfshop;text;attempts;sent_at\r\n")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert rows[0] == {
        "shop": "Арман Техно",
        "text": 'Қайырлы күн; "Чайник"\nекі жол',
        "attempts": "1",
        "sent_at": "",
    }
    assert rows[1]["shop"] == "'=1+1"
    assert rows[1]["text"] == "'@SUM(A1)"
    assert rows[1]["sent_at"] == "2026-11-23T09:00:00Z"
    assert rows[2]["shop"] == "'-5"


def test_xlsx_has_texts_and_numbers_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    rows = [*ROWS, {"shop": "http://a.kz", "text": "x" * 40_000, "attempts": True}]
    assert exports.write_rows(rows, COLUMNS, target) == 4
    with zipfile.ZipFile(target) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not [name for name in book.namelist() if "rels" in name and "worksheets" in name]
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f"))
    texts = [element.text for element in sheet.iter(f"{space}t")]
    assert texts[:4] == list(COLUMNS)
    assert "=1+1" in texts
    assert "@SUM(A1)" in texts
    assert "2026-11-23T09:00:00Z" in texts
    assert [element.text for element in sheet.iter(f"{space}v")] == ["1", "0", "2"]


def test_a_list_of_items_is_one_readable_cell(tmp_path: Path) -> None:
    items = [{"name": "Чайник", "quantity": "1"}, {"name": "Чашка", "quantity": "6"}]
    rows: list[exports.Row] = [{"items": items}, {"items": []}]
    assert exports.write_rows(rows, ("items",), tmp_path / "out.csv") == 2
    assert (tmp_path / "out.csv").read_text("utf-8-sig").split("\n")[1] == '"Чайник x 1; Чашка x 6"'
    assert exports.write_rows(rows, ("items",), tmp_path / "out.json") == 2
    assert json.loads((tmp_path / "out.json").read_bytes()) == [{"items": items}, {"items": []}]


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_a_table_without_rows_is_a_file_all_the_same(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out.{suffix}"
    assert exports.write_rows([], COLUMNS, target) == 0
    assert target.stat().st_size > 0


def test_an_empty_json_table_is_an_empty_list() -> None:
    stream = BytesIO()
    exports.write_json([], COLUMNS, stream)
    assert json.loads(stream.getvalue()) == []


def test_an_unknown_ending_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(exports.UnknownFormat, match=r"\.csv, \.json or \.xlsx, not '\.pdf'"):
        exports.write_rows(ROWS, COLUMNS, tmp_path / "out.pdf")
    assert not list(tmp_path.iterdir())


def test_a_failure_half_way_leaves_the_older_file(tmp_path: Path) -> None:
    def failing() -> Iterator[exports.Row]:
        yield ROWS[0]
        raise OSError("the disk is gone")

    target = tmp_path / "out.json"
    target.write_text("older")
    with pytest.raises(OSError, match="the disk is gone"):
        exports.write_rows(failing(), COLUMNS, target)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.json", "older")]


def test_a_file_is_replaced_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("older and longer")
    exports.write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]
