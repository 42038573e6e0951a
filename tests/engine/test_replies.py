"""Replies: matched to their buyer, shown, answered when nobody is there, and not left lying."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Replies as ReplySettings
from kaspi_notifier.engine.replies import CAUGHT_UP_EVERY, TRIES
from kaspi_notifier.engine.shop_engine import ShopEngine
from kaspi_notifier.engine.status import Change, SessionProblem, Wait
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.store import Chat, Line, Message
from kaspi_notifier.waha import AckReceived, MessageSeen
from tests.engine.desk import Desk, until, until_so, working_desk
from tests.engine.test_acks import Listening

NEVER = ReplySettings(days=(), auto_reply=True)
ALWAYS = ReplySettings(hours=("00:00", "00:00"), auto_reply=True)
STRANGER = "77000000099"


def reply(desk: Desk, message: Message, body: str = "?", **more: object) -> MessageSeen:
    """What a buyer wrote, as an event tells it."""
    values: dict[str, object] = {
        "event_id": "evt_1",
        "event": "message.any",
        "from_me": False,
        "wa_id": f"3A{abs(hash(body)):x}",
        "chat_id": f"{message.phone}@c.us",
        "phone": message.phone,
        "body": body,
        "at": desk.clock(),
        "ack": 2,
    }
    return MessageSeen(**{**values, **more})  # type: ignore[arg-type]


async def chats(desk: Desk) -> list[Chat]:
    """The list of chats."""
    return await desk.db(desk.store.conversations.chats, desk.context.shop_id)


async def lines(desk: Desk, message: Message) -> list[Line]:
    """The chat of a message's buyer."""
    assert message.phone is not None
    return await desk.db(desk.store.conversations.lines, desk.context.shop_id, message.phone)


async def auto_replies(desk: Desk) -> list[Message]:
    """The automatic answers, newest first."""
    ids = await desk.db(desk.store.reports.message_ids, None)
    return [m for m in await desk.db(desk.store.reports.messages, ids) if m.kind is Kind.AUTO_REPLY]


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB", "WEBJS", "WPP"])
async def test_a_chat_shows_both_sides_and_the_phone(tmp_path: Path, engine: str) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine)) as desk:
        async with Listening(desk):
            order, message = await desk.sent_message()
            assert message.phone is not None
            desk.simulator.waha.reply(message.phone, "Когда доставка?")
            desk.simulator.waha.reply(message.phone, "", media="image")
            desk.simulator.waha.reply(STRANGER, "Здравствуйте")

            async def both() -> bool:
                return len(await lines(desk, message)) == 3

            await until_so(both)
            (chat,) = await chats(desk)
            assert (chat.unread, chat.order_code) == (2, order.code)
            desk.simulator.waha.write_on_phone(message.phone, "Завтра утром")

            async def answered() -> bool:
                return (await chats(desk))[0].unread == 0

            await until_so(answered)
        # WhatsApp tells whole seconds, so within one the order is anybody's guess.
        shown = {(line.body, line.from_me, line.media, line.kind) for line in await lines(desk, message)}
        assert shown == {
            (message.text, True, None, Kind.EVENT),
            ("Когда доставка?", False, None, None),
            ("", False, "photo", None),
            ("Завтра утром", True, None, None),
        }
        about = await desk.db(desk.store.conversations.of_order, desk.context.shop_id, order.code)
        assert len(about) == 3
        assert Change.REPLIES in desk.changes


