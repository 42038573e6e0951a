"""What the maker of a release signs is what the program believes."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaspi_notifier.updates import KEYS, manifest
from kaspi_notifier.updates.manifest import read

TOOL = Path(__file__).resolve().parents[2] / "tools/packaging/release.py"


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """The module in which the public halves stand, to be changed."""
    return Path(shutil.copy(manifest.__file__, tmp_path / "manifest.py"))


def run(*arguments: object, code: int = 0, **environment: str) -> str:
    """What the tool says."""
    done = subprocess.run(
        [sys.executable, str(TOOL), *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return (done.stdout or done.stderr).strip()


def sign(folder: Path, pinned: Path, seed: str, code: int = 0) -> str:
    """Make `update.json` for two installers."""
    (folder / "setup.exe").write_bytes(b"an installer")
    (folder / "package.deb").write_bytes(b"a package")
    return run(
        *("--pinned", pinned, "manifest", "--version", "1.2.3", "--address", "https://releases.test/v1.2.3/"),
        *("--windows", folder / "setup.exe", "--linux", folder / "package.deb"),
        *("--out", folder / "update.json"),
        code=code,
        UPDATE_SIGNING_KEY=seed,
    )


@pytest.mark.parametrize("name", ["signing.seed", "safe.seed"])
def test_new_keys_are_pinned_and_sign_what_is_believed(tmp_path: Path, pinned: Path, name: str) -> None:
    run("--pinned", pinned, "keys", tmp_path / "seeds")
    found = re.findall(r'"([0-9a-f]{64})"', pinned.read_text("utf-8"))
    assert len({*found, *KEYS}) == 4
    assert pinned.read_text("utf-8").count("\n") == Path(manifest.__file__).read_text("utf-8").count("\n")
    seed = tmp_path / "seeds" / name
    assert seed.stat().st_mode & 0o077 == 0 or os.name == "nt"
    sign(tmp_path, pinned, seed.read_text(encoding="ascii"))
    document = (tmp_path / "update.json").read_bytes()
    release = read(document, keys=tuple(found), now=datetime.now(UTC), known="1.0.0")
    assert release.version == "1.2.3"
    file = release.files["windows"]
    assert file.url == "https://releases.test/v1.2.3/setup.exe"
    assert (file.size, file.sha256) == (12, hashlib.sha256(b"an installer").hexdigest())


def test_a_seed_is_never_overwritten(tmp_path: Path, pinned: Path) -> None:
    run("--pinned", pinned, "keys", tmp_path)
    before = pinned.read_bytes(), (tmp_path / "safe.seed").read_bytes()
    (tmp_path / "signing.seed").unlink()
    assert "never overwritten" in run("--pinned", pinned, "keys", tmp_path, code=1)
    assert (pinned.read_bytes(), (tmp_path / "safe.seed").read_bytes()) == before
    assert not (tmp_path / "signing.seed").exists()


def test_nothing_is_made_where_no_keys_can_be_pinned(tmp_path: Path, pinned: Path) -> None:
    pinned.write_text("KEYS = ()\n", encoding="utf-8")
    assert "no two keys" in run("--pinned", pinned, "keys", tmp_path / "seeds", code=1)
    assert not (tmp_path / "seeds").exists()


def test_a_key_that_nobody_pins_signs_nothing(tmp_path: Path, pinned: Path) -> None:
    public = run("key", tmp_path / "seed")
    seed = (tmp_path / "seed").read_text(encoding="ascii")
    assert "nobody would believe" in sign(tmp_path, pinned, seed, code=1)
    assert not (tmp_path / "update.json").exists()
    pinned.write_text(pinned.read_text("utf-8").replace(KEYS[0], public), encoding="utf-8")
    sign(tmp_path, pinned, seed)
    assert (tmp_path / "update.json").exists()


def test_two_different_keys_are_pinned() -> None:
    assert len({bytes.fromhex(key) for key in KEYS}) == 2
    assert all(len(bytes.fromhex(key)) == 32 for key in KEYS)
