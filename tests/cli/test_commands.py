"""Settings, templates and exports by command, and how the command line refuses."""

import argparse
import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kaspi_notifier import __version__, logs
from kaspi_notifier.__main__ import guarded
from kaspi_notifier.datafolder import Access, DataFolder
from kaspi_notifier.domain.settings import Settings, parse
from kaspi_notifier.exports import MESSAGE_COLUMNS, ORDER_COLUMNS
from tests.cli.conftest import ENVIRONMENT, CommandLine

SETTINGS: dict[str, Any] = {
    "shops": [
        {
            "name": "Арман Техно",
            "kaspi": {"token": "canary-token-1", "base_url": "http://127.0.0.1:9/v2", "poll_seconds": 5},
            "waha": {"url": "http://127.0.0.1:9", "api_key": "canary-key-1"},
        }
    ]
}


def write(path: Path, document: object) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(document), "utf-8")
    return path


def test_settings_go_in_and_come_out_without_secrets(cli: CommandLine, tmp_path: Path) -> None:
    code, out, err = cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    assert (code, out) == (0, "")
    assert "secrets.json" in err
    code, out, err = cli("settings", "export", "-")
    assert (code, err) == (0, "")
    (shop,) = json.loads(out)["shops"]
    assert shop["name"] == "Арман Техно"
    assert shop["kaspi"] == {"base_url": "http://127.0.0.1:9/v2", "poll_seconds": 5, "merchant_uid": None}
    assert shop["waha"] == {"url": "http://127.0.0.1:9", "session": "default"}
    assert "canary" not in out


def test_secrets_come_out_when_asked_and_a_file_is_for_its_owner_only(
    cli: CommandLine, tmp_path: Path
) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    target = tmp_path / "out.json"
    assert cli("settings", "export", target, "--with-secrets") == (0, "", "")
    assert target.stat().st_mode & 0o777 == 0o600
    (shop,) = json.loads(target.read_bytes())["shops"]
    assert (shop["kaspi"]["token"], shop["waha"]["api_key"]) == ("canary-token-1", "canary-key-1")


def test_an_export_without_secrets_can_be_imported_and_keeps_them(cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    target = tmp_path / "out.json"
    cli("settings", "export", target)
    assert cli("settings", "import", target)[0] == 0
    assert "canary-token-1" in cli("settings", "export", "-", "--with-secrets")[1]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"shops": [{"name": "A", "kaspi": {"tokn": "x"}}]}, "$.shops[0].kaspi: Object contains unknown"),
        ({"shops": [{"name": "A", "sending": {"daily_limit": 0}}]}, "$.shops[0].sending.daily_limit:"),
        ({"app": {"language": "de"}}, "$.app.language:"),
        ([], "not a JSON object"),
    ],
)
def test_refused_settings_name_the_path_and_change_nothing(
    cli: CommandLine, tmp_path: Path, document: object, where: str
) -> None:
    before = cli("settings", "export", "-")[1]
    code, out, err = cli("settings", "import", write(tmp_path / "in.json", document))
    assert (code, out) == (2, "")
    assert where in err
    assert err.count("\n") == 1
    assert cli("settings", "export", "-")[1] == before


def test_templates_are_merged_or_replaced(cli: CommandLine, tmp_path: Path) -> None:
    defaults = json.loads(cli("templates", "export", "-")[1])["templates"]
    assert {template["language"] for template in defaults} == {"ru", "kk"}
    one = {**defaults[0], "name": "Мой", "text": "Здравствуйте! Заказ №{order_num}."}
    file = write(tmp_path / "in.json", {"templates": [one]})
    assert cli("templates", "import", file)[0] == 0
    merged = json.loads(cli("templates", "export", "-")[1])["templates"]
    assert len(merged) == len(defaults) + 1
    assert one in merged
    assert cli("templates", "import", "--replace", file)[0] == 0
    target = tmp_path / "out.json"
    assert cli("templates", "export", target) == (0, "", "")
    assert json.loads(target.read_bytes()) == {"templates": [one]}


def test_refused_templates_change_nothing(cli: CommandLine, tmp_path: Path) -> None:
    before = cli("templates", "export", "-")[1]
    broken = {"templates": [{"name": "A", "event": "birthday", "text": "x"}]}
    code, out, err = cli("templates", "import", "--replace", write(tmp_path / "in.json", broken))
    assert (code, out) == (2, "")
    assert "event" in err
    assert cli("templates", "export", "-")[1] == before


