"""Qt's loop as asyncio's: in time, in order, and without a trace of what was given up."""

import asyncio
import time

import pytest

from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.loop import Loop


def running() -> Loop:
    """The loop of this test."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Loop)
    return loop


async def test_calls_come_in_the_order_of_their_times_and_never_early() -> None:
    loop, done = running(), asyncio.Event()
    called: list[tuple[int, float]] = []

    def call(number: int, when: float) -> None:
        called.append((number, loop.time() - when))
        if len(called) == 6:
            done.set()

    now = loop.time()
    for number in (3, 1, 5, 0, 4, 2):
        when = now + number * 0.02
        loop.call_at(when, call, number, when)
    loop.call_later(0.01, call, 99, now + 0.01)
    await done.wait()
    assert [number for number, _late in called] == [0, 99, 1, 2, 3, 4]
    assert all(late >= 0 for _number, late in called)


async def test_time_limits_that_were_not_needed_leave_nothing_behind() -> None:
    loop = running()
    before = len(loop._waiting)
    for _ in range(5_000):
        async with asyncio.timeout(100):
            await asyncio.sleep(0)
    assert len(loop._waiting) - before < 250


async def test_what_was_cancelled_is_not_called() -> None:
    loop, called = running(), list[str]()
    first = loop.call_later(0.01, called.append, "first")
    # Both are due when the loop looks next; the one lets the other go.
    now = loop.time() + 0.02
    loop.call_at(now, lambda: second.cancel())
    second = loop.call_at(now + 0.0001, called.append, "second")
    first.cancel()
    first.cancel()
    await asyncio.sleep(0.05)
    second.cancel()
    assert called == []


async def test_a_time_limit_in_the_past_is_over_at_once() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout_at(running().time() - 1):
            await asyncio.sleep(10)


async def test_the_shortest_wait_is_a_millisecond_and_no_spinning() -> None:
    began = time.perf_counter()
    rounds = 0
    while time.perf_counter() - began < 0.2:
        await asyncio.sleep(0.0001)
        rounds += 1
    assert rounds < 250


def test_a_closed_loop_calls_nothing(english: Application) -> None:
    loop, called = Loop(english), list[str]()
    loop.call_later(0.001, called.append, "late")
    loop.close()
    other = Loop(english)
    other.run_until_complete(asyncio.sleep(0.02))
    other.close()
    assert called == []
