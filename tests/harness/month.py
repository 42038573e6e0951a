"""Thirty simulated days of a shop in minutes, with everything that goes wrong in a month.

    python -m tests.harness.month [--days 30] [--seed 1] [--evenings]

The engine and both servers run in one process on a virtual clock, over real connections. What the buyers and
the servers saw is the truth; the program's file is only asked whether it agrees.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path

import msgspec
import psutil

from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Sending, Settings
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.options import Options
from kaspi_notifier.engine.status import PauseReason, ShopStatus
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.store import Decision, FileSecrets, Message, Store
from tests.bench.office import nothing, shop_settings
from tests.harness.held import one_allocator, own_mb, sqlite_mb
from tests.harness.month_judge import Complaints, judge_file, judge_truth
from tests.harness.planted import planted
from tests.harness.report import finish, resident_mb, slope_per, table
from tests.harness.virtual_time import WallClock, virtual_time
from tests.harness.weather import Weather
from tests.harness.world import DAY, HOUR, World

_START = datetime(2026, 3, 2, 2, tzinfo=UTC)
_EVENTS = (
    Event.NEW_ORDER,
    Event.READY_FOR_PICKUP,
    Event.HANDED_TO_DELIVERY,
    Event.COMPLETED,
    Event.CANCELLED,
)
TEMPLATES = tuple(
    Template(name=event.value, event=event, text=f"{event.value} {{order_num}} {{shop_name}}")
    for event in _EVENTS
)
_UNTIL_PERSON = (PauseReason.BURST, PauseReason.CATCH_UP, PauseReason.SEND_REFUSED)
# A person is at the computer once an hour; nothing may stand still for longer without a stated end.
_LONGEST_STOP = timedelta(hours=3)
_WEEK = 7 * 86400.0
# Two connections at most, each with two MB of pages and its statements.
_SQLITE_MOST = 6.0
_OPENS = wall_time(8)
_EVENING = 9.0


class Month:
    """One shop, its program and its world."""

    def __init__(self, folder: Path, simulator: Simulator, clock: WallClock, seed: int) -> None:
        self._folder = folder
        self._settings = _settings(simulator)
        self._engine: Engine | None = None
        self._over = asyncio.Event()
        self._again = asyncio.Event()
        self.world = World(simulator, clock, seed)
        self._weather = Weather(self.world, restart=self._again.set, shown=self._shows_a_stop)
        self.memory: list[tuple[float, float]] = []
        """Moments, and the MB that live less what SQLite, the world and its servers hold."""
        self.held: list[float] = []
        self.sqlite: list[float] = []
        self.resident: list[float] = []
        self.handles: list[int] = []
        self.rows: list[Message] = []
        self.file_problems: list[str] = []

    @property
    def sending(self) -> Sending:
        """The shop's manners."""
        return self._settings.shops[0].sending

    async def live(self, days: int, *, evenings: bool) -> None:
        """All of it; where orders come in the evenings only, nothing goes wrong."""
        self.world.old_orders(150)
        program = asyncio.ensure_future(self._program())
        person = asyncio.ensure_future(self._person())
        end = self.world.now() + days * DAY
        for day in range(days):
            morning = at_almaty(almaty_day(self.world.now()) + timedelta(days=day), _OPENS)
            morning = max(morning, self.world.now() + HOUR)
            if evenings:
                self.world.plan_day(morning, first_hour=_EVENING)
                continue
            self.world.plan_day(morning)
            self._weather.plan_day(morning)
        for hour in range(days * 4):
            self.world.at(self.world.now() + 6 * hour * HOUR, self._measure)
        await self.world.live(end)
        # The computer may have slept until then; what it finds when it wakes is still the month's.
        await self.world.live(self.world.now() + HOUR)
        person.cancel()
        with suppress(asyncio.CancelledError):
            await person
        self._over.set()
        self._again.set()
        await program

    def _measure(self) -> None:
        own, held = own_mb(self.world.holdings())
        self.memory.append((self.world.now().timestamp(), own))
        self.held.append(held)
        self.sqlite.append(sqlite_mb())
        self.resident.append(resident_mb())
        self.handles.append(psutil.Process().num_fds())

    async def _program(self) -> None:
        while not self._over.is_set():
            self._again.clear()
            async with DatabaseThread() as db:
                store = await db(self._open)
                try:
                    async with Engine(store, db, on_change=nothing, options=Options()) as engine:
                        self._engine = engine
                        await self._again.wait()
                        self._engine = None
                finally:
                    await db(self._close, store)

    def _open(self) -> Store:
        now = datetime.now(UTC)
        store = Store.open(self._folder / "shop.db", FileSecrets(self._folder / "secrets.json"), now)
        if not store.settings.shops():
            store.settings.save(self._settings)
            store.templates.seed(TEMPLATES)
        return store

    def _close(self, store: Store) -> None:
        if self._over.is_set():
            self.rows = store.reports.messages(store.reports.message_ids(1))
            self.file_problems = judge_file(store)
        store.close()

    def _status(self) -> ShopStatus | None:
        return self._engine.statuses[0] if self._engine is not None else None

    def _shows_a_stop(self) -> bool | None:
        status = self._status()
        return None if status is None else status.session.problem is not None or status.pause is not None

    async def _person(self) -> None:
        """Looks in once an hour: goes on where that is asked, looks into the phone when asked."""
        stopped_since: datetime | None = None
        while True:
            await asyncio.sleep(3600)
            engine, status = self._engine, self._status()
            if engine is None or status is None:
                continue
            now, pause, limit = self.world.now(), status.pause, status.number.restriction
            if pause is None:
                stopped_since = None
            elif stopped_since is None:
                stopped_since = now
            elif now - stopped_since > _LONGEST_STOP and not self._weather.is_away:
                self.world.truth.standing_still.append(f"{pause.reason} since {stopped_since:%m-%d %H:%M}")
                stopped_since = now
            with suppress(ActionRefused):
                waits_for_me = pause is not None and pause.reason in _UNTIL_PERSON
                if waits_for_me or (limit is not None and limit.until is None):
                    await engine.resume(1)
                if status.queue.needs_decision:
                    await self._decide(engine)

    async def _decide(self, engine: Engine) -> None:
        store, db = engine._store, engine._db
        ids = await db(store.reports.message_ids, 1, states=frozenset({MessageState.NEEDS_DECISION}))
        for message in await db(store.reports.messages, ids):
            arrived = any(bubble.text == message.text for bubble in self.world.simulator.waha.bubbles)
            # The person sees the phone: what is there came, what isn't is not sent behind the program's back.
            await engine.decide(message.id, Decision.ARRIVED if arrived else Decision.DROP)


