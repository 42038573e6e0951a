"""WhatsApp's refusal may overtake the answer to the send it is about."""

import asyncio
from pathlib import Path

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.simulator import WahaOptions
from tests.engine.desk import working_desk
from tests.engine.test_new_chats import state_of

S = MessageState
NOWEB = WahaOptions(engine="NOWEB")


async def test_a_refusal_that_overtakes_the_answer_waits_for_it(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=NOWEB) as desk:
        order = await desk.new_order()
        row = await desk.message(order, Event.NEW_ORDER)
        outbox = desk.store.outbox
        await desk.db(outbox.freeze, row.id, chat_id=f"{row.phone}@c.us", text="text", wa_id="3EB0AA")
        await desk.db(outbox.claim, row.id, desk.clock())
        taking = asyncio.create_task(desk.acks.take("3EB0AA", -1))
        await asyncio.sleep(0)
        await desk.db(outbox.accept, row.id, wa_id="3EB0AA", ack=0, now=desk.clock())
        await taking
        assert await state_of(desk, order) is S.NEEDS_DECISION


async def test_a_refusal_without_any_answer_is_left_to_the_answer(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=NOWEB) as desk:
        order = await desk.new_order()
        row = await desk.message(order, Event.NEW_ORDER)
        outbox = desk.store.outbox
        await desk.db(outbox.freeze, row.id, chat_id=f"{row.phone}@c.us", text="text", wa_id="3EB0AA")
        await desk.db(outbox.claim, row.id, desk.clock())
        await desk.acks.take("3EB0AA", -1)
        assert await state_of(desk, order) is S.SENDING