@pytest.mark.parametrize(("what", "columns"), [("messages", MESSAGE_COLUMNS), ("orders", ORDER_COLUMNS)])
def test_an_empty_log_is_exported_in_every_format(
    cli: CommandLine, tmp_path: Path, what: str, columns: tuple[str, ...]
) -> None:
    assert cli(what, "export", "-") == (0, "[]\n", "")
    for suffix in ("csv", "json", "xlsx"):
        assert cli(what, "export", tmp_path / f"out.{suffix}") == (0, "", "")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream, delimiter=";")) == [list(columns)]
    assert json.loads((tmp_path / "out.json").read_bytes()) == []
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")


def test_an_unknown_format_is_a_bad_command_line(cli: CommandLine, tmp_path: Path) -> None:
    code, out, err = cli("messages", "export", tmp_path / "out.pdf")
    assert (code, out) == (2, "")
    assert err == "kaspi-notifier: the file name has to end in .csv, .json or .xlsx, not '.pdf'\n"


@pytest.mark.parametrize(
    "command",
    [
        ("messages", "export", "nowhere/out.csv"),
        ("settings", "export", "nowhere/out.json"),
        ("settings", "import", "nowhere/in.json"),
        ("templates", "import", "nowhere/in.json"),
    ],
)
def test_a_file_that_is_not_there_is_one_line(
    cli: CommandLine, tmp_path: Path, command: tuple[str, str, str]
) -> None:
    code, out, err = cli(*command[:2], tmp_path / command[2])
    assert (code, out) == (1, "")
    assert "No such file or directory" in err
    assert err.count("\n") == 1


def test_a_huge_file_is_refused_before_it_is_understood(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    with file.open("wb") as stream:
        stream.truncate(20_000_000)
    code, _, err = cli("settings", "import", file)
    assert code == 2
    assert "larger than 10 MB" in err


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (("fly",), "invalid choice: 'fly'"),
        (("settings",), "ACTION"),
        (("settings", "export"), "FILE"),
        (("settings", "export", "-", "--secret"), "unrecognized arguments: --secret"),
        (("simulate", "--waha-port", "70000"), "a port is a number from 0 to 65535"),
        (("simulate", "--kaspi-port", "x"), "a port is a number from 0 to 65535"),
        (("simulate", "--orders", "-1"), "argument"),
        (("simulate", "--orders", "9999999"), "a number from 0 to 1000000"),
        (("--demo", "check"), "--demo and --tray go with the window and with run only"),
        (("--tray", "run"), "--tray goes with the window only"),
    ],
)
def test_a_bad_command_line_is_one_line_and_exit_code_2(
    cli: CommandLine, command: tuple[str, ...], complaint: str
) -> None:
    code, out, err = cli(*command)
    assert (code, out) == (2, "")
    assert complaint in err
    assert err.count("\n") == 1
    assert err.isascii()


def test_help_and_version(cli: CommandLine) -> None:
    assert cli("--version") == (0, f"{__version__}\n", "")
    code, out, err = cli("--help")
    assert (code, err) == (0, "")
    for command in ("run", "check", "settings", "templates", "messages", "orders", "simulate"):
        assert command in out


