"""Kaspi's bodies into orders: every attribute, every oddity, and how fast."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kaspi_notifier.domain.order import Delivery, DeliveryMode, Order, State, Status
from kaspi_notifier.kaspi.errors import BadReply
from kaspi_notifier.kaspi.lines import parse_entries, parse_product_name
from kaspi_notifier.kaspi.parse import error_text, is_code, is_id, parse_orders
from tests.kaspi.bodies import CREATED_MS, SAMPLES, line, order, page, raw

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CREATED_AT = datetime(2026, 3, 12, 4, 5, tzinfo=UTC)


def one(**attributes: Any) -> Order:
    """The only order of a page with these attributes."""
    parsed = parse_orders(raw(page(order(**attributes))), NOW)
    assert parsed.skipped == 0
    [result] = parsed.orders
    return result


def test_every_attribute_finds_its_field() -> None:
    """Nothing of an order with all attributes is lost or mixed up."""
    got = one(
        state="KASPI_DELIVERY",
        status="ACCEPTED_BY_MERCHANT",
        deliveryMode="DELIVERY_LOCAL",
        isKaspiDelivery=True,
        assembled=True,
        preOrder=True,
        signatureRequired=True,
        approvedByBankDate=CREATED_MS + 1000,
        plannedDeliveryDate=CREATED_MS + 2000,
        reservationDate=CREATED_MS + 3000,
        completionDate=CREATED_MS + 5000,
        kaspiDelivery={"courierTransmissionDate": CREATED_MS + 4000, "express": True},
        deliveryAddress={"formattedAddress": "Алматы, ул. Вымышленная, 1"},
        cancellationReason="BUYER_NOT_REACHABLE",
        phoneAlias="7000000099",
    )
    assert got == Order(
        code="900000001",
        kaspi_id="aWQ1",
        state=State.KASPI_DELIVERY,
        status=Status.ACCEPTED_BY_MERCHANT,
        delivery_mode=DeliveryMode.DELIVERY_LOCAL,
        created_at=CREATED_AT,
        is_kaspi_delivery=True,
        is_express=True,
        is_assembled=True,
        is_preorder=True,
        needs_signature=True,
        approved_at=CREATED_AT + timedelta(seconds=1),
        planned_at=CREATED_AT + timedelta(seconds=2),
        reserved_until=CREATED_AT + timedelta(seconds=3),
        handed_over_at=CREATED_AT + timedelta(seconds=4),
        completed_at=CREATED_AT + timedelta(seconds=5),
        total_price=Decimal(24990),
        buyer_first_name="Айгерим",
        buyer_last_name="Тестова",
        buyer_phone="7000000001",
        has_phone_alias=True,
        delivery_address="Алматы, ул. Вымышленная, 1",
        cancellation_reason="BUYER_NOT_REACHABLE",
    )
    assert got.delivery is Delivery.EXPRESS


def test_the_least_an_order_needs() -> None:
    """A number, an id and a time make an order; it is shown, and no message comes of it."""
    parsed = parse_orders(
        raw(page({"id": "x", "attributes": {"code": "1", "creationDate": CREATED_MS}}, pages=None)), NOW
    )
    [got] = parsed.orders
    assert (got.code, got.kaspi_id, got.created_at) == ("1", "x", CREATED_AT)
    assert not got.state.is_known
    assert not got.status.is_known
    assert got.delivery is Delivery.UNKNOWN
    assert (got.buyer_phone, got.total_price, got.planned_at) == ("", None, None)
    assert (parsed.page_count, parsed.total_count) == (None, None)


ODD_VALUES: list[object] = [
    None,
    ...,
    "",
    "abc",
    -1,
    0,
    1.5,
    True,
    False,
    [],
    {},
    [1],
    {"a": {"b": 1}},
    10**30,
    "\x00",
]

ODD_IDS: list[object] = ["", None, "..", "a\nb", "ж", "x" * 201, True, {}]
ODD_CODES: list[object] = [..., None, "", "12a", "1" * 33, "١٢٣", -5, True, 1.5, [], 10**20]
ODD_TIMES: list[object] = [..., None, 0, -1, 1_773_288_300, 10**30, "soon", True]


@pytest.mark.parametrize("value", ODD_VALUES, ids=repr)
def test_an_odd_value_spoils_no_more_than_its_own_attribute(value: object) -> None:
    """Each optional attribute in turn takes each odd value; the order and its other attributes stay."""
    names = [
        *("state", "status", "deliveryMode", "approvedByBankDate", "plannedDeliveryDate", "reservationDate"),
        *("completionDate", "totalPrice", "isKaspiDelivery", "preOrder", "assembled", "signatureRequired"),
        *(
            "cancellationReason",
            "phoneAlias",
            "customer",
            "kaspiDelivery",
            "deliveryAddress",
            "originAddress",
        ),
        *("courierTransmissionDate", "express"),
    ]
    for name in names:
        got = one(**{name: value})
        assert got.code == "900000001"
        assert (got.buyer_phone == "7000000001") is (name != "customer")
        assert (got.total_price == 24990) is (name != "totalPrice")


@pytest.mark.parametrize("value", [value for value in ODD_VALUES if value is not ...], ids=repr)
def test_an_odd_value_inside_an_object(value: object) -> None:
    """The same one level down."""
    got = one(
        customer={"firstName": value, "cellPhone": "7000000002"},
        deliveryAddress={"town": "Алматы", "streetName": value},
        originAddress={"address": {"formattedAddress": "Алматы, 1", "town": value}},
        kaspiDelivery={"express": True, "courierTransmissionDate": value},
    )
    assert got.buyer_phone == "7000000002"
    assert got.delivery_address.startswith("Алматы")
    assert got.pickup_address == "Алматы, 1"
    assert got.is_express
    assert got.handed_over_at is None


@pytest.mark.parametrize(
    "item",
    [
        *(None, 1, "x", [], {}, {"id": "x"}, {"id": "x", "attributes": None}, {"id": "x", "attributes": []}),
        *(order(code=value) for value in ODD_CODES),
        *(order(creationDate=value) for value in ODD_TIMES),
        order(creationDate=(NOW + timedelta(milliseconds=1)).timestamp() * 1000),
        *(order() | {"id": value} for value in ODD_IDS),
    ],
    ids=repr,
)
def test_an_order_that_is_none_is_counted_and_the_others_stay(item: object) -> None:
    """One broken order of a page is skipped, wherever it stands."""
    parsed = parse_orders(raw(page(order(1), item, order(2))), NOW)
    assert [got.code for got in parsed.orders] == ["900000001", "900000002"]
    assert parsed.skipped == 1
    assert not parsed.is_empty


def test_bytes_that_only_spoil_one_order() -> None:
    """Text in a broken encoding and half surrogates stay inside their order."""
    good, bad = raw(order(1)), raw(order(2, code="BAD"))
    for spoiled in (bad.replace(b"BAD", b"\xff\xfe"), bad.replace(b"BAD", b"\\ud800")):
        parsed = parse_orders(b'{"data":[' + good + b"," + spoiled + b"]}", NOW)
        assert ([got.code for got in parsed.orders], parsed.skipped) == (["900000001"], 1)


def test_numbers_in_place_of_strings_and_strings_in_place_of_numbers() -> None:
    """Types drift; what is meant is still clear."""
    item = order(
        code=900000001,
        creationDate=str(CREATED_MS),
        totalPrice="24990.50",
        isKaspiDelivery="true",
        plannedDeliveryDate=float(CREATED_MS),
        customer={"cellPhone": 7000000003},
    ) | {"id": 12}
    [got] = parse_orders(raw(page(item)), NOW).orders
    assert (got.code, got.kaspi_id, got.created_at) == ("900000001", "12", CREATED_AT)
    assert (got.total_price, got.is_kaspi_delivery) == (Decimal("24990.5"), True)
    assert (got.planned_at, got.buyer_phone) == (CREATED_AT, "7000000003")


@pytest.mark.parametrize(
    ("given", "price"),
    [
        (b"24990", "24990"),
        (b"24990.0", "24990"),
        (b"0", "0"),
        (b"10.10", "10.1"),
        (b"0.1234567", "0.123457"),
        (b"0." + b"1" * 5000, "0.111111"),
    ]
    + [
        (odd, None)
        for odd in (
            b"-1",
            b"1e12",
            b"1e999999",
            b"1e9999999999999999999",
            b"1" * 5000,
            b"NaN",
            b'"NaN"',
            b'"Infinity"',
            b"null",
        )
    ],
)
def test_amounts(given: bytes, price: str | None) -> None:
    """Sums come without needless zeros; what can't be a sum of an order is none."""
    [got] = parse_orders(raw(page(order(totalPrice="PRICE"))).replace(b'"PRICE"', given), NOW).orders
    assert (None if got.total_price is None else str(got.total_price)) == price


