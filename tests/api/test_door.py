"""The door: shut by default and then free of charge, open as the settings say, and never in the way."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from kaspi_notifier.api.door import Door
from kaspi_notifier.domain.settings import Api, App, Settings, Webhook
from kaspi_notifier.waha import webhook
from tests.engine.test_engine import running


def free_port() -> int:
    """A port nobody uses just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


async def health(port: int) -> Any:
    """What the API says."""
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"http://127.0.0.1:{port}/waha/health")).json()


async def test_off_it_is_shut(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, place, engine):
        door = Door(place.store, place.db, lambda _: None)
        async with door.open_to(engine, App()):
            await door.opened()
            assert door.problem is None
        await door.close()


async def test_it_stays_open_while_engines_change(tmp_path: Path) -> None:
    api = Api(enabled=True, port=free_port())
    async with running(tmp_path) as (_, place, engine):
        saved: list[Settings] = []
        door = Door(place.store, place.db, saved.append)
        for _ in range(2):
            async with door.open_to(engine, App(api=api)):
                await door.opened()
                assert (await health(api.port))["status"] == "ok"
        moved = Api(enabled=True, port=free_port())
        async with door.open_to(engine, App(api=moved)):
            await door.opened()
            assert (await health(moved.port))["status"] == "ok"
            with pytest.raises(httpx.ConnectError):
                await health(api.port)
        await door.close()
        with pytest.raises(httpx.ConnectError):
            await health(moved.port)


async def test_the_receiver_has_a_port_of_its_own(tmp_path: Path) -> None:
    hook = Webhook(enabled=True, port=free_port())
    async with running(tmp_path) as (_, place, engine):
        door = Door(place.store, place.db, lambda _: None)
        async with door.open_to(engine, App(webhook=hook)):
            await door.opened()
            key = await place.db(place.store.settings.make_webhook_key, engine.statuses[0].shop_id)
            async with httpx.AsyncClient(trust_env=False) as client:
                url = f"http://127.0.0.1:{hook.port}/waha/webhook"
                signed = {"X-Webhook-Hmac": webhook.signature(b"{}", key)}
                assert (await client.post(url, content=b"{}", headers=signed)).status_code == 200
                assert (await client.post(url, content=b"{}")).status_code == 401
                assert (await client.get(f"http://127.0.0.1:{hook.port}/waha/health")).status_code == 404
        await door.close()


async def test_a_port_that_is_taken_is_no_end(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with running(tmp_path) as (_, place, engine):
            door = Door(place.store, place.db, lambda _: None)
            problems = []
            for app in (App(api=Api(enabled=True, port=port)), App()):
                async with door.open_to(engine, app):
                    await door.opened()
                    problems.append(door.problem)
            await door.close()
        assert problems == [f"port {port} is taken", None]


async def test_it_can_be_shut_while_it_opens(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, place, engine):
        door = Door(place.store, place.db, lambda _: None)
        async with door.open_to(engine, App(api=Api(enabled=True, port=free_port()))):
            await door.close()
        assert door.problem is None


IMPORTED = """
import asyncio, json, sys
from pathlib import Path
from kaspi_notifier.api.door import Door
import kaspi_notifier.headless, kaspi_notifier.engine.engine
from kaspi_notifier.domain.settings import Api, App
from tests.api.test_door import free_port, heavy
from tests.engine.test_engine import running

async def main():
    async with running(Path(sys.argv[1])) as (_, place, engine):
        door = Door(place.store, place.db, lambda _: None)
        async with door.open_to(engine, App()):
            off = heavy()
        async with door.open_to(engine, App(api=Api(enabled=True, port=free_port()))):
            await door.opened()
            on = heavy()
        await door.close()
    print(json.dumps([off, on]))

asyncio.run(main())
"""


def heavy() -> list[str]:
    """Which of the API's own libraries this process has imported."""
    return sorted({"fastapi", "starlette", "uvicorn", "pydantic"} & set(sys.modules))


def test_off_it_imports_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(tmp_path)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    off, on = json.loads(run.stdout)
    assert off == []
    assert on == ["fastapi", "pydantic", "starlette", "uvicorn"]
