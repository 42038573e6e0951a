"""The life of a shop: orders come and go, buyers get messages and answer.

Everything that happens here is the truth against which the program is judged; the program sees it only
through the simulated servers.
"""

import asyncio
import heapq
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.simulator import SimulatedOrder, Simulator
from kaspi_notifier.simulator.chats import Bubble
from kaspi_notifier.simulator.faults import Fault
from kaspi_notifier.simulator.session import SimulatedSession
from tests.harness.virtual_time import WallClock

_DELIVERIES = ("pickup", "pickup", "own_delivery", "kaspi_delivery", "kaspi_delivery", "express")
_SAID = re.compile(r"(\w+) (6\d{8})\b")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_NOT_YET = datetime.max.replace(tzinfo=UTC)

Key = tuple[str, str]
"""An order's code and the name of an event."""


@dataclass
class Post:
    """One request to send, as the server got it."""

    at: datetime
    chat_id: str
    keys: tuple[Key, ...]
    wa_id: str | None
    text: str


@dataclass
class Truth:
    """What really happened."""

    happened: dict[Key, datetime] = field(default_factory=dict)
    cancelled: dict[str, datetime] = field(default_factory=dict)
    opted_out: dict[str, datetime] = field(default_factory=dict)
    replied: set[str] = field(default_factory=set)
    posts: list[Post] = field(default_factory=list)
    bubbles: Counter[Key] = field(default_factory=Counter)
    acks: dict[Key, int] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)
    locks: list[tuple[datetime, datetime]] = field(default_factory=list)
    refused: list[datetime] = field(default_factory=list)
    """When a message was refused because it would have begun a chat."""
    troubles: Counter[str] = field(default_factory=Counter)
    unseen: list[str] = field(default_factory=list)
    standing_still: list[str] = field(default_factory=list)
    diary: list[tuple[datetime, str]] = field(default_factory=list)
    ended_at: datetime = _NOT_YET
    orders: int = 0