def test_dates_out_of_range_are_none() -> None:
    """Seconds in place of milliseconds, zero and the far future are no dates."""
    for odd in (0, -1, 1_773_288_300, 4_102_444_800_001, 10**18):
        assert one(plannedDeliveryDate=odd).planned_at is None


def test_an_order_created_after_the_latest_is_skipped() -> None:
    """The bound is inclusive to the millisecond."""
    body = raw(page(order()))
    assert parse_orders(body, CREATED_AT).skipped == 0
    assert parse_orders(body, CREATED_AT - timedelta(milliseconds=1)).skipped == 1


def test_texts_are_one_clean_line_of_sane_length() -> None:
    """Control characters, line breaks, direction marks and endless names do no harm."""
    got = one(
        customer={
            "firstName": "  Ай\x00ге\u202eрим\n\tА\u00a0Б ",
            "lastName": "Я" * 10_000,
            "cellPhone": "7" * 99,
        },
        deliveryAddress={"formattedAddress": "улица\r\n" * 10_000},
    )
    assert got.buyer_first_name == "Айгерим А Б"
    assert len(got.buyer_last_name) == 200
    assert len(got.buyer_phone) == 40
    assert len(got.delivery_address) == 500
    assert "\r" not in got.delivery_address


def test_an_address_is_put_together_when_there_is_no_whole_one() -> None:
    """Parts in the order people write them; blank parts leave no trace."""
    parts = {"town": "Алматы", "streetName": "ул. Вымышленная", "streetNumber": "1", "building": " "}
    got = one(
        deliveryAddress=parts | {"apartment": "5", "formattedAddress": " "}, originAddress={"address": parts}
    )
    assert got.delivery_address == "Алматы, ул. Вымышленная 1, 5"
    assert got.pickup_address == "Алматы, ул. Вымышленная 1"
    assert one(deliveryAddress={}).delivery_address == ""


