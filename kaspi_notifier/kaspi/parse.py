"""Kaspi's JSON:API bodies into the domain's words; one odd order never spoils a page.

A page is first decoded whole into typed structs. Only when that fails is it taken apart: each order
by itself, and an order that still does not fit attribute by attribute, where an attribute of the
wrong type counts as absent. `customer.id` is personal data and is never read.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.kaspi.errors import BadReply

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST_MS = 1_388_534_400_000  # 2014: Kaspi had no shops before
_LATEST_MS = 4_102_444_800_000  # 2100
_MOST_MONEY = Decimal(10**12)
LONGEST_NAME = 200
_LONGEST_ADDRESS = 500
_LONGEST_PHONE = 40
_LONGEST_CODE = 32
_LONGEST_ID = 200

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Address(msgspec.Struct):
    formattedAddress: str | None = None  # noqa: N815
    town: str | None = None
    streetName: str | None = None  # noqa: N815
    streetNumber: str | None = None  # noqa: N815
    building: str | None = None
    apartment: str | None = None


class _Origin(msgspec.Struct):
    address: _Address | None = None


class _Customer(msgspec.Struct):
    firstName: str | None = None  # noqa: N815
    lastName: str | None = None  # noqa: N815
    cellPhone: str | None = None  # noqa: N815


class _KaspiDelivery(msgspec.Struct):
    courierTransmissionDate: int | None = None  # noqa: N815
    express: bool | None = None


class _Attributes(msgspec.Struct):
    code: str = ""
    state: str | None = None
    status: str | None = None
    deliveryMode: str | None = None  # noqa: N815
    creationDate: int | None = None  # noqa: N815
    approvedByBankDate: int | None = None  # noqa: N815
    plannedDeliveryDate: int | None = None  # noqa: N815
    reservationDate: int | None = None  # noqa: N815
    completionDate: int | None = None  # noqa: N815
    totalPrice: Decimal | None = None  # noqa: N815
    isKaspiDelivery: bool | None = None  # noqa: N815
    preOrder: bool | None = None  # noqa: N815
    assembled: bool | None = None
    signatureRequired: bool | None = None  # noqa: N815
    cancellationReason: str | None = None  # noqa: N815
    phoneAlias: str | None = None  # noqa: N815
    customer: _Customer | None = None
    kaspiDelivery: _KaspiDelivery | None = None  # noqa: N815
    deliveryAddress: _Address | None = None  # noqa: N815
    originAddress: _Origin | None = None  # noqa: N815
    # The guide's table has these two here, live answers have them inside `kaspiDelivery`.
    courierTransmissionDate: int | None = None  # noqa: N815
    express: bool | None = None


class _Item(msgspec.Struct):
    attributes: _Attributes
    id: str = ""


class _Meta(msgspec.Struct):
    pageCount: int | None = None  # noqa: N815
    totalCount: int | None = None  # noqa: N815


class _Page(msgspec.Struct):
    data: list[_Item]
    meta: _Meta | None = None


_decode_page = msgspec.json.Decoder(_Page).decode
_decode_any = msgspec.json.Decoder().decode


class ParsedPage(msgspec.Struct, frozen=True, kw_only=True):
    """What one body held. The counts are None where Kaspi gave none."""

    orders: list[Order]
    skipped: int
    page_count: int | None
    total_count: int | None

    @property
    def is_empty(self) -> bool:
        """Whether the body held no order at all, not even an unreadable one."""
        return not self.orders and not self.skipped


def parse_orders(body: bytes, latest: datetime) -> ParsedPage:
    """The orders of a page; those created after `latest` or before 2014 are counted as skipped.

    Raises `BadReply` when the body is no page of orders at all.
    """
    latest_ms = min((latest - _EPOCH) // timedelta(milliseconds=1), _LATEST_MS)
    try:
        page = _decode_page(body)
        items: list[_Item | None] = list(page.data)
        meta = page.meta or _Meta()
    except UNREADABLE:
        items, meta = _taken_apart(body)
    orders = [order for item in items if item is not None and (order := _order(item, latest_ms)) is not None]
    return ParsedPage(
        orders=orders,
        skipped=len(items) - len(orders),
        page_count=meta.pageCount,
        total_count=meta.totalCount,
    )


def _taken_apart(body: bytes) -> tuple[list[_Item | None], _Meta]:
    # The standard library swallows what msgspec refuses in a whole page: broken UTF-8, half surrogates.
    try:
        page = json.loads(
            body.decode("utf-8", "replace"), parse_int=_whole, parse_float=_fraction, parse_constant=_nothing
        )
        page = _whole_characters(page)
    except (ValueError, RecursionError):
        page = None
    data = page.get("data") if isinstance(page, dict) else None
    if not isinstance(data, list | dict):
        raise BadReply(what_it_is(body))
    items = data if isinstance(data, list) else [data]
    return [_item(item) for item in items], _convert(_Meta, page.get("meta"))


def _whole_characters(value: Any) -> Any:
    """The document with every half of a surrogate pair replaced: no text of ours may hold one."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {_whole_characters(key): _whole_characters(item) for key, item in value.items()}
    return value


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < 30 else None


