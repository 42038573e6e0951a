"""The lines of an order, and the public name of a product, out of Kaspi's JSON:API bodies."""

import base64
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from kaspi_notifier.domain.order import Entry
from kaspi_notifier.kaspi.errors import BadReply
from kaspi_notifier.kaspi.parse import LONGEST_NAME, UNREADABLE, amount, clean, is_code, what_it_is

_MOST_ENTRIES = 200


class ParsedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an order; `name` is empty where Kaspi gave none with the line itself."""

    id: str
    name: str
    quantity: Decimal
    product_code: str = ""

    def named(self, name: str) -> Entry:
        """The line under this name."""
        return Entry(name=name, quantity=self.quantity, product_code=self.product_code)


class _Offer(msgspec.Struct):
    name: str | None = None


class _LineAttributes(msgspec.Struct):
    quantity: Decimal | None = None
    entryNumber: int | None = None  # noqa: N815
    offer: _Offer | None = None


class _Line(msgspec.Struct):
    attributes: _LineAttributes
    id: str = ""
    # Of any shape: a link that can't be read costs the review link, not the line.
    relationships: Any = None


class _Lines(msgspec.Struct):
    data: list[_Line]


class _ProductAttributes(msgspec.Struct):
    name: str | None = None


class _ProductData(msgspec.Struct):
    attributes: _ProductAttributes | None = None


class _Product(msgspec.Struct):
    data: _ProductData | None = None


_decode_lines = msgspec.json.Decoder(_Lines).decode
_decode_product = msgspec.json.Decoder(_Product).decode


def parse_entries(body: bytes) -> list[ParsedEntry]:
    """The lines of an order in Kaspi's own order; a line without a quantity counts as one piece."""
    lines = _decoded(_decode_lines, body).data[:_MOST_ENTRIES]
    lines.sort(key=lambda line: line.attributes.entryNumber or 0)
    return [
        ParsedEntry(
            id=line.id,
            name=clean(line.attributes.offer.name if line.attributes.offer else None, LONGEST_NAME),
            quantity=amount(line.attributes.quantity) or Decimal(1),
            product_code=_product_code(line.relationships),
        )
        for line in lines
    ]


def _product_code(relationships: Any) -> str:
    # The product's id is its catalogue number in base64, as the recorded products show.
    try:
        identifier = relationships["product"]["data"]["id"]
    except (LookupError, TypeError):
        return ""
    if not isinstance(identifier, str):
        return ""
    try:
        code = base64.b64decode(identifier + "=" * (-len(identifier) % 4), validate=True).decode("ascii")
    except ValueError:
        return ""
    return code if is_code(code) else ""


def parse_product_name(body: bytes) -> str:
    """The public name of a product; empty when there is none."""
    data = _decoded(_decode_product, body).data
    return clean(data.attributes.name if data and data.attributes else None, LONGEST_NAME)


_Decoded = TypeVar("_Decoded")


def _decoded(decode: Callable[[bytes], _Decoded], body: bytes) -> _Decoded:
    try:
        return decode(body)
    except UNREADABLE:
        raise BadReply(what_it_is(body)) from None
