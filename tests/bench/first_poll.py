"""The first poll of a shop with 5,000 orders against fetching and parsing the same pages."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from kaspi_notifier.engine.poll import FULL_WINDOW, Poll
from tests.bench.office import shop_on, shop_settings
from tests.bench.servers import servers

ORDERS = 5000
BAR = 1.5
_ROUNDS = 7


async def first_poll(folder: Path) -> str:
    """Medians of seven of each, in turns, after the simulator has its pages in memory."""
    async with servers() as simulator:
        addresses = await simulator.ask(add=ORDERS) and await simulator.ask()
        await _floor(addresses["kaspi"])
        floors, polls = [], []
        for number in range(_ROUNDS):
            floors.append(await _floor(addresses["kaspi"]))
            place = folder / str(number)
            place.mkdir()
            polls.append(await _first_poll(place, addresses))
    poll, floor = median(polls), median(floors)
    return (
        f"{ORDERS} orders in {poll:.2f} s, fetching and json.loads of the same pages "
        f"{floor:.2f} s, ratio {poll / floor:.2f} (at most {BAR})"
    )


async def _floor(kaspi: dict[str, str]) -> float:
    since = datetime.now(UTC) - FULL_WINDOW
    headers = {
        "X-Auth-Token": kaspi["token"],
        "Accept": "application/vnd.api+json",
        "Content-Type": "application/vnd.api+json",
        "User-Agent": "Mozilla/5.0",
    }
    async with httpx.AsyncClient(base_url=kaspi["base_url"], headers=headers, trust_env=False) as client:
        began = time.perf_counter()
        number, pages = 0, 1
        while number < pages:
            query: dict[str, Any] = {
                "page[number]": number,
                "page[size]": 100,
                "filter[orders][creationDate][$ge]": int(since.timestamp() * 1000),
            }
            page = json.loads((await client.get("/orders", params=query)).content)
            pages = page["meta"]["pageCount"]
            number += 1
        return time.perf_counter() - began


async def _first_poll(folder: Path, addresses: dict[str, Any]) -> float:
    """The pass alone, as the engine makes it, from the first request to the last commit."""
    async with shop_on(folder, shop_settings(addresses)) as context:
        poll = Poll(context)
        began = time.perf_counter()
        problem = await poll.read()
        seconds = time.perf_counter() - began
        assert problem is None
        assert await context.db(context.store.orders.count, context.shop_id) == ORDERS
        return seconds