class World:
    """The shop and its buyers. What is planned happens at its true time, whatever anybody's clock says."""

    def __init__(self, simulator: Simulator, clock: WallClock, seed: int) -> None:
        self.simulator = simulator
        self.truth = Truth()
        self.clock = clock
        self.dice = random.Random(seed)
        self._plan: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._numbers = count(1)
        self._orders: dict[str, SimulatedOrder] = {}
        self._chat_of: dict[str, str] = {}
        self._wrote_to: set[str] = set()
        simulator.waha.on_bubble = self._arrived
        faults = simulator.waha.faults
        self._take = faults.take
        faults.take = self._taken  # type: ignore[method-assign]
        self._lets_begin = simulator.waha.lets_begin
        simulator.waha.lets_begin = self._asked_to_begin  # type: ignore[method-assign]

    def now(self) -> datetime:
        """The true time, whatever the program's computer believes."""
        return self.simulator.kaspi.now()

    def holdings(self) -> tuple[object, ...]:
        """What this world and its servers remember: it grows, and none of it is the program's."""
        kaspi, waha = self.simulator.kaspi, self.simulator.waha
        seen = (kaspi.requests, kaspi.request_times, waha.requests, waha.request_times, waha.bubbles)
        mine = (self.truth, self._plan, self._orders, self._chat_of, self._wrote_to)
        return (
            *mine,
            *seen,
            kaspi.orders,
            kaspi._by_time,
            waha.chats,
            waha.refused_chats,
            [s.statuses for s in waha.sessions.values()],
        )

    # What the server sees

    def _taken(self, route: str) -> Fault | None:
        fault = self._take(route)
        if route != "sendText":
            return fault
        body = self.simulator.waha.sends.pop()
        chat, text = str(body["chatId"]), str(body["text"])
        if keys := keys_of(text):
            # What the shop writes to its own number concerns no buyer.
            self.truth.posts.append(Post(self.now(), chat, keys, body.get("id"), text))
        return fault

    def _asked_to_begin(self, session: SimulatedSession, chat_id: str) -> bool:
        may = self._lets_begin(session, chat_id)
        if not may:
            self.truth.refused.append(self.now())
        return may

    def _arrived(self, bubble: Bubble) -> None:
        self.truth.bubbles.update(keys_of(bubble.text))
        self._wrote_to.add(bubble.chat_id)

    # The plan

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """Let something happen at a true time."""
        heapq.heappush(self._plan, (moment, next(self._order), action))

    async def live(self, end: datetime) -> None:
        """Live through what is planned, and a little at a time, because the clock may be moved meanwhile."""
        while self.now() < end:
            following = min(end, self._plan[0][0]) if self._plan else end
            if following > self.now():
                await asyncio.sleep(min(600.0, (following - self.now()).total_seconds()))
            else:
                heapq.heappop(self._plan)[2]()
        self.truth.ended_at = self.now()

    def sleep_through(self, seconds: float) -> None:
        """The computer sleeps: the world goes on, and nothing on this computer runs."""
        end = self.now() + timedelta(seconds=seconds)
        while self._plan and self._plan[0][0] <= end:
            moment, _, action = heapq.heappop(self._plan)
            self.clock.move(max(0.0, (moment - self.now()).total_seconds()))
            action()
        self.clock.move(max(0.0, (end - self.now()).total_seconds()))

    def plan_day(self, morning: datetime, *, first_hour: float = 0) -> None:
        """Twenty to sixty orders in the shop's hours, or in those that are left after the first so many."""
        for _ in range(self.dice.randint(20, 60)):
            self.at(morning + self.dice.uniform(first_hour, 15.5) * HOUR, self._new_order)
        self.at(morning + HOUR, self._tidy)

    # Orders

    def old_orders(self, number: int) -> None:
        """What there was before the program came."""
        for _ in range(number):
            age = self.dice.uniform(0.1, 10) * DAY
            order = self._place(self.now() - age)
            self.truth.old.add(order.code)

    def _place(self, created_at: datetime | None = None) -> SimulatedOrder:
        number = next(self._numbers)
        buyer = number if self.dice.random() < 0.8 else self.dice.randint(1, number)
        order = self.simulator.kaspi.add_order(
            str(600_000_000 + number),
            delivery=self.dice.choice(_DELIVERIES),
            phone=f"7000{buyer:06d}",
            created_at=created_at,
            status="APPROVED_BY_BANK",
        )
        self._orders[order.code] = order
        self._chat_of[order.code] = f"77000{buyer:06d}@c.us"
        return order

    def _new_order(self) -> None:
        order, now, dice = self._place(), self.now(), self.dice
        self.truth.orders += 1
        self._happens(order, Event.NEW_ORDER)
        accepted = now + dice.uniform(0, 60) * MINUTE
        self.at(accepted, lambda: self._accept(order))
        if dice.random() < 0.08:
            self.at(accepted + dice.uniform(0, 30) * HOUR, lambda: self._cancel(order))
            return
        done = accepted + dice.uniform(4, 90) * HOUR
        if order.delivery not in ("pickup", "own_delivery"):
            packed = accepted + dice.uniform(0.5, 8) * HOUR
            self.at(packed, lambda: self._assemble(order))
            self.at(packed + dice.uniform(1, 20) * HOUR, lambda: self._hand_over(order))
            done += 30 * HOUR
        self.at(done, lambda: self._complete(order))
        if dice.random() < 0.15:
            self.at(now + dice.uniform(1, 40) * HOUR, lambda: self._reply(order, "Спасибо!"))
        if dice.random() < 0.02:
            self.at(now + dice.uniform(1, 40) * HOUR, lambda: self._reply(order, "стоп"))

    def _happens(self, order: SimulatedOrder, event: Event) -> None:
        self.truth.happened.setdefault((order.code, event.value), self.now())

    def _is_over(self, order: SimulatedOrder) -> bool:
        return order.status in ("CANCELLED", "COMPLETED")

    def _accept(self, order: SimulatedOrder) -> None:
        if not self._is_over(order):
            order.accept()
            self._happens(order, Event.ACCEPTED)
            if order.delivery == "pickup":
                self._happens(order, Event.READY_FOR_PICKUP)

    def _assemble(self, order: SimulatedOrder) -> None:
        if not self._is_over(order):
            order.assemble()
            self._happens(order, Event.ASSEMBLED)

    def _hand_over(self, order: SimulatedOrder) -> None:
        if not self._is_over(order):
            order.hand_over()
            self._happens(order, Event.HANDED_TO_DELIVERY)

    def _complete(self, order: SimulatedOrder) -> None:
        if not self._is_over(order):
            order.complete()
            self._happens(order, Event.COMPLETED)

    def _cancel(self, order: SimulatedOrder) -> None:
        if not self._is_over(order):
            order.cancel()
            self._happens(order, Event.CANCELLED)
            self.truth.cancelled[order.code] = self.now()

    def _reply(self, order: SimulatedOrder, text: str) -> None:
        """A buyer writes, whether or not this computer is awake and hears it."""
        chat = self._chat_of[order.code]
        waha = self.simulator.waha
        if chat not in self._wrote_to or waha.status() != "WORKING":
            return
        self.truth.replied.add(chat)
        if text == "стоп":
            self.truth.opted_out.setdefault(chat, self.now())
        waha.reply(chat.removesuffix("@c.us"), text)

    def _tidy(self) -> None:
        """What has left the servers' sight is forgotten, so that only the program's own memory can grow."""
        kaspi, waha, now = self.simulator.kaspi, self.simulator.waha, self.now()
        kaspi.requests.clear()
        kaspi.request_times.clear()
        waha.requests.clear()
        waha.request_times.clear()
        waha.faults.taken.clear()
        kaspi.faults.taken.clear()
        old = [code for code, order in self._orders.items() if order.created_at < now - 15 * DAY]
        kaspi.forget_orders(old)
        waha.chats.forget_before(now - 3 * DAY)
        for code in old:
            del self._orders[code]


def keys_of(text: str) -> tuple[Key, ...]:
    """Which orders and event a text of the month's templates is about; several where they were joined."""
    return tuple((code, event) for event, code in _SAID.findall(text))
