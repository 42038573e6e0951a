"""The engine: every shop's loops, started and ended together, and the actions a person may take."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Self

from kaspi_notifier.certificates import trusted
from kaspi_notifier.domain.message import ForbiddenMove
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.settings import Settings
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.engine.checks import check_folder, check_shop
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.housekeeping import Housekeeping
from kaspi_notifier.engine.options import Options
from kaspi_notifier.engine.refused import ActionRefused
from kaspi_notifier.engine.shop_engine import ShopEngine
from kaspi_notifier.engine.status import (
    Change,
    CheckItem,
    OnceResult,
    OrdersTaken,
    Part,
    PhoneCheck,
    ShopStatus,
)
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.engine.time_watch import TimeWatch
from kaspi_notifier.engine.webhooks import Receipt
from kaspi_notifier.kaspi import KaspiClient
from kaspi_notifier.store import Busy, Decision, SessionMemory, Store, StoredShop, nightly
from kaspi_notifier.waha import WahaClient

__all__ = ["ActionRefused", "Engine", "Receipt"]

# Messages queued anew in one commit: a long list must not hold the database up.
_AT_ONCE = 100
_BROWSER_ENGINES = ("WEBJS", "WPP")
_SEND_READ_TIMEOUT = 100.0
_WEBHOOK_PATIENCE = timedelta(seconds=25)
_SEND_READ_TIMEOUT_BROWSER = 120.0


class Engine:
    """`async with Engine(…)` runs every shop until it is left; then each loop has come to its end.

    Settings are read on entering; to apply others, leave and enter a new engine. `on_change` is called on
    the loop's thread with the kind of thing that changed, never with data.
    """

    def __init__(
        self,
        store: Store,
        db: DatabaseThread,
        *,
        on_change: Callable[[Change], None],
        options: Options | None = None,
    ) -> None:
        self._store = store
        self._db = db
        self._changed = on_change
        self._options = options or Options()
        self._shops: dict[int, ShopEngine] = {}
        self._watch = TimeWatch(self._shops.values, self._options)
        self._stack = AsyncExitStack()
        self._tasks: dict[int, list[asyncio.Task[None]]] = {}
        self._own_tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await self._open(stack)
            await self._sweep()
            group = await stack.enter_async_context(asyncio.TaskGroup())
            for shop_id, shop in self._shops.items():
                self._tasks[shop_id] = shop.start(group)
            watch = keep_running("time watch", self._watch.step, on_trouble=lambda _name, _failing: None)
            self._own_tasks = [
                group.create_task(watch, name="time watch"),
                group.create_task(self._keep_house(), name="housekeeping"),
            ]
            stack.callback(self._stop)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _sweep(self) -> None:
        """Before anything is sent: what is known of messages that this database takes for unsent."""
        sent = await self._db(self._store.sent.merge)
        await self._db(self._store.outbox.ask_about_sent, sent, self._options.now())
        for shop in self._shops.values():
            await shop.sweep()

    def _stop(self) -> None:
        for tasks in (*self._tasks.values(), self._own_tasks):
            for task in tasks:
                task.cancel()

    async def _open(self, stack: AsyncExitStack) -> None:
        settings, shops, memories = await self._db(self._load)
        tls = await asyncio.to_thread(trusted)
        language: Language = "kk" if settings.app.language == "kk" else "ru"
        for stored, memory in zip(shops, memories, strict=True):
            context = await self._context(stack, stored, memory, language, tls)
            self._shops[stored.id] = ShopEngine(context)

    def _load(self) -> tuple[Settings, list[StoredShop], list[SessionMemory]]:
        shops = self._store.settings.shops()
        return self._store.settings.load(), shops, [self._store.sessions.get(shop.id) for shop in shops]

    async def _context(
        self,
        stack: AsyncExitStack,
        stored: StoredShop,
        memory: SessionMemory,
        language: Language,
        tls: ssl.SSLContext,
    ) -> ShopContext:
        in_browser = memory.engine in _BROWSER_ENGINES
        kaspi = KaspiClient(
            stored.shop.kaspi,
            ssl_context=tls,
            requests_per_second=self._options.kaspi_requests_per_second,
        )
        waha = WahaClient(
            stored.shop.waha,
            ssl_context=tls,
            send_read_timeout=_SEND_READ_TIMEOUT_BROWSER if in_browser else _SEND_READ_TIMEOUT,
        )
        return ShopContext(
            stored,
            store=self._store,
            db=self._db,
            kaspi=await stack.enter_async_context(kaspi),
            waha=await stack.enter_async_context(waha),
            language=language,
            memory=memory,
            changed=self._changed,
            options=self._options,
        )

    @property
    def statuses(self) -> tuple[ShopStatus, ...]:
        """Every shop at a glance, in the order of the settings."""
        return tuple(shop.context.status() for shop in self._shops.values())

    def status(self, shop_id: int) -> ShopStatus:
        """One shop at a glance."""
        return self._shop(shop_id).context.status()

    def now(self) -> datetime:
        """The time the engine goes by."""
        return self._options.now()

    def tell(self, change: Change) -> None:
        """Somebody outside of the engine changed something of this kind in the store."""
        self._changed(change)

    def _shop(self, shop_id: int) -> ShopEngine:
        try:
            return self._shops[shop_id]
        except KeyError:
            raise ActionRefused("there is no such shop") from None

    async def _keep_house(self) -> None:
        keeping = Housekeeping(self._store, self._db, self._options)
        await keep_running("housekeeping", keeping.step, on_trouble=lambda _name, _failing: None)

    async def forget_buyer(self, phone: str) -> None:
        """Wipe everything about the buyer with this phone, in every shop and every nightly copy.

        A refusal to be written to stays, as a keyed hash. Raises `ActionRefused` while a message to the
        buyer is on its way.
        """
        digits, now, store = mobile(phone), self._options.now(), self._store
        if isinstance(digits, NoChat):
            raise ActionRefused(digits.detail)
        try:
            await self._db(store.privacy.forget, digits, now)
        except Busy as error:
            raise ActionRefused(str(error)) from None
        await asyncio.to_thread(nightly.forget_buyer_in_copies, store.path, store.secrets, digits, now)
        for change in (Change.MESSAGES, Change.ORDERS):
            self._changed(change)

    async def resumed(self) -> None:
        """The system says that it slept; what the engine sees by itself within seconds is done at once."""
        await self._watch.resumed()

    async def pause(self, shop_id: int, until: datetime | None = None) -> None:
        """Stop sending until then, or until `resume`; orders are still read."""
        await self._shop(shop_id).pause(until)

    async def resume(self, shop_id: int) -> None:
        """Go on sending, whatever paused it."""
        await self._shop(shop_id).resume()

    async def skip_burst(self, shop_id: int) -> int:
        """Drop the messages that came all at once, and go on; how many there were."""
        return await self._shop(shop_id).skip_burst()

    async def begin_chats(self, shop_id: int) -> None:
        """Try new chats again after WhatsApp refused them twice within a week."""
        await self._shop(shop_id).begin_chats()

    async def check_now(self, shop_id: int) -> None:
        """Read the orders and look at the session at once."""
        self._shop(shop_id).check_now()

    async def decide(self, message_id: int, decision: Decision) -> None:
        """A person's word on a message. Raises `ActionRefused` when it is no longer asked for."""
        try:
            await self._db(self._store.outbox.decide, message_id, decision, self._options.now())
        except (ForbiddenMove, KeyError):
            raise ActionRefused("this message is no longer waiting for a decision") from None
        self._changed(Change.MESSAGES)
        for shop in self._shops.values():
            shop.wake()

    async def send_again(self, message_ids: Sequence[int]) -> int:
        """Queue those of these messages that were not sent; how many there were. The pace stays as it is."""
        queued = 0
        for first in range(0, len(message_ids), _AT_ONCE):
            part = message_ids[first : first + _AT_ONCE]
            queued += await self._db(self._send_again, part)
        self._changed(Change.MESSAGES)
        for shop in self._shops.values():
            shop.wake()
        return queued

    def _send_again(self, message_ids: Sequence[int]) -> int:
        queued = 0
        with self._store.transaction():
            for message_id in message_ids:
                with contextlib.suppress(ForbiddenMove, KeyError):
                    self._store.outbox.decide(message_id, Decision.SEND_AGAIN, self._options.now())
                    queued += 1
        return queued

    async def save_templates(self, kept: Sequence[Template], gone: Sequence[int] = ()) -> None:
        """Save these templates and remove those ids; the next message is written with them."""
        await self._db(self._store.templates.apply, kept, gone)
        self._changed(Change.TEMPLATES)

    async def import_templates(self, templates: Sequence[Template]) -> None:
        """Add these templates; one like a stored one takes its place."""
        await self._db(self._store.templates.merge, templates)
        self._changed(Change.TEMPLATES)

    async def read_entries(self, shop_id: int, code: str) -> None:
        """Ask Kaspi for an order's products, for a preview. Raises `ActionRefused` when it can't."""
        await self._shop(shop_id).read_entries(code)

    async def write_by_hand(
        self,
        shop_id: int,
        text: str,
        *,
        phone: str | None = None,
        chat_id: str | None = None,
        order_code: str | None = None,
        template: Template | None = None,
    ) -> int:
        """Queue what a person wrote to a buyer, by phone (any spelling) or into a chat; its message id.

        `template` is the one that the text was made from, for the log.
        """
        return await self._shop(shop_id).by_hand.write(
            text, phone=phone, chat_id=chat_id, order_code=order_code, template=template
        )

    async def type_phone(self, shop_id: int, order_code: str, phone: str) -> int:
        """Use this phone (any spelling) for an order whose phone Kaspi hides; how many messages it let go."""
        return await self._shop(shop_id).by_hand.type_phone(order_code, phone)

    async def send_test(self, shop_id: int, text: str) -> int:
        """Queue a message to the shop's own number; its message id."""
        return await self._shop(shop_id).by_hand.send_test(text)

    async def send_test_to(self, shop_id: int, phone: str, text: str) -> int:
        """Queue a test message to any number; its message id."""
        return await self._shop(shop_id).by_hand.send_test_to(phone, text)

    async def answer(self, shop_id: int, phone: str, text: str) -> int:
        """Queue an answer to a buyer who wrote, whose chat is read with it; its message id."""
        return await self._shop(shop_id).by_hand.answer(text, phone)

    async def mark_read(self, shop_id: int, phone: str) -> None:
        """A person saw what this buyer wrote."""
        await self._shop(shop_id).by_hand.mark_read(phone)

    async def check_phone(self, shop_id: int, phone: str) -> PhoneCheck:
        """Whether a number in any spelling is a mobile one and has WhatsApp."""
        return await self._shop(shop_id).by_hand.check_phone(phone)

    async def take_orders(self, shop_id: int, document: object) -> OrdersTaken:
        """Take in orders in Kaspi's own JSON, by the same rules as those that are read there."""
        return await self._shop(shop_id).take_orders(document)

    async def receive(self, body: bytes, signature: str) -> Receipt:
        """Take in what somebody brought as an event of WAHA; only a shop's own signature opens the door."""
        signed = [shop for shop in self._shops.values() if await shop.webhooks.is_signed(body, signature)]
        return await signed[0].webhooks.take(body) if signed else Receipt.REFUSED

    async def set_up_webhook(
        self, shop_id: int, addresses: Sequence[str], patience: timedelta = _WEBHOOK_PATIENCE
    ) -> str:
        """Have WAHA bring its events to the first of these addresses that it reaches; that address."""
        return await self._shop(shop_id).set_up_webhook(addresses, patience)

    async def take_away_webhook(self, shop_id: int) -> None:
        """WAHA brings no more events by itself."""
        await self._shop(shop_id).take_away_webhook()

    async def remove_shop(self, shop_id: int) -> None:
        """End the shop's loops and delete it with everything it left: orders, messages, chats, secrets."""
        shop = self._shop(shop_id)
        tasks = self._tasks.pop(shop_id, [])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await shop.webhooks.leave()
        del self._shops[shop_id]
        await self._db(self._store.removal.remove_shop, shop_id)
        for kind in Change:
            self._changed(kind)

    async def see_session(self, shop_id: int) -> ShopStatus:
        """Look at the WhatsApp session before telling how it is."""
        await self._shop(shop_id).see_session()
        return self.status(shop_id)

    async def start_session(self, shop_id: int) -> None:
        """Create or start the WhatsApp session."""
        await self._shop(shop_id).pairing.start()

    async def restart_session(self, shop_id: int) -> None:
        """Restart the WhatsApp session; the pairing stays."""
        await self._shop(shop_id).pairing.restart()

    async def stop_session(self, shop_id: int) -> None:
        """Stop the WhatsApp session and leave it stopped."""
        await self._shop(shop_id).pairing.stop()

    async def logout_session(self, shop_id: int) -> None:
        """Unpair the phone."""
        await self._shop(shop_id).pairing.log_out()

    async def accept_number(self, shop_id: int) -> None:
        """Send from the number that is paired now instead of the one known before."""
        await self._shop(shop_id).pairing.accept_number()

    async def request_pairing_code(self, shop_id: int, phone: str) -> str:
        """A code to type into WhatsApp on the phone with this number."""
        return await self._shop(shop_id).pairing.request_code(phone)

    async def run_once(self) -> OnceResult:
        """Instead of entering: check, poll and send once for every shop; the first problem is reported."""
        problems: list[str] = []
        async with AsyncExitStack() as stack:
            await self._open(stack)
            await self._sweep()
            for shop in self._shops.values():
                result = await shop.run_once()
                if result.problem is not None:
                    problems.append(result.problem)
        return OnceResult(problem="; ".join(problems) or None)

    async def check(self) -> list[CheckItem]:
        """Instead of entering: the health of everything the program needs; nothing is changed anywhere."""
        items = await check_folder(self._store, self._db)
        if all(item.ok for item in items if item.part is Part.DATABASE):
            async with AsyncExitStack() as stack:
                await self._open(stack)
                for shop in self._shops.values():
                    items += await check_shop(shop.context)
        return items

    async def check_up(self, shop_id: int) -> list[CheckItem]:
        """While running: the same health check for one shop."""
        context = self._shop(shop_id).context
        return [*await check_shop(context), *await check_folder(self._store, self._db)]
