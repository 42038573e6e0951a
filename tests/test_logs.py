"""The log file: rotation, one line per record, and nothing secret in it."""

import faulthandler
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaspi_notifier import logs

TOKEN = "canary-token-5f2c"
KEY = "canary-key-91aa"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log file in use, and the loggers as they were afterwards."""
    root = logging.getLogger()
    level = root.level
    path = logs.start(tmp_path / "logs")
    yield path
    logs.stop()
    root.setLevel(level)


def test_canaries_never_reach_the_file(log: Path) -> None:
    logs.hide(TOKEN, KEY, "")
    writer = logging.getLogger("kaspi_notifier.test")
    for value in (
        "77000000001",
        "7000000001",
        "+7 700 000 00 01",
        "8 (700) 000-00-01",
        "77000000001@c.us",
        TOKEN,
        f"http://127.0.0.1/ws?x-api-key={KEY}&session=default",
        "http://127.0.0.1/ws?x-api-key=never-told&session=default",
        "{'X-Auth-Token': 'never-told'}",
        "Authorization: never-told",
    ):
        writer.warning("seen %s", value)
        try:
            int(f"{value}!")
        except ValueError:
            writer.exception("failed with %s", value)
    text = log.read_text("utf-8")
    assert text.count("seen ") == 10
    assert text.count("  | ValueError") == 10
    for leak in ("700000000", "000 00 01", "000-00-01", "canary", "never-told"):
        assert leak not in text


def test_an_error_is_told_by_its_way_not_by_its_text(log: Path) -> None:
    def fail() -> None:
        try:
            Path("/nowhere/Айгерим").read_bytes()
        except OSError as error:
            raise ExceptionGroup("Айгерим", [KeyError("Айгерим")]) from error

    try:
        fail()
    except ExceptionGroup:
        logging.getLogger("kaspi_notifier.test").exception("failed")
    text = log.read_text("utf-8")
    assert "  | FileNotFoundError (No such file or directory)\n  | which led to\n  | test_logs.py:" in text
    assert text.endswith("  | ExceptionGroup\n  |   KeyError\n")
    assert "Айгерим" not in text.replace('Path("/nowhere/Айгерим")', "").replace(
        '"Айгерим", [KeyError("Айгерим")]', ""
    )


def test_order_codes_and_times_stay_readable(log: Path) -> None:
    logging.getLogger("kaspi_notifier.test").info(
        "order 840000123 at 1763888400123, message 3EB0770000000012345"
    )
    assert "order 840000123 at 1763888400123, message 3EB0770000000012345" in log.read_text("utf-8")


def test_a_short_secret_would_eat_the_log_and_is_left(log: Path) -> None:
    logs.hide("a")
    logging.getLogger("kaspi_notifier.test").warning("a plain line")
    assert "a plain line" in log.read_text("utf-8")


def test_a_record_is_one_line_with_time_level_and_name(log: Path) -> None:
    logging.getLogger("kaspi_notifier.test").warning("first\nsecond\r\x1b[31m\u2028third")
    (line,) = log.read_text("utf-8").splitlines()
    moment, level, name, rest = line.split(" ", 3)
    assert moment.endswith("Z")
    assert (level, name) == ("WARNING", "kaspi_notifier.test:")
    assert rest == "first second  [31m third"


def test_libraries_that_name_addresses_are_quiet(log: Path) -> None:
    for name in ("httpx", "websockets.client", "aiohttp.access", "peewee"):
        logging.getLogger(name).info("GET http://127.0.0.1/secret")
    assert not log.exists()


def test_the_file_turns_over_at_a_megabyte_and_five_are_kept(log: Path) -> None:
    writer = logging.getLogger("kaspi_notifier.test")
    for _ in range(80):
        writer.info("x" * 100_000)
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == [
        "kaspi-notifier.log",
        *(f"kaspi-notifier.log.{number}" for number in range(1, 6)),
    ]
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)


def test_nothing_is_made_before_the_first_line_and_the_file_is_known(log: Path) -> None:
    assert not log.parent.exists()
    assert logs.current_file() == log
    logs.stop()
    assert logs.current_file() is None


def test_starting_again_moves_the_log(log: Path, tmp_path: Path) -> None:
    other = logs.start(tmp_path / "other", "commands")
    logging.getLogger("kaspi_notifier.test").warning("here")
    assert other.name == "commands.log"
    assert "here" in other.read_text("utf-8")
    assert not log.exists()


def test_a_folder_that_cannot_be_written_costs_the_log_only(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    root = logging.getLogger()
    level = root.level
    logs.start(blocked / "logs")
    logging.getLogger("kaspi_notifier.test").warning("nowhere to go")
    logs.stop()
    root.setLevel(level)
    assert blocked.read_text() == ""


_CRASH = """
import faulthandler, sys
from pathlib import Path
from kaspi_notifier import logs

def somewhere(buyer):
    faulthandler._sigsegv()

logs.start(Path(sys.argv[1]))
logs.catch_crashes(Path(sys.argv[1]))
somewhere("Айгерим")
"""


def test_a_crash_leaves_where_it_happened_and_no_values(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _CRASH, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    text = (tmp_path / "crash.log").read_text("utf-8")
    assert "Segmentation fault" in text or "access violation" in text
    assert "in somewhere" in text
    assert "Айгерим" not in text
    assert (tmp_path / "crash.log").stat().st_mode & 0o777 == 0o600


def test_the_file_of_crashes_begins_anew_when_it_is_large(tmp_path: Path) -> None:
    (tmp_path / "crash.log").write_text("x" * 300_000)
    was_on = faulthandler.is_enabled()
    logs.start(tmp_path)
    logs.catch_crashes(tmp_path)
    assert set(logs.open_files()) == {tmp_path / "crash.log", tmp_path / "kaspi-notifier.log"}
    assert (tmp_path / "crash.log").read_text() == ""
    logs.stop()
    assert logs.open_files() == []
    if was_on:
        faulthandler.enable()


def test_a_folder_that_cannot_be_written_costs_the_crashes_only(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    logs.catch_crashes(blocked / "logs")
    assert logs.open_files() == []


def test_the_report_gets_the_last_lines_without_phones(log: Path) -> None:
    assert logs.lines_for_report(10) == []
    writer = logging.getLogger("kaspi_notifier.test")
    for number in range(30):
        writer.info("line %s", number)
    log.with_name("kaspi-notifier.log.1").write_text("earlier +7 700 000 00 12\n", "utf-8")
    lines = logs.lines_for_report(31)
    assert len(lines) == 31
    assert lines[0] == "earlier <phone>"
    assert lines[-1].endswith("line 29")
    logs.stop()
    assert logs.lines_for_report(10) == []
