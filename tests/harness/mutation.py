"""Spoils recorded samples: bytes, characters, or the structure of JSON."""

import json
import random
from collections.abc import Sequence
from typing import Any

# JSON that Python can't write: each mark is a string in the document and is replaced in the bytes.
_RAW = {
    "@@0": b"1e999",
    "@@1": b"9" * 5000,
    "@@2": b'"\\ud800"',
    "@@3": b"NaN",
    "@@4": b"-Infinity",
    "@@5": b'{"code":"1","code":"2","id":1,"id":"x"}',
    "@@6": b"[" * 900 + b"]" * 900,
    "@@7": b'{"a":' * 900 + b"1" + b"}" * 900,
    "@@8": b'"\\udc00\\ud83d"',
    "@@9": b"-0.0000000000000000000000000000000000000000001",
    "@@A": b"123456789012345678901234567890.5",
    "@@B": b'"\xff\xfe"',
    "@@C": b"[" * 60_000,
    "@@D": b"1E+400000000",
}
_RARE = ("@@C",)
_TEXTS = (
    "", " ", "0", "-1", "true", "null", "\u0000", "\u202e", "\u200b\u200d", "\ufeff", "é" * 300, "А" * 5000,
    "👩‍👩‍👧‍👦",
    "<img src=x onerror=alert(1)>", "{{7*7}}", "{shop_name}", "%s%n", "';DROP TABLE orders;--",
    "../../etc/passwd",
    "\r\nX-Evil: 1", "=cmd|' /C calc'!A0", "+7 (700) 000-00-01", "٧٠٠٠٠٠٠٠٠١", "true_7@c.us_", "1" * 33,
    "x@lid", "99999999999999999999@c.us", "2026-02-30T25:61:61Z", "http://[::1", "http://a@b:0/?#", "\n" * 50,
)  # fmt: skip
_NUMBERS = (
    0, -1, 1, 2, 10, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64, 10**15, 10**18, 0.1, -0.0,
    1e308, 5e-324, 1_773_288_300_000, 1_773_288_300, 253_402_300_800_000, -62_135_596_800,
)  # fmt: skip


def interesting(dice: random.Random) -> Any:
    """A value that somebody may send in place of any other."""
    match dice.randrange(8):
        case 0:
            return dice.choice((None, True, False, [], {}, [[]], [None], {"": None}))
        case 1 | 2:
            return dice.choice(_TEXTS)
        case 3 | 4:
            return dice.choice(_NUMBERS)
        case 5:
            mark = dice.choice(tuple(_RAW))
            return "@@6" if mark in _RARE and dice.random() < 0.9 else mark
        case 6:
            return {dice.choice(_TEXTS): dice.choice(_NUMBERS), "id": dice.choice(_TEXTS)}
        case _:
            return "".join(chr(dice.randrange(0x3000)) for _ in range(dice.randrange(12)))


def structure(dice: random.Random, body: bytes) -> bytes:
    """The JSON with one to four of its values replaced, removed, doubled or swapped."""
    holder = [json.loads(body)]
    for _ in range(dice.randint(1, 4)):
        _change(dice, *_place(dice, holder))
    raw = json.dumps(holder[0], ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    if b'"@@' in raw:
        for mark, token in _RAW.items():
            raw = raw.replace(b'"%s"' % mark.encode(), token)
    return raw


def _place(dice: random.Random, holder: Any) -> tuple[Any, Any]:
    at, key = holder, 0
    while isinstance(at[key], dict | list) and at[key] and dice.random() < 0.85:
        at = at[key]
        key = dice.choice(list(at)) if isinstance(at, dict) else dice.randrange(len(at))
    return at, key


def _change(dice: random.Random, at: Any, key: Any) -> None:
    match dice.randrange(6):
        case 0 if isinstance(at, dict):
            del at[key]
        case 1 if isinstance(at, list):
            at.extend([at[key]] * dice.choice((1, 1, 1, 50)))
        case 2 if isinstance(at, dict):
            at[dice.choice(_TEXTS)] = at.pop(key)
        case 3:
            at[key] = dice.choice((str, lambda v: [v], lambda v: {"value": v}))(at[key])
        case _:
            at[key] = interesting(dice)


def octets(dice: random.Random, body: bytes) -> bytes:
    """The bytes with one to four of them flipped, cut out, doubled or put in; or the end cut off."""
    spoiled = bytearray(body)
    for _ in range(dice.randint(1, 4)):
        start = dice.randint(0, len(spoiled))
        end = min(len(spoiled), start + dice.randint(0, 8))
        match dice.randrange(6):
            case 0:
                del spoiled[start:end]
            case 1:
                spoiled[start:start] = dice.randbytes(dice.randint(1, 8))
            case 2:
                spoiled[start:start] = spoiled[start:end] * dice.randint(1, 20)
            case 3:
                spoiled[start:end] = dice.choice(tuple(_RAW.values())[:6])
            case 4 if dice.random() < 0.2:
                del spoiled[start:]
            case _ if start < len(spoiled):
                spoiled[start] ^= 1 << dice.randrange(8)
            case _:
                pass
    return bytes(spoiled)


def characters(dice: random.Random, text: str, pieces: Sequence[str] = _TEXTS) -> str:
    """The text with one to four places changed; `pieces` are put in among other characters."""
    spoiled = text
    for _ in range(dice.randint(1, 4)):
        start = dice.randint(0, len(spoiled))
        end = min(len(spoiled), start + dice.randint(0, 6))
        spoiled = spoiled[:start] + _instead(dice, spoiled[start:end], pieces) + spoiled[end:]
    return spoiled


def _instead(dice: random.Random, part: str, pieces: Sequence[str]) -> str:
    match dice.randrange(4):
        case 0:
            return ""
        case 1:
            return dice.choice(pieces)
        case 2:
            return chr(dice.choice((dice.randrange(128), dice.randrange(0x11_0000))))
        case _:
            return part * dice.randint(2, 30)
