"""`backup` and `restore` as a person types them."""

import io
import json
from pathlib import Path

import pytest

from kaspi_notifier.store import sealed
from tests.cli.conftest import CommandLine
from tests.cli.test_commands import SETTINGS, write


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is half a second a guess."""
    monkeypatch.setattr(sealed, "_COST", 4)


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A second data folder."""
    return CommandLine(tmp_path / "other", capsys)


def say(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """What comes through standard input next."""
    monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))


def test_everything_moves_to_another_folder_and_waits_there(
    cli: CommandLine, other: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    target = tmp_path / "all.kn"
    say(monkeypatch, "секрет")
    assert cli("backup", target, "--password") == (0, "", "")
    assert b"canary" not in target.read_bytes()
    say(monkeypatch, "секрет")
    code, out, err = other("restore", target)
    assert (code, out) == (0, "")
    assert "sending is paused until a person goes on" in err
    assert "secrets.json" in err
    assert "'resume'" in err
    (shop,) = json.loads(other("settings", "export", "-", "--with-secrets")[1])["shops"]
    assert (shop["kaspi"]["token"], shop["waha"]["api_key"]) == ("canary-token-1", "canary-key-1")

    say(monkeypatch, "falsch")
    refused = "kaspi-notifier: the password is wrong, or the file is damaged\n"
    assert other("restore", target) == (1, "", refused)


def test_without_a_window_a_person_goes_on_by_a_command(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("resume") == (0, "sending is not paused\n", "")
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    cli("backup", tmp_path / "all.kn")
    cli("restore", tmp_path / "all.kn")
    went_on = "Арман Техно: sending goes on, it was paused: restored\n"
    assert cli("resume") == (0, went_on, "")
    assert cli("resume") == (0, "sending is not paused\n", "")


def test_without_a_password_it_says_who_can_read_it(cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    code, out, err = cli("backup", tmp_path / "all.kn")
    assert (code, out) == (0, "")
    assert "readable for everybody" in err
    code, _, err = cli("restore", tmp_path / "all.kn")
    assert code == 0
    assert "paused" in err, "nothing was sent yet, so there is no list of it to know the folder by"


def test_a_password_on_the_terminal_is_asked_for_twice(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["a", "b", "a", "a"]
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    code, _, err = cli("backup", tmp_path / "all.kn", "--password")
    assert (code, err) == (2, "kaspi-notifier: the two passwords differ\n")
    assert cli("backup", tmp_path / "all.kn", "--password")[0] == 0
    say(monkeypatch, "")
    code, _, err = cli("restore", tmp_path / "all.kn")
    assert code == 2
    assert "a password is needed" in err


def test_what_can_not_be_done_is_one_line(cli: CommandLine, tmp_path: Path) -> None:
    for command, name, said in (
        ("backup", tmp_path / "no" / "b", "the backup can't be written"),
        ("restore", tmp_path / "none", "can't read"),
        ("restore", write(tmp_path / "text", {}), "no backup of this program"),
    ):
        code, out, err = cli(command, name)
        assert (code, out) == (1, "")
        assert said in err and err.count("\n") == 1


def test_a_folder_that_refuses_is_one_line(cli: CommandLine, other: CommandLine, tmp_path: Path) -> None:
    cli("backup", tmp_path / "b")
    other("settings", "export", "-")
    (other.folder / "backups").write_bytes(b"a file where a folder has to be")
    code, _, err = other("restore", tmp_path / "b")
    assert code == 1
    assert "the backup can't be restored" in err


def test_a_damaged_database_says_which_copy_is_there(cli: CommandLine, tmp_path: Path) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    copies = cli.folder / "backups"
    copies.mkdir()
    database = cli.folder / "kaspi-notifier.db"
    copy = copies / "nightly-2026-05-12.db"
    copy.write_bytes(database.read_bytes())
    database.write_bytes(b"damaged" * 1000)
    code, _, err = cli("settings", "export", "-")
    assert code == 1
    assert f"restore {copy}" in err
    code, _, err = cli("restore", copy)
    assert code == 0
    assert "paused" in err
    assert json.loads(cli("settings", "export", "-")[1])["shops"][0]["name"] == "Арман Техно"


def test_everything_is_erased_when_it_is_said_twice(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("settings", "import", write(tmp_path / "in.json", SETTINGS))
    code, out, err = cli("erase")
    assert code == 1
    assert str(cli.folder / "secrets.json") in out.splitlines()
    assert "nothing is erased yet" in err
    assert (cli.folder / "kaspi-notifier.db").exists()

    (cli.folder / "backups").mkdir()
    with monkeypatch.context() as refusing:
        refusing.setattr("kaspi_notifier.store.erasure.shutil.rmtree", refuse)
        code, _, err = cli("erase", "--yes")
    assert code == 1
    assert "not everything is erased: [Errno 13]" in err and "try once more" in err

    code, out, err = cli("erase", "--yes")
    assert code == 0
    assert f"erased: {cli.folder / 'kaspi-notifier.db'}" in out.splitlines()
    assert "backups that you made elsewhere" in err
    assert list(cli.folder.iterdir()) == []


def refuse(path: Path, *_: object, **__: object) -> None:
    """A file that somebody else holds."""
    raise PermissionError(13, "Permission denied", str(path))
