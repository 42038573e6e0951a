"""Ticks by WebSocket and by asking, replies, and the words that end the writing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.store import Contact, Decision, Message
from kaspi_notifier.waha import MessageSeen
from tests.engine.desk import Desk, until, until_so, working_desk
from tests.engine.test_recover import doubtful

S = MessageState


class Listening:
    """The event stream of a desk, heard in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __aenter__(self) -> None:
        acks = self._desk.acks
        steps = [
            acks.listen(),
            keep_running("ticks", acks.gather, on_trouble=self._desk.context.show_trouble),
        ]
        self._tasks = [asyncio.create_task(step) for step in steps]
        await until(lambda: self._desk.simulator.waha.connected_events > 0)
        await self._desk.replies.catch_up()

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)


async def row_of(desk: Desk, message: Message) -> Message:
    """The message as it is now."""
    now = await desk.db(desk.store.outbox.get, message.id)
    assert now is not None
    return now


async def until_state(desk: Desk, message: Message, state: MessageState) -> None:
    """Wait for a tick."""

    async def arrived() -> bool:
        return (await row_of(desk, message)).state is state

    await until_so(arrived)


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB", "WEBJS", "WPP"])
@pytest.mark.parametrize("lid", [False, True])
async def test_events_bring_the_ticks(tmp_path: Path, engine: str, lid: bool) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine, answers_lid=lid)) as desk:
        async with Listening(desk):
            _, message = await desk.sent_message()
            await until_state(desk, message, S.DELIVERED)
            desk.simulator.waha.read_all()
            await until_state(desk, message, S.READ)
        row = await row_of(desk, message)
        assert row.sent_at is not None
        assert row.delivered_at is not None
        assert row.read_at is not None


