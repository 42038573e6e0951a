"""The life of a simulated order."""

from datetime import UTC, datetime, timedelta

import pytest

from kaspi_notifier.simulator import MISSING, SimulatedOrder, Simulator


def add(delivery: str = "pickup", **details: object) -> SimulatedOrder:
    """An order in a shop that is not served."""
    return Simulator().kaspi.add_order(delivery=delivery, **details)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delivery", "mode", "is_kaspi", "state"),
    [
        ("pickup", "DELIVERY_PICKUP", False, "PICKUP"),
        ("own_delivery", "DELIVERY_LOCAL", False, "DELIVERY"),
        ("kaspi_delivery", "DELIVERY_REGIONAL_TODOOR", True, "KASPI_DELIVERY"),
        ("express", "DELIVERY_LOCAL", True, "KASPI_DELIVERY"),
        ("postomat", "DELIVERY_PICKUP", True, "KASPI_DELIVERY"),
        ("regional_pickup", "DELIVERY_REGIONAL_PICKUP", True, "KASPI_DELIVERY"),
        ("unknown", "DELIVERY_FUTURE_MODE", True, "KASPI_DELIVERY"),
    ],
)
def test_every_kind_of_delivery(delivery: str, mode: str, is_kaspi: bool, state: str) -> None:
    order = add(delivery)
    attributes = order.document()["attributes"]
    assert (attributes["deliveryMode"], attributes["isKaspiDelivery"], order.state) == (mode, is_kaspi, state)
    assert attributes.get("kaspiDelivery", {}).get("express", False) == (delivery == "express")


def test_a_credit_order_is_signed_first() -> None:
    order = add(status="APPROVED_BY_BANK", sign_required=True)
    assert order.state == "SIGN_REQUIRED"
    order.sign()
    assert (order.state, order.status) == ("NEW", "APPROVED_BY_BANK")
    assert order.document()["attributes"]["creditTerm"] == 12


def test_a_preorder_becomes_ready() -> None:
    order = add(preorder=True)
    assert order.document()["attributes"]["preOrder"] is True
    order.ready()
    assert order.document()["attributes"]["preOrder"] is False
    assert order.state == "PICKUP"


def test_cancelling_and_returns() -> None:
    order = add("kaspi_delivery")
    order.start_cancelling()
    assert (order.state, order.status) == ("KASPI_DELIVERY", "CANCELLING")
    order.cancel("MERCHANT_OUT_OF_STOCK")
    assert order.document()["attributes"]["cancellationReason"] == "MERCHANT_OUT_OF_STOCK"
    order.request_return()
    assert order.status == "KASPI_DELIVERY_RETURN_REQUESTED"
    order.accept_return()
    assert order.status == "RETURN_ACCEPTED_BY_MERCHANT"
    order.return_()
    assert (order.state, order.status) == ("ARCHIVE", "RETURNED")


def test_the_promised_day_moves() -> None:
    created = datetime(2026, 11, 1, tzinfo=UTC)
    delivered, picked = add("express", created_at=created), add(created_at=created)
    delivered.postpone(2)
    picked.postpone(1)
    assert delivered.planned_at == created + timedelta(days=6)
    assert picked.planned_at == created + timedelta(days=1)


def test_raw_attributes_override_and_vanish() -> None:
    order = add(phoneAlias="7000000099", customer=MISSING)
    document = order.document()
    assert document["attributes"]["phoneAlias"] == "7000000099"
    assert "customer" not in document["attributes"]
    assert document["relationships"]["user"]["data"] is None
    order.set(approvedByBankDate=MISSING, status="SOME_FUTURE_STATUS")
    assert b"SOME_FUTURE_STATUS" in order.serialised()
    assert b"approvedByBankDate" not in order.serialised()


def test_phones_and_codes() -> None:
    kaspi = Simulator().kaspi
    assert kaspi.add_order().phone == "7000000001"
    assert kaspi.add_order(phone="+0(000)-000-00-00").phone == "+0(000)-000-00-00"
    assert kaspi.add_order(phone=None).customer()["cellPhone"] is None
    taken = str(int(kaspi.add_order().code) + 1)
    kaspi.add_order(taken)
    assert kaspi.add_order().code not in (taken, None)
    with pytest.raises(ValueError, match="exists"):
        kaspi.add_order(taken)
    with pytest.raises(ValueError, match="no such delivery"):
        kaspi.add_order(delivery="balloon")


def test_the_past_has_orders_in_many_states() -> None:
    now = datetime.now(UTC)
    orders = list(Simulator(orders=400).kaspi.orders.values())
    assert {order.status for order in orders} >= {
        "APPROVED_BY_BANK",
        "ACCEPTED_BY_MERCHANT",
        "COMPLETED",
        "CANCELLED",
        "KASPI_DELIVERY_RETURN_REQUESTED",
    }
    assert all(now - timedelta(days=12, minutes=1) < order.created_at < now for order in orders)
    assert any(len(order.entries) == 2 for order in orders)
    assert len(Simulator(orders=1).kaspi.orders) == 1


def test_the_same_seed_gives_the_same_shop() -> None:
    def names(seed: int) -> list[tuple[str, str, int]]:
        orders = Simulator(orders=30, seed=seed).kaspi.orders.values()
        return [(order.first_name, order.status, int(order.total)) for order in orders]

    assert names(4) == names(4)
    assert names(4) != names(5)
