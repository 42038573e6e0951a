"""Whose turn it is: kinds of messages, quiet hours, limits, gaps and rests, and one buyer's share."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.gate import Attempts, Conditions, Gate, first_to_open, gate
from kaspi_notifier.engine.status import Pause, PauseReason, SessionProblem, Wait
from kaspi_notifier.engine.turn import TOO_MANY, longest_wait
from kaspi_notifier.store import Decision, Draft, Message
from tests.engine.desk import FREE, QUIET_NOW, Desk, working_desk

S = MessageState
NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
NOBODY = Attempts(last_at=None, hour_full_since=None, day_full_since=None)
USUAL = msgspec.structs.replace(Sending(), typing=False, warm_up=False, burst_limit=None, quiet_hours=None)
NIGHT = msgspec.structs.replace(FREE, quiet_hours=QUIET_NOW)
PERSONAL = (Kind.BY_HAND, Kind.AUTO_REPLY, Kind.OPT_OUT, Kind.TEST, Kind.DIGEST)


def conditions(**changes: object) -> Conditions:
    """Conditions under which everything may leave, with some changed."""
    free = Conditions(
        knows_time=True,
        sending=FREE,
        pause=None,
        session_is_open=True,
        orders_are_read=True,
        clock_skew=None,
        refused_until=None,
    )
    return replace(free, **changes)


def waits(kind: Kind, **changes: object) -> Wait:
    """What a message of this kind waits for."""
    return gate(kind, NOBODY, conditions(**changes), NOW, has_replied=False).wait


def paused(reason: PauseReason) -> Pause:
    """A pause that began a moment ago."""
    return Pause(reason=reason, since=NOW)


@pytest.mark.parametrize("kind", Kind)
def test_nothing_in_the_way(kind: Kind) -> None:
    assert waits(kind) is Wait.NOTHING


@pytest.mark.parametrize("kind", Kind)
def test_only_tests_pass_what_was_stopped(kind: Kind) -> None:
    off = msgspec.structs.replace(FREE, enabled=False)
    is_test = kind is Kind.TEST
    assert waits(kind, sending=off) is (Wait.NOTHING if is_test else Wait.SENDING_OFF)
    for reason in (PauseReason.BY_PERSON, PauseReason.ZOMBIE, PauseReason.SEND_REFUSED):
        assert waits(kind, pause=paused(reason)) is (Wait.NOTHING if is_test else Wait.PAUSED)
    burst = waits(kind, pause=paused(PauseReason.BURST))
    assert burst is (Wait.PAUSED if kind is Kind.EVENT else Wait.NOTHING)


@pytest.mark.parametrize("kind", Kind)
def test_everything_needs_a_session_and_a_clock(kind: Kind) -> None:
    assert waits(kind, session_is_open=False) is Wait.SESSION
    assert waits(kind, clock_skew=timedelta(hours=-2)) is Wait.CLOCK
    assert waits(kind, refused_until=NOW + timedelta(minutes=1)) is Wait.SESSION
    assert waits(kind, refused_until=NOW) is Wait.NOTHING


@pytest.mark.parametrize("kind", PERSONAL)
def test_quiet_hours_limits_and_orders_are_for_events(kind: Kind) -> None:
    noon = msgspec.structs.replace(USUAL, quiet_hours=("14:00", "15:00"), gap_seconds=(0, 0))
    full = Attempts(last_at=NOW, hour_full_since=NOW, day_full_since=NOW)
    for event, wait in ((Kind.EVENT, Wait.QUIET_HOURS), (kind, Wait.NOTHING)):
        assert waits(event, sending=noon) is wait
    assert waits(Kind.EVENT, orders_are_read=False) is Wait.KASPI
    assert waits(Kind.EVENT, replies_are_read=False) is Wait.SESSION
    assert waits(Kind.BY_HAND, replies_are_read=False) is Wait.NOTHING
    assert waits(kind, orders_are_read=False) is Wait.NOTHING
    free = conditions(sending=msgspec.structs.replace(USUAL, gap_seconds=(0, 0)))
    assert gate(Kind.EVENT, full, free, NOW, has_replied=False).wait is Wait.DAILY_LIMIT
    assert gate(kind, full, free, NOW, has_replied=False).wait is Wait.NOTHING


def test_gaps_by_chat_and_rests_for_events() -> None:
    attempts = replace(NOBODY, last_at=NOW)
    usual = conditions(sending=USUAL, gap_share=1.0)

    def until(kind: Kind, here: Conditions, *, has_replied: bool = False) -> tuple[Wait, float]:
        found = gate(kind, attempts, here, NOW, has_replied=has_replied)
        return found.wait, ((found.until or NOW) - NOW).total_seconds()

    assert until(Kind.EVENT, usual) == (Wait.GAP, 90)
    assert until(Kind.EVENT, usual, has_replied=True) == (Wait.GAP, 40)
    assert until(Kind.EVENT, replace(usual, is_rest=True)) == (Wait.REST, 1200)
    assert until(Kind.BY_HAND, replace(usual, is_rest=True), has_replied=True) == (Wait.GAP, 40)
    assert until(Kind.TEST, usual) == (Wait.NOTHING, 0)
    assert until(Kind.EVENT, replace(usual, is_warned=True)) == (Wait.GAP, 180)


def test_after_a_reconnect_the_queue_does_not_rush_out() -> None:
    here = conditions(sending=USUAL, reopened_at=NOW - timedelta(seconds=10))
    found = gate(Kind.EVENT, NOBODY, here, NOW, has_replied=False)
    assert found == Gate(wait=Wait.GAP, until=NOW + timedelta(seconds=35))
    free = replace(here, sending=FREE)
    assert gate(Kind.EVENT, NOBODY, free, NOW, has_replied=False).wait is Wait.NOTHING


def test_a_warning_halves_the_limits() -> None:
    assert conditions(sending=Sending()).daily_limit == 120
    warned = conditions(sending=Sending(hourly_limit=25), is_warned=True)
    assert (warned.hourly_limit, warned.daily_limit) == (13, 60)
    assert conditions(is_warned=True).daily_limit is None


def test_the_gate_that_opens_first() -> None:
    never, soon, later = (
        Gate(wait=Wait.SESSION),
        Gate(wait=Wait.GAP, until=NOW),
        Gate(wait=Wait.REST, until=NOW + timedelta(minutes=1)),
    )
    assert first_to_open([never, later, soon]) == soon
    assert first_to_open([never]) == never
    assert first_to_open([]) is None
    minute = timedelta(minutes=1)
    assert longest_wait(never, NOW, minute) == NOW + minute
    assert longest_wait(soon, NOW, minute) == NOW


async def write(desk: Desk, kind: Kind, phone: str = "77000000090") -> int:
    """A message about no event, due now."""
    draft = Draft(kind=kind, text=f"{kind.value} text", phone=phone)
    return await desk.db(desk.store.outbox.write, desk.context.shop_id, draft, desk.clock())


async def test_a_persons_words_are_not_stuck_behind_what_waits_for_the_morning(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=NIGHT) as desk:
        order = await desk.new_order()
        await write(desk, Kind.BY_HAND)
        await write(desk, Kind.OPT_OUT)
        reached = await desk.send_all()
        assert reached.wait is Wait.QUIET_HOURS
        assert desk.bubbles() == ["by_hand text", "opt_out text"]
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED


async def test_a_test_passes_a_persons_pause_alone(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        await write(desk, Kind.BY_HAND)
        await write(desk, Kind.TEST)
        await desk.context.set_pause(paused(PauseReason.BY_PERSON))
        reached = await desk.send_all()
        assert reached.wait is Wait.PAUSED
        assert desk.bubbles() == ["test text"]
        desk.context.show_session(problem=SessionProblem.STARTING)
        await write(desk, Kind.TEST)
        assert (await desk.send_all()).wait is Wait.SESSION


async def test_what_is_not_due_yet_and_an_empty_queue(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        assert await desk.send_all() == Gate(wait=Wait.NOTHING)
        draft = Draft(
            kind=Kind.BY_HAND, text="x", phone="77000000090", due_at=desk.clock() + timedelta(hours=1)
        )
        await desk.db(desk.store.outbox.write, desk.context.shop_id, draft, desk.clock())
        assert (await desk.send_all()).wait is Wait.DUE_TIME


async def spend(desk: Desk, phone: str, event: Event = Event.NEW_ORDER) -> Message:
    """A new order of this buyer, and what became of its message now."""
    order = await desk.new_order(phone=phone)
    await desk.send_all()
    return await desk.message(order, event)


SLOW = msgspec.structs.replace(FREE, gap_seconds=(1, 1))


async def test_one_buyer_gets_one_message_a_minute_and_others_go_on(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW) as desk:
        first = await spend(desk, "7000000081")
        assert first.state in (S.ACCEPTED, S.SENT)
        desk.clock.forward(seconds=2)
        second = await spend(desk, "7000000081")
        assert second.state is S.QUEUED
        assert second.due_at > desk.clock() + timedelta(seconds=50)
        assert (await spend(desk, "7000000082")).state in (S.ACCEPTED, S.SENT)
        desk.clock.forward(minutes=1)
        await desk.send_all()
        found = await desk.db(desk.store.outbox.get, second.id)
        assert found is not None
        assert found.state in (S.ACCEPTED, S.SENT)


async def test_the_fifth_message_of_a_day_is_asked_about(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW) as desk:
        for _ in range(4):
            assert (await spend(desk, "7000000083")).state in (S.ACCEPTED, S.SENT)
            desk.clock.forward(minutes=2)
        fifth = await spend(desk, "7000000083")
        assert (fifth.state, fifth.error, fifth.attempts) == (S.NEEDS_DECISION, TOO_MANY, 0)
        await desk.db(desk.store.outbox.decide, fifth.id, Decision.SEND_AGAIN, desk.clock())
        await desk.send_all()
        assert len(desk.bubbles()) == 5


async def test_a_hundred_orders_of_one_buyer(tmp_path: Path) -> None:
    text = "Заказ №{order_num} принят: " + "очень " * 500
    template = Template(name="new_order", event=Event.NEW_ORDER, text=text)
    async with working_desk(tmp_path, sending=SLOW, templates=[template]) as desk:
        for _ in range(100):
            desk.simulator.kaspi.add_order(delivery="own_delivery", phone="7000000085")
        await desk.poll.read()
        assert (await desk.send_all()).wait is Wait.GAP
        desk.clock.forward(seconds=2)
        reached = await desk.sender.send_next()
        assert reached.wait is Wait.NOTHING
        assert (await desk.send_all()).wait is Wait.DUE_TIME
        for _ in range(5):
            desk.clock.forward(minutes=2)
            await desk.send_all()
        assert len(desk.bubbles()) == 4
        assert desk.context.queue_health.needs_decision == 96


async def test_without_gaps_nobody_counts_a_buyers_messages(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        for _ in range(6):
            assert (await spend(desk, "7000000084")).state in (S.ACCEPTED, S.SENT)


async def test_after_a_row_of_messages_comes_a_rest(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW) as desk:
        reached = Gate(wait=Wait.NOTHING)
        sent = 0
        while reached.wait is not Wait.REST:
            await desk.new_order()
            reached = await desk.send_all()
            sent += 1
            desk.clock.forward(seconds=2)
            assert sent <= 20
        assert 12 <= len(desk.bubbles()) <= 18
        assert reached.until is not None
        desk.clock.forward(seconds=14)
        before = len(desk.bubbles())
        await desk.send_all()
        assert len(desk.bubbles()) == before + 1
        assert not desk.sender._conditions().is_rest


async def test_the_window_is_told_everything(tmp_path: Path) -> None:
    sending = msgspec.structs.replace(FREE, warm_up=True, daily_limit=50, hourly_limit=20, burst_limit=2)
    async with working_desk(tmp_path, sending=sending) as desk:
        await desk.sent_message()
        await desk.send_all()
        status = desk.context.status()
        assert (status.queue.new_chats_in_day, status.queue.new_chats_limit) == (1, 10)
        assert (status.queue.daily_limit, status.queue.hourly_limit) == (50, 20)
        assert status.number.warm_up_day == 1
        for _ in range(3):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        await desk.poll.read()
        assert (await desk.send_all()).wait is Wait.PAUSED
        status = desk.context.status()
        assert status.pause is not None
        assert (status.pause.reason, status.queue.burst) == (PauseReason.BURST, 3)
        assert status.waits_for_start
        await desk.context.remember(paired_at=desk.clock() - timedelta(days=10))
        assert desk.context.status().number.warm_up_day is None
        assert desk.context.new_chats_allowed() is None


async def test_an_expired_one_makes_way_for_the_next(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.send_all()
        stale = Draft(
            kind=Kind.BY_HAND,
            text="old",
            phone="77000000090",
            expires_at=desk.clock() + timedelta(seconds=0.2),
        )
        number = await desk.db(desk.store.outbox.write, desk.context.shop_id, stale, desk.clock())
        await write(desk, Kind.BY_HAND)
        desk.clock.forward(seconds=0.3)
        await desk.send_all()
        assert desk.bubbles() == ["by_hand text"]
        found = await desk.db(desk.store.outbox.get, number)
        assert found is not None
        assert (found.state, found.reason) == (S.SKIPPED, Reason.EXPIRED)
