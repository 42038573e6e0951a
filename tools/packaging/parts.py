"""What a bundle needs beside the code, made from the sources: `python tools/packaging/parts.py OUTDIR`.

The icon as .ico and .png out of our own drawing, the licences of everything that is shipped, and the
stamp that says which state of the sources this is.
"""

import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
DRAWING = ROOT / "resources/icons/app.svg"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
PNG_SIZES = (48, 128, 256)


def png(size: int) -> bytes:
    """The program's drawing as a picture, `size` pixels wide and high."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico() -> bytes:
    """All sizes in one Windows icon; since Vista each may be a PNG."""
    pictures = [png(size) for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        # A byte holds no 256: nought stands for it.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + b"".join(pictures)


def shipped() -> list[Distribution]:
    """Every package that the program needs at run time on this system, by name."""
    found: dict[str, Distribution] = {}
    wanted = [Requirement("kaspi-notifier")]
    while wanted:
        requirement = wanted.pop()
        name = _canonical(requirement.name)
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # wanted on another system only
        for line in found[name].requires or ():
            needed = Requirement(line)
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                wanted.append(needed)
    del found["kaspi-notifier"]
    return [found[name] for name in sorted(found)]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Distribution) -> str:
    """The licence of a package in a word or two, as it declares it."""
    fields = package.metadata
    declared = fields.get("License-Expression") or fields.get("License") or ""
    if declared and "\n" not in declared:
        return str(declared)
    classifiers = fields.get_all("Classifier") or []
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return " / ".join(names) or (declared.splitlines()[0] if declared else "see its files")


def licence_files(package: Distribution) -> Iterator[Path]:
    """Where a package keeps the text of its licence."""
    for file in package.files or ():
        if re.match(r"(licen[cs]e|copying|notice|authors)", file.name, re.IGNORECASE):
            path = Path(str(package.locate_file(file)))
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                yield path


def write_licences(folder: Path) -> None:
    """One folder for each package, and a list of them all."""
    lines = [
        "Kaspi Notifier contains these packages; their licences lie in the folders beside this list.",
        "",
    ]
    (folder / "kaspi-notifier.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    for package in shipped():
        name = package.metadata["Name"]
        lines.append(f"{name} {package.version}: {licence(package)}")
        for number, file in enumerate(licence_files(package)):
            target = folder / _canonical(name) / (f"{number}-{file.name}" if number else file.name)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    for text in (Path(__file__).parent / "licences").iterdir():
        (folder / text.name).write_bytes(text.read_bytes())
    python = Path(sys.base_prefix) / "LICENSE.txt"
    lines += [
        f"Python {sys.version.split()[0]}: PSF-2.0",
        "Qt, the libraries of PySide6: LGPL-3.0-only; its sources are at https://download.qt.io. The files"
        " of Qt beside this program may be replaced by ones that you built yourself.",
    ]
    if python.exists():
        (folder / "python.txt").write_bytes(python.read_bytes())
    (folder / "LIST.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def stamp() -> dict[str, str]:
    """Version, commit and the commit's own time: the same sources always give the same stamp."""
    from kaspi_notifier import __version__

    try:
        commit, seconds = _git("log", "-1", "--format=%H %ct").split()
        changed = "-changed" if _git("status", "--porcelain", "--untracked-files=no") else ""
    except (OSError, subprocess.CalledProcessError, ValueError):
        commit, seconds, changed = "unknown", "0", ""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", seconds)
    moment = datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
    return {
        "version": __version__,
        "commit": commit[:12] + changed,
        "committed_at": moment,
        # Set by the release workflow, which knows where it publishes; other builds ask nobody.
        "updates_url": os.environ.get("KASPI_NOTIFIER_UPDATES", ""),
    }


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments],  # noqa: S607 - whichever git the builder has
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def main() -> int:
    """Make them all."""
    out = Path(sys.argv[1])
    (out / "licenses").mkdir(parents=True, exist_ok=True)
    (out / "app.ico").write_bytes(ico())
    for size in PNG_SIZES:
        (out / f"app-{size}.png").write_bytes(png(size))
    write_licences(out / "licenses")
    (out / "build.json").write_text(json.dumps(stamp(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
