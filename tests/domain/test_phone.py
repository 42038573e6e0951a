"""Phones: a Kazakh mobile number in any spelling leads to a chat, nothing else ever does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.phone import NoChat, chat_id, masked, mobile, pretty

DIGITS = "77000000001"


@pytest.mark.parametrize(
    "spelling",
    [
        *(
            "7000000001",
            "77000000001",
            "87000000001",
            "+77000000001",
            "+7 700 000 00 01",
            "8 (700) 000-00-01",
        ),
        *(" 7 700 000.00.01 ", "+7\u00a0700\u2011000\u201300\u201401", "7-700-000-00-01"),
    ],
)
def test_every_spelling_of_one_number(spelling: str) -> None:
    """Kaspi's ten digits, and what people write."""
    assert mobile(spelling) == DIGITS


@pytest.mark.parametrize("code", ["00", "07", "47", "50", "51", "60", "71", "75", "77", "78"])
def test_mobile_codes(code: str) -> None:
    """70x, 74x, 75x, 76x and 77x are mobile."""
    assert mobile(f"7{code}0000001") == f"77{code}0000001"


@pytest.mark.parametrize(
    ("raw", "reason", "detail"),
    [
        ("", Reason.NO_PHONE, "no phone given"),
        ("  ", Reason.NO_PHONE, "no phone given"),
        ("+", Reason.NO_PHONE, "not a phone number"),
        ("нет", Reason.NO_PHONE, "not a phone number"),
        ("٧٠٠٠٠٠٠٠٠١", Reason.NO_PHONE, "not a phone number"),
        ("7000000001, 7000000002", Reason.NO_PHONE, "not a phone number"),
        ("0000000000", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("+0(000)-000-00-00", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("77000000000", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("+7 (7**) ***-**-01", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("7•••••••01", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("7xxxxxxx01", Reason.PHONE_HIDDEN, "masked by Kaspi"),
        ("7777777777", Reason.PHONE_HIDDEN, "one digit repeated"),
        ("7" + "270000001", Reason.NO_PHONE, "a landline, not a mobile number"),
        ("77" + "120000001", Reason.NO_PHONE, "a landline, not a mobile number"),
        ("+7" + "9000000001", Reason.NO_PHONE, "not a Kazakh mobile number"),
        ("9000000001", Reason.NO_PHONE, "not a complete Kazakh mobile number"),
        ("+87000000001", Reason.NO_PHONE, "not a complete Kazakh mobile number"),
        ("770000001", Reason.NO_PHONE, "not a complete Kazakh mobile number"),
        ("770000000011", Reason.NO_PHONE, "not a complete Kazakh mobile number"),
        ("7000000001 7000000002", Reason.NO_PHONE, "not a phone number"),
        ("1", Reason.NO_PHONE, "not a phone number"),
    ],
)
def test_what_leads_to_no_chat(raw: str, reason: Reason, detail: str) -> None:
    """Masks, landlines, other countries and noise, each with its reason."""
    assert mobile(raw) == NoChat(reason=reason, detail=detail)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    """Never an exception, never a guess."""
    result = mobile(text)
    if isinstance(result, NoChat):
        assert result.reason in (Reason.NO_PHONE, Reason.PHONE_HIDDEN)
    else:
        assert re.fullmatch(r"77[04567]\d{8}", result)
        assert re.sub(r"\D", "", text)[-10:] == result[-10:]


@given(st.integers(1, 99), st.lists(st.sampled_from(list(" -()\u2011")), min_size=11, max_size=11))
def test_separators_never_change_a_number(number: int, separators: list[str]) -> None:
    """Wherever they stand."""
    digits = f"770000000{number:02}"
    spelled = "".join(digit + mark for digit, mark in zip(digits, separators, strict=True))
    assert mobile(spelled) == digits
    assert mobile(digits) == digits


def test_faces_of_a_number() -> None:
    """The chat's id, the number for reading, and the number with most of it hidden."""
    assert chat_id(DIGITS) == "77000000001@c.us"
    assert pretty(DIGITS) == "+7 700 000 00 01"
    assert pretty("12345") == "12345"
    assert masked(DIGITS) == "+7 7•• ••• •0 01"
    assert masked("12345") == "•••••"
    assert masked("1" * 50) == "•" * 11
