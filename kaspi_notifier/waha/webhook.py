"""WAHA's webhooks: the entry in a session's config, the signature, and what a signed body brings."""

import hmac
from collections.abc import Sequence
from typing import Any

from kaspi_notifier.waha import errors, events, parse
from kaspi_notifier.waha.values import Delivery
from kaspi_notifier.waha.wire import dig, document


def entry(url: str, key: str, names: Sequence[str]) -> dict[str, Any]:
    """The webhook as WAHA's config has it."""
    return {
        "url": url,
        "events": list(names),
        "hmac": {"key": key},
        "retries": {"policy": "exponential", "delaySeconds": 2, "attempts": 10},
    }


def changed(config: Any, url: str, wanted: dict[str, Any] | None) -> dict[str, Any] | None:
    """The session's whole config with this entry for the address, or without any; None: it is so already.

    A PUT replaces all of a config, so whatever the owner set besides stays in it.
    """
    hooks = dig(config, "webhooks")
    hooks = hooks if isinstance(hooks, list) else []
    kept = [hook for hook in hooks if dig(hook, "url") != url]
    after = kept if wanted is None else [*kept, wanted]
    return None if after == hooks else parse.merged(config, {"webhooks": after})


def signature(body: bytes, key: str) -> str:
    """What WAHA writes into `X-Webhook-Hmac`: HMAC-SHA512 of the body alone, as lower-case hex."""
    return hmac.digest(key.encode(), body, "sha512").hex()


def is_signed(body: bytes, given: str, key: str) -> bool:
    """Whether the signature is the body's; it takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(signature(body, key).encode(), given.encode(errors="surrogateescape"))


def read(body: bytes) -> Delivery | None:
    """What a body with a good signature says; None when it is no event of WAHA.

    Id and time are taken from the body, because headers are not signed.
    """
    try:
        envelope: Any = document(body)
    except errors.BadReply:
        return None
    if not isinstance(envelope, dict):
        return None
    event_id, name, session = (envelope.get(key) for key in ("id", "event", "session"))
    at = parse.moment(envelope.get("timestamp"))
    if at is None or not (isinstance(event_id, str) and isinstance(name, str) and isinstance(session, str)):
        return None
    return Delivery(
        event_id=event_id,
        name=name,
        at=at,
        session=session,
        phone=parse.digits_of(dig(envelope, "me", "id")),
        event=events.in_envelope(envelope),
    )
