"""Events that WAHA brings by itself: proved, not too old, each once; and WAHA's entry that makes it do so."""

import logging
import socket
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from kaspi_notifier.domain.settings import Webhook, is_loopback
from kaspi_notifier.engine.acks import Acks
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.waha import AckReceived, Delivery, MessageSeen, WahaError, webhook

log = logging.getLogger(__name__)

# WAHA stamps the event, not the attempt: an honest repeat may be hours old.
PATH = "/waha/webhook"
OLDEST = timedelta(hours=24)
NEWEST = timedelta(minutes=5)


class Receipt(StrEnum):
    """What became of a body that somebody brought."""

    TAKEN = "taken"
    REPEATED = "repeated"
    IGNORED = "ignored"
    """Signed, but of another account, too old, from the future, or of a kind that is not asked for."""
    REFUSED = "refused"
    """The signature is none of ours; nothing else was looked at."""


class Webhooks:
    """One shop's side of WAHA's webhooks."""

    def __init__(self, context: ShopContext, acks: Acks) -> None:
        self._context = context
        self._acks = acks
        self._key: str | None = None

    async def is_signed(self, body: bytes, signature: str) -> bool:
        """Whether this shop's key signed the body; a shop that never made one has no key."""
        context = self._context
        if self._key is None:
            self._key = await context.db(context.store.settings.webhook_key, context.shop_id)
        return self._key is not None and webhook.is_signed(body, signature, self._key)

    async def take(self, body: bytes) -> Receipt:
        """Take in a signed body. Its effects only go forward, so that a repeat changes nothing."""
        context, now = self._context, self._context.now()
        delivery = webhook.read(body)
        if delivery is None or not now - OLDEST <= delivery.at <= now + NEWEST or not self._is_ours(delivery):
            return Receipt.IGNORED
        context.webhook_heard_at = now
        context.webhook_bell.ring()
        inbox = context.store.inbox
        if await context.db(inbox.has, context.shop_id, delivery.event_id, delivery.name):
            return Receipt.REPEATED
        if delivery.event is None:
            return Receipt.IGNORED
        await self._acks.heard(delivery.event)
        # Noted last: what fails before is brought again. A message notes itself.
        await context.db(
            inbox.add,
            context.shop_id,
            delivery.event_id,
            delivery.name,
            kind=_kind(delivery),
            at=delivery.at,
            now=now,
        )
        return Receipt.TAKEN

    def _is_ours(self, delivery: Delivery) -> bool:
        context = self._context
        pinned = context.memory.pinned_phone
        return delivery.session == context.shop.waha.session and (
            delivery.phone is None or pinned is None or delivery.phone == pinned
        )

    async def set_up(self, addresses: Sequence[str], patience: timedelta) -> str | None:
        """Have WAHA bring events to the first of these addresses that it reaches; the address, or None.

        Each try restarts the session, and the restart is an event: when that arrives, the way is open.
        Raises `WahaError`.
        """
        context = self._context
        key = await context.db(context.store.settings.make_webhook_key, context.shop_id)
        self._key = key
        await self.take_away()
        for address in addresses:
            context.webhook_heard_at = None
            await context.waha.set_webhook(address, key)
            await context.db(context.store.settings.set_webhook_address, context.shop_id, address)
            if await self._heard(patience):
                return address
            log.info("shop %d: WAHA does not reach this computer under one of its addresses", context.shop_id)
            await self.take_away()
        return None

    async def _heard(self, patience: timedelta) -> bool:
        context = self._context
        until = context.now() + patience
        while context.webhook_heard_at is None and (now := context.now()) < until:
            await context.webhook_bell.wait(until, now)
        return context.webhook_heard_at is not None

    async def take_away(self) -> None:
        """Take our entry out of WAHA again; nothing happens where there is none. Raises `WahaError`."""
        context, settings = self._context, self._context.store.settings
        address = await context.db(settings.webhook_address, context.shop_id)
        if address is not None:
            await context.waha.remove_webhook(address)
            await context.db(settings.set_webhook_address, context.shop_id, None)

    async def leave(self) -> None:
        """The shop goes: take the entry away if the server lets us, and don't mind if not."""
        try:
            await self.take_away()
        except WahaError as error:
            log.info("shop %d: the webhook stays in WAHA: %s", self._context.shop_id, error.detail)


def _kind(delivery: Delivery) -> str:
    match delivery.event:
        case AckReceived():
            return "ack"
        case MessageSeen():
            return "other message"
        case _:
            return "session"


def own_addresses(waha_url: str, hook: Webhook) -> list[str]:
    """Where a WAHA server may reach this computer's receiver, the likeliest first.

    A server on this computer mostly runs in Docker, for which this computer has a name of its own.
    """
    if is_loopback(waha_url):
        return [f"http://{host}:{hook.port}{PATH}" for host in ("host.docker.internal", "127.0.0.1")]
    server = urlsplit(waha_url)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            # No packet is sent: the system only says from which address one would go.
            probe.connect((server.hostname, server.port or 80))
            host = probe.getsockname()[0]
    except OSError:
        return []
    return [f"http://{host}:{hook.port}{PATH}"]
