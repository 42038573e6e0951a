"""One shop on a desk: real servers, a real file, real clients, and a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from kaspi_notifier.domain.clock import almaty
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Kaspi, Sending, Settings, Shop, Waha
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.acks import Acks
from kaspi_notifier.engine.canary import Canary
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.digest import Digests
from kaspi_notifier.engine.gate import Gate
from kaspi_notifier.engine.options import Options, Step
from kaspi_notifier.engine.poll import Poll
from kaspi_notifier.engine.recover import Recovery
from kaspi_notifier.engine.replies import Replies
from kaspi_notifier.engine.send import Sender
from kaspi_notifier.engine.session import SessionWatch
from kaspi_notifier.engine.status import Change, KaspiProblem, SessionProblem, Wait
from kaspi_notifier.engine.webhooks import Webhooks
from kaspi_notifier.kaspi import KaspiClient
from kaspi_notifier.simulator import SimulatedOrder, Simulator, WahaOptions
from kaspi_notifier.store import FileSecrets, Message, Store
from kaspi_notifier.waha import WahaClient

PATIENCE = 10.0

FREE = Sending(
    gap_seconds=(0, 0),
    hourly_limit=None,
    daily_limit=None,
    warm_up=False,
    quiet_hours=None,
    typing=False,
    settle_seconds=60,
    recheck_minutes=10,
    burst_limit=None,
)
"""Manners that never hold a message back, for tests of everything else."""


def manners(**changes: object) -> Sending:
    """The free manners with some changed."""
    return msgspec.structs.replace(FREE, **changes)


TEMPLATES = tuple(
    Template(
        name=event.value,
        event=event,
        delay_minutes=1440 if event in (Event.PICKUP_REMINDER, Event.REVIEW_REQUEST) else 0,
        text=f"{event.value} {{order_num}} {{shop_name}}",
    )
    for event in Event
)
"""One short template for every event, none of which needs the order's lines."""


async def until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Come back when the condition holds; fail when it doesn't in time."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - what is waited for happens inside the simulator
            await asyncio.sleep(0.005)


async def until_so(condition: Callable[[], Awaitable[bool]], patience: float = PATIENCE) -> None:
    """Come back when the answer is yes; fail when it isn't in time."""
    async with asyncio.timeout(patience):
        while not await condition():  # noqa: ASYNC110 - what is waited for happens inside the simulator
            await asyncio.sleep(0.005)


def _around_now() -> tuple[str, str]:
    now = almaty(datetime.now(UTC))
    start, end = (f"{now + hours * timedelta(hours=1):%H:%M}" for hours in (-6, 6))
    return start, end


QUIET_NOW = _around_now()
"""Quiet hours in which a test runs whenever it does; a whole day can't be written as such."""


