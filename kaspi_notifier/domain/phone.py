"""Phone numbers: only a Kazakh mobile number leads to a chat, everything else to a reason."""

import re

from msgspec import Struct

from kaspi_notifier.domain.message import Reason

# Mobile codes after the country's 7: 70x, 74x (747), 75x (750, 751), 76x, 77x. 71x and 72x are
# landlines, 9xx is Russia.
_MOBILE = re.compile(r"77[04567]\d{8}")
_SEPARATORS = re.compile(r"[\s()+\-.\u2010-\u2015\u00a0]+")
_MASK = re.compile(r"[*•xXхХ#_…]")


class NoChat(Struct, frozen=True, kw_only=True):
    """Why a phone leads to no chat: the reason, and what is wrong in one English phrase for the log."""

    reason: Reason
    detail: str


def mobile(raw: str) -> str | NoChat:
    """The 11 digits of a Kazakh mobile number (`77XXXXXXXXX`), or why there is none. Never a guess.

    Kaspi writes ten digits without the country's code; people write `8 7…`, `+7 7…`, brackets, dashes.
    A masked number (zeros, stars) is `PHONE_HIDDEN`: Kaspi hid it on purpose and it stays hidden.
    """
    text = raw.strip()
    if not text:
        return NoChat(reason=Reason.NO_PHONE, detail="no phone given")
    digits = _SEPARATORS.sub("", text)
    if _MASK.search(digits) or (digits.isascii() and digits.isdigit() and set(digits[-9:]) == {"0"}):
        return NoChat(reason=Reason.PHONE_HIDDEN, detail="masked by Kaspi")
    if not (digits.isascii() and digits.isdigit()):
        return NoChat(reason=Reason.NO_PHONE, detail="not a phone number")
    match len(digits), digits[0]:
        case 10, "7":
            digits = "7" + digits
        case 11, "8" if not text.startswith("+"):
            digits = "7" + digits[1:]
        case _:
            pass
    if not _MOBILE.fullmatch(digits):
        return NoChat(reason=Reason.NO_PHONE, detail=_what_it_is(digits))
    if len(set(digits[1:])) == 1:
        return NoChat(reason=Reason.PHONE_HIDDEN, detail="one digit repeated")
    return digits


def _what_it_is(digits: str) -> str:
    if re.fullmatch(r"77[12]\d{8}", digits):
        return "a landline, not a mobile number"
    # 40 ms of tables that most programs never ask: nearly every number was told apart above.
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "not a phone number"
    if phonenumbers.is_valid_number(number):
        return "not a Kazakh mobile number"
    return "not a complete Kazakh mobile number"


def chat_id(digits: str) -> str:
    """WAHA's chat id of a mobile number in canonical digits."""
    return f"{digits}@c.us"


def pretty(digits: str) -> str:
    """`77000000001` as `+7 700 000 00 01`; anything else as it is."""
    if not _MOBILE.fullmatch(digits):
        return digits
    return f"+7 {digits[1:4]} {digits[4:7]} {digits[7:9]} {digits[9:]}"


def masked(digits: str) -> str:
    """`77000000001` as `+7 7•• ••• •0 01`; enough to tell two buyers apart, too little to call."""
    if not _MOBILE.fullmatch(digits):
        return "•" * min(len(digits), 11)
    return f"+7 7•• ••• •{digits[8]} {digits[9:]}"