@pytest.mark.parametrize(
    ("attributes", "has_address"),
    [
        ({}, True),
        ({"isKaspiDelivery": True}, False),
        ({"isKaspiDelivery": None, "kaspiDelivery": {}}, False),
        ({"isKaspiDelivery": ...}, True),
        ({"deliveryMode": "DELIVERY_LOCAL"}, False),
    ],
)
def test_the_shops_own_point_is_an_address_only_for_who_comes_there(
    attributes: dict[str, Any], has_address: bool
) -> None:
    """A postomat's buyer must never be sent to the shop."""
    got = one(**attributes, originAddress={"address": {"formattedAddress": "Алматы, 1"}})
    assert (got.pickup_address == "Алматы, 1") is has_address


def test_flat_courier_flags_of_the_guide() -> None:
    """The guide's table shows these two outside `kaspiDelivery`."""
    got = one(isKaspiDelivery=True, courierTransmissionDate=CREATED_MS, express=True)
    assert (got.handed_over_at, got.is_express) == (CREATED_AT, True)


def test_a_single_order_in_place_of_a_list() -> None:
    """`GET /orders/{id}` gives an object."""
    parsed = parse_orders(raw(SAMPLES["order_by_id"]["response"]["body"]), NOW)
    assert [got.code for got in parsed.orders] == ["900000011"]


