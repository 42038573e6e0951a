"""Every doubtful outcome is resolved by looking, resent under the same id, or asked about."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.recover import LOOKS, RESENDS
from kaspi_notifier.engine.status import Capability, SessionProblem, Wait
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.store import Decision, Draft
from kaspi_notifier.waha import FoundMessage, ServerFault
from tests.engine.desk import Desk, fly, until, working_desk

S = MessageState
TIER_1 = WahaOptions(engine="GOWS")
TIER_2 = WahaOptions(engine="WEBJS")
TIER_3 = WahaOptions(engine="NOWEB", version="2026.2.1", has_store=False)

AGAIN = Draft(kind=Kind.BY_HAND, text="Здравствуйте! Ждём Вас.", phone="77000000012")

SENT_ANYHOW = ("drop_after", "error_500_after", "reply_garbage", "reply_no_id", "empty_201")
NOT_SENT = ("drop_before", "error_500_before", "connection_closed")


async def settle(desk: Desk, rounds: int = LOOKS) -> None:
    """Let the settle time pass and look as often as the protocol does."""
    desk.clock.forward(minutes=6)
    for _ in range(rounds):
        await desk.recovery.look_once()
        desk.clock.forward(minutes=1)


async def doubtful(desk: Desk, fault: str) -> str:
    """The code of an order whose send struck the fault."""
    await desk.sent_message()
    desk.simulator.waha.faults.next("sendText", fault)
    order, message = await desk.sent_message()
    assert message.state is S.UNKNOWN
    assert message.is_doubted
    return order.code


def copies(desk: Desk, code: str) -> int:
    """How many bubbles speak of the order."""
    return sum(code in text for text in desk.bubbles())


async def state_of(desk: Desk, code: str) -> MessageState:
    """The state of the order's first message."""
    order = desk.simulator.kaspi.orders[code]
    return (await desk.message(order, Event.NEW_ORDER)).state


@pytest.mark.parametrize("tier", [TIER_1, TIER_2], ids=["tier1", "tier2"])
@pytest.mark.parametrize("fault", SENT_ANYHOW)
async def test_what_was_sent_is_found(tmp_path: Path, tier: WahaOptions, fault: str) -> None:
    async with working_desk(tmp_path, waha=tier) as desk:
        code = await doubtful(desk, fault)
        await settle(desk)
        assert await state_of(desk, code) in (S.ACCEPTED, S.SENT, S.DELIVERED)
        await desk.send_all()
        assert copies(desk, code) == 1


@pytest.mark.parametrize("fault", NOT_SENT)
async def test_surely_absent_is_resent_under_the_same_id(tmp_path: Path, fault: str) -> None:
    async with working_desk(tmp_path, waha=TIER_1) as desk:
        code = await doubtful(desk, fault)
        message = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        await settle(desk)
        assert await state_of(desk, code) is S.QUEUED
        await desk.poll.read()
        await desk.send_all()
        assert copies(desk, code) == 1
        assert desk.simulator.waha.bubbles[-1].wa_id == message.wa_id


@pytest.mark.parametrize("fault", NOT_SENT)
async def test_without_our_ids_the_person_is_asked(tmp_path: Path, fault: str) -> None:
    async with working_desk(tmp_path, waha=TIER_2) as desk:
        code = await doubtful(desk, fault)
        await settle(desk)
        assert await state_of(desk, code) is S.NEEDS_DECISION
        await desk.send_all()
        assert copies(desk, code) == 0


@pytest.mark.parametrize("fault", [*SENT_ANYHOW, *NOT_SENT])
async def test_without_look_up_the_person_is_asked(tmp_path: Path, fault: str) -> None:
    async with working_desk(tmp_path, waha=TIER_3) as desk:
        code = await doubtful(desk, fault)
        before = copies(desk, code)
        await settle(desk)
        assert await state_of(desk, code) is S.NEEDS_DECISION
        await desk.send_all()
        assert copies(desk, code) == before