def _fraction(digits: str) -> Decimal | None:
    try:
        return Decimal(digits) if len(digits) < 30 else None
    except ArithmeticError:
        return None


def _nothing(_word: str) -> None:
    """`NaN` and `Infinity` are no JSON and no numbers."""


def _item(item: object) -> _Item | None:
    try:
        return msgspec.convert(item, _Item)
    except msgspec.ValidationError:
        pass
    if not isinstance(item, dict):
        return None
    return _Item(id=_text_of(item.get("id")), attributes=_convert(_Attributes, item.get("attributes")))


_T = TypeVar("_T", bound=msgspec.Struct)


def _convert(kind: type[_T], value: object) -> _T:
    """A struct with every attribute that has the right type; the others keep their default."""
    made = kind()
    if isinstance(value, dict):
        for field in msgspec.structs.fields(kind):
            given = value.get(field.name)
            if given is not None:
                fitting = _fitting(field.type, given)
                if fitting is not None:
                    setattr(made, field.name, fitting)
    return made


def _fitting(kind: Any, value: object) -> object | None:
    for struct in (_Address, _Origin, _Customer, _KaspiDelivery):
        if kind == struct | None:
            return _convert(struct, value)
    if kind in (str, str | None):
        return _text_of(value)
    if isinstance(value, Decimal) and kind == int | None:
        value = float(value)
    try:
        converted: object = msgspec.convert(value, kind, strict=False)
    except (msgspec.ValidationError, OverflowError, ValueError):
        return None
    return converted


def _text_of(value: object) -> str:
    if isinstance(value, str):
        return value
    # A number in place of a string of digits; a bool is an int too, and means nothing here.
    return (
        str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
    )


def what_it_is(body: bytes) -> str:
    """What a body that could not be decoded looks like, in one phrase."""
    if not body.strip():
        return "the answer is empty"
    if body.lstrip()[:1] == b"<":
        return "the answer is a web page, not JSON"
    try:
        _decode_any(body)
    except UNREADABLE:
        return "the answer is not JSON"
    return "the answer is JSON of another shape than expected"


_STATES = {member.value: member for member in State}
_STATUSES = {member.value: member for member in Status}
_MODES = {member.value: member for member in DeliveryMode}