def test_an_empty_page() -> None:
    """No orders is an answer too."""
    assert parse_orders(raw(page(pages=0)), NOW).is_empty


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "the answer is empty"),
        (b" <html></html>", "the answer is a web page, not JSON"),
        (b'{"data":[', "the answer is not JSON"),
        (b"\xff\xff", "the answer is not JSON"),
        (b"[" * 100_000, "the answer is not JSON"),
        (b"[]", "the answer is JSON of another shape than expected"),
        (b"{}", "the answer is JSON of another shape than expected"),
        (b'{"data": null}', "the answer is JSON of another shape than expected"),
    ],
)
def test_what_is_no_page_is_a_bad_reply(body: bytes, says: str) -> None:
    """Each with a phrase that tells a portal from a cut answer."""
    for parse in (lambda b: parse_orders(b, NOW), parse_entries):
        with pytest.raises(BadReply) as raised:
            parse(body)
        assert raised.value.detail == says


@pytest.mark.parametrize("meta", [None, [], "x", {"pageCount": "2"}, {"pageCount": None}, {"pageCount": {}}])
def test_odd_counts(meta: object) -> None:
    """Counts that can't be read don't cost the page."""
    parsed = parse_orders(raw({"data": [order()], "meta": meta}), NOW)
    assert len(parsed.orders) == 1
    assert parsed.page_count in (None, 2)


def test_lines_of_an_order() -> None:
    """Kaspi's own numbering gives the order; quantities may be fractional or absent."""
    body = raw({"data": [line(1, "Сыр", 1.35), line(0, "Чайник", 2.0), line(2, None, None)]})
    parsed = [(entry.name, str(entry.quantity)) for entry in parse_entries(body)]
    assert parsed == [("Чайник", "2"), ("Сыр", "1.35"), ("", "1")]


def test_product_names() -> None:
    """The public name, or nothing."""
    assert parse_product_name(raw({"data": {"attributes": {"name": " Чайник\n"}}})) == "Чайник"
    nameless: object
    for nameless in ({}, {"data": None}, {"data": {}}, {"data": {"attributes": {"name": None}}}):
        assert parse_product_name(raw(nameless)) == ""
    with pytest.raises(BadReply):
        parse_product_name(b"[]")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"errors":[{"title":"A","detail":"B"}]}', "A"),
        (b'{"errors":[{"title":" ","detail":"B"}]}', "B"),
        (b'{"errors":[{"code":"C"}]}', "C"),
        (b'{"errors":["x",{"status":"400"},{"detail":"D"}]}', "D"),
        (b'{"errors":[]}', ""),
        (b'{"errors":{}}', None),
        (b"[]", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_kaspis_own_error_text(body: bytes, text: str | None) -> None:
    """`title`, else `detail`, else `code`; a body without `errors` is not Kaspi's own."""
    assert error_text(body) == text


def test_numbers_and_ids() -> None:
    """What may stand in a query and in a path."""
    assert is_code("0123")
    assert not any(is_code(text) for text in ("", "1a", "1 ", "²", "1" * 33))
    assert is_id("OTAwMDAwMDAx##0=/+")
    assert not any(is_id(text) for text in ("", ".", "..", "a\r\n", "ж", "x" * 201))


def test_half_a_surrogate_pair_spoils_one_character() -> None:
    """Its order is read all the same, and so are the others of the page."""
    broken, whole = order(), order(code="900000002", customer={"firstName": "\ud800Жанна"})
    broken["attributes"]["code"] = "\ud800"
    body = json.dumps(page(broken, whole)).encode()
    parsed = parse_orders(body, NOW)
    assert parsed.skipped == 1
    assert [o.buyer_first_name for o in parsed.orders] == ["?Жанна"]