async def test_nothing_is_looked_up_before_it_settled(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_after")
        assert not await desk.recovery.look_once()
        assert await state_of(desk, code) is S.UNKNOWN


async def test_an_unproven_server_gets_no_automatic_resend(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.faults.next("sendText", "drop_before")
        order, message = await desk.sent_message()
        assert message.state is S.UNKNOWN
        await settle(desk)
        assert await state_of(desk, order.code) is S.UNKNOWN
        assert desk.context.wants_proof
        for _ in range(60):
            assert await desk.recovery.look_once()
            desk.clock.forward(seconds=6)
        assert await state_of(desk, order.code) is S.NEEDS_DECISION


async def test_a_canary_proves_what_the_first_send_could_not(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.faults.next("sendText", "drop_before")
        order, message = await desk.sent_message()
        await settle(desk)
        await fly(desk)
        assert desk.context.capability is Capability.RESENDS
        assert not desk.context.wants_proof
        desk.clock.forward(seconds=6)
        await desk.recovery.look_once()
        await desk.poll.read()
        await desk.send_all()
        assert copies(desk, order.code) == 1
        assert desk.simulator.waha.bubbles[-1].wa_id == message.wa_id


async def test_a_lost_store_proves_nothing_absent(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_after")
        desk.simulator.waha.restart_server()
        desk.simulator.waha.forget_messages()
        await until(lambda: desk.simulator.waha.status() == "WORKING")
        await settle(desk)
        assert await state_of(desk, code) is S.NEEDS_DECISION
        assert desk.context.capability is Capability.ASKS
        assert copies(desk, code) == 1


async def test_the_control_look_up_that_fails_proves_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        await settle(desk, LOOKS - 1)
        message = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        desk.simulator.waha.faults.next("message", "error_500", times=1)
        with pytest.raises(ServerFault):
            await desk.recovery._is_proved(message)
        await desk.recovery.look_once()
        assert await state_of(desk, code) is S.QUEUED


async def test_a_session_that_was_away_between_the_looks_starts_the_count_anew(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        await settle(desk, LOOKS - 1)
        desk.context.show_session(problem=SessionProblem.STARTING)
        desk.context.show_session(problem=None)
        await desk.recovery.look_once()
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert (row.state, row.absences) == (S.UNKNOWN, 1)


async def test_looks_of_yesterday_are_not_remembered(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        lately, yesterday = desk.clock(), desk.clock() - timedelta(days=1)
        desk.recovery._first_looks |= {-1: yesterday, -2: lately}
        code = await doubtful(desk, "drop_before")
        await settle(desk, 1)
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert set(desk.recovery._first_looks) == {-2, row.id}


async def test_a_restarted_server_holds_nothing_any_longer(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_after")
        order = desk.simulator.kaspi.orders[code]
        assert not await desk.recovery.mind_restart()
        later = desk.simulator.waha.now() + timedelta(minutes=1)
        desk.simulator.waha.restart_server()
        desk.simulator.waha.started_at = later
        await until(lambda: desk.simulator.waha.status() == "WORKING")
        desk.context.recover_bell.ring()
        await desk.recovery.step()
        settled = await desk.message(order, Event.NEW_ORDER)
        assert settled.settle_until is not None
        assert settled.settle_until <= desk.clock()
        await desk.recovery.look_once()
        assert await state_of(desk, code) in (S.ACCEPTED, S.SENT, S.DELIVERED)
        assert not await desk.recovery.mind_restart()


@pytest.mark.parametrize("fault", ["error_500", "not_found"])
async def test_a_server_that_does_not_say_when_it_started(tmp_path: Path, fault: str) -> None:
    async with working_desk(tmp_path) as desk:
        await doubtful(desk, "drop_after")
        desk.simulator.waha.faults.next("status", fault)
        assert not await desk.recovery.mind_restart()


async def test_the_same_words_of_another_message_are_not_taken_for_ours(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=TIER_2) as desk:
        for lost in (False, True):
            await desk.db(desk.store.outbox.write, desk.context.shop_id, AGAIN, desk.clock())
            if lost:
                desk.simulator.waha.faults.next("sendText", "drop_before")
            await desk.send_all()
        rows = await desk.db(desk.store.outbox.unsettled, desk.context.shop_id, desk.clock())
        await settle(desk)
        assert len(desk.bubbles()) == 1
        (doubted,) = rows
        found = await desk.db(desk.store.outbox.get, doubted.id)
        assert found is not None
        assert found.state is S.NEEDS_DECISION


async def test_a_test_that_got_lost_asks_nobody(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        desk.simulator.waha.faults.next("sendText", "drop_before")
        draft = replace(AGAIN, kind=Kind.TEST)
        number = await desk.db(desk.store.outbox.write, desk.context.shop_id, draft, desk.clock())
        await desk.send_all()
        await settle(desk)
        found = await desk.db(desk.store.outbox.get, number)
        assert found is not None
        assert (found.state, found.reason) == (S.SKIPPED, Reason.EXPIRED)


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB"])
async def test_a_message_filed_under_the_lid_is_found(tmp_path: Path, engine: str) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine, answers_lid=True)) as desk:
        code = await doubtful(desk, "drop_after")
        await settle(desk)
        assert await state_of(desk, code) in (S.ACCEPTED, S.SENT, S.DELIVERED)
        assert copies(desk, code) == 1


async def test_a_server_that_ignored_an_id_once_gets_no_resend(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        await desk.context.remember(ids_honoured=False)
        await settle(desk)
        assert await state_of(desk, code) is S.NEEDS_DECISION


async def test_resends_end_in_a_question(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        desk.simulator.waha.faults.always("sendText", "drop_before")
        for _ in range(RESENDS):
            await settle(desk)
            await desk.poll.read()
            await desk.send_all()
            assert await state_of(desk, code) is S.UNKNOWN
        await settle(desk)
        assert await state_of(desk, code) is S.NEEDS_DECISION
        assert copies(desk, code) == 0


async def test_a_definite_no_after_a_doubt_does_not_end_the_doubt(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        await settle(desk)
        await desk.poll.read()
        desk.simulator.waha.faults.next("sendText", "rate_limited_429")
        await desk.send_all()
        assert await state_of(desk, code) is S.UNKNOWN


async def test_a_look_up_that_fails_proves_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        desk.clock.forward(minutes=6)
        desk.simulator.waha.faults.next("message", "error_500", times=4)
        assert await desk.recovery.look_once()
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert (row.state, row.absences) == (S.UNKNOWN, 0)


async def test_nothing_is_looked_up_while_the_session_is_away(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        desk.clock.forward(minutes=6)
        desk.context.show_session(problem=SessionProblem.STARTING)
        desk.context.recover_bell.ring()
        await desk.recovery.step()
        assert await state_of(desk, code) is S.UNKNOWN
        desk.context.show_session(problem=None)
        await desk.recovery.step()
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert row.absences == 1


async def test_the_loop_waits_for_the_next_to_settle(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.context.recover_bell.ring()
        await desk.recovery.step()
        code = await doubtful(desk, "drop_after")
        desk.clock.forward(seconds=59.8)
        for _ in ("the send's ring", "the settle time", "the look"):
            await desk.recovery.step()
        assert await state_of(desk, code) in (S.ACCEPTED, S.SENT, S.DELIVERED)


async def test_browser_engines_are_given_more_time(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=TIER_2) as desk:
        assert desk.context.settle == timedelta(seconds=60 * 2.75)


async def test_an_echo_settles_a_doubt(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert row.wa_id is not None
        await desk.db(desk.store.outbox.ack, desk.context.shop_id, row.wa_id, 2, desk.clock())
        desk.clock.forward(minutes=6)
        assert not await desk.recovery.look_once()
        assert await state_of(desk, code) is S.DELIVERED


async def test_an_ack_that_comes_during_the_look_up_wins(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert row.wa_id is not None
        await desk.db(desk.store.outbox.ack, desk.context.shop_id, row.wa_id, 1, desk.clock())
        found = FoundMessage(wa_id=row.wa_id, from_me=True, body="", ack=0, at=desk.clock())
        await desk.recovery._conclude(replace(row, absences=LOOKS), found)
        await desk.recovery._conclude(replace(row, absences=LOOKS), None)
        await desk.recovery._conclude(replace(row, absences=LOOKS, resends=RESENDS), None)
        await desk.db(desk.recovery._resend, row)
        assert await state_of(desk, code) is S.SENT


async def test_another_text_in_the_same_chat_is_not_taken_for_ours(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=TIER_2) as desk:
        first, _ = await desk.sent_message()
        desk.simulator.waha.faults.next("sendText", "drop_before")
        order = await desk.new_order(phone=first.phone)
        await desk.send_all()
        await settle(desk)
        assert await state_of(desk, order.code) is S.NEEDS_DECISION


async def test_the_person_decides(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=TIER_3) as desk:
        code = await doubtful(desk, "drop_before")
        await settle(desk)
        row = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        await desk.db(desk.store.outbox.decide, row.id, Decision.SEND_AGAIN, desk.clock())
        await desk.poll.read()
        assert (await desk.send_all()).wait is not Wait.SESSION
        assert copies(desk, code) == 1


async def test_a_held_request_is_found_after_it_went_out(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        desk.simulator.waha.faults.next("sendText", "hold", seconds=1.3)
        order, message = await desk.sent_message()
        assert message.state is S.UNKNOWN
        await until(lambda: copies(desk, order.code) == 1)
        await settle(desk)
        assert await state_of(desk, order.code) in (S.ACCEPTED, S.SENT, S.DELIVERED)
