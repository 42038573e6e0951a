"""Orders that somebody else read and hands over in Kaspi's own JSON."""

from datetime import UTC, datetime, timedelta

import msgspec

from kaspi_notifier.kaspi.errors import BadReply
from kaspi_notifier.kaspi.parse import ParsedPage, parse_orders


def orders_of(document: object) -> ParsedPage:
    """The orders of a page (`{"data": […]}`), of a bare list, or of one order alone.

    They are read as strictly as a page from Kaspi itself. Raises `BadReply` for anything else.
    """
    if isinstance(document, list):
        document = {"data": document}
    elif isinstance(document, dict) and "attributes" in document:
        document = {"data": [document]}
    try:
        body = msgspec.json.encode(document)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        raise BadReply("the orders are no JSON") from None
    return parse_orders(body, datetime.now(UTC) + timedelta(days=1))