def _order(item: _Item, latest_ms: int) -> Order | None:
    got = item.attributes
    created = got.creationDate
    if created is None or not _EARLIEST_MS <= created <= latest_ms:
        return None
    if not is_code(got.code) or not is_id(item.id):
        return None
    buyer = got.customer or _Customer()
    carried = got.kaspiDelivery
    by_kaspi = carried is not None if got.isKaspiDelivery is None else got.isKaspiDelivery
    carried = carried or _KaspiDelivery()
    mode = _MODES.get(got.deliveryMode or "") or DeliveryMode(clean(got.deliveryMode, 64))
    # The origin is the shop's own point: the buyer comes there only when nobody carries the order.
    comes = mode is DeliveryMode.DELIVERY_PICKUP and not by_kaspi
    return Order(
        code=got.code,
        kaspi_id=item.id,
        state=_STATES.get(got.state or "") or State(clean(got.state, 64)),
        status=_STATUSES.get(got.status or "") or Status(clean(got.status, 64)),
        delivery_mode=mode,
        created_at=_EPOCH + timedelta(milliseconds=created),
        is_kaspi_delivery=by_kaspi,
        is_express=bool(carried.express or got.express),
        is_assembled=bool(got.assembled),
        is_preorder=bool(got.preOrder),
        needs_signature=bool(got.signatureRequired),
        approved_at=_moment(got.approvedByBankDate),
        planned_at=_moment(got.plannedDeliveryDate),
        reserved_until=_moment(got.reservationDate),
        handed_over_at=_moment(carried.courierTransmissionDate) or _moment(got.courierTransmissionDate),
        completed_at=_moment(got.completionDate),
        total_price=amount(got.totalPrice),
        buyer_first_name=clean(buyer.firstName, LONGEST_NAME),
        buyer_last_name=clean(buyer.lastName, LONGEST_NAME),
        buyer_phone=clean(buyer.cellPhone, _LONGEST_PHONE),
        has_phone_alias=bool(got.phoneAlias and got.phoneAlias.strip()),
        pickup_address=_address(got.originAddress.address if comes and got.originAddress else None),
        delivery_address=_address(got.deliveryAddress),
        cancellation_reason=clean(got.cancellationReason, 64),
    )


def is_code(text: str) -> bool:
    """Whether it can be an order's number: ASCII digits, at most 32."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_CODE


def is_id(text: str) -> bool:
    """Whether it can be the id of something of Kaspi's: opaque, but fit to stand in a path."""
    return 0 < len(text) <= _LONGEST_ID and text.isascii() and text.isprintable() and text.strip(".") != ""


def _moment(ms: int | None) -> datetime | None:
    if ms is None or not _EARLIEST_MS <= ms <= _LATEST_MS:
        return None
    return _EPOCH + timedelta(milliseconds=ms)


def amount(value: Decimal | None) -> Decimal | None:
    """A sum or a quantity without needless zeros; None when it can't be one."""
    if value is None or not value.is_finite() or not 0 <= value < _MOST_MONEY:
        return None
    whole = int(value)
    return Decimal(whole) if value == whole else round(value, 6).normalize()


def clean(text: str | None, longest: int) -> str:
    """One line of at most so many characters, without anything unprintable."""
    if not text:
        return ""
    text = text[: 4 * longest]
    if not text.isprintable():
        kept = (c if c.isprintable() else " " if c.isspace() else "" for c in text)
        text = " ".join("".join(kept).split())
    return text.strip()[:longest]


def _address(address: _Address | None) -> str:
    if address is None:
        return ""
    whole = clean(address.formattedAddress, _LONGEST_ADDRESS)
    if whole:
        return whole
    street = " ".join(_given(address.streetName, address.streetNumber))
    return ", ".join(_given(address.town, street, address.building, address.apartment))[:_LONGEST_ADDRESS]


def _given(*parts: str | None) -> list[str]:
    return [text for part in parts if (text := clean(part, LONGEST_NAME))]


def error_text(body: bytes) -> str | None:
    """What Kaspi's own error body says (`title`, else `detail`, else `code`); None for any other body."""
    try:
        document = _decode_any(body)
    except UNREADABLE:
        return None
    errors = document.get("errors") if isinstance(document, dict) else None
    if not isinstance(errors, list):
        return None
    for error in errors:
        for key in ("title", "detail", "code"):
            if isinstance(error, dict) and isinstance(error.get(key), str) and error[key].strip():
                return clean(error[key], LONGEST_NAME)
    return ""
