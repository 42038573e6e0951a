"""What goes wrong in the life of a shop: servers, phone, WhatsApp, the computer and its clock."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from tests.harness.world import HOUR, World

_SLEEPS = (0.2, 1.0, 9.0, 30.0, 60.0)
_CLOCK_ERRORS = (-3 * 86400, -1200, -200, 200, 1200, 86400)
_BAD_HOUR = {
    "drop_before": 0.1,
    "drop_after": 0.1,
    "error_500_after": 0.05,
    "hold": 0.1,
    "reply_garbage": 0.05,
}


class Weather:
    """Troubles of a world. `restart` ends and begins the program; `shown` says what it shows as wrong now."""

    def __init__(
        self, world: World, *, restart: Callable[[], None], shown: Callable[[], bool | None]
    ) -> None:
        self._world = world
        self._restart = restart
        self._shown = shown
        self._tasks: set[asyncio.Future[Any]] = set()
        self._is_asleep = False
        self.is_away = False
        """Whether WAHA or its phone is out of reach."""

    def plan_day(self, morning: datetime) -> None:
        """Some troubles of a day, by chance."""
        dice = self._world.dice
        troubles = (
            (0.5, self._kaspi_away),
            (0.4, self._waha_away),
            (0.3, self._waha_restarts),
            (0.15, self._unlinked),
            (0.12, self._restricted),
            (0.7, self._computer_sleeps),
            (0.4, self._program_restarts),
            (0.2, self._clock_wrong),
            (0.5, self._bad_hour),
            (0.3, self._events_cut),
        )
        for chance, trouble in troubles:
            if dice.random() < chance:
                self._world.at(morning + dice.uniform(0, 20) * HOUR, trouble)

    def _count(self, name: str) -> None:
        self._world.truth.troubles[name] += 1
        self._world.truth.diary.append((self._world.now(), name))

    def _for(self, name: str, hours: float, begin: Callable[[], None], end: Callable[[], None]) -> None:
        self._count(name)
        begin()
        over = self._world.now() + hours * HOUR
        self._world.truth.diary.append((over, f"over: {name}"))
        self._world.at(over, end)

    def _soon(self, work: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
        def start() -> None:
            task = asyncio.ensure_future(work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        return start

    def _kaspi_away(self) -> None:
        kaspi, dice = self._world.simulator.kaspi, self._world.dice
        if dice.random() < 0.5:
            hours = dice.uniform(0.1, 6)
            self._for(
                "Kaspi can't be reached", hours, self._soon(kaspi.stop_server), self._soon(kaspi.start_server)
            )
            return
        kind = dice.choice(
            ("maintenance_503", "forbidden_html", "hang", "rate_limited_429", "captive_200_html")
        )

        def begin() -> None:
            for route in ("orders", "code"):
                kaspi.faults.always(route, kind)

        self._for(f"Kaspi: {kind}", dice.uniform(0.1, 4), begin, kaspi.faults.clear)

    # A stop of WhatsApp must be seen within a minute.

    def _stop_of_whatsapp(
        self, name: str, hours: float, begin: Callable[[], None], end: Callable[[], None]
    ) -> None:
        if self.is_away:
            return
        self.is_away = True

        def over() -> None:
            self.is_away = False
            end()

        self._for(name, hours, begin, over)
        began = self._world.now()
        self._world.at(began + timedelta(seconds=60), lambda: self._look(name, began))

    def _look(self, name: str, began: datetime) -> None:
        asleep = self._is_asleep or self._world.now() - began > timedelta(seconds=90)
        if not asleep and self.is_away and self._shown() is False:
            self._world.truth.unseen.append(f"{name} at {began:%m-%d %H:%M}")

    def _waha_away(self) -> None:
        waha = self._world.simulator.waha
        hours = self._world.dice.uniform(0.1, 6)
        stop, start = self._soon(waha.stop_server), self._soon(waha.start_server)
        self._stop_of_whatsapp("WAHA can't be reached", hours, stop, start)

    def _unlinked(self) -> None:
        waha = self._world.simulator.waha
        hours = self._world.dice.uniform(0.2, 12)
        self._stop_of_whatsapp("the phone is unlinked", hours, waha.unlink, waha.pair)

    def _waha_restarts(self) -> None:
        self._count("WAHA restarts")
        self._world.simulator.waha.restart_server()

    def _restricted(self) -> None:
        locks, waha, now = self._world.truth.locks, self._world.simulator.waha, self._world.now()
        if (locks and locks[-1][1] > now) or self.is_away:
            return
        hours = self._world.dice.uniform(3, 40)
        end = now + hours * HOUR
        locks.append((now, end))
        # Nobody outside knows which chats WhatsApp calls new.
        waha.only_writers_are_known = self._world.dice.random() < 0.5
        self._for(
            "WhatsApp restricts new chats",
            hours,
            lambda: waha.set_timelock(True, end),
            lambda: waha.set_timelock(False),
        )

    def _computer_sleeps(self) -> None:
        """The clock goes on, the program doesn't, and its connections are dead when it wakes."""
        if self._is_asleep:
            return
        self._count("the computer sleeps")
        self._is_asleep = True
        self._world.sleep_through(self._world.dice.choice(_SLEEPS) * 3600)
        self._is_asleep = False
        self._world.simulator.kaspi.cut_connections()
        self._world.simulator.waha.cut_connections()

    def _program_restarts(self) -> None:
        self._count("the program restarts")
        self._restart()

    def _clock_wrong(self) -> None:
        """This computer's clock is set wrong for a while; the servers' clocks are right."""
        dice = self._world.dice
        if self._world.simulator.kaspi.clock_offset or self._is_asleep:
            return
        seconds = dice.choice(_CLOCK_ERRORS)
        self._for(
            "the clock is wrong", dice.uniform(0.2, 5), lambda: self._set_clock(seconds), self._right_clock
        )

    def _set_clock(self, seconds: float) -> None:
        self._world.clock.move(seconds)
        for server in (self._world.simulator.kaspi, self._world.simulator.waha):
            server.clock_offset -= timedelta(seconds=seconds)

    def _right_clock(self) -> None:
        self._set_clock(self._world.simulator.kaspi.clock_offset.total_seconds())

    def _bad_hour(self) -> None:
        faults = self._world.simulator.waha.faults

        def begin() -> None:
            faults.rates = dict(_BAD_HOUR)

        def end() -> None:
            faults.rates = {}

        self._for("sends go wrong", self._world.dice.uniform(0.5, 4), begin, end)

    def _events_cut(self) -> None:
        self._count("the event stream breaks")
        self._world.simulator.waha.cut_events()
