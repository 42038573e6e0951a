"""What each answer of WhatsApp's server does to a message."""

from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import PauseReason, SessionProblem
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.waha import OutcomeUnknown
from tests.engine.desk import working_desk
from tests.engine.test_send import S


async def test_number_without_whatsapp_fails_and_is_not_asked_again(tmp_path: Path) -> None:
    options = WahaOptions(without_whatsapp=frozenset({"77000000042"}))
    async with working_desk(tmp_path, waha=options) as desk:
        for _ in range(2):
            order = await desk.new_order(delivery="own_delivery", phone="7000000042")
            await desk.send_all()
            message = await desk.message(order, Event.NEW_ORDER)
            assert (message.state, message.reason) == (S.FAILED, Reason.NO_WHATSAPP)
        asked = [path for _, path, _ in desk.simulator.waha.requests if "check-exists" in path]
        assert len(asked) == 1


DEFINITE = {
    "refuse_422": SessionProblem.STARTING,
    "unauthorized": SessionProblem.KEY_REFUSED,
    "forbidden": SessionProblem.FORBIDDEN,
    "not_found": SessionProblem.NOT_FOUND,
    "bad_request": None,
    "rate_limited_429": None,
    "redirect": None,
}


@pytest.mark.parametrize(("fault", "problem"), DEFINITE.items())
async def test_a_definite_no_leaves_the_message_queued_with_its_id(
    tmp_path: Path, fault: str, problem: SessionProblem | None
) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", fault)
        await desk.send_all()
        refused = await desk.message(order, Event.NEW_ORDER)
        assert refused.state is S.QUEUED
        assert refused.wa_id is not None
        assert not refused.is_doubted
        assert desk.context.session_health.problem is problem
        await desk.session.look()
        desk.clock.forward(hours=2)
        await desk.poll.read()
        await desk.send_all()
        (bubble,) = desk.simulator.waha.bubbles
        assert bubble.wa_id == refused.wa_id


async def test_two_bad_requests_in_a_row_pause(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "bad_request", times=2)
        await desk.send_all()
        desk.clock.forward(hours=1)
        await desk.send_all()
        assert desk.context.pause is not None
        assert desk.context.pause.reason is PauseReason.SEND_REFUSED


@pytest.mark.parametrize("route", ["check-exists", "new-message-id"])
@pytest.mark.parametrize("fault", ["unauthorized", "error_500", "rate_limited_429"])
async def test_a_message_that_cannot_be_prepared_waits(tmp_path: Path, route: str, fault: str) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next(route, fault)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert message.state is S.QUEUED
        assert message.attempts == 0
        await desk.session.look()
        desk.clock.forward(hours=2)
        await desk.poll.read()
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_server_that_sends_under_other_ids_is_not_trusted_with_them(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.faults.next("sendText", "reply_other_id")
        _, message = await desk.sent_message()
        assert message.state in (S.ACCEPTED, S.SENT)
        assert message.reply_wa_id not in (None, message.wa_id)
        assert desk.context.memory.ids_honoured is False
        desk.simulator.waha.requests.clear()
        _, second = await desk.sent_message()
        assert second.state in (S.ACCEPTED, S.SENT)
        assert not any("new-message-id" in path for _, path, _ in desk.simulator.waha.requests)


async def test_a_number_whatsapp_does_not_know_is_asked_about_after_three_tries(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.always("sendText", "no_lid")
        for _ in range(3):
            assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
            await desk.send_all()
            desk.clock.forward(minutes=6)
            await desk.poll.read()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.NEEDS_DECISION


async def test_five_refusals_in_a_row_pause(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.simulator.waha.faults.always("sendText", "redirect")
        for _ in range(5):
            assert desk.context.pause is None
            await desk.send_all()
            desk.clock.forward(minutes=20)
            await desk.poll.read()
        assert desk.context.pause is not None
        assert desk.context.pause.reason is PauseReason.SEND_REFUSED


async def test_an_answer_that_comes_after_the_tick_changes_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        await desk.db(desk.sender._record, message, OutcomeUnknown("cut"))
        order = desk.simulator.kaspi.orders[message.order_code or ""]
        assert (await desk.message(order, Event.NEW_ORDER)).state in (S.ACCEPTED, S.SENT)


async def test_an_account_that_bears_another_number_is_a_strangers(tmp_path: Path) -> None:
    options = WahaOptions(known_as={"77000000043": "77000000044"})
    async with working_desk(tmp_path, waha=options) as desk:
        order = await desk.new_order(phone="7000000043")
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.FAILED, Reason.NO_WHATSAPP)
        assert desk.simulator.waha.sends == []
