"""The demo: a shop day in fast motion, with people who scan, buy, read and answer."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from kaspi_notifier.simulator.chats import Bubble
from kaspi_notifier.simulator.kaspi_server import KaspiSimulator
from kaspi_notifier.simulator.options import AckDelays
from kaspi_notifier.simulator.orders import SimulatedOrder
from kaspi_notifier.simulator.people import wishes
from kaspi_notifier.simulator.waha_server import WahaSimulator

_REPLIES = ("Спасибо!", "Рахмет!", "Хорошо, спасибо", "Жарайды, рахмет")
_OPT_OUT = "стоп"
_OPT_OUT_BUBBLE = 6
"""The buyer of this bubble wants no more messages."""
_REPLY_SHARE = 0.35
_UNKNOWN_EVERY = 11
_CANCEL_EVERY = 8
_POSTPONE_EVERY = 10
_PREORDER_EVERY = 12


class Demo:
    """Runs for ever beside the servers. `pace` 20 is twenty times faster than life."""

    def __init__(self, kaspi: KaspiSimulator, waha: WahaSimulator, seed: int, pace: float) -> None:
        self._kaspi = kaspi
        self._waha = waha
        self._seed = seed
        self._pace = pace
        self._random = random.Random(seed)
        # How many buyers read and answer is not left to which of the lives drew a number first.
        self._buyers = random.Random(seed)
        self._lives: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled; everything it started ends with it."""
        self._waha.ack_delays = self._natural_acks
        self._waha.on_bubble = self._on_bubble
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._phone())
                group.create_task(self._orders())
        finally:
            self._waha.on_bubble = None
            for life in self._lives:
                life.cancel()

    async def _sleep(self, shortest: float, longest: float | None = None) -> None:
        await asyncio.sleep(self._between(shortest, longest or shortest))

    def _between(self, shortest: float, longest: float) -> float:
        return self._random.uniform(shortest, longest) / self._pace

    # The shop's phone

    async def _phone(self) -> None:
        while True:
            await self._sleep(0.5)
            for session in list(self._waha.sessions.values()):
                if session.status != "SCAN_QR_CODE":
                    continue
                await self._sleep(3)
                if session.status == "SCAN_QR_CODE":
                    self._waha.enter_code(session.name)

    # Orders

    async def _orders(self) -> None:
        number = 0
        source = wishes(self._seed)
        await self._sleep(4)
        while True:
            number += 1
            wish = next(source)
            is_preorder = wish.delivery == "pickup" and number % _PREORDER_EVERY == 7
            order = wish.place(self._kaspi, status="APPROVED_BY_BANK", preorder=is_preorder)
            self._begin(self._life(order, number))
            await self._sleep(6, 15)

    def _begin(self, life: Awaitable[None]) -> None:
        task = asyncio.ensure_future(life)
        self._lives.add(task)
        task.add_done_callback(self._lives.discard)

    async def _life(self, order: SimulatedOrder, number: int) -> None:
        await self._sleep(8, 20)
        order.accept()
        if number % _UNKNOWN_EVERY == 0:
            await self._sleep(10, 20)
            order.set(state="SOME_FUTURE_STATE", status="SOME_FUTURE_STATUS")
            return
        if number % _CANCEL_EVERY == 0:
            await self._sleep(20, 60)
            order.cancel()
            return
        for step in self._steps(order, number):
            await self._sleep(20, 60)
            step()

    def _steps(self, order: SimulatedOrder, number: int) -> list[Callable[[], None]]:
        steps: list[Callable[[], None]] = []
        if number % _POSTPONE_EVERY == 0:
            steps.append(lambda: order.postpone(1))
        if order.delivery == "pickup":
            steps.append(order.ready)
        elif order.delivery != "own_delivery":
            steps += [order.assemble, order.hand_over]
        return [*steps, order.complete]

    # Buyers

    def _natural_acks(self) -> AckDelays:
        server = self._between(0.3, 1.5)
        device = server + self._between(1, 5)
        is_reader = self._buyers.random() < 0.85
        return AckDelays(
            server=server, device=device, read=device + self._between(4, 40) if is_reader else None
        )

    def _on_bubble(self, bubble: Bubble) -> None:
        if len(self._waha.bubbles) == _OPT_OUT_BUBBLE:
            self._begin(self._answer(bubble, _OPT_OUT))
        elif self._buyers.random() < _REPLY_SHARE:
            self._begin(self._answer(bubble, self._buyers.choice(_REPLIES)))

    async def _answer(self, bubble: Bubble, text: str) -> None:
        await self._sleep(10, 50)
        session = self._waha.sessions.get(bubble.session)
        if session is not None and session.status == "WORKING":
            self._waha.ack(bubble.wa_id, max(bubble.ack, 3))
            self._waha.reply(bubble.chat_id.removesuffix("@c.us"), text, bubble.session)
