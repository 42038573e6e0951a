"""Rows W: a WAHA that restarts, forgets, refuses, lies or lags."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.simulator import WahaOptions
from tests.engine.test_recover import TIER_2
from tests.faults.ground import NEW, copies, judge, live, row, shop


@row("W1")
async def test_waha_restarts_in_mid_queue(tmp_path: Path) -> None:
    """One bubble each, before and after."""
    async with shop(tmp_path) as desk:
        orders = [await desk.new_order() for _ in range(6)]
        for _ in range(3):
            await desk.sender.send_next()
        desk.simulator.waha.restart_server()
        await asyncio.sleep(0.05)
        await live(desk)
        assert [copies(desk, order) for order in orders] == [1] * 6


@row("W2")
async def test_waha_restarts_and_has_forgotten_everything(tmp_path: Path) -> None:
    """A doubtful message is sent again under its own id, which phones show once; never under another."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        await desk.send_all()
        desk.simulator.waha.restart_server()
        desk.simulator.waha.forget_messages()
        await asyncio.sleep(0.05)
        await live(desk)
        await judge(desk, order, arrived=1)
        ids = {body["id"] for body in desk.simulator.waha.sends if order.code in body["text"]}
        assert len(ids) == 1


@row("W7")
@pytest.mark.parametrize("times", [1, 20])
async def test_the_session_gate_refuses(tmp_path: Path, times: int) -> None:
    """Its id stays, and nobody has to decide."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "refuse_422", times=times)
        for _ in range(2 * times + 1):
            await live(desk, rounds=1)
            if desk.context.pause is not None:
                await desk.context.set_pause(None)
        await judge(desk, order, arrived=1)
        assert len({body["id"] for body in desk.simulator.waha.sends if order.code in body["text"]}) == 1


@row("W10", "W11")
@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("unauthorized", SessionProblem.KEY_REFUSED),
        ("forbidden", SessionProblem.FORBIDDEN),
        ("not_found", SessionProblem.NOT_FOUND),
    ],
)
async def test_the_key_or_the_session_is_gone(tmp_path: Path, fault: str, problem: SessionProblem) -> None:
    """Sending stops at once, and nothing is lost."""
    async with shop(tmp_path) as desk:
        orders = [await desk.new_order() for _ in range(3)]
        desk.simulator.waha.faults.always("sendText", fault)
        before = len(desk.simulator.waha.sends)
        await desk.send_all()
        assert desk.session_problem() is problem
        assert len(desk.simulator.waha.sends) == before + 1
        desk.simulator.waha.faults.clear()
        await live(desk)
        assert [copies(desk, order) for order in orders] == [1, 1, 1]


@row("W16")
async def test_pending_for_ever_though_delivered(tmp_path: Path) -> None:
    """PENDING is never a reason to send again."""
    async with shop(tmp_path, waha=WahaOptions(engine="NOWEB", acks=False)) as desk:
        order = await desk.new_order()
        await desk.send_all()
        desk.clock.forward(hours=7)
        await desk.acks.ask_due()
        await live(desk)
        assert (await desk.message(order, NEW)).state is MessageState.ACCEPTED
        assert sum(order.code in body["text"] for body in desk.simulator.waha.sends) == 1


@row("W20")
@pytest.mark.parametrize("lag", [0.0, 0.2])
@pytest.mark.parametrize("lid", [False, True])
async def test_look_ups_that_lag(tmp_path: Path, lag: float, lid: bool) -> None:
    """Under either id, sooner or later: found, and sent once."""
    options = WahaOptions(lookup_lag=lag, answers_lid=lid)
    async with shop(tmp_path, waha=options) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        await desk.send_all()
        await asyncio.sleep(2 * lag)
        await live(desk)
        await judge(desk, order, arrived=1)


@row("W21")
async def test_one_request_and_two_bubbles(tmp_path: Path) -> None:
    """WAHA's own bug is neither hidden nor made worse."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "double")
        await live(desk)
        assert copies(desk, order) == 2
        assert sum(order.code in body["text"] for body in desk.simulator.waha.sends) == 1
        assert (await desk.message(order, NEW)).state in REALLY_SENT


@row("W28")
@pytest.mark.parametrize("phone", ["", "0000000000", "7***000001", "71234567", "9161234567"])
async def test_waha_is_never_asked_for_what_it_would_swallow(tmp_path: Path, phone: str) -> None:
    """No request leaves for a number that is none."""
    async with shop(tmp_path) as desk:
        before = len(desk.simulator.waha.sends)
        await desk.new_order(phone=phone)
        await desk.send_all()
        assert len(desk.simulator.waha.sends) == before


@row("W31", "W12")
@pytest.mark.parametrize("fault", ["connection_closed", "timed_out", "error_500_after", "error_500_before"])
@pytest.mark.parametrize("options", [WahaOptions(), TIER_2], ids=["tier1", "tier2"])
async def test_errors_of_the_engine(tmp_path: Path, fault: str, options: WahaOptions) -> None:
    """With and without an effect; never two bubbles, never silence."""
    async with shop(tmp_path, waha=options) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", fault)
        await live(desk)
        await judge(desk, order, arrived=1 if options.obeys_ids else None)


@row("W25")
@pytest.mark.parametrize("fault", ["not_found", "reply_garbage", "error_500"])
async def test_no_ids_to_be_had(tmp_path: Path, fault: str) -> None:
    """The message waits; it is not sent under an id of nobody's."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        faults: Any = desk.simulator.waha.faults
        faults.next("new-message-id", fault)
        await live(desk)
        assert copies(desk, order) <= 1
        assert (await desk.message(order, Event.NEW_ORDER)).state in REALLY_SENT | {MessageState.QUEUED}


@row("W4")
async def test_a_qr_code_in_mid_queue(tmp_path: Path) -> None:
    """Sending stops, the code is shown, and after the scan it goes on."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.sessions["default"].forget()
        desk.simulator.waha.sessions["default"].start()
        async with asyncio.timeout(5):
            while desk.simulator.waha.status() != "SCAN_QR_CODE":  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0.005)
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.NEEDS_SCAN
        assert desk.context.session_health.qr
        await desk.send_all()
        assert copies(desk, order) == 0
        desk.simulator.waha.scan_qr()
        await asyncio.sleep(0.1)
        await live(desk, rounds=1)
        assert copies(desk, order) == 1