class Clock:
    """This computer's time plus what the test added to it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **amount: float) -> None:
        """Move on by `timedelta(**amount)`."""
        self.ahead += timedelta(**amount)


class Killed(BaseException):
    """The program ends here and now, as far as the test is concerned."""


class Desk:
    """The parts of one shop's engine, each to be moved by hand."""

    def __init__(self, simulator: Simulator, path: Path, clock: Clock) -> None:
        self.simulator = simulator
        self.path = path
        self.clock = clock
        self.changes: list[Change] = []
        self.steps: list[Step] = []
        self.die_at: Step | None = None
        self.save = False
        self.store: Store
        self.db: DatabaseThread
        self.context: ShopContext

    def session_problem(self) -> SessionProblem | None:
        """What is wrong with the session now."""
        return self.context.session_health.problem

    def kaspi_problem(self) -> KaspiProblem | None:
        """What is wrong with reading orders now."""
        return self.context.kaspi_health.problem

    def has_baseline(self) -> bool:
        """Whether the old orders are known."""
        return self.context.kaspi_health.has_baseline

    def reached(self, step: Step) -> None:
        """Remember the step; end the program if the test asked for it."""
        self.steps.append(step)
        if step is self.die_at:
            raise Killed

    async def open(self, stack: AsyncExitStack, settings: Settings, templates: Sequence[Template]) -> None:
        """Open the file and the clients, as the engine does on entering."""
        self.db = await stack.enter_async_context(DatabaseThread())
        self.store = await self.db(self._open_store, settings, templates)
        stack.push_async_callback(self.db, self.store.close)
        stored = (await self.db(self.store.settings.shops))[0]
        options = Options(now=self.clock, reached=self.reached, kaspi_requests_per_second=None)
        self.context = ShopContext(
            stored,
            store=self.store,
            db=self.db,
            kaspi=await stack.enter_async_context(
                KaspiClient(stored.shop.kaspi, requests_per_second=None, read_timeout=1.0)
            ),
            waha=await stack.enter_async_context(WahaClient(stored.shop.waha, send_read_timeout=1.0)),
            language="ru",
            memory=await self.db(self.store.sessions.get, stored.id),
            changed=self.changes.append,
            options=options,
        )
        self.poll = Poll(self.context)
        self.sender = Sender(self.context)
        self.recovery = Recovery(self.context)
        self.replies = Replies(self.context)
        self.acks = Acks(self.context, self.replies)
        self.webhooks = Webhooks(self.context, self.acks)
        self.digests = Digests(self.context)
        self.session = SessionWatch(self.context)
        self.canary = Canary(self.context)

    def _open_store(self, settings: Settings, templates: Sequence[Template]) -> Store:
        secrets = FileSecrets(self.path / "secrets.json")
        store = Store.open(self.path / "shop.db", secrets, self.clock())
        if self.save or not store.settings.shops():
            store.settings.save(settings)
            store.templates.seed(templates)
        return store

    async def work(self) -> None:
        """Pair the phone, read the old orders, so that what comes next is new."""
        self.simulator.waha.pair()
        await self.session.look()
        assert self.context.session_is_open
        assert await self.poll.read() is None

    async def send_all(self) -> Gate:
        """Send until nothing may leave; the gate that stopped it. What was missed is heard before."""
        if self.context.must_hear_first:
            await self.replies.catch_up()
        while True:
            gate = await self.sender.send_next()
            if gate.wait is not Wait.NOTHING or gate.until is None:
                return gate

    async def new_order(self, **attributes: Any) -> SimulatedOrder:
        """A new order that the engine has read."""
        order = self.simulator.kaspi.add_order(**{"delivery": "own_delivery", **attributes})
        assert await self.poll.read() is None
        return order

    async def messages(self, order: SimulatedOrder) -> list[Message]:
        """The message rows of an order, oldest first."""
        return await self.db(self.store.outbox.of_order, self.context.shop_id, order.code)

    async def message(self, order: SimulatedOrder, event: Event) -> Message:
        """The one row of an order and event."""
        (message,) = [m for m in await self.messages(order) if m.event is event]
        return message

    async def sent_message(self) -> tuple[SimulatedOrder, Message]:
        """A new order whose first message WAHA took."""
        order = await self.new_order()
        await self.send_all()
        return order, await self.message(order, Event.NEW_ORDER)

    def bubbles(self) -> list[str]:
        """The texts buyers really got, in order."""
        return [bubble.text for bubble in self.simulator.waha.bubbles]


async def fly(desk: Desk) -> None:
    """Send a canary, if one is due, and let it be judged."""
    await desk.canary.mind()
    await desk.send_all()

    async def judged() -> bool:
        await desk.acks.ask_due(ahead=timedelta(minutes=5))
        await desk.canary.mind()
        return desk.context.memory.canary_id is None

    await until_so(judged)


def settings_for(simulator: Simulator, sending: Sending = FREE, **shop: Any) -> Settings:
    """Settings of one shop on the simulator's addresses."""
    addresses = simulator.addresses()
    return Settings(
        shops=(
            Shop(
                name="Арман Техно",
                kaspi=Kaspi(poll_seconds=1, **addresses["kaspi"]),
                waha=Waha(**addresses["waha"]),
                sending=sending,
                **shop,
            ),
        )
    )


@asynccontextmanager
async def desk_on(
    simulator: Simulator,
    path: Path,
    *,
    clock: Clock | None = None,
    sending: Sending = FREE,
    templates: Sequence[Template] = TEMPLATES,
    save: bool = False,
    **shop: Any,
) -> AsyncIterator[Desk]:
    """A desk over a data folder; open it again on the same folder to start the program anew.

    `save` writes the settings although the folder has some already.
    """
    desk = Desk(simulator, path, clock or Clock())
    desk.save = save
    async with AsyncExitStack() as stack:
        await desk.open(stack, settings_for(simulator, sending, **shop), templates)
        yield desk


@asynccontextmanager
async def working_desk(path: Path, *, waha: WahaOptions | None = None, **options: Any) -> AsyncIterator[Desk]:
    """A desk with a simulator of its own, paired and past its baseline."""
    async with (
        Simulator(waha=waha or WahaOptions()) as simulator,
        desk_on(simulator, path, **options) as desk,
    ):
        await desk.work()
        yield desk