async def test_what_was_said_while_nobody_listened_is_read_later(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.phone is not None
        desk.simulator.waha.reply(message.phone, "стоп")
        desk.simulator.waha.reply(STRANGER, "Здравствуйте")
        await desk.replies.catch_up()
        (chat,) = await chats(desk)
        assert chat.opted_out
        desk.simulator.waha.reply(message.phone, "ещё одно")
        await desk.replies.catch_up()
        assert len(await lines(desk, message)) == 3
        desk.replies.missed_some()
        await desk.replies.catch_up()
        assert len(await lines(desk, message)) == 4
        desk.simulator.waha.reply(message.phone, "и ещё")
        desk.clock.forward(seconds=CAUGHT_UP_EVERY.total_seconds())
        await desk.replies.catch_up()
        assert len(await lines(desk, message)) == 5


@pytest.mark.parametrize("engine", ["WEBJS", "NOWEB"])
async def test_a_server_that_lists_nothing_is_no_trouble(tmp_path: Path, engine: str) -> None:
    options = WahaOptions(engine=engine, has_store=False, version="2026.2.1")
    async with working_desk(tmp_path, waha=options) as desk:
        await desk.replies.catch_up()
        assert await chats(desk) == []


async def test_a_server_that_fails_is_asked_again_later(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.phone is not None
        desk.simulator.waha.reply(message.phone, "?")
        desk.simulator.waha.faults.next("messages", "error_500")
        await desk.replies.catch_up()
        assert await chats(desk) == []
        desk.replies.missed_some()
        await desk.replies.catch_up()
        assert len(await chats(desk)) == 1


async def test_our_own_messages_are_no_replies(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.wa_id is not None
        for event in (
            reply(desk, message, "из другой программы", from_me=True, is_from_api=True),
            reply(desk, message, "забытое сервером", from_me=True, wa_id=message.wa_id),
            reply(desk, message, ""),
        ):
            await desk.replies.take(event)
        assert await chats(desk) == []


async def test_a_lid_is_learnt_from_a_receipt(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.wa_id is not None
        for ack, wa_id, chat in (
            (1, message.wa_id, "555@lid"),
            (2, message.wa_id, "555@lid"),
            (1, "X", "666@lid"),
        ):
            await desk.acks.heard(AckReceived(event_id="e", wa_id=wa_id, ack=ack, chat_id=chat))
            await desk.acks.write()
        before = len(desk.simulator.waha.requests)
        await desk.replies.take(reply(desk, message, "Рахмет", chat_id="555@lid", phone=None))
        assert len(desk.simulator.waha.requests) == before
        assert len(await chats(desk)) == 1


async def test_what_is_remembered_of_lids_does_not_grow_for_ever(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        for number in range(2001):
            lid = f"{number}@lid"
            await desk.acks.heard(AckReceived(event_id="e", wa_id="X", ack=1, chat_id=lid))
            if number == 1999:
                await desk.acks.write()
        assert len(desk.acks._known_lids) == 2000
        await desk.acks.write()
        assert desk.acks._known_lids == {"2000@lid"}
        desk.simulator.waha.faults.always("lids", "error_500")
        for lid in ("1@lid", "2@lid"):
            await desk.replies.take(reply(desk, message, "раз", chat_id=lid, phone=None))
            desk.clock.forward(minutes=61)
        assert set(desk.replies._unknown_lids) == {"2@lid"}


async def test_an_unknown_lid_is_asked_for_once_an_hour(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        lid = f"2000{message.phone}@lid"
        desk.simulator.waha.faults.next("lids", "error_500")
        before = len(desk.simulator.waha.requests)
        for body in ("раз", "два"):
            await desk.replies.take(reply(desk, message, body, chat_id=lid, phone=None))
        assert len(desk.simulator.waha.requests) == before + 1
        assert await chats(desk) == []
        desk.clock.forward(minutes=61)
        for body in ("три", "четыре"):
            await desk.replies.take(reply(desk, message, body, chat_id=lid, phone=None))
        assert len(desk.simulator.waha.requests) == before + 2
        assert (await chats(desk))[0].unread == 2


async def test_nobody_is_there_is_said_once_a_day(tmp_path: Path) -> None:
    async with working_desk(tmp_path, replies=NEVER) as desk:
        _, message = await desk.sent_message()
        for body in ("Вы работаете?", "Ау!"):
            await desk.replies.take(reply(desk, message, body))
        (answer,) = await auto_replies(desk)
        assert answer.expires_at - answer.created_at == timedelta(minutes=30)
        await desk.send_all()
        assert "Сейчас мы не на месте" in desk.bubbles()[-1]
        desk.clock.forward(days=1)
        await desk.replies.take(reply(desk, message, "И сегодня нет?"))
        assert len(await auto_replies(desk)) == 2


@pytest.mark.parametrize(
    ("replies", "body", "old"),
    [
        (ALWAYS, "Вы работаете?", False),
        (ReplySettings(days=()), "Вы работаете?", False),
        (NEVER, "стоп", False),
        (NEVER, "Вы работаете?", True),
    ],
)
async def test_no_automatic_answer_where_none_is_wanted(
    tmp_path: Path, replies: ReplySettings, body: str, old: bool
) -> None:
    async with working_desk(tmp_path, replies=replies) as desk:
        _, message = await desk.sent_message()
        at = desk.clock() - timedelta(minutes=11 if old else 0)
        await desk.replies.take(reply(desk, message, body, at=at))
        assert await auto_replies(desk) == []


async def test_a_reply_that_waits_too_long_is_told(tmp_path: Path) -> None:
    async with working_desk(tmp_path, replies=ALWAYS) as desk:
        _, message = await desk.sent_message()
        assert message.phone is not None
        assert await desk.replies.look() is None
        await desk.replies.take(reply(desk, message))
        assert await desk.replies.look() is not None
        status = desk.context.status()
        assert (status.replies.unread, status.replies.is_overdue) == (1, False)
        desk.clock.forward(minutes=16)
        await desk.replies.look()
        assert desk.context.status().replies.is_overdue
        await desk.db(desk.store.conversations.mark_read, desk.context.shop_id, message.phone)
        await desk.replies.look()
        assert not desk.context.status().replies.is_overdue


@pytest.mark.parametrize("replies", [ReplySettings(alert_minutes=None), ReplySettings(days=())])
async def test_a_shop_that_wants_no_reminder_gets_none(tmp_path: Path, replies: ReplySettings) -> None:
    async with working_desk(tmp_path, replies=replies) as desk:
        _, message = await desk.sent_message()
        await desk.replies.take(reply(desk, message))
        desk.clock.forward(days=2)
        assert await desk.replies.look() is None
        assert not desk.context.status().replies.is_overdue


async def test_the_loop_wakes_for_news_and_for_who_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path, replies=ALWAYS) as desk:
        _, message = await desk.sent_message()
        loop = asyncio.create_task(keep_running("replies", desk.replies.step, on_trouble=trouble))
        await desk.replies.take(reply(desk, message))
        await until(lambda: desk.context.reply_health.unread == 1)
        desk.clock.forward(minutes=20)
        desk.context.reply_bell.ring()
        await until(lambda: desk.context.reply_health.is_overdue)
        desk.context.show_session(problem=SessionProblem.STOPPED)
        before = len(desk.simulator.waha.requests)
        await desk.replies.take(reply(desk, message, "Ау!"))
        await until(lambda: desk.context.reply_health.unread == 2)
        assert len(desk.simulator.waha.requests) == before
        loop.cancel()
        with pytest.raises(asyncio.CancelledError):
            await loop


def trouble(name: str, failing: bool) -> None:
    """No loop may fail here."""
    raise AssertionError(name, failing)


async def test_the_time_a_reader_took_is_known(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        async with Listening(desk):
            order, message = await desk.sent_message()
            await until(lambda: desk.simulator.waha.bubbles[0].ack == 2)
            desk.clock.forward(minutes=9)
            desk.simulator.waha.read_all()

            async def is_read() -> bool:
                return (await desk.message(order, Event.NEW_ORDER)).state is MessageState.READ

            await until_so(is_read)
        row = await desk.message(order, Event.NEW_ORDER)
        assert row.read_at is not None
        assert row.accepted_at is not None
        assert timedelta(minutes=9) <= row.read_at - row.accepted_at < timedelta(minutes=10)
        assert message.id == row.id


async def test_a_refusal_is_confirmed_once(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        for words in ("стоп", "стоп!"):
            await desk.replies.take(reply(desk, message, words))
        ids = await desk.db(desk.store.reports.message_ids, None)
        kinds = [m.kind for m in await desk.db(desk.store.reports.messages, ids)]
        assert kinds.count(Kind.OPT_OUT) == 1


async def heard_last(desk: Desk) -> Message:
    """A message that waits, and one whose buyer asked for silence while nobody listened."""
    _, message = await desk.sent_message()
    assert message.phone is not None
    desk.simulator.waha.reply(message.phone, "стоп")
    order = await desk.new_order(phone=message.phone)
    desk.replies.missed_some()
    return await desk.message(order, Event.NEW_ORDER)


async def test_nothing_leaves_before_what_was_missed_is_read(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        waiting = await heard_last(desk)
        assert (await desk.sender.send_next()).wait is Wait.SESSION
        await desk.replies.catch_up()
        await desk.send_all()
        after = await desk.db(desk.store.outbox.get, waiting.id)
        assert after is not None
        assert (after.state, after.reason) == (MessageState.SKIPPED, Reason.OPTED_OUT)
        assert len(desk.bubbles()) == 2


async def test_a_server_that_never_tells_what_was_said_holds_nothing_up_for_long(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await heard_last(desk)
        desk.simulator.waha.faults.always("messages", "error_500")
        for _ in range(TRIES):
            assert (await desk.sender.send_next()).wait is Wait.SESSION
            await desk.replies.catch_up()
        assert (await desk.send_all()).wait is Wait.NOTHING
        assert len(desk.bubbles()) == 2


async def test_a_stream_that_drops_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await heard_last(desk)
        desk.simulator.waha.faults.next("messages", "hold", seconds=0.1)
        reading = asyncio.ensure_future(desk.replies.catch_up())
        await until(lambda: ("messages", "hold") in desk.simulator.waha.faults.taken)
        desk.replies.missed_some()
        await reading
        assert desk.context.must_hear_first
        await desk.replies.catch_up()
        assert not desk.context.must_hear_first


async def test_a_session_that_was_away_is_listened_to_first(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.context.session_lost(SessionProblem.UNREACHABLE)
        await desk.session.look()
        assert desk.context.must_hear_first


async def test_one_run_hears_what_was_said_before_it_sends(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        waiting = await heard_last(desk)
        shop = ShopEngine(desk.context)
        await shop.sweep()
        assert (await shop.run_once()).problem is None
        after = await desk.db(desk.store.outbox.get, waiting.id)
        assert after is not None
        assert after.reason is Reason.OPTED_OUT
