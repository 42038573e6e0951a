"""Rows A: orders that come late, jump, repeat, vanish, or are none."""

import asyncio
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.options import Step
from kaspi_notifier.simulator import Simulator
from tests.engine.desk import desk_on
from tests.faults.ground import NEW, copies, live, row, shop

_OLD_ORDERS = 5_000


@row("A4")
async def test_a_first_run_over_five_thousand_orders(tmp_path: Path) -> None:
    """All are known, none is told of."""
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        for number in range(_OLD_ORDERS):
            simulator.kaspi.add_order(str(800_000_000 + number), delivery="own_delivery")
        await desk.work()
        assert await desk.db(desk.store.orders.count, 1) == _OLD_ORDERS
        await desk.send_all()
        assert simulator.waha.sends == []


@row("A5")
async def test_an_order_that_appears_late(tmp_path: Path) -> None:
    """Made six hours ago and seen now: told, because it is still fresh."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order(created_at=desk.clock() - timedelta(hours=6))
        await desk.send_all()
        assert copies(desk, order) == 1


@row("A6")
async def test_orders_come_while_pages_are_read(tmp_path: Path) -> None:
    """Each page moves the next; none is missed by the next pass, none told twice."""
    async with shop(tmp_path) as desk:
        for _ in range(150):
            desk.simulator.kaspi.add_order(delivery="own_delivery")

        def reached(step: Step) -> None:
            if step is Step.PAGE_RECORDED and len(desk.simulator.kaspi.orders) < 400:
                for _ in range(7):
                    desk.simulator.kaspi.add_order(delivery="own_delivery")

        desk.context.options = replace(desk.context.options, reached=reached)
        await desk.poll.read()
        await desk.poll.read()
        await desk.send_all()
        assert all(copies(desk, order) == 1 for order in list(desk.simulator.kaspi.orders.values())[:150])
        desk.context.options = replace(desk.context.options, reached=lambda _: None)
        await desk.poll.read()
        await desk.send_all()
        assert all(copies(desk, order) == 1 for order in desk.simulator.kaspi.orders.values())


@row("A9")
async def test_an_empty_list_where_orders_were(tmp_path: Path) -> None:
    """Nothing is deleted, nothing is sent; when they are back, nothing is told twice."""
    async with shop(tmp_path) as desk:
        orders = [await desk.new_order() for _ in range(5)]
        await desk.send_all()
        kept = dict(desk.simulator.kaspi.orders)
        desk.simulator.kaspi.forget_orders()
        assert await desk.poll.read() is None
        assert await desk.db(desk.store.orders.count, 1) == len(kept)
        for order in kept.values():
            desk.simulator.kaspi._put(order)
        await live(desk, rounds=1)
        assert all(copies(desk, order) == 1 for order in orders)


@row("A10", "A23")
async def test_stages_jumped_over_and_a_flag(tmp_path: Path) -> None:
    """Only the newest stage is told, and a handover once, however often its flag is seen."""
    async with shop(tmp_path) as desk:
        order = desk.simulator.kaspi.add_order(delivery="kaspi_delivery", status="APPROVED_BY_BANK")
        order.accept()
        order.hand_over()
        for _ in range(3):
            await desk.poll.read()
        await desk.send_all()
        assert copies(desk, order, Event.HANDED_TO_DELIVERY) == 1
        assert sum(order.code in text for text in desk.bubbles()) == 1


@row("A13")
async def test_cancelled_between_the_look_and_the_send(tmp_path: Path) -> None:
    """That one may leave; the message about the cancellation follows."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()

        def reached(step: Step) -> None:
            if step is Step.TYPED:
                order.cancel()

        desk.context.options = replace(desk.context.options, reached=reached)
        await desk.send_all()
        assert copies(desk, order) == 1
        desk.context.options = replace(desk.context.options, reached=lambda _: None)
        await live(desk, rounds=1)
        assert copies(desk, order, Event.CANCELLED) == 1


@row("A12")
async def test_cancelled_while_it_waits(tmp_path: Path) -> None:
    """Looked at again before it is told of, because it was seen long ago."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        order.cancel()
        desk.clock.forward(minutes=11)
        await desk.send_all()
        row_ = await desk.message(order, NEW)
        assert (row_.state, row_.reason) == (MessageState.SKIPPED, Reason.CANCELLED)
        assert copies(desk, order) == 0


@row("A26")
async def test_the_lines_of_one_order_can_not_be_read(tmp_path: Path) -> None:
    """The others are told all the same."""
    async with shop(tmp_path) as desk:
        orders = [await desk.new_order(entries=()) for _ in range(5)]
        desk.simulator.kaspi.faults.next("entries", "error_500_html", times=2)
        await desk.send_all()
        assert sum(copies(desk, order) for order in orders) == 5
        await asyncio.sleep(0)