async def test_questions_bring_the_ticks_without_events(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        await until(lambda: desk.simulator.waha.bubbles[0].ack == 2)
        desk.clock.forward(seconds=6)
        desk.context.ack_bell.ring()
        await desk.acks.ask()
        assert (await row_of(desk, message)).state is S.DELIVERED
        for minutes in (1, 3, 20, 61, 400):
            desk.clock.forward(minutes=minutes)
            desk.context.ack_bell.ring()
            await desk.acks.ask()
        assert await desk.db(desk.store.outbox.next_ack_at, desk.context.shop_id) is None


async def test_questions_wait_for_an_open_session(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        desk.context.show_session(problem=SessionProblem.STARTING)
        desk.clock.forward(minutes=1)
        before = len(desk.simulator.waha.requests)
        desk.context.ack_bell.ring()
        await desk.acks.ask()
        assert len(desk.simulator.waha.requests) == before


async def test_a_question_that_fails_is_asked_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        desk.clock.forward(minutes=1)
        desk.simulator.waha.faults.next("message", "error_500", times=4)
        await desk.acks.ask_due()
        again = await desk.db(desk.store.outbox.next_ack_at, desk.context.shop_id)
        assert again is not None
        assert again > desk.clock()
        assert (await row_of(desk, message)).state is S.ACCEPTED or message.state is S.SENT


async def test_a_server_without_memory_is_not_asked(tmp_path: Path) -> None:
    options = WahaOptions(engine="NOWEB", version="2026.2.1", has_store=False)
    async with working_desk(tmp_path, waha=options) as desk:
        await desk.sent_message()
        await desk.acks.ask_due(ahead=timedelta(minutes=1))
        assert await desk.db(desk.store.outbox.next_ack_at, desk.context.shop_id) is None


async def test_a_message_that_is_gone_from_waha_is_asked_for_later(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        desk.simulator.waha.forget_messages()
        await desk.acks.ask_due(ahead=timedelta(minutes=1))
        assert await desk.db(desk.store.outbox.next_ack_at, desk.context.shop_id) is not None


async def test_a_person_says_it_arrived_but_nothing_can_be_asked(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        await desk.db(desk.store.outbox.schedule_ack, message.id, desk.clock())
        await desk.acks._next_question(message)
        assert await desk.db(desk.store.outbox.next_ack_at, desk.context.shop_id) is not None


async def test_an_error_tick_asks_the_person(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine="NOWEB")) as desk, Listening(desk):
        desk.simulator.waha.faults.next("sendText", "ack_error")
        _, message = await desk.sent_message()
        await until_state(desk, message, S.NEEDS_DECISION)


async def test_an_error_tick_under_a_restriction_holds_the_message(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine="NOWEB")) as desk:
        desk.simulator.waha.set_timelock(True, desk.clock() + timedelta(hours=2))
        async with Listening(desk):
            desk.simulator.waha.faults.next("sendText", "ack_error")
            _, message = await desk.sent_message()
            await until_state(desk, message, S.HELD)
        assert (await row_of(desk, message)).reason is Reason.RESTRICTED
        assert desk.context.memory.restriction is not None
        assert desk.context.pause is None


async def test_an_error_tick_whose_lock_cannot_be_read_asks_the_person(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine="NOWEB")) as desk:
        desk.simulator.waha.faults.always("timelock", "error_500")
        async with Listening(desk):
            desk.simulator.waha.faults.next("sendText", "ack_error")
            _, message = await desk.sent_message()
            await until_state(desk, message, S.NEEDS_DECISION)


async def test_a_late_error_tick_is_noise(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.wa_id is not None
        await desk.acks.take(message.wa_id, 2)
        await desk.acks.take(message.wa_id, -1)
        await desk.acks.take("3EB0FFFFFFFFFFFFFFFFFF", -1)
        assert (await row_of(desk, message)).state is S.DELIVERED


async def test_events_settle_a_doubtful_send(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk, Listening(desk):
        await desk.sent_message()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        _, message = await desk.sent_message()
        await until_state(desk, message, S.DELIVERED)


@pytest.mark.parametrize("ack", [0, 1])
async def test_an_echo_seen_by_hand(tmp_path: Path, ack: int) -> None:
    async with working_desk(tmp_path) as desk:
        code = await doubtful(desk, "drop_before")
        message = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        assert message.wa_id is not None
        assert message.chat_id is not None
        echo = MessageSeen(
            event_id="evt_1",
            event="message.any",
            from_me=True,
            wa_id=message.wa_id,
            chat_id=message.chat_id,
            phone=message.phone,
            body="",
            at=desk.clock(),
            ack=ack,
        )
        await desk.acks.heard(echo)
        await desk.acks.heard(echo)
        await desk.acks.write()
        await desk.acks.heard(echo)
        await desk.acks.write()
        assert (await row_of(desk, message)).state is (S.SENT if ack else S.ACCEPTED)


async def contact(desk: Desk, message: Message) -> Contact:
    """What is known of the buyer."""
    assert message.phone is not None
    known = await desk.db(desk.store.contacts.get, desk.context.shop_id, message.phone)
    assert known is not None
    return known


@pytest.mark.parametrize("lid", [False, True])
@pytest.mark.parametrize(("said", "out"), [("Рахмет!", False), ("  СТОП! ", True), ("Стоп не надо", False)])
async def test_replies_are_kept_and_obeyed(tmp_path: Path, said: str, out: bool, lid: bool) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(answers_lid=lid)) as desk:
        _, message = await desk.sent_message()
        assert message.phone is not None

        async def has_replied() -> bool:
            return (await contact(desk, message)).has_replied

        async with Listening(desk):
            desk.simulator.waha.reply(message.phone, said)
            desk.simulator.waha.reply("77000000099", "Здравствуйте")
            await until_so(has_replied)
        known = await contact(desk, message)
        assert (known.opted_out_at is not None) is out
        assert await desk.db(desk.store.contacts.get, desk.context.shop_id, "77000000099") is None


async def test_a_stream_that_drops_is_opened_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        for _ in range(2):
            listening = asyncio.create_task(desk.acks.listen())
            await until(lambda: desk.simulator.waha.connected_events == 1)
            desk.simulator.waha.cut_events()
            await until(lambda: desk.simulator.waha.connected_events == 0)
            desk.context.listen_bell.ring()
            await listening
            assert not desk.context.hears_events


async def test_a_stream_that_cannot_be_opened_rests(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.simulator.waha.stop_server()
        for _ in range(2):
            desk.context.listen_bell.ring()
            await desk.acks.listen()
        assert not desk.context.hears_events


async def test_the_same_reply_told_twice_is_kept_once(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.chat_id is not None
        for phone in (message.phone, message.phone, "77000000098", None):
            reply = MessageSeen(
                event_id="evt_1",
                event="message",
                from_me=False,
                wa_id="3A01",
                chat_id=message.chat_id,
                phone=phone,
                body="стоп",
                at=desk.clock(),
                ack=0,
            )
            await desk.acks.heard(reply)
        assert (await contact(desk, message)).opted_out_at is not None
        assert await desk.db(desk.store.contacts.get, desk.context.shop_id, "77000000098") is None


async def test_a_reply_known_only_by_its_lid_finds_its_buyer(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(answers_lid=True)) as desk:
        _, message = await desk.sent_message()
        chat_id = (await contact(desk, message)).chat_id
        assert chat_id is not None
        assert chat_id.endswith("@lid")
        for chat in ("99999@lid", chat_id):
            assert not (await contact(desk, message)).has_replied
            await desk.acks.heard(
                MessageSeen(
                    event_id="evt_2",
                    event="message",
                    from_me=False,
                    wa_id="3A02",
                    chat_id=chat,
                    phone=None,
                    body="Рахмет",
                    at=desk.clock(),
                    ack=0,
                )
            )
        assert (await contact(desk, message)).has_replied


async def test_a_message_without_an_id_that_a_person_saw_arrive_is_not_asked_for(tmp_path: Path) -> None:
    options = WahaOptions(engine="NOWEB", version="2026.2.1", has_store=False)
    async with working_desk(tmp_path, waha=options) as desk:
        code = await doubtful(desk, "drop_after")
        outbox, shop_id = desk.store.outbox, desk.context.shop_id
        message = await desk.message(desk.simulator.kaspi.orders[code], Event.NEW_ORDER)
        await desk.db(outbox.ask, message.id, error="", now=desk.clock())
        await desk.db(outbox.decide, message.id, Decision.ARRIVED, desk.clock())
        await desk.db(outbox.hurry_acks, shop_id, accepted_since=message.created_at, now=desk.clock())
        await desk.acks.ask_due()
        row = await row_of(desk, message)
        assert (row.state, row.wa_id, row.next_ack_at) == (S.ACCEPTED, None, None)
