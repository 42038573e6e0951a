"""What the send loop does ahead of its time: the next message's id, and whose turn is next."""

from pathlib import Path

from kaspi_notifier.domain.message import MessageState as S
from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.poll import Poll
from tests.engine.desk import Desk, working_desk


def ids_asked(desk: Desk) -> int:
    return sum("new-message-id" in path for _, path, _ in desk.simulator.waha.requests)


async def test_an_id_is_asked_for_ahead_and_used_by_the_next_message(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        assert ids_asked(desk) == 2
        _, second = await desk.sent_message()
        assert ids_asked(desk) == 3
        assert second.wa_id is not None
        assert second.reply_wa_id is None
        assert len(desk.bubbles()) == 2


async def test_an_id_that_was_kept_too_long_is_asked_for_anew(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        order = await desk.new_order()
        desk.clock.forward(minutes=11)
        await desk.send_all()
        assert (await desk.message(order, Event.NEW_ORDER)).state in (S.ACCEPTED, S.SENT)
        assert ids_asked(desk) == 4


async def test_a_server_that_gives_no_id_ahead_spoils_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        order = await desk.new_order()
        await desk.new_order()
        desk.simulator.waha.faults.next("new-message-id", "error_500")
        # The second leaves with the id that is there already; the one ahead for the third is refused.
        await desk.sender.step()
        assert (await desk.message(order, Event.NEW_ORDER)).state in (S.ACCEPTED, S.SENT)
        await desk.sender.step()
        assert len(desk.bubbles()) == 3


async def test_a_look_ahead_that_a_slow_server_made_old_is_made_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        second = await desk.new_order()
        await desk.sender.step()
        message = await desk.message(second, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, message.id, reason=Reason.BY_PERSON, now=desk.context.now())
        desk.clock.forward(seconds=2)
        desk.context.send_bell.ring()
        await desk.sender.step()
        assert len(desk.bubbles()) == 1


async def test_messages_in_a_row_leave_by_steps_of_the_loop(tmp_path: Path) -> None:
    """The look that came with the outcome is used once, by the very next step."""
    async with working_desk(tmp_path) as desk:
        for _ in range(3):
            await desk.new_order()
        for number in range(3):
            await desk.sender.step()
            assert len(desk.bubbles()) == number + 1


async def test_what_a_person_skips_between_two_messages_does_not_leave(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        second = await desk.new_order()
        await desk.sender.step()
        message = await desk.message(second, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, message.id, reason=Reason.BY_PERSON, now=desk.context.now())
        await desk.sender.step()
        assert len(desk.bubbles()) == 1


async def test_a_first_look_puts_pages_together(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        for _ in range(250):
            desk.simulator.kaspi.add_order()
        desk.context.show_kaspi(has_baseline=False)
        assert await Poll(desk.context).read() is None
        assert await desk.db(desk.store.orders.count, desk.context.shop_id) == 250
