"""The engine's small parts: backing off, waiting, keeping loops alive, the database's thread."""

import asyncio
import logging
import random
import threading
from datetime import UTC, datetime, timedelta

import pytest

from kaspi_notifier.domain.opt_out import is_opt_out
from kaspi_notifier.engine.backoff import after_kaspi, after_waha, full_jitter
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.options import Options, Step, utc_now
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    Pause,
    PauseReason,
    QueueHealth,
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.engine.waiting import Bell
from kaspi_notifier.kaspi import Blocked, KaspiError, NoRights, RateLimited, ServerFault, TokenRejected
from tests.engine.desk import until

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "failures", "pause"),
    [
        (TokenRejected("401"), 1, MINUTE),
        (TokenRejected("401"), 2, 60 * MINUTE),
        (NoRights("403"), 1, 60 * MINUTE),
        (Blocked("403"), 1, 5 * MINUTE),
        (Blocked("403"), 3, 20 * MINUTE),
        (Blocked("403"), 99, 60 * MINUTE),
        (RateLimited("429", retry_after=timedelta(seconds=7)), 1, timedelta(seconds=7)),
    ],
)
def test_pauses_after_kaspis_errors(error: KaspiError, failures: int, pause: timedelta) -> None:
    assert after_kaspi(error, failures, random.Random(1)) == pause


@pytest.mark.parametrize("failures", [1, 2, 8, 1000])
def test_other_pauses_grow_and_stay_bounded(failures: int) -> None:
    dice = random.Random(failures)
    for _ in range(100):
        assert timedelta(seconds=2.5) <= after_kaspi(ServerFault("500"), failures, dice) <= 10 * MINUTE
        assert timedelta(seconds=2.5) <= after_kaspi(RateLimited("429", None), failures, dice) <= 10 * MINUTE
        assert timedelta(seconds=2.5) <= after_waha(failures, dice) <= 15 * MINUTE
    assert full_jitter(1, first=MINUTE, longest=MINUTE, dice=dice) <= MINUTE


async def test_a_ring_wakes_and_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    async with asyncio.timeout(5):
        await bell.wait(None, NOW)
        await bell.wait(NOW, NOW)
        await bell.wait(NOW + timedelta(milliseconds=5), NOW)
        asyncio.get_running_loop().call_later(0.01, bell.ring)
        await bell.wait(NOW + timedelta(days=400), NOW)


async def test_a_ring_for_a_moment_wakes_only_a_loop_that_would_sleep_past_it() -> None:
    bell = Bell()
    async with asyncio.timeout(5):
        await bell.wait(NOW, NOW)
        bell.ring_by(NOW + MINUTE)
        waiting = asyncio.ensure_future(bell.wait(NOW + MINUTE, NOW))
        await asyncio.sleep(0)
        bell.ring_by(NOW + 2 * MINUTE)
        await asyncio.sleep(0)
        assert not waiting.done()
        bell.ring_by(NOW)
        await waiting
        waiting = asyncio.ensure_future(bell.wait(None, NOW))
        await asyncio.sleep(0)
        bell.ring_by(NOW + 400 * MINUTE)
        await waiting


async def test_a_failing_loop_is_logged_once_and_lives_on(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []
    told: list[tuple[str, bool]] = []
    good = asyncio.Event()

    async def step() -> None:
        calls.append(1)
        if len(calls) <= 2:
            raise ValueError("+7 700 000 00 01")
        good.set()
        await asyncio.sleep(0)

    with caplog.at_level(logging.INFO):
        task = asyncio.create_task(keep_running("poll", step, on_trouble=lambda *what: told.append(what)))
        await asyncio.wait_for(good.wait(), 10)
        await until(lambda: len(told) == 2)
        task.cancel()
        await asyncio.wait([task])
    assert told == [("poll", True), ("poll", False)]
    texts = [record.getMessage() for record in caplog.records]
    assert len(texts) == 2
    assert "ValueError in step" in texts[0]
    assert "700" not in "".join(texts)


async def test_database_calls_run_on_one_thread_in_order() -> None:
    async with DatabaseThread() as db:
        seen: list[int] = []
        names = await asyncio.gather(*(db(_note, seen, n) for n in range(50)))
        assert seen == list(range(50))
        assert len(set(names)) == 1
        assert names[0] != threading.current_thread().name
        with pytest.raises(ZeroDivisionError):
            await db(divmod, 1, 0)


def _note(seen: list[int], number: int) -> str:
    seen.append(number)
    return threading.current_thread().name


def test_the_products_options_do_nothing_special() -> None:
    options = Options()
    options.reached(Step.CLAIMED)
    assert abs(options.now() - utc_now()) < MINUTE


def test_opt_out_is_the_whole_message() -> None:
    words = ("стоп", "stop", "тоқта")
    assert is_opt_out("Стоп!!!", words)
    assert is_opt_out(" ТОҚТА. ", words)
    assert not is_opt_out("стоп-кран", words)
    assert not is_opt_out("…", words)


def test_what_needs_a_person() -> None:
    calm = ShopStatus(shop_id=1, shop_name="Арман Техно", session=SessionHealth(problem=None))
    assert not calm.needs_person
    pause = Pause(reason=PauseReason.BY_PERSON, since=NOW)
    assert not ShopStatus(
        shop_id=1, shop_name="", session=SessionHealth(problem=None), pause=pause
    ).needs_person
    for status in (
        ShopStatus(shop_id=1, shop_name="", queue=QueueHealth(needs_decision=1)),
        ShopStatus(shop_id=1, shop_name="", trouble="order poll"),
        ShopStatus(shop_id=1, shop_name="", pause=Pause(reason=PauseReason.BURST, since=NOW)),
        ShopStatus(shop_id=1, shop_name="", kaspi=KaspiHealth(problem=KaspiProblem.TOKEN_REJECTED)),
        ShopStatus(shop_id=1, shop_name="", session=SessionHealth(problem=SessionProblem.NEEDS_SCAN)),
    ):
        assert status.needs_person


def test_how_many_messages_a_pause_asks_about() -> None:
    queue = QueueHealth(waiting=7, burst=5)

    def asked(reason: PauseReason | None) -> int:
        pause = None if reason is None else Pause(reason=reason, since=NOW)
        return ShopStatus(shop_id=1, shop_name="", queue=queue, pause=pause).asked

    assert asked(None) == 0
    assert asked(PauseReason.BY_PERSON) == 0
    assert asked(PauseReason.BURST) == 5
    assert asked(PauseReason.CATCH_UP) == 7
