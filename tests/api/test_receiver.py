"""The receiver against what the internet sends: forgeries, floods, drips, and bodies without an end."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from kaspi_notifier.api import receiver as receiver_module
from kaspi_notifier.api import server as server_module
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.receiver import BIGGEST_BODY, Bucket, Receiver
from kaspi_notifier.api.server import PortTaken, serving
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.waha import webhook
from tests.engine.desk import until, until_so
from tests.engine.test_engine import Office, running


class Gate:
    """The receiver alone on a port."""

    def __init__(self, office: Office, receiver: Receiver, behind: Behind, port: int, key: str) -> None:
        self.office = office
        self.receiver = receiver
        self.behind = behind
        self.port = port
        self.key = key
        self.url = f"http://127.0.0.1:{port}/waha/webhook"

    async def bring(self, body: bytes, signature: str | None = None) -> int:
        """The status for a body, signed as it should be unless told otherwise."""
        given = webhook.signature(body, self.key) if signature is None else signature
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(self.url, content=body, headers={"X-Webhook-Hmac": given})
        return answer.status_code


@asynccontextmanager
async def gate(path: Path, bucket: Bucket | None = None) -> AsyncIterator[tuple[Gate, Any]]:
    """A shop with one accepted message, and the receiver in front of it."""
    async with AsyncExitStack() as stack:
        simulator, office, engine = await stack.enter_async_context(running(path))
        behind = Behind(office.store, office.db, lambda _: None)
        stack.enter_context(behind.through(engine))
        receiver = Receiver(behind, bucket)
        port = await stack.enter_async_context(serving(receiver.app, "127.0.0.1", 0, connections=8))
        key = await office.db(office.store.settings.make_webhook_key, engine.statuses[0].shop_id)
        simulator.waha.events_muted = True
        simulator.kaspi.add_order(delivery="own_delivery")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        yield Gate(office, receiver, behind, port, key), simulator


def event(wa_id: str, ack: int = 3) -> bytes:
    """A tick."""
    payload = {"id": f"true_77000000001@c.us_{wa_id}", "fromMe": True, "ack": ack}
    envelope = {"id": f"evt_{wa_id}_{ack}", "event": "message.ack", "session": "default", "payload": payload}
    return json.dumps({**envelope, "timestamp": int(time.time() * 1000)}).encode()


async def test_a_signed_event_moves_its_message(tmp_path: Path) -> None:
    async with gate(tmp_path) as (door, simulator):
        body = event(simulator.waha.bubbles[0].wa_id)
        for given in ("", "0" * 128, webhook.signature(body, "guessed"), webhook.signature(b"", door.key)):
            assert await door.bring(body, given) == 401
        assert await door.bring(body) == 200
        assert await door.bring(body) == 200

        async def is_read() -> bool:
            return MessageState.READ in [m.state for m in await door.office.messages()]

        await until_so(is_read)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/waha/webhook", 405), ("POST", "/", 404), ("POST", "/waha/settings/1", 404)],
)
async def test_nothing_else_is_there(tmp_path: Path, method: str, path: str, status: int) -> None:
    async with gate(tmp_path) as (door, _), httpx.AsyncClient(trust_env=False) as client:
        answer = await client.request(method, f"http://127.0.0.1:{door.port}{path}")
        assert (answer.status_code, answer.content) == (status, b"")


async def test_a_body_without_an_end(tmp_path: Path) -> None:
    async with gate(tmp_path) as (door, _):
        assert await door.bring(b"x" * (BIGGEST_BODY + 1)) == 413
        assert await door.bring(b"x" * BIGGEST_BODY) == 200


async def test_a_body_that_drips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver_module, "_READ_SECONDS", 0.1)
    async with gate(tmp_path) as (door, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(b"POST /waha/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx")
        assert b" 408 " in await reader.readline()
        writer.close()


async def test_a_head_that_drips_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_SLOW", 0.05)
    async with gate(tmp_path) as (door, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(b"POST /waha/webhook HTTP/1.1\r\nHost:")
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()
        # One who speaks at a normal pace is heard, also the second time.
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(2):
                assert (await client.post(door.url, content=b"{}")).status_code == 401


async def test_more_than_are_let_in(tmp_path: Path) -> None:
    async with gate(tmp_path) as (door, simulator):
        crowd = [await asyncio.open_connection("127.0.0.1", door.port) for _ in range(40)]
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.post(door.url, content=b"{}")).status_code == 503
        for _, writer in crowd:
            writer.close()
        body = event(simulator.waha.bubbles[0].wa_id)
        async with asyncio.timeout(10):
            while await door.bring(body) != 200:  # noqa: ASYNC110 - the server sees them go when it does
                await asyncio.sleep(0.01)


async def test_a_flood_is_asked_to_come_again(tmp_path: Path) -> None:
    clock = [0.0]
    async with gate(tmp_path, Bucket(1.0, 2.0, lambda: clock[0])) as (door, _):
        assert [await door.bring(b"{}", "") for _ in range(3)] == [401, 401, 429]
        clock[0] += 1.5
        assert [await door.bring(b"{}", "") for _ in range(2)] == [401, 429]


async def test_without_an_engine_it_is_to_be_brought_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kaspi_notifier.api import behind as behind_module

    monkeypatch.setattr(behind_module, "_PATIENCE", 0.02)
    async with gate(tmp_path) as (door, _):
        door.behind._is_there.clear()
        assert await door.bring(b"{}") == 429


async def test_a_port_that_is_taken() -> None:
    async with serving(_nobody, "127.0.0.1", 0, connections=1) as port:
        with pytest.raises(PortTaken) as caught:
            async with serving(_nobody, "127.0.0.1", port, connections=1):
                pass
        assert caught.value.port == port


async def test_both_families_of_addresses() -> None:
    async with serving(_nobody, "::1", 0, connections=1) as port:
        _, writer = await asyncio.open_connection("::1", port)
        writer.close()


async def _nobody(scope: object, receive: object, send: object) -> None:
    """An application that is never asked."""
