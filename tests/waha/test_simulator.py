"""The client against the shared simulator: one life of a session on every engine, and its faults."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.waha import (
    Accepted,
    AckReceived,
    KeyRefused,
    MessageSeen,
    OutcomeUnknown,
    Restricted,
    SessionChanged,
    SessionNotReady,
    SessionStatus,
    Unreachable,
    WahaClient,
    WahaError,
)

PHONE = "77000000002"
CHAT = f"{PHONE}@c.us"
EngineName = Literal["GOWS", "NOWEB", "WEBJS", "WPP"]
ENGINES: tuple[EngineName, ...] = ("GOWS", "NOWEB", "WEBJS", "WPP")


def client_of(simulator: Simulator, **options: Any) -> WahaClient:
    """A client of the simulated server."""
    waha = simulator.waha
    return WahaClient(Waha(url=waha.url, api_key=waha.api_key, session=waha.session), **options)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A simulator on GOWS."""
    async with Simulator() as simulator:
        yield simulator


async def until(client: WahaClient, status: SessionStatus) -> None:
    """Wait until the session has a status."""
    async with asyncio.timeout(5):
        while True:
            session = await client.session()
            if session is not None and session.status is status:
                return


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_life(engine: EngineName) -> None:
    async with Simulator(waha=WahaOptions(engine=engine)) as simulator, client_of(simulator) as client:
        version = await client.version()
        assert (version.engine, version.version) == (engine, "2026.9.2")
        assert await client.started_at() is not None
        assert await client.session() is None
        await client.create_session()
        await until(client, SessionStatus.SCAN_QR_CODE)
        assert await client.qr()
        assert await client.pairing_code("77000000000")
        simulator.waha.scan_qr()
        await until(client, SessionStatus.WORKING)
        session = await client.session()
        assert session is not None
        assert session.has_store
        assert session.me is not None
        assert session.me.phone == "77000000000"
        existence = await client.exists(PHONE)
        assert existence.exists
        assert existence.pn in (None, PHONE)
        wa_id = await client.new_message_id()
        assert (wa_id is not None) is version.chooses_ids
        before = datetime.now(UTC) - timedelta(seconds=5)
        accepted = await client.send_text(CHAT, "Тапсырыс №15", wa_id)
        assert wa_id in (None, accepted.wa_id)
        assert [bubble.wa_id for bubble in simulator.waha.bubbles_to(PHONE)] == [accepted.wa_id]
        found = await client.message(accepted.wa_id, CHAT)
        assert found is not None
        assert (found.wa_id, found.body, found.from_me) == (accepted.wa_id, "Тапсырыс №15", True)
        assert await client.message("3EB0FFFFFFFFFFFFFFFFFF", CHAT) is None
        assert [message.wa_id for message in await client.sent_since(CHAT, before)] == [accepted.wa_id]
        await client.logout()
        await until(client, SessionStatus.SCAN_QR_CODE)
        await client.stop()
        await until(client, SessionStatus.STOPPED)


async def test_events(simulator: Simulator) -> None:
    simulator.waha.pair()
    async with client_of(simulator) as client, aclosing(client.events()) as events:
        first = asyncio.ensure_future(anext(events))
        async with asyncio.timeout(5):
            while not simulator.waha.connected_events:
                await client.version()
        accepted = await client.send_text(CHAT, "Тапсырыс №15", None)
        seen: list[Any] = [await asyncio.wait_for(first, 5)]
        async with asyncio.timeout(5):
            while not any(isinstance(event, AckReceived) and event.ack == 2 for event in seen):
                seen.append(await anext(events))
            simulator.waha.reply(PHONE, "стоп")
            while not any(isinstance(event, MessageSeen) and not event.from_me for event in seen):
                seen.append(await anext(events))
            simulator.waha.unlink()
            while not any(isinstance(event, SessionChanged) for event in seen):
                seen.append(await anext(events))
    ours = [event for event in seen if isinstance(event, MessageSeen) and event.from_me]
    assert {event.wa_id for event in ours} == {accepted.wa_id}
    (reply,) = [event for event in seen if isinstance(event, MessageSeen) and not event.from_me]
    assert (reply.phone, reply.body) == (PHONE, "стоп")
    changed = [event.status for event in seen if isinstance(event, SessionChanged)]
    assert changed[-1] is SessionStatus.FAILED


async def test_events_are_cut(simulator: Simulator) -> None:
    simulator.waha.pair()
    async with client_of(simulator) as client:

        async def listen() -> None:
            async for _event in client.events():
                pass

        listening = asyncio.create_task(listen())
        async with asyncio.timeout(5):
            while not simulator.waha.connected_events:
                await client.version()
            simulator.waha.cut_events()
            with pytest.raises(Unreachable):
                await listening


@pytest.mark.parametrize(
    ("fault", "error", "bubbles"),
    [
        ("refuse_422", SessionNotReady, 0),
        ("drop_before", OutcomeUnknown, 0),
        ("drop_after", OutcomeUnknown, 1),
        ("error_500_before", OutcomeUnknown, 0),
        ("error_500_after", OutcomeUnknown, 1),
        ("connection_closed", OutcomeUnknown, 0),
        ("reply_garbage", OutcomeUnknown, 1),
        ("reply_no_id", OutcomeUnknown, 1),
        ("empty_201", OutcomeUnknown, 1),
        ("restricted_463", Restricted, 0),
        ("unauthorized", KeyRefused, 0),
    ],
)
async def test_faults(simulator: Simulator, fault: str, error: type[WahaError], bubbles: int) -> None:
    simulator.waha.pair()
    simulator.waha.faults.next("sendText", fault)
    async with client_of(simulator) as client:
        wa_id = await client.new_message_id()
        with pytest.raises(WahaError) as caught:
            await client.send_text(CHAT, "Тапсырыс №15", wa_id)
        assert type(caught.value) is error
        assert caught.value.surely_not_sent is (error is not OutcomeUnknown)
        assert len(simulator.waha.bubbles_to(PHONE)) == bubbles
        # The same id again: the buyer has one bubble, whatever became of the first attempt.
        assert await client.send_text(CHAT, "Тапсырыс №15", wa_id) == Accepted(wa_id=str(wa_id))
    assert len(simulator.waha.bubbles_to(PHONE)) == 1


async def test_another_id_is_answered(simulator: Simulator) -> None:
    simulator.waha.pair()
    simulator.waha.faults.next("sendText", "reply_other_id")
    async with client_of(simulator) as client:
        wa_id = await client.new_message_id()
        assert (await client.send_text(CHAT, "Тапсырыс №15", wa_id)).wa_id != wa_id


async def test_a_restriction_is_told(simulator: Simulator) -> None:
    simulator.waha.pair()
    async with client_of(simulator) as client:
        ends_at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=6)
        simulator.waha.set_timelock(True, ends_at)
        timelock = await client.timelock()
        assert timelock is not None
        assert (timelock.is_active, timelock.ends_at) == (True, ends_at)
        simulator.waha.set_capping("FIRST_WARNING", 200, 250)
        capping = await client.capping()
        assert capping is not None
        assert (capping.status, capping.used_quota, capping.total_quota) == ("FIRST_WARNING", 200, 250)
