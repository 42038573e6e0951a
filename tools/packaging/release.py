"""The maker's side of updates: `release.py key FILE` and `release.py manifest …`, see docs/release.md.

A key pair is one Ed25519 seed in hex. The public half is pinned in kaspi_notifier/updates/manifest.py; the
seed stays with whoever makes releases.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey


def make_key(arguments: argparse.Namespace) -> int:
    """A new key pair: the seed into a file of its own, the public half onto the terminal."""
    key = SigningKey.generate()
    arguments.file.touch(mode=0o600, exist_ok=False)
    arguments.file.write_text(key.encode().hex() + "\n", encoding="ascii")
    print(key.verify_key.encode().hex())
    return 0


def make_manifest(arguments: argparse.Namespace) -> int:
    """The signed manifest of these installers, signed with the seed in UPDATE_SIGNING_KEY."""
    key = SigningKey(bytes.fromhex(os.environ["UPDATE_SIGNING_KEY"].strip()))
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


def main() -> int:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="release.py")
    commands = parser.add_subparsers(required=True)
    key = commands.add_parser("key")
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
