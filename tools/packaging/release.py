"""The maker's side of updates: `release.py keys FOLDER`, `key FILE` and `manifest …`, see docs/release.md.

A key pair is one Ed25519 seed in hex. The public half is pinned in kaspi_notifier/updates/manifest.py; the
seed stays with whoever makes releases.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey

PINNED = Path(__file__).resolve().parents[2] / "kaspi_notifier/updates/manifest.py"
_KEYS = re.compile(r'(?<=^KEYS = \(\n)(    "[0-9a-f]{64}",\n){2}(?=\)$)', re.MULTILINE)


def make_key(arguments: argparse.Namespace) -> int:
    """A new key pair: the seed into a file of its own, the public half onto the terminal."""
    print(_new_key(arguments.file))
    return 0


def make_keys(arguments: argparse.Namespace) -> int:
    """Both key pairs anew: the seeds into two files of a folder, their public halves into the program."""
    source = arguments.pinned.read_text(encoding="utf-8")
    if not _KEYS.search(source):
        return _refuse(f"there are no two keys to replace in {arguments.pinned}")
    seeds = [arguments.folder / name for name in ("signing.seed", "safe.seed")]
    if there := [str(seed) for seed in seeds if seed.exists()]:
        return _refuse(f"{there[0]} is there already: a seed is never overwritten")
    arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pinned = "".join(f'    "{_new_key(seed)}",\n' for seed in seeds)
    arguments.pinned.write_text(_KEYS.sub(pinned, source), encoding="utf-8")
    print(f"Both keys are pinned in {arguments.pinned}. Now:")
    print(f"1. Make the line in {seeds[0]} the secret UPDATE_SIGNING_KEY of the release workflow.")
    print(f"2. Put {seeds[1]} into a safe, and delete both files here.")
    print("3. Commit the change before the release is tagged.")
    return 0


def _new_key(file: Path) -> str:
    """The public half of a new key whose seed is in the file, which must not be there yet."""
    key = SigningKey.generate()
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as stream:
        stream.write(key.encode().hex() + "\n")
    return key.verify_key.encode().hex()


def make_manifest(arguments: argparse.Namespace) -> int:
    """The signed manifest of these installers, signed with the seed in UPDATE_SIGNING_KEY."""
    key = SigningKey(bytes.fromhex(os.environ["UPDATE_SIGNING_KEY"].strip()))
    if key.verify_key.encode().hex() not in arguments.pinned.read_text(encoding="utf-8"):
        return _refuse(f"UPDATE_SIGNING_KEY is not pinned in {arguments.pinned}: nobody would believe it")
    files = {}
    for system, path in (("windows", arguments.windows), ("linux", arguments.linux)):
        content = path.read_bytes()
        files[system] = {
            "url": f"{arguments.address.rstrip('/')}/{path.name}",
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
        }
    expires_at = datetime.now(UTC) + timedelta(days=arguments.days)
    payload = json.dumps(
        {"version": arguments.version, "expires_at": expires_at.isoformat(), "files": files}, indent=1
    ).encode()
    manifest = {
        "payload": base64.b64encode(payload).decode(),
        "signatures": [base64.b64encode(key.sign(payload).signature).decode()],
    }
    arguments.out.write_text(json.dumps(manifest) + "\n", encoding="ascii")
    return 0


def _refuse(why: str) -> int:
    print(f"release.py: {why}", file=sys.stderr)
    return 1


def main() -> int:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="release.py")
    parser.add_argument("--pinned", type=Path, default=PINNED, help="where the public halves stand")
    commands = parser.add_subparsers(required=True)
    keys = commands.add_parser("keys", help="both keys anew, pinned at once")
    keys.add_argument("folder", type=Path, help="where the two seeds go; not into the sources")
    keys.set_defaults(command=make_keys)
    key = commands.add_parser("key", help="one key, to be pinned by hand")
    key.add_argument("file", type=Path)
    key.set_defaults(command=make_key)
    manifest = commands.add_parser("manifest")
    manifest.add_argument("--version", required=True)
    manifest.add_argument("--address", required=True, help="where the installers will lie")
    manifest.add_argument("--windows", type=Path, required=True)
    manifest.add_argument("--linux", type=Path, required=True)
    manifest.add_argument("--days", type=int, default=180, help="how long it is believed")
    manifest.add_argument("--out", type=Path, required=True)
    manifest.set_defaults(command=make_manifest)
    arguments = parser.parse_args()
    code: int = arguments.command(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
