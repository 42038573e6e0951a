"""Plain HTTP clients of the simulator, and helpers to compare shapes and to wait."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import httpx

from kaspi_notifier.simulator import Simulator

_TESTS = Path(__file__).parent.parent
SAMPLES: dict[str, Any] = json.loads((_TESTS / "kaspi/data/samples.json").read_text("utf-8"))
TRANSCRIPTS: list[dict[str, Any]] = json.loads((_TESTS / "waha/data/transcripts.json").read_text("utf-8"))
JSON_API = "application/vnd.api+json"
DAY_MS = 86_400_000
BUYER = "77000000001"
CHAT = f"{BUYER}@c.us"
CHOSEN = "3EB0AAAABBBBCCCCDDDD01"


def kaspi_client(simulator: Simulator, **headers: str) -> httpx.AsyncClient:
    """A client that says everything Kaspi wants to hear; `headers` override."""
    right = {
        "X-Auth-Token": simulator.kaspi.token,
        "Accept": JSON_API,
        "Content-Type": JSON_API,
        "User-Agent": "Mozilla/5.0",
    }
    return httpx.AsyncClient(base_url=simulator.kaspi.base_url, headers=right | headers, trust_env=False)


def window(*, page: int = 0, size: int = 100, days: float = 13, **more: str) -> dict[str, str]:
    """The parameters of a list of orders; double underscores in names of `more` open a bracket."""
    query = {
        "page[number]": str(page),
        "page[size]": str(size),
        "filter[orders][creationDate][$ge]": str(int(time.time() * 1000 - days * DAY_MS)),
    }
    return query | {f"filter[orders][{name}]": value for name, value in more.items()}


def waha_client(simulator: Simulator) -> httpx.AsyncClient:
    """A client with the right key."""
    headers = {"X-Api-Key": simulator.waha.api_key}
    return httpx.AsyncClient(base_url=simulator.waha.url, headers=headers, trust_env=False, timeout=10)


def text_to(chat: str = CHAT, text: str = "Ваш заказ принят", **more: object) -> dict[str, object]:
    """The body of a sendText."""
    return {"session": "default", "chatId": chat, "text": text, "linkPreview": False} | more


async def send(simulator: Simulator, **more: object) -> httpx.Response:
    """One sendText on its own connection."""
    async with waha_client(simulator) as client:
        return await client.post("/api/sendText", json=text_to(**more))  # type: ignore[arg-type]


async def until(condition: Callable[[], object], seconds: float = 5) -> None:
    """Wait until the condition holds; the deadline fails the test."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the simulator has no event for every thing a test waits for
            await asyncio.sleep(0.005)


def shape(value: Any) -> Any:
    """Keys and kinds of values; of a list only its first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    return "number" if isinstance(value, int | float) else type(value).__name__


def transcript(title: str) -> dict[str, Any]:
    """A recorded answer of a real server; `body` is parsed."""
    found = next(item for item in TRANSCRIPTS if title in item["title"])
    return found | {"body": json.loads(found["body"]) if found["body"] else None}


class Listener:
    """A WebSocket that keeps everything it hears."""

    def __init__(self, simulator: Simulator, **query: str) -> None:
        key = {"x-api-key": simulator.waha.api_key, "session": "*"} | query
        self._query = key
        self._url = simulator.waha.url.replace("http", "ws") + "/ws"
        self.heard: list[dict[str, Any]] = []
        self.close_code: int | None = None
        self.is_over = False

    async def __aenter__(self) -> "Listener":
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(self._url, params=self._query)
        self._task = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._task
        await self._session.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            self.heard.append(json.loads(message.data))
        self.close_code = self._socket.close_code
        self.is_over = True

    async def say(self, text: str) -> None:
        """Send something; the real server takes no notice."""
        await self._socket.send_str(text)

    def names(self) -> list[str]:
        """The events heard so far."""
        return [event["event"] for event in self.heard]
