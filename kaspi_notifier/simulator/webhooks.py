"""Brings events to the addresses in a session's config, signed and tried again as WAHA does it."""

import asyncio
import hashlib
import hmac
import json
import random
from typing import Any

import aiohttp

_WAIT = 0.02
"""Seconds between two tries; the real server waits two."""


class Webhooks:
    """Deliveries under way. Nothing is kept over a restart, and no order is promised."""

    def __init__(self, seed: random.Random) -> None:
        self._random = seed
        self._tasks: set[asyncio.Task[None]] = set()
        self.answers: list[int] = []
        """Statuses of every try that was answered."""

    def publish(self, config: dict[str, Any] | None, name: str, text: str) -> None:
        """Begin to bring an event to every webhook of the session that wants it."""
        for hook in (config or {}).get("webhooks") or ():
            if name in hook.get("events", ()) or "*" in hook.get("events", ()):
                task = asyncio.create_task(self._bring(hook, text.encode()))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _bring(self, hook: dict[str, Any], body: bytes) -> None:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "WAHA/simulated",
            "X-Webhook-Request-Id": f"{self._random.getrandbits(64):016x}",
            "X-Webhook-Timestamp": str(json.loads(body)["timestamp"]),
        }
        if key := (hook.get("hmac") or {}).get("key"):
            headers["X-Webhook-Hmac"] = hmac.new(key.encode(), body, hashlib.sha512).hexdigest()
            headers["X-Webhook-Hmac-Algorithm"] = "sha512"
        attempts = int((hook.get("retries") or {}).get("attempts", 15))
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            for _ in range(attempts):
                try:
                    async with client.post(hook["url"], data=body, headers=headers) as answer:
                        self.answers.append(answer.status)
                        if answer.status < 300:
                            return
                except (aiohttp.ClientError, OSError, TimeoutError):
                    pass
                await asyncio.sleep(_WAIT)

    def close(self) -> None:
        """Forget what was not brought."""
        for task in self._tasks:
            task.cancel()
