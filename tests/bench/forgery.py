"""A hundred thousand events at the webhook's door: true, repeated, shuffled, old, broken and forged."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaspi_notifier.domain.message import Ack, MessageState, state_after_ack
from kaspi_notifier.engine.webhooks import Receipt
from kaspi_notifier.waha import webhook
from tests.engine.desk import Desk, working_desk

_COUNT = 100_000
_MESSAGES = 40
_LOOKED_EVERY = 500
_ORDER = [MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED, MessageState.READ]
_FORGERIES = ("no signature", "wrong key", "one byte", "cut", "upper case", "signature of another")
_ODD = ("old", "future", "other session", "other number", "garbage", "unknown message")


@dataclass(kw_only=True)
class Found:
    """What came of it. `worst_gap` is the longest time in seconds in which the loop did nothing else."""

    receipts: Counter[Receipt] = field(default_factory=Counter)
    wrong_receipts: int = 0
    backwards: int = 0
    wrong_ends: int = 0
    seconds: float = 0.0
    worst_gap: float = 0.0


class Assault:
    """Brings events to one shop and knows what each of them may change."""

    def __init__(self, desk: Desk, key: str, seed: int) -> None:
        self.desk = desk
        self.key = key
        self.found = Found()
        self._dice = random.Random(seed)
        self._states = {f"3EB0{number:06}": MessageState.ACCEPTED for number in range(_MESSAGES)}
        self._seen = dict(self._states)
        self._true: list[bytes] = []

    def _event(self, number: int, wa_id: str, ack: int, **more: Any) -> bytes:
        whole = {
            "id": f"evt_{number}",
            "timestamp": int(self.desk.clock().timestamp() * 1000),
            "event": "message.ack",
            "session": "default",
            "me": {"id": "77000000000@c.us"},
            "payload": {"id": f"true_77000000001@c.us_{wa_id}", "fromMe": True, "ack": ack},
        }
        return json.dumps({**whole, **more}).encode()

    async def bring(self, number: int) -> None:
        """One event of some kind, and whether it was received as it deserves."""
        dice = self._dice
        wa_id, ack = dice.choice(list(self._states)), dice.randint(Ack.PENDING, Ack.PLAYED)
        kind = dice.choice(("true", "true", "repeat", *_FORGERIES, *_ODD))
        if kind == "repeat" and self._true:
            event, wanted = dice.choice(self._true), Receipt.REPEATED
        elif kind in _FORGERIES:
            await self._forge(kind, self._event(number, wa_id, Ack.READ))
            return
        elif kind in _ODD:
            event, wanted = self._odd(kind, number, wa_id)
        else:
            event, wanted = self._event(number, wa_id, ack), Receipt.TAKEN
            self._true.append(event)
            self._states[wa_id] = state_after_ack(self._states[wa_id], ack) or self._states[wa_id]
        await self._receive(event, webhook.signature(event, self.key), wanted)

    def _odd(self, kind: str, number: int, wa_id: str) -> tuple[bytes, Receipt]:
        now = int(self.desk.clock().timestamp() * 1000)
        match kind:
            case "unknown message":
                return self._event(number, f"3EB1{number:06}", Ack.READ), Receipt.TAKEN
            case "garbage":
                return self._dice.randbytes(self._dice.randint(0, 400)), Receipt.IGNORED
            case "old":
                more: dict[str, Any] = {"timestamp": now - 25 * 3_600_000}
            case "future":
                more = {"timestamp": now + 600_000}
            case "other session":
                more = {"session": "another"}
            case _:
                more = {"me": {"id": "77000000077@c.us"}}
        return self._event(number, wa_id, Ack.READ, **more), Receipt.IGNORED

    async def _forge(self, kind: str, event: bytes) -> None:
        right = webhook.signature(event, self.key)
        match kind:
            case "no signature":
                given = ""
            case "wrong key":
                given = webhook.signature(event, "guessed")
            case "one byte":
                given, place = right, self._dice.randrange(len(event))
                changed = event[place] ^ self._dice.randrange(1, 256)
                event = event[:place] + bytes([changed]) + event[place + 1 :]
            case "cut":
                given, event = right, event[: self._dice.randrange(len(event))]
            case "upper case":
                given = right.upper()
            case _:
                given = webhook.signature(self._dice.choice(self._true or [b""]), self.key)
        await self._receive(event, given, Receipt.REFUSED)

    async def _receive(self, event: bytes, signature: str, wanted: Receipt) -> None:
        hooks = self.desk.webhooks
        receipt = Receipt.REFUSED
        if await hooks.is_signed(event, signature):
            receipt = await hooks.take(event)
        self.found.receipts[receipt] += 1
        self.found.wrong_receipts += receipt is not wanted

    async def look(self) -> None:
        """Whether any message went back, and stands where its best tick put it."""
        desk = self.desk
        await desk.acks.write()
        for wa_id, before in self._seen.items():
            row = await desk.db(desk.store.outbox.by_wa_id, desk.context.shop_id, wa_id)
            assert row is not None
            self.found.backwards += _ORDER.index(row.state) < _ORDER.index(before)
            self.found.wrong_ends += row.state is not self._states[wa_id]
            self._seen[wa_id] = row.state


async def assault(folder: Path, count: int, seed: int) -> Found:
    """Bring so many events; what was found."""
    async with working_desk(folder) as desk:
        shop_id = desk.context.shop_id
        key = await desk.db(desk.store.settings.make_webhook_key, shop_id)
        for number in range(_MESSAGES):
            order = await desk.new_order()
            (message,) = [m for m in await desk.messages(order) if m.state is MessageState.QUEUED]
            outbox, now = desk.store.outbox, desk.clock()
            await desk.db(outbox.claim, message.id, now)
            await desk.db(outbox.accept, message.id, wa_id=f"3EB0{number:06}", ack=0, now=now)
        work = Assault(desk, key, seed)
        async with _watched(work.found):
            begun = time.perf_counter()
            for number in range(count):
                await work.bring(number)
                if number % _LOOKED_EVERY == 0:
                    await work.look()
            work.found.seconds = time.perf_counter() - begun
        await work.look()
        return work.found


@asynccontextmanager
async def _watched(found: Found) -> AsyncIterator[None]:
    async def watch() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            found.worst_gap, last = max(found.worst_gap, now - last), now

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def forgery(folder: Path) -> str:
    """All of them."""
    found = await assault(folder, _COUNT, seed=1)
    each = ", ".join(f"{receipt} {number}" for receipt, number in found.receipts.items())
    return (
        f"{_COUNT} events in {found.seconds:.1f} s ({each}); wrong receipts {found.wrong_receipts}, "
        f"backwards {found.backwards}, wrong ends {found.wrong_ends}; "
        f"worst gap {found.worst_gap * 1000:.0f} ms"
    )