def _settings(simulator: Simulator) -> Settings:
    settings = shop_settings(simulator.addresses())
    shop = settings.shops[0]
    kaspi = msgspec.structs.replace(shop.kaspi, poll_seconds=180)
    return Settings(shops=(msgspec.structs.replace(shop, kaspi=kaspi, sending=Sending()),))


def run(*, days: int, seed: int, evenings: bool = False) -> tuple[Month, Complaints, float]:
    """A month's end: what is to be complained of, and the growth of memory in MB a week after day 2."""
    with tempfile.TemporaryDirectory() as folder, virtual_time(_START) as (runner, clock):

        async def whole() -> Month:
            async with Simulator(seed=seed, waha=WahaOptions()) as simulator:
                simulator.waha.pair()
                month = Month(Path(folder), simulator, clock, seed)
                await month.live(days, evenings=evenings)
                return month

        month = runner.run(whole())
    complaints = judge_truth(month.world.truth, month.rows, month.sending)
    complaints.file += month.file_problems
    late = [sample for sample in month.memory if sample[0] > month.memory[0][0] + 2 * 86400]
    return month, complaints, slope_per(late, _WEEK)


def _arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="a month in fast time")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--evenings",
        action="store_true",
        help="orders come in the evenings only and nothing goes wrong: the next morning meets the evening's "
        "messages inside of 24 hours",
    )
    parser.add_argument("--planted", default="")
    return parser.parse_args(given)


def main() -> int:
    """Parse the command line, run, print."""
    one_allocator()
    logging.disable(logging.CRITICAL)
    chosen = _arguments()
    began = time.perf_counter()
    with planted(chosen.planted):
        month, complaints, slope = run(days=chosen.days, seed=chosen.seed, evenings=chosen.evenings)
    truth = month.world.truth
    rows = [
        ("orders", truth.orders),
        ("sends", len(truth.posts)),
        ("messages that arrived", sum(truth.bubbles.values())),
        *sorted(truth.troubles.items()),
        ("memory, MB a week", f"{slope:.2f}"),
        ("of SQLite, MB at most", f"{max(month.sqlite):.1f}"),
        ("open files, first and last", f"{month.handles[0]} {month.handles[-1]}"),
        *((f"complaint: {name}", len(items)) for name, items in complaints.all().items()),
    ]
    print(table((f"{chosen.days} days, seed {chosen.seed}", ""), rows))
    for name, items in complaints.all().items():
        for item in items[:5]:
            print(f"{name}: {item}")
    if complaints.any():
        print("What went wrong when, in true time (UTC):")
        print("\n".join(f"  {at:%m-%d %H:%M:%S} {what}" for at, what in sorted(truth.diary)))
    is_flat = (slope < 1.0 or chosen.days < 10) and max(month.sqlite) < _SQLITE_MOST
    result: dict[str, object] = {
        "ok": not complaints.any() and is_flat,
        "seed": chosen.seed,
        "planted": chosen.planted or None,
        "days": chosen.days,
        "orders": truth.orders,
        "sends": len(truth.posts),
        "arrived": sum(truth.bubbles.values()),
        "troubles": sum(truth.troubles.values()),
        "memory_mb_a_week": round(slope, 2),
        "resident_mb": [round(size, 1) for size in month.resident[::8]],
        "sqlite_mb": [round(size, 1) for size in month.sqlite[::8]],
        "memory_mb": [round(size, 1) for _, size in month.memory[::8]],
        "world_mb": [round(size, 1) for size in month.held[::8]],
        "open_files": month.handles[::8],
        **{name: len(items) for name, items in complaints.all().items()},
        "seconds": round(time.perf_counter() - began),
    }
    return finish("month", f"month-{chosen.planted or chosen.seed}", result, keep=not chosen.evenings)


if __name__ == "__main__":
    raise SystemExit(main())
