"""From an order to a bubble: what leaves, what stays back and why, and what each answer does to the row."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import time_machine

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.prepare import Facts, Preparation
from kaspi_notifier.engine.status import Pause, PauseReason, SessionProblem, Wait
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.store import Message
from kaspi_notifier.waha import OutcomeUnknown
from tests.engine.desk import FREE, TEMPLATES, Desk, working_desk

S = MessageState


def manners(**changes: object) -> Sending:
    """The free manners with some changed."""
    return msgspec.structs.replace(FREE, **changes)


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB", "WEBJS", "WPP"])
async def test_new_order_reaches_the_buyer_once(tmp_path: Path, engine: str) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine)) as desk:
        order, message = await desk.sent_message()
        assert desk.bubbles() == [f"new_order {order.code} Арман Техно"]
        assert message.state in (S.ACCEPTED, S.SENT)
        assert message.attempts == 1
        assert message.wa_id == desk.simulator.waha.bubbles[0].wa_id
        await desk.poll.read()
        await desk.send_all()
        assert len(desk.bubbles()) == 1
        assert desk.simulator.kaspi.writes == []


async def test_orders_seen_before_the_start_are_never_messaged(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.db(desk.store.settings.set_baseline, desk.context.shop_id, None)
        desk.context.show_kaspi(has_baseline=False)
        order = desk.simulator.kaspi.add_order()
        await desk.poll.read()
        await desk.send_all()
        assert await desk.messages(order) == []
        assert desk.bubbles() == []


async def test_pickup_order_gets_the_newest_stage_only(tmp_path: Path) -> None:
    templates = [t for t in TEMPLATES if t.event in (Event.NEW_ORDER, Event.READY_FOR_PICKUP)]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="pickup")
        await desk.send_all()
        assert desk.bubbles() == [f"ready_for_pickup {order.code} Арман Техно"]
        first = await desk.message(order, Event.NEW_ORDER)
        assert (first.state, first.reason) == (S.SKIPPED, Reason.SUPERSEDED)


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("0000000000", Reason.PHONE_HIDDEN),
        ("7172000001", Reason.NO_PHONE),
        ("9000000001", Reason.NO_PHONE),
        (None, Reason.NO_PHONE),
    ],
)
async def test_a_phone_that_leads_to_no_chat_is_a_reason(
    tmp_path: Path, phone: str | None, reason: Reason
) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery", phone=phone)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, reason)
        assert desk.simulator.waha.sends == []


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


async def test_a_cancelled_order_is_not_messaged(tmp_path: Path) -> None:
    templates = [template for template in TEMPLATES if template.event is Event.NEW_ORDER]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="own_delivery")
        order.cancel()
        desk.clock.forward(minutes=11)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.CANCELLED)
        assert desk.bubbles() == []


async def test_the_cancellation_is_told_only_to_who_heard_of_the_order(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        told, _ = await desk.sent_message()
        untold = await desk.new_order()
        told.cancel()
        untold.cancel()
        await desk.poll.read()
        await desk.send_all()
        assert (await desk.message(told, Event.CANCELLED)).state is not S.SKIPPED
        silent = await desk.message(untold, Event.CANCELLED)
        assert (silent.state, silent.reason) == (S.SKIPPED, Reason.SUPERSEDED)


async def test_order_that_cannot_be_read_again_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(minutes=11)
        desk.simulator.kaspi.faults.next("code", "error_500_html")
        await desk.send_all()
        waiting = await desk.message(order, Event.NEW_ORDER)
        assert waiting.state is S.QUEUED
        assert waiting.error
        desk.clock.forward(minutes=3)
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_order_that_kaspi_does_not_find_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(minutes=11)
        gone = desk.simulator.kaspi.orders.pop(order.code)
        await desk.send_all()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        assert desk.bubbles() == []
        desk.simulator.kaspi.orders[order.code] = gone


async def test_stale_message_expires(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(hours=25)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.EXPIRED)


async def test_opted_out_buyer_gets_nothing_more(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order, message = await desk.sent_message()
        assert message.phone is not None
        await desk.db(desk.store.contacts.opt_out, desk.context.shop_id, message.phone, desk.clock())
        order.complete()
        await desk.poll.read()
        await desk.send_all()
        last = await desk.message(order, Event.COMPLETED)
        assert (last.state, last.reason) == (S.SKIPPED, Reason.OPTED_OUT)


async def test_entries_that_are_late_are_waited_for_then_done_without(tmp_path: Path) -> None:
    text = "{order_num}{% if items_list %}: {items_list}{% endif %}"
    templates = [Template(name="new", event=Event.NEW_ORDER, text=text)]
    async with working_desk(tmp_path, templates=templates) as desk:
        late = await desk.new_order(delivery="own_delivery", entries=[])
        never = await desk.new_order(delivery="own_delivery", entries=[])
        await desk.send_all()
        assert desk.bubbles() == []
        late.entries = [("Чайник", 2)]
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert desk.bubbles() == [f"{late.code}: Чайник\u00a0×2"]
        desk.clock.forward(minutes=20)
        await desk.send_all()
        assert desk.bubbles()[1] == never.code


async def test_entries_that_cannot_be_read_are_tried_again(tmp_path: Path) -> None:
    templates = [Template(name="new", event=Event.NEW_ORDER, text="{order_num}: {items_list}")]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.simulator.kaspi.faults.next("entries", "error_500_html")
        await desk.send_all()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_missing_value_stops_the_message_with_its_name(tmp_path: Path) -> None:
    templates = [Template(name="new", event=Event.NEW_ORDER, text="{order_num} {shop_phone}")]
    async with working_desk(tmp_path, templates=templates) as desk:
        order, message = await desk.sent_message()
        assert (message.state, message.reason) == (S.FAILED, Reason.TEMPLATE_ERROR)
        assert "shop_phone" in message.error
        assert order.code not in "".join(desk.bubbles())


async def test_template_that_was_deleted_is_replaced_or_the_message_dropped(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        await desk.db(
            desk.store.templates.replace,
            [Template(name="other", event=Event.NEW_ORDER, text="other {order_num}")],
        )
        await desk.send_all()
        assert desk.bubbles() == [f"other {order.code}"]
        dropped = await desk.new_order(delivery="own_delivery")
        await desk.db(desk.store.templates.replace, [])
        await desk.send_all()
        message = await desk.message(dropped, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.BY_PERSON)


async def test_typing_is_shown_before_a_message_and_never_stops_it(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=manners(typing=True)) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("startTyping", "error_500")
        await desk.send_all()
        assert len(desk.bubbles()) == 1
        await desk.new_order(phone=order.phone)
        await desk.send_all()
        paths = [path for _, path, _ in desk.simulator.waha.requests]
        assert [p for p in paths if "yping" in p or "sendText" in p][-3:] == [
            "/api/startTyping",
            "/api/stopTyping",
            "/api/sendText",
        ]


@pytest.mark.parametrize(
    ("sending", "wait"),
    [
        (manners(enabled=False), Wait.SENDING_OFF),
        (manners(quiet_hours=("00:00", "23:59")), Wait.QUIET_HOURS),
    ],
)
async def test_manners_hold_back(tmp_path: Path, sending: Sending, wait: Wait) -> None:
    async with working_desk(tmp_path, sending=sending) as desk:
        await desk.new_order()
        gate = await desk.send_all()
        assert gate.wait is wait
        assert desk.context.queue_health.wait is wait
        assert desk.context.queue_health.waiting >= 1
        assert desk.bubbles() == []


async def test_pace_and_limits(tmp_path: Path) -> None:
    sending = manners(gap_seconds=(60, 60), hourly_limit=2, daily_limit=3)
    async with working_desk(tmp_path, sending=sending) as desk:
        for _ in range(5):
            await desk.new_order(delivery="own_delivery")
        assert (await desk.send_all()).wait is Wait.GAP
        assert len(desk.bubbles()) == 1
        desk.clock.forward(seconds=61)
        assert (await desk.send_all()).wait is Wait.HOURLY_LIMIT
        assert len(desk.bubbles()) == 2
        desk.clock.forward(hours=1)
        assert (await desk.send_all()).wait is Wait.DAILY_LIMIT
        assert len(desk.bubbles()) == 3


async def test_warm_up_counts_from_the_pairing(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=manners(daily_limit=120, warm_up=True)) as desk:
        for _ in range(11):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        await desk.poll.read()
        assert (await desk.send_all()).wait is Wait.NEW_CHATS
        assert len(desk.bubbles()) == 10


async def test_nothing_leaves_before_the_orders_were_read(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.context.show_kaspi(last_poll_at=None)
        assert (await desk.send_all()).wait is Wait.KASPI


async def test_nothing_leaves_with_a_wrong_clock(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.kaspi.clock_offset = desk.simulator.waha.clock_offset = timedelta(hours=2)
        await desk.session.look()
        await desk.new_order()
        assert (await desk.send_all()).wait is Wait.CLOCK


async def test_pause_holds_back_until_its_end(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        end = desk.clock() + timedelta(hours=1)
        await desk.context.set_pause(Pause(reason=PauseReason.BY_PERSON, since=desk.clock(), until=end))
        gate = await desk.send_all()
        assert (gate.wait, gate.until) == (Wait.PAUSED, end)
        desk.clock.forward(minutes=61)
        await desk.send_all()
        assert desk.context.pause is None
        assert len(desk.bubbles()) == 1


async def test_pause_during_typing_keeps_the_message_back(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        facts = await facts_of(desk, await desk.message(order, Event.NEW_ORDER))
        desk.context.pause = Pause(reason=PauseReason.BY_PERSON, since=desk.clock())
        await desk.sender._deliver(facts)
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        assert desk.bubbles() == []


async def test_quiet_hours_that_begin_during_typing_keep_the_message_back(tmp_path: Path) -> None:
    """Found by a simulated month: a look at the order took until after nine in the evening."""
    with time_machine.travel(datetime(2026, 3, 3, 15, 59, tzinfo=UTC)) as traveller:
        async with working_desk(tmp_path, sending=manners(quiet_hours=("21:00", "09:00"))) as desk:
            order = await desk.new_order()
            facts = await facts_of(desk, await desk.message(order, Event.NEW_ORDER))
            traveller.shift(timedelta(minutes=2))
            await desk.sender._deliver(facts)
            assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
            assert desk.bubbles() == []


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


async def test_a_message_that_moved_on_is_left_alone(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        message = await desk.message(order, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, message.id, reason=Reason.BY_PERSON, now=desk.clock())
        await desk.sender._deliver(await facts_of(desk, message))
        assert (await desk.message(order, Event.NEW_ORDER)).reason is Reason.BY_PERSON


async def test_an_answer_that_comes_after_the_tick_changes_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        await desk.db(desk.sender._record, message, OutcomeUnknown("cut"))
        order = desk.simulator.kaspi.orders[message.order_code or ""]
        assert (await desk.message(order, Event.NEW_ORDER)).state in (S.ACCEPTED, S.SENT)


async def test_the_loop_sends_and_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.context.send_bell.ring()
        for _ in range(3):
            desk.context.send_bell.ring()
            await desk.sender.step()
        assert len(desk.bubbles()) == 1


async def test_a_limit_without_a_time_rests_for_an_hour(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.simulator.waha.faults.next("check-exists", "rate_limited_429", retry_after=None)
        gate = await desk.send_all()
        assert gate.until is not None
        assert gate.until > desk.clock() + timedelta(minutes=59)


async def facts_of(desk: Desk, message: Message) -> Facts:
    """What the store knows of a message, as the sender reads it."""
    return await desk.db(Preparation(desk.context).facts_again, message.id)


async def test_a_row_that_is_claimed_already_is_not_sent_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        message = await desk.message(order, Event.NEW_ORDER)
        desk.simulator.waha.faults.next("sendText", "refuse_422")
        await desk.send_all()
        facts = await facts_of(desk, message)
        assert await desk.db(desk.store.outbox.claim, message.id, desk.clock())
        desk.context.show_session(problem=None)
        await desk.sender._deliver(facts)
        assert len(desk.simulator.waha.sends) == 1


async def test_an_account_that_bears_another_number_is_a_strangers(tmp_path: Path) -> None:
    options = WahaOptions(known_as={"77000000043": "77000000044"})
    async with working_desk(tmp_path, waha=options) as desk:
        order = await desk.new_order(phone="7000000043")
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.FAILED, Reason.NO_WHATSAPP)
        assert desk.simulator.waha.sends == []
