"""Tries upgrades that break off: `python interrupted.py PACKAGE.deb`, with dpkg itself and as any user.

A package of an older version is made of this one and installed into a folder. dpkg is killed while it
upgrades it: while it unpacks, between its renames, and after the last one. What is left has to be one
version, whole, whose window opens; and the same package installed once more has to mend it. Data lies
elsewhere, out of dpkg's reach; the upgrade of the database is tried by tests/store/test_upgrades.py.
Only the standard library is used.
"""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PATIENCE = 120.0
OLD = "0.0.0"
HOME = Path("usr/lib/kaspi-notifier")
NAME = "kaspi-notifier"
DPKG = ("dpkg", "--force-not-root,depends,script-chrootless,bad-path", "--log=/dev/null")


class Failed(Exception):
    """An upgrade that broke off left no program; `str()` says what is wrong."""


def expect(is_so: object, what: str) -> None:
    """Stop when it is not so."""
    if not is_so:
        raise Failed(what)


def run(*command: str | Path) -> str:
    """Run a command that has to work; what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    expect(
        done.returncode == 0,
        f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stdout[-500:]}",
    )
    return done.stdout


def contents(folder: Path) -> dict[Path, str]:
    """Each file with a sum of its bytes, each link with its target."""
    return {
        path.relative_to(folder): str(path.readlink()) if path.is_symlink() else sum_of(path)
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def sum_of(path: Path) -> str:
    """A sum of its bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Package:
    """A package, and what it brings."""

    def __init__(self, file: Path, unpacked: Path) -> None:
        self.file = file
        self.version = run("dpkg-deb", "-f", file, "Version").strip()
        self.contents = contents(unpacked / HOME / self.version)
        lines = run("dpkg-deb", "-c", file).splitlines()
        names = (Path(line.split(" ./", 1)[1].split(" -> ")[0]) for line in lines if line[0] != "d")
        self.parts = [name for name in names if name.is_relative_to(HOME)]
        """The program's files in the order in which dpkg puts them into their places."""


def older(package: Package, folder: Path) -> Package:
    """The package that is unpacked in this folder, as one of an older version."""
    (folder / HOME / package.version).rename(folder / HOME / OLD)
    link = folder / HOME / NAME
    link.unlink()
    link.symlink_to(f"{OLD}/{NAME}")
    control = folder / "DEBIAN/control"
    lines = control.read_text(encoding="utf-8").replace(f"Version: {package.version}\n", f"Version: {OLD}\n")
    control.write_text(lines, encoding="utf-8")
    file = folder.with_suffix(".deb")
    run("dpkg-deb", "--root-owner-group", "-Znone", "-b", folder, file)
    return Package(file, folder)


class System:
    """A folder with a dpkg of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("info", "updates", "triggers"):
            (root / "var/lib/dpkg" / name).mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()

    def install(self, package: Package) -> None:
        """The whole installation."""
        run(*DPKG, f"--root={self.root}", "-i", package.file)

    def break_off(self, package: Package, is_time: Callable[[], bool]) -> None:
        """The same, killed at its time."""
        with subprocess.Popen(
            [*DPKG, f"--root={self.root}", "-i", str(package.file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            while not is_time():
                expect(process.poll() is None, "dpkg had ended before it was to be killed")
            os.killpg(process.pid, signal.SIGKILL)
        expect(process.returncode == -signal.SIGKILL, "dpkg was not killed")

    def whole(self, packages: Sequence[Package]) -> Package:
        """The one that is started: all of it has to be there, and its window has to open."""
        folder = (self.root / HOME / NAME).resolve().parent
        started = next((package for package in packages if package.version == folder.name), None)
        expect(started is not None, f"{folder} is started, which no package has")
        assert started is not None
        expect(contents(folder) == started.contents, f"version {started.version} is started and not whole")
        self._open_window()
        return started

    def _open_window(self) -> None:
        with (
            tempfile.TemporaryDirectory() as data,
            subprocess.Popen(
                [self.root / "usr/bin" / NAME, "--demo", "--data-dir", data],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as process,
        ):
            log = Path(data) / "demo/logs/kaspi-notifier.log"
            deadline = time.monotonic() + PATIENCE
            while not (log.exists() and "the window is shown" in log.read_text(encoding="utf-8")):
                expect(process.poll() is None, f"the program ended with {process.returncode}")
                expect(time.monotonic() < deadline, "the window did not open")
                time.sleep(0.05)
            process.kill()


def try_upgrade(root: Path, old: Package, new: Package, at: Path) -> None:
    """Killed as soon as this file of the new version is there."""
    system = System(root)
    system.install(old)
    link = root / HOME / NAME
    if at.name == NAME and at.parent == HOME:
        system.break_off(new, lambda: link.readlink().parent.name == new.version)
    else:
        system.break_off(new, (root / at).exists)
    there = sum(os.path.lexists(root / part) for part in new.parts[:-1])
    started = system.whole((old, new))
    print(f"killed with {there} of {len(new.parts)} files in place: {started.version} starts", flush=True)
    system.install(new)
    expect(system.whole((old, new)) is new, "the second installation did not mend it")
    expect(not (root / HOME / OLD).exists(), "files of the old version were left")


def main() -> int:
    """All of it; 0 when an upgrade may break off anywhere."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        try:
            run("dpkg-deb", "-R", sys.argv[1], place / "older")
            new = Package(Path(sys.argv[1]), place / "older")
            expect(new.parts[-1] == HOME / NAME, f"the link is not the last of its parts: {new.parts[-1]}")
            old = older(new, place / "older")
            first, last = new.parts[0], len(new.parts) - 1
            unpacked = first.with_name(f"{first.name}.dpkg-new")
            points = [new.parts[last * quarter // 4] for quarter in range(5)]
            for number, at in enumerate((unpacked, *points)):
                try_upgrade(place / str(number), old, new, at)
        except (Failed, subprocess.TimeoutExpired) as error:
            print(f"FAILED: {error}", flush=True)
            return 1
    print("upgrades may break off: one whole version starts", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
