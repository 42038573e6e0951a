"""A file under a password: scrypt makes the key, AES-256-GCM seals it chunk by chunk."""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from kaspi_notifier.store.errors import StoreError

MAGIC = b"KNBACKUP1\n"
_CHUNK = 256 * 1024
_TAG = 16
_SALT = 16
_PREFIX = 7
_HEAD = len(MAGIC) + 1 + _SALT + _PREFIX
# 64 MB and a fifth of a second for each guess.
_COST = 16
_MOST_COST = 18


class WrongPassword(StoreError):
    """The password does not open the file, or the file was changed."""


def is_sealed(start: bytes) -> bool:
    """Whether a file that begins like this is under a password."""
    return start.startswith(MAGIC)


def seal(source: BinaryIO, target: BinaryIO, password: str) -> None:
    """Write everything of `source` into `target`, readable with the password only. Raises OSError."""
    head = MAGIC + bytes([_COST]) + os.urandom(_SALT + _PREFIX)
    target.write(head)
    cipher = _cipher(password, head)
    chunk, number = source.read(_CHUNK), 0
    while True:
        following = source.read(_CHUNK)
        target.write(cipher.encrypt(_nonce(head, number, is_last=not following), chunk, head))
        if not following:
            return
        chunk, number = following, number + 1


def unseal(source: BinaryIO, target: BinaryIO, password: str) -> None:
    """The other direction. Raises `WrongPassword`, also when a part is missing or was changed."""
    from cryptography.exceptions import InvalidTag

    head = source.read(_HEAD)
    if len(head) < _HEAD or not is_sealed(head) or head[len(MAGIC)] > _MOST_COST:
        raise WrongPassword("the file is no backup of this program, or of a newer version")
    cipher = _cipher(password, head)
    try:
        target.writelines(
            cipher.decrypt(_nonce(head, number, is_last=is_last), chunk, head)
            for number, (chunk, is_last) in enumerate(_chunks(source))
        )
    except InvalidTag:
        raise WrongPassword("the password is wrong, or the file is damaged") from None


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    chunk = source.read(_CHUNK + _TAG)
    while True:
        following = source.read(_CHUNK + _TAG)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(head: bytes, number: int, *, is_last: bool) -> bytes:
    # The number and the mark of the end stand in the nonce: no chunk can be moved, repeated or left out.
    return head[-_PREFIX:] + struct.pack(">I?", number, is_last)


def _cipher(password: str, head: bytes):  # type: ignore[no-untyped-def]  # imported late: it takes 30 ms
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    cost, salt = head[len(MAGIC)], head[len(MAGIC) + 1 : len(MAGIC) + 1 + _SALT]
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(password.encode()))
