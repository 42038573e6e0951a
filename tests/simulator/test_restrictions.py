"""WhatsApp's own limits in the simulator: new chats are refused, known ones are not."""

from datetime import timedelta

import pytest

from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.simulator.clients import BUYER, CHAT, send, until

OTHER = "77000000077"


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB"])
async def test_a_timelock_refuses_new_chats_only(engine: str) -> None:
    async with Simulator(waha=WahaOptions(engine=engine)) as simulator:
        waha = simulator.waha
        waha.pair()
        await send(simulator)
        await until(lambda: waha.bubbles[0].ack >= 2)
        waha.set_timelock(True)
        assert (await send(simulator)).status_code == 201
        reply = await send(simulator, chatId=f"{OTHER}@c.us")
        if engine == "GOWS":
            assert reply.status_code == 500
            assert "463" in reply.json()["exception"]["message"]
        else:
            assert reply.status_code == 201
        assert waha.bubbles_to(OTHER) == []
        assert waha.refused_chats == [f"{OTHER}@c.us"]
        waha.reply(OTHER, "Здравствуйте")
        assert (await send(simulator, chatId=f"{OTHER}@c.us")).status_code == 201
        assert (await send(simulator, chatId="77000000000@c.us")).status_code == 201
        assert len(waha.bubbles_to(OTHER)) == 1
        assert len(waha.bubbles_to(BUYER)) == 2


async def test_a_timelock_ends_by_itself() -> None:
    async with Simulator() as simulator:
        waha = simulator.waha
        waha.pair()
        waha.set_timelock(True, waha.now() - timedelta(seconds=1))
        assert (await send(simulator)).status_code == 201
        waha.set_timelock(True, waha.now() + timedelta(hours=1))
        assert (await send(simulator, chatId=f"{OTHER}@c.us")).status_code == 500


async def test_the_quota_counts_new_chats() -> None:
    async with Simulator() as simulator:
        waha = simulator.waha
        waha.pair()
        waha.set_capping("NONE", 0, 100)
        await send(simulator)
        await until(lambda: waha.bubbles[0].ack >= 2)
        await send(simulator)
        capping = waha.sessions["default"].capping
        assert capping is not None
        assert capping["usedQuota"] == 1
        waha.set_capping("CAPPED", 100, 100)
        assert (await send(simulator, chatId=f"{OTHER}@c.us")).status_code == 500
        assert [bubble.chat_id for bubble in waha.bubbles] == [CHAT, CHAT]
