"""How values stand in columns: times as epoch milliseconds, and the text that search looks through."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import msgspec

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

# After NFKD marks stand alone (й is и and a breve), so dropping them makes й=и and ё=е. Kazakh letters
# don't decompose and are folded to the Russian ones that people type instead of them.
_FOLD = dict.fromkeys(range(768, 880)) | str.maketrans("әіңғүұқөһ", "аингуукох")
_ONLY_PHONE = re.compile(r"[\d\s()+\-]+")


def ms(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


def ms_or_none(moment: datetime | None) -> int | None:
    """`ms`, or None."""
    return None if moment is None else (moment - _EPOCH) // _MILLISECOND


def moment(value: int) -> datetime:
    """The aware UTC time of whole milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=value)


def moment_or_none(value: int | None) -> datetime | None:
    """`moment`, or None."""
    return None if value is None else _EPOCH + timedelta(milliseconds=value)


def iso(value: int | None) -> str | None:
    """ISO 8601 in UTC with Z, to the second; None stays None."""
    return None if value is None else moment(value).strftime("%Y-%m-%dT%H:%M:%SZ")


# Names come again and again, in every look at an order and from buyer to buyer.
@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """The text as search compares it: no case, no marks, Kazakh letters as Russian ones."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLD)


def wanted(search: str) -> str:
    """What a person typed, as search compares it; a phone is found however it is written."""
    text = search.strip()
    if _ONLY_PHONE.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return "7" + digits[1:] if len(digits) == 11 and digits.startswith("8") else digits
    return " ".join(folded(text).split())


def words_of(search: str) -> list[str]:
    """The words a person typed, as search compares them; single letters are left out."""
    return [word for word in re.findall(r"[^\W_]+", wanted(search)) if len(word) > 1]


def json_array(values: Iterable[object]) -> str:
    """A JSON array, for `json_each`: a list of any length in one parameter."""
    return msgspec.json.encode(list(values)).decode()
