"""Starting with the system: what is started, how it is written down, and that the switch tells the truth."""

import re
import sys
from pathlib import Path

import pytest

from kaspi_notifier.ui import autostart

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="on Windows the Run key is used")


def test_a_bundle_starts_its_windowed_program_in_the_tray() -> None:
    program = Path("/opt/x/kaspi-notifier")
    assert autostart.command(program, is_frozen=True) == [str(program), "--tray"]
    for name in ("kaspi-notifier.exe", "kaspi-notifier-window.exe"):
        words = autostart.command(Path("C:/Kaspi") / name, is_frozen=True)
        assert words == [str(Path("C:/Kaspi/kaspi-notifier-window.exe")), "--tray"]


@not_windows
def test_a_program_with_a_folder_for_each_version_is_started_by_the_link_that_stays(tmp_path: Path) -> None:
    old, new = (tmp_path / version / "kaspi-notifier" for version in ("1.2.0", "1.2.1"))
    link = tmp_path / "kaspi-notifier"
    assert autostart.command(new, is_frozen=True) == [str(new), "--tray"]
    link.symlink_to("1.2.1/kaspi-notifier")
    for program in (old, new):  # the old one may still run after an upgrade
        assert autostart.command(program, is_frozen=True) == [str(link), "--tray"]


def test_a_checkout_starts_the_module_and_on_windows_without_a_console(tmp_path: Path) -> None:
    assert autostart.command(Path(sys.executable), is_frozen=False)[1:] == ["-m", "kaspi_notifier", "--tray"]
    python = tmp_path / "python.exe"
    assert autostart.command(python, is_frozen=False)[0] == str(python)
    (tmp_path / "pythonw.exe").touch()
    assert autostart.command(python, is_frozen=False)[0] == str(tmp_path / "pythonw.exe")


def test_what_is_started_is_what_runs_now() -> None:
    assert autostart.command()[0] == sys.executable


def test_the_run_key_gets_a_quoted_path() -> None:
    line = autostart.windows_line([r"C:\Users\Арман Т\Kaspi Notifier\kaspi-notifier-window.exe", "--tray"])
    assert line == r'"C:\Users\Арман Т\Kaspi Notifier\kaspi-notifier-window.exe" --tray'


@pytest.mark.parametrize("path", ["/opt/kaspi/x", "/home/Арман Т/x", '/a"b/`c`/$d/e\\f', "/100 %/x"])
def test_the_desktop_entry_names_the_program_whatever_its_path(path: str) -> None:
    entry = autostart.desktop_entry([path, "--tray"])
    value = next(line for line in entry.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    unescaped = value.replace("\\\\", "\\").replace("%%", "%")
    words = re.findall(r'"((?:[^"\\`$]|\\.)*)"', unescaped)
    assert [re.sub(r"\\(.)", r"\1", word) for word in words] == [path, "--tray"]
    assert entry.startswith("[Desktop Entry]\nType=Application\n")


@not_windows
def test_the_switch_is_remembered_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert not autostart.is_on()
    autostart.switch(True)
    autostart.switch(True)
    assert autostart.is_on()
    assert (tmp_path / "autostart" / "kaspi-notifier.desktop").exists()
    autostart.switch(False)
    autostart.switch(False)
    assert not autostart.is_on()


@not_windows
@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_a_desktop_that_switched_the_entry_off_is_believed(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    autostart.switch(True)
    file = autostart.autostart_file()
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert not autostart.is_on()
    autostart.switch(True)
    assert autostart.is_on()


@not_windows
def test_a_file_that_is_no_text_counts_as_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = autostart.autostart_file()
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe")
    assert not autostart.is_on()


@not_windows
def test_without_the_variable_the_home_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for value in ("", "relative/path"):
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
        assert autostart.autostart_file() == tmp_path / ".config/autostart/kaspi-notifier.desktop"
