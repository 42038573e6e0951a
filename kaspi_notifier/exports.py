"""Tables as files for people and programs: csv, json and xlsx, written whole or not at all."""

import contextlib
import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO

Row = Mapping[str, object]

MESSAGE_COLUMNS = (
    "shop", "order_code", "event", "template", "phone", "chat_id", "text", "state", "reason", "wa_id",
    "attempts", "created_at", "due_at", "sent_at", "delivered_at", "read_at", "error",
)  # fmt: skip
ORDER_COLUMNS = (
    "shop", "code", "state", "status", "delivery", "created_at", "planned_at", "completed_at",
    "first_seen_at", "last_seen_at", "total_price", "buyer_name", "buyer_phone", "items",
)  # fmt: skip
STATISTICS_COLUMNS = ("group", "name", "sent", "delivered", "read", "replied", "not_sent")

# A spreadsheet would run a text that begins like this as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


class UnknownFormat(Exception):
    """A file name whose ending names none of the formats."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"the file name has to end in .csv, .json or .xlsx, not '{target.suffix}'")


def write_rows(rows: Iterable[Row], columns: Sequence[str], target: Path) -> int:
    """Write the rows in the format the file name ends in and return their number.

    Raises `UnknownFormat` before anything is written and OSError when the disk refuses;
    a file that was there stays as it was then.
    """
    write = writer_for(target)
    with _replacing(target) as stream:
        return write(rows, columns, stream)


def writer_for(target: Path) -> Callable[[Iterable[Row], Sequence[str], IO[bytes]], int]:
    """The function that writes the format this file name ends in, or `UnknownFormat`."""
    try:
        return {".csv": write_csv, ".json": write_json, ".xlsx": write_xlsx}[target.suffix.lower()]
    except KeyError:
        raise UnknownFormat(target) from None


def write_json(rows: Iterable[Row], columns: Sequence[str], stream: IO[bytes]) -> int:
    """A JSON array with one object per row, one row per line."""
    count = 0
    stream.write(b"[")
    for row in rows:
        line = json.dumps({name: _plain(row.get(name)) for name in columns}, ensure_ascii=False)
        # A lone surrogate can't be written as UTF-8; as an escape it can.
        stream.write((",\n" if count else "\n").encode() + _utf8(line))
        count += 1
    stream.write(b"\n]\n" if count else b"]\n")
    return count


def write_csv(rows: Iterable[Row], columns: Sequence[str], stream: IO[bytes]) -> int:
    """UTF-8 with a byte order mark and semicolons: what Excel opens by double click in Kazakhstan."""
    text = TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_harmless(row.get(name)) for name in columns])
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(rows: Iterable[Row], columns: Sequence[str], stream: IO[bytes]) -> int:
    """An Excel workbook with one sheet; every text is a text cell, never a formula or a link."""
    import xlsxwriter

    # The sheet is kept in a file while it grows, so a large shop does not fill the memory.
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, name in enumerate(columns):
            _write_cell(sheet, count, column, _cell(row.get(name)))
    book.close()
    stream.write(buffer.getbuffer())
    return count


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    with _replacing(target) as stream:
        stream.write(content)


def _write_cell(sheet: object, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool | str):
        text = _utf8(str(value)).decode()[:32_767]
        sheet.write_string(row, column, text)  # type: ignore[attr-defined]  # xlsxwriter has no types
    else:
        sheet.write_number(row, column, value)  # type: ignore[attr-defined]  # xlsxwriter has no types


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value


def _cell(value: object) -> object:
    """The value for one cell of a sheet; a list of things becomes `Чайник x 1; Чашка x 6`."""
    if isinstance(value, list):
        return "; ".join(" x ".join(str(part) for part in item.values()) for item in value)
    return _plain(value)


def _harmless(value: object) -> object:
    value = _cell(value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """A stream into a temporary file beside the target, which takes its place when all went well.

    What is exported names buyers: only the file's owner may read it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