def test_the_data_folder_is_for_its_owner_only(cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    assert cli.folder.stat().st_mode & 0o777 == 0o700
    assert {
        path.name: oct(path.stat().st_mode & 0o777) for path in cli.folder.iterdir() if path.is_file()
    } == {
        "kaspi-notifier.db": "0o600",
        "secrets.json": "0o600",
        "lock": "0o600",
    }


def test_a_folder_that_cannot_be_made_is_one_line(cli: CommandLine) -> None:
    cli.folder.write_text("a file")
    code, out, err = cli("messages", "export", "-")
    assert (code, out) == (1, "")
    assert "the data folder can't be used" in err
    assert err.count("\n") == 1


def test_a_damaged_database_is_one_line_and_stays(cli: CommandLine) -> None:
    cli.folder.mkdir()
    database = cli.folder / "kaspi-notifier.db"
    database.write_bytes(b"not a database" * 1000)
    code, out, err = cli("messages", "export", "-")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert database.read_bytes() == b"not a database" * 1000
    code, out, err = cli("check", "--json")
    assert (code, err) == (1, "")
    assert [(item["part"], item["ok"]) for item in json.loads(out)["checks"]] == [("database", False)]


def test_check_says_what_is_missing(cli: CommandLine) -> None:
    code, out, err = cli("check")
    assert (code, err) == (1, "")
    database, disk, shops = out.splitlines()
    assert (database, shops) == ("ok     database: whole", "FAILED settings: no shop is set up yet")
    assert disk.startswith("ok     disk: ")


def test_run_without_a_shop_says_what_to_do(cli: CommandLine) -> None:
    code, out, err = cli("run")
    assert (code, out) == (1, "")
    assert "settings import FILE" in err
    assert err.count("\n") == 1


def test_a_bug_is_one_line_with_the_way_to_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(_arguments: argparse.Namespace) -> int:
        logs.start(tmp_path / "logs")
        raise RuntimeError("Айгерим 77000000001")

    assert guarded(command, argparse.Namespace()) == 1
    log = tmp_path / "logs" / "kaspi-notifier.log"
    assert capsys.readouterr().err == f"kaspi-notifier: unexpected error, please see {log}\n"
    assert "  | RuntimeError\n" in log.read_text("utf-8")


def test_a_bug_before_there_is_a_log_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    def command(_arguments: argparse.Namespace) -> int:
        raise RuntimeError

    assert guarded(command, argparse.Namespace()) == 1
    assert capsys.readouterr().err == "kaspi-notifier: unexpected error (RuntimeError)\n"


def test_a_store_that_cannot_write_is_one_line(cli: CommandLine, tmp_path: Path) -> None:
    (cli.folder / "secrets.json.part" / "in the way").mkdir(parents=True)
    code, out, err = cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    assert (code, out) == (1, "")
    assert "secrets.json can't be written" in err
    assert err.count("\n") == 1


def test_a_program_without_standard_streams_works(cli: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    for name in (str(target), "-"):
        code = (
            "import sys; sys.stdout = sys.stderr = None; from kaspi_notifier.__main__ import main;"
            f"sys.exit(main(['--data-dir', {str(cli.folder)!r}, 'settings', 'export', {name!r}]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, timeout=20, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert json.loads(target.read_bytes())["shops"] == []


async def test_who_only_looks_asks_for_secrets_late(tmp_path: Path) -> None:
    settings = parse(json.dumps(SETTINGS).encode(), Settings())
    async with DataFolder(tmp_path, access=Access.READ) as data:
        assert data.warning is None
        await data.db(data.store.settings.save, settings)
        assert await data.db(data.store.settings.load) == settings
        assert "canary-key-1" in (tmp_path / "secrets.json").read_text()
        await data.db(data.store.settings.save, Settings())
        await data.close()
    assert "canary" not in (tmp_path / "secrets.json").read_text()


def test_an_interrupted_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def command(_arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    assert guarded(command, argparse.Namespace()) == 130
    assert capsys.readouterr().err == "kaspi-notifier: interrupted\n"


def piped(arguments: list[str], **streams: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as a shell would run it."""
    return subprocess.run(
        [sys.executable, "-m", "kaspi_notifier", *arguments],
        capture_output="stdout" not in streams,
        env=ENVIRONMENT,
        timeout=20,
        check=False,
        **streams,
    )


def test_a_file_comes_through_standard_input(cli: CommandLine) -> None:
    done = piped(
        ["--data-dir", str(cli.folder), "settings", "import", "-"], input=json.dumps(SETTINGS).encode()
    )
    assert done.returncode == 0
    assert "Арман Техно" in cli("settings", "export", "-")[1]


def test_a_reader_that_leaves_early_is_no_traceback(cli: CommandLine) -> None:
    read, write_end = os.pipe()
    os.close(read)
    try:
        done = piped(
            ["--data-dir", str(cli.folder), "templates", "export", "-"],
            stdout=write_end,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(write_end)
    assert done.returncode == 1
    assert done.stderr == b""


def test_a_console_that_knows_no_cyrillic_gets_utf8(cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    done = subprocess.run(
        [sys.executable, "-m", "kaspi_notifier", "--data-dir", str(cli.folder), "settings", "export", "-"],
        capture_output=True,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        timeout=20,
        check=True,
    )
    assert json.loads(done.stdout)["shops"][0]["name"] == "Арман Техно"
