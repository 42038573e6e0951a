"""Messages per second, with pacing off, against a bare httpx loop that makes the same requests."""

import asyncio
import time
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import Change
from tests.bench.office import QUICK, data_folder, shop_settings
from tests.bench.servers import servers

MESSAGES = 2000
BAR = 0.5
_ROUNDS = 3


async def sends(folder: Path) -> str:
    """Medians of three times 2,000 messages each, in turns; the simulator runs in a process of its own."""
    ours, bare = [], []
    for number in range(_ROUNDS):
        place = folder / str(number)
        place.mkdir()
        async with servers() as simulator:
            addresses = await simulator.ask()
            ours.append(await _engine(place, simulator, addresses))
            requests = [tuple(r) for r in await simulator.ask(sends=True)]
            wanted = [path for _, path in requests if "sendText" in path or "new-message-id" in path]
            checks = sum("check-exists" in path for _, path in requests)
            bare.append(await _bare(addresses["waha"], checks=checks, messages=len(wanted) // 2))
    engine_seconds, bare_seconds = median(ours), median(bare)
    return (
        f"{MESSAGES / engine_seconds:.0f} messages/s, bare httpx loop {MESSAGES / bare_seconds:.0f}/s, "
        f"ratio {bare_seconds / engine_seconds:.2f} (at least {BAR})"
    )


async def _engine(folder: Path, simulator: Any, addresses: dict[str, Any]) -> float:
    changed = asyncio.Event()

    def on_change(change: Change) -> None:
        # The queue is a part of the status; looking at it with each message would be measured too.
        if change is Change.STATUS:
            changed.set()

    settings = shop_settings(addresses, poll_seconds=900)
    async with data_folder(folder, settings) as (store, db):
        engine = Engine(store, db, on_change=on_change, options=QUICK)
        async with engine:
            await _until(changed, lambda: _is_ready(engine))
            shop_id = engine.statuses[0].shop_id
            await engine.pause(shop_id)
            await simulator.ask(add=MESSAGES)
            await engine.check_now(shop_id)
            await _until(changed, lambda: engine.statuses[0].queue.waiting == MESSAGES)
            await simulator.ask(sends=True)
            began = time.perf_counter()
            await engine.resume(shop_id)
            await _until(changed, lambda: engine.statuses[0].queue.waiting == 0)
            return time.perf_counter() - began


def _is_ready(engine: Engine) -> bool:
    status = engine.statuses[0]
    return status.kaspi.has_baseline and status.session.problem is None


async def _until(changed: asyncio.Event, condition: Any) -> None:
    async with asyncio.timeout(120):
        while not condition():
            await changed.wait()
            changed.clear()


async def _bare(waha: dict[str, str], *, checks: int, messages: int) -> float:
    session = waha["session"]
    headers = {"X-Api-Key": waha["api_key"]}
    async with httpx.AsyncClient(base_url=waha["url"], headers=headers, trust_env=False) as client:
        began = time.perf_counter()
        for number in range(checks):
            query = {"phone": f"770000000{number % 100:02}", "session": session}
            (await client.get("/api/contacts/check-exists", params=query)).json()
        for number in range(messages):
            reserved = (await client.get(f"/api/{session}/new-message-id")).json()
            body = {
                "session": session,
                "chatId": f"770000000{number % 100:02}@c.us",
                "text": f"Арман Техно: 9{number:08}",
                "id": reserved["id"],
                "linkPreview": False,
            }
            (await client.post("/api/sendText", json=body)).json()
        return time.perf_counter() - began
