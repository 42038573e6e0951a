"""Rows H: what buyers write, and events that drop."""

import asyncio
from pathlib import Path

from kaspi_notifier.waha import MessageSeen
from tests.faults.ground import NEW, copies, row, shop


@row("H9")
async def test_a_wish_to_stop_while_a_message_is_on_the_wire(tmp_path: Path) -> None:
    """This one may arrive; nothing after it."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order(phone="7000000050")
        desk.simulator.waha.faults.next("sendText", "hold", seconds=0.05)
        sending = asyncio.ensure_future(desk.sender.send_next())
        await asyncio.sleep(0.02)
        await desk.acks.heard(
            MessageSeen(
                event_id="evt_1",
                event="message",
                from_me=False,
                wa_id="3A000000000000000001",
                chat_id="77000000050@c.us",
                phone="77000000050",
                body="Стоп!",
                at=desk.clock(),
                ack=0,
            )
        )
        await sending
        assert copies(desk, order) == 1
        later = await desk.new_order(phone="7000000050")
        await desk.send_all()
        assert copies(desk, later, NEW) == 0
