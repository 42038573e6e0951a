"""The signed list of the newest release: what it must hold to be believed."""

import base64
import binascii
import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

KEYS = (
    "ab4aa4dc4ae8b6c4f20fb51747562b77eee6bbfbc797b3b280d154e159af9ac7",
    "61284b6d2be879b3a955810ca0f6b79966679ae833be15addac9653c00877b28",
)
"""Ed25519 public keys in hex. One signs; the other lies in a safe, for the day the first is lost."""

Version = tuple[int, int, int]


class UpdateError(Exception):
    """No news about updates; the program goes on as it is."""


class Refusal(StrEnum):
    """Why a manifest or a file was not believed."""

    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong_key"
    EXPIRED = "expired"
    OLDER = "older"
    WRONG_FILE = "wrong_file"


class Refused(UpdateError):
    """An answer that may be forged or out of date."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(f"the update was refused: {reason.replace('_', ' ')}")
        self.reason = reason


class File(msgspec.Struct, frozen=True, kw_only=True):
    """An installer: where it lies, and by what it is known."""

    url: str
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=1, le=500_000_000)]

    @property
    def name(self) -> str:
        """The file's name, of harmless characters only."""
        name = self.url.rpartition("/")[2]
        kept = "".join(
            letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_.")
        )
        return kept.lstrip(".") or "kaspi-notifier-update"


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A release as its maker signed it. Unknown fields are for later programs."""

    version: Annotated[str, Meta(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]
    expires_at: Annotated[datetime, Meta(tz=True)]
    files: dict[str, File]

    @property
    def number(self) -> Version:
        """The version in comparable form."""
        return version(self.version)

    @property
    def file(self) -> File | None:
        """The installer for this system."""
        return self.files.get("windows" if sys.platform == "win32" else "linux")


class _Envelope(msgspec.Struct, frozen=True, kw_only=True):
    payload: str
    signatures: Annotated[list[str], Meta(max_length=10)] = []


def version(text: str) -> Version:
    """`1.2.3` as numbers."""
    major, minor, patch = (int(part) for part in text.split("."))
    return major, minor, patch


def read(document: bytes, *, keys: tuple[str, ...], now: datetime, known: str) -> Release:
    """The release that a manifest announces, when it is signed by one of the keys and still valid.

    `known` is the newest version ever seen here, running or announced: nothing older is believed, or an
    old hole could be served as news. Raises `Refused`.
    """
    try:
        envelope = msgspec.json.decode(document, type=_Envelope)
        payload = base64.b64decode(envelope.payload, validate=True)
        signatures = [base64.b64decode(text, validate=True) for text in envelope.signatures]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, binascii.Error, ValueError):
        raise Refused(Refusal.DAMAGED) from None
    if not signatures:
        raise Refused(Refusal.UNSIGNED)
    if not any(_is_signed(payload, signature, key) for signature in signatures for key in keys):
        raise Refused(Refusal.WRONG_KEY)
    try:
        release = msgspec.json.decode(payload, type=Release)
    except msgspec.DecodeError:
        raise Refused(Refusal.DAMAGED) from None
    if release.expires_at <= now:
        raise Refused(Refusal.EXPIRED)
    if release.number < version(known):
        raise Refused(Refusal.OLDER)
    return release


def _is_signed(payload: bytes, signature: bytes, key: str) -> bool:
    try:
        VerifyKey(bytes.fromhex(key)).verify(payload, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
