"""Whatever bytes come, a parser gives orders or a KaspiError, and nothing else."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaspi_notifier.kaspi.errors import KaspiError
from kaspi_notifier.kaspi.lines import parse_entries, parse_product_name
from kaspi_notifier.kaspi.parse import ParsedPage, error_text, parse_orders
from tests.kaspi.bodies import SAMPLES, raw

NOW = datetime(2026, 3, 20, tzinfo=UTC)
PAGE: dict[str, Any] = SAMPLES["orders_oddities"]["response"]["body"]
LINES: dict[str, Any] = SAMPLES["entries_multi"]["response"]["body"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(["9" * 5000, 10**40, -(2**63), 1_773_288_300_000, "\ud800", "1e999999999"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def try_all(body: bytes) -> ParsedPage | None:
    """Give the body to every parser."""
    error_text(body)
    for parse in (parse_entries, parse_product_name):
        try:
            parse(body)
        except KaspiError:
            continue
    try:
        page = parse_orders(body, NOW)
    except KaspiError:
        return None
    for order in page.orders:
        assert order.code.isdigit()
        assert order.created_at <= NOW
        assert len(order.buyer_first_name) <= 200
        assert len(order.delivery_address) <= 500
        assert order.buyer_phone.isprintable()
        assert order.total_price is None or order.total_price.is_finite()
        assert order.delivery
    return page


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes(body: bytes) -> None:
    """Noise."""
    try_all(body)


@given(values)
@settings(deadline=None)
def test_any_json(document: object) -> None:
    """JSON of any shape, NaN and half surrogates included."""
    try_all(json.dumps(document).encode())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_page_with_anything_in_place_of_something(data: st.DataObject) -> None:
    """One or more values of a real page replaced, at any depth; the other orders stay."""
    document = deepcopy(data.draw(st.sampled_from([PAGE, LINES])))
    touched = set()
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = document["data"]
        index = data.draw(st.integers(0, len(at) - 1))
        touched.add(index)
        key: Any = index
        while isinstance(at[key], dict | list) and at[key] and data.draw(st.integers(0, 4)):
            at = at[key]
            key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        at[key] = data.draw(values)
    page = try_all(json.dumps(document).encode())
    if "meta" in document:
        assert page is not None
        assert len(page.orders) + page.skipped == 10
        assert len(page.orders) >= 10 - len(touched)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_page_with_spoiled_bytes(data: st.DataObject) -> None:
    """Bytes changed, cut out or put in anywhere."""
    body = bytearray(raw(PAGE if data.draw(st.booleans()) else LINES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = start + data.draw(st.integers(0, 5))
        body[start:end] = data.draw(st.binary(max_size=5))
    try_all(bytes(body))
