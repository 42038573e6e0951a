"""Kaspi's words: the kinds of delivery, final statuses, and words nobody has seen yet."""

from typing import Any

import pytest

from kaspi_notifier.domain.order import FINAL_STATUSES, Delivery, DeliveryMode, State, Status
from tests.domain.orders import order

M = DeliveryMode


@pytest.mark.parametrize(
    ("mode", "by_kaspi", "express", "kind"),
    [
        (M.DELIVERY_PICKUP, False, False, Delivery.PICKUP),
        (M.DELIVERY_PICKUP, True, False, Delivery.POSTOMAT),
        (M.DELIVERY_POSTOMAT, False, False, Delivery.POSTOMAT),
        (M.DELIVERY_POSTOMAT, True, False, Delivery.POSTOMAT),
        (M.DELIVERY_LOCAL, False, False, Delivery.OWN_DELIVERY),
        (M.DELIVERY_LOCAL, False, True, Delivery.OWN_DELIVERY),
        (M.DELIVERY_LOCAL, True, False, Delivery.KASPI_DELIVERY),
        (M.DELIVERY_LOCAL, True, True, Delivery.EXPRESS),
        (M.DELIVERY_REGIONAL_TODOOR, True, False, Delivery.KASPI_DELIVERY),
        (M.DELIVERY_REGIONAL_TODOOR, False, False, Delivery.UNKNOWN),
        (M.DELIVERY_REGIONAL_PICKUP, True, False, Delivery.KASPI_DELIVERY),
        (M.DELIVERY_REGIONAL_PICKUP, False, False, Delivery.KASPI_DELIVERY),
        (M("DELIVERY_BY_DRONE"), True, True, Delivery.UNKNOWN),
        (M("DELIVERY_BY_DRONE"), False, False, Delivery.UNKNOWN),
        (M(""), True, False, Delivery.UNKNOWN),
    ],
)
def test_the_kind_of_delivery(mode: DeliveryMode, by_kaspi: bool, express: bool, kind: Delivery) -> None:
    """The table of kaspi-api.md 2.6; PICKUP in the mode alone does not send a buyer to the shop."""
    got = order(delivery_mode=mode, is_kaspi_delivery=by_kaspi, is_express=express)
    assert got.delivery is kind


@pytest.mark.parametrize("status", list(Status))
def test_only_the_status_makes_an_order_final(status: Status) -> None:
    """ARCHIVE holds orders that are not finished; a return still goes on."""
    got = order(state=State.ARCHIVE, status=status)
    assert got.is_final is (status in (Status.COMPLETED, Status.CANCELLED, Status.RETURNED))
    assert got.is_final is (status in FINAL_STATUSES)


def test_known_words() -> None:
    """A known word is always the same object."""
    assert Status("COMPLETED") is Status.COMPLETED
    assert all(word.is_known for enum in (State, Status, DeliveryMode) for word in enum)


def test_unknown_words() -> None:
    """An unknown word is kept as it came, equals itself, and is no member."""
    word = Status("SOMETHING_NEW")
    assert not word.is_known
    assert (word, str(word), word.value) == ("SOMETHING_NEW", "SOMETHING_NEW", "SOMETHING_NEW")
    assert word == Status("SOMETHING_NEW")
    assert word != Status("SOMETHING_ELSE")
    assert {word: 1}[Status("SOMETHING_NEW")] == 1
    assert {"SOMETHING_NEW": 1}[word] == 1
    assert word not in FINAL_STATUSES
    assert "SOMETHING_NEW" not in [member.value for member in Status]
    assert len(Status("X" * 1000)) == 64


def test_what_is_no_word_at_all() -> None:
    """Only strings are words."""
    values: list[Any] = [None, 5, b"COMPLETED"]
    for value in values:
        with pytest.raises(ValueError, match="is not a valid Status"):
            Status(value)


def test_an_order_shows_its_code_and_nothing_of_its_buyer() -> None:
    assert repr(order(code="100000001", buyer_first_name="Айгүл")) == "Order(code='100000001')"
