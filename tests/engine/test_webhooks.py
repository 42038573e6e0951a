"""Events that WAHA brings: only signed ones count, each once, and never backwards."""

import asyncio
import json
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.settings import Webhook
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.webhooks import Receipt, own_addresses
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import Message
from kaspi_notifier.waha import webhook
from tests.bench.forgery import assault
from tests.engine.desk import Desk, settings_for, until, until_so, working_desk
from tests.engine.test_acks import row_of
from tests.engine.test_engine import Office, office, running

S = MessageState
PATIENCE = timedelta(seconds=5)


async def key_of(desk: Desk) -> str:
    """The key that WAHA signs with."""
    return await desk.db(desk.store.settings.make_webhook_key, desk.context.shop_id)


def body(desk: Desk, wa_id: str, ack: int, number: int = 1, **more: Any) -> bytes:
    """A tick as WAHA brings it."""
    whole: dict[str, Any] = {
        "id": f"evt_{number}",
        "timestamp": int(desk.clock().timestamp() * 1000),
        "event": "message.ack",
        "session": "default",
        "me": {"id": "77000000000@c.us"},
        "payload": {"id": f"true_77000000001@c.us_{wa_id}", "fromMe": True, "ack": ack},
    }
    return json.dumps({**whole, **more}).encode()


async def sent(desk: Desk) -> tuple[Message, str]:
    """A message WAHA took, and the bare id of it."""
    _, message = await desk.sent_message()
    assert message.wa_id is not None
    return message, message.wa_id


