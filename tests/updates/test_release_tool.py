"""What the maker of a release signs is what the program believes."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from kaspi_notifier.updates import KEYS
from kaspi_notifier.updates.manifest import read

TOOL = Path(__file__).resolve().parents[2] / "tools/packaging/release.py"


def run(*arguments: object, **environment: str) -> str:
    """What the tool says."""
    return subprocess.run(
        [sys.executable, str(TOOL), *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_a_signed_manifest_is_believed_by_its_public_half(tmp_path: Path) -> None:
    public = run("key", tmp_path / "seed")
    seed = (tmp_path / "seed").read_text(encoding="ascii")
    assert (tmp_path / "seed").stat().st_mode & 0o077 == 0 or os.name == "nt"
    (tmp_path / "setup.exe").write_bytes(b"an installer")
    (tmp_path / "package.deb").write_bytes(b"a package")
    run(
        *("manifest", "--version", "1.2.3", "--address", "https://releases.test/v1.2.3/"),
        *("--windows", tmp_path / "setup.exe", "--linux", tmp_path / "package.deb"),
        *("--out", tmp_path / "update.json"),
        UPDATE_SIGNING_KEY=seed,
    )
    document = (tmp_path / "update.json").read_bytes()
    release = read(document, keys=(public,), now=datetime.now(UTC), known="1.0.0")
    assert release.version == "1.2.3"
    file = release.files["windows"]
    assert file.url == "https://releases.test/v1.2.3/setup.exe"
    assert (file.size, file.sha256) == (12, hashlib.sha256(b"an installer").hexdigest())


def test_two_different_keys_are_pinned() -> None:
    assert len({bytes.fromhex(key) for key in KEYS}) == 2
    assert all(len(bytes.fromhex(key)) == 32 for key in KEYS)