async def test_a_shop_without_a_key_opens_to_nobody(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        assert not await desk.webhooks.is_signed(b"{}", webhook.signature(b"{}", ""))


async def test_a_signed_tick_counts_once(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        message, wa_id = await sent(desk)
        key, event = await key_of(desk), body(desk, wa_id, 2)
        assert await desk.webhooks.is_signed(event, webhook.signature(event, key))
        assert await desk.webhooks.take(event) is Receipt.TAKEN
        assert await desk.webhooks.take(event) is Receipt.REPEATED
        await desk.acks.write()
        assert (await row_of(desk, message)).state is S.DELIVERED
        assert await desk.webhooks.take(body(desk, wa_id, 1, number=2)) is Receipt.TAKEN
        await desk.acks.write()
        assert (await row_of(desk, message)).state is S.DELIVERED


@pytest.mark.parametrize(
    ("more", "receipt"),
    [
        ({"session": "other"}, Receipt.IGNORED),
        ({"me": {"id": "77000000088@c.us"}}, Receipt.IGNORED),
        ({"me": None}, Receipt.TAKEN),
        ({"event": "presence.update"}, Receipt.IGNORED),
        ({"timestamp": None}, Receipt.IGNORED),
    ],
)
async def test_what_is_signed_and_still_not_for_us(
    tmp_path: Path, more: dict[str, Any], receipt: Receipt
) -> None:
    async with working_desk(tmp_path) as desk:
        _, wa_id = await sent(desk)
        assert await desk.webhooks.take(body(desk, wa_id, 2, **more)) is receipt


@pytest.mark.parametrize(
    ("age", "receipt"),
    [
        (timedelta(hours=23), Receipt.TAKEN),
        (timedelta(hours=25), Receipt.IGNORED),
        (timedelta(days=40), Receipt.IGNORED),
        (timedelta(minutes=-4), Receipt.TAKEN),
        (timedelta(minutes=-6), Receipt.IGNORED),
    ],
)
async def test_an_honest_repeat_may_be_late_but_not_a_day(
    tmp_path: Path, age: timedelta, receipt: Receipt
) -> None:
    async with working_desk(tmp_path) as desk:
        _, wa_id = await sent(desk)
        stamp = int((desk.clock() - age).timestamp() * 1000)
        assert await desk.webhooks.take(body(desk, wa_id, 2, timestamp=stamp)) is receipt


async def test_a_thousand_repeats_at_once_are_one(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, wa_id = await sent(desk)
        event = body(desk, wa_id, 2)
        receipts = await asyncio.gather(*(desk.webhooks.take(event) for _ in range(1000)))
        assert set(receipts) == {Receipt.TAKEN, Receipt.REPEATED} or set(receipts) == {Receipt.TAKEN}
        await desk.acks.write()
        moves = await desk.db(desk.store.reports.moves_after, 0)
        assert [move.after for move in moves].count(S.DELIVERED) == 1


async def test_a_reply_and_a_status_come_by_webhook_too(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        message, _ = await sent(desk)
        stamp = int(desk.clock().timestamp())
        payload = {"id": f"false_{message.phone}@c.us_3A01", "fromMe": False, "body": "?", "timestamp": stamp}
        reply = body(desk, "", 0, event="message.any", payload=payload)
        assert await desk.webhooks.take(reply) is Receipt.TAKEN
        assert await desk.webhooks.take(reply) is Receipt.REPEATED
        status = body(desk, "", 0, event="session.status", payload={"status": "WORKING"})
        assert await desk.webhooks.take(status) is Receipt.TAKEN
        found = await desk.db(desk.store.conversations.unanswered, desk.context.shop_id)
        assert found.unread == 1


async def test_forged_broken_replayed_and_shuffled_events(tmp_path: Path) -> None:
    """The short form of `python -m tests.bench forgery`."""
    found = await assault(tmp_path, 3_000, seed=5)
    assert (found.wrong_receipts, found.backwards, found.wrong_ends) == (0, 0, 0)
    assert min(found.receipts.values()) > 100


class Door:
    """What the local API does with a webhook, in a few lines: for tests of the engine alone."""

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self.address = ""

    async def _take(self, request: web.Request) -> web.Response:
        assert self.engine is not None
        signature = request.headers.get("X-Webhook-Hmac", "")
        receipt = await self.engine.receive(await request.read(), signature)
        return web.Response(status=401 if receipt is Receipt.REFUSED else 200)

    async def open(self, stack: AsyncExitStack) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/waha/webhook", self._take)
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}/waha/webhook"


def config_of(simulator: Simulator) -> list[dict[str, Any]]:
    """The webhooks that the server has."""
    config = simulator.waha.sessions["default"].config or {}
    found: list[dict[str, Any]] = config.get("webhooks") or []
    return found


async def test_one_action_sets_it_up_where_the_server_reaches_us(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine), AsyncExitStack() as stack:
        door = Door()
        door.engine = engine
        await door.open(stack)
        shop_id = engine.statuses[0].shop_id
        wrong = "http://127.0.0.1:9/waha/webhook"
        reached = await engine.set_up_webhook(shop_id, [wrong, door.address], PATIENCE / 5)
        assert reached == door.address
        assert [hook["url"] for hook in config_of(simulator)] == [door.address]
        await until(lambda: 200 in simulator.waha.gateway.webhooks.answers)
        await until(lambda: engine.statuses[0].session.problem is None)
        await place_an_order(simulator, place)
        await engine.take_away_webhook(shop_id)
        assert config_of(simulator) == []
        await engine.take_away_webhook(shop_id)


async def place_an_order(simulator: Simulator, place: Office) -> None:
    """An order whose message is delivered."""
    simulator.kaspi.add_order(delivery="own_delivery")

    async def delivered() -> bool:
        return [m.state for m in await place.messages() if m.event == "new_order"] == [S.DELIVERED]

    await until_so(delivered)


async def test_where_nobody_comes_nothing_stays_behind(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _, engine):
        shop_id = engine.statuses[0].shop_id
        with pytest.raises(ActionRefused, match="does not reach"):
            await engine.set_up_webhook(shop_id, ["http://127.0.0.1:9/hook"], PATIENCE / 20)
        assert config_of(simulator) == []
        await until(lambda: engine.statuses[0].session.problem is None)
        with pytest.raises(ActionRefused, match="does not reach"):
            await engine.set_up_webhook(shop_id, ["http://127.0.0.1:9/hook"], timedelta())
        assert config_of(simulator) == []
        await until(lambda: engine.statuses[0].session.problem is None)
        simulator.waha.faults.next("update", "error_500")
        with pytest.raises(ActionRefused):
            await engine.set_up_webhook(shop_id, ["http://127.0.0.1:9/hook"])


async def test_a_closed_session_tells_nothing_so_nothing_is_set_up(tmp_path: Path) -> None:
    async with (
        Simulator() as simulator,
        office(tmp_path, settings_for(simulator)) as place,
        place.engine() as engine,
    ):
        with pytest.raises(ActionRefused, match="not connected"):
            await engine.set_up_webhook(engine.statuses[0].shop_id, ["http://127.0.0.1:9/hook"])
        assert await engine.receive(b"{}", "") is Receipt.REFUSED


def test_where_a_server_may_reach_this_computer() -> None:
    hook = Webhook(enabled=True, port=9001)
    assert own_addresses("http://localhost:3000", hook) == [
        "http://host.docker.internal:9001/waha/webhook",
        "http://127.0.0.1:9001/waha/webhook",
    ]
    # A name that leads nowhere, and an address for which the system always knows a way or has none at all.
    assert own_addresses("https://waha.invalid", hook) == []
    assert len(own_addresses("http://192.0.2.1:3000", hook)) <= 1
