"""The whole engine: entered and left, under asyncio and beside a window, and every action of a person."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.settings import Kaspi, Settings, Shop
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.options import Options, utc_now
from kaspi_notifier.engine.status import Change, KaspiProblem, Part, PauseReason, SessionProblem
from kaspi_notifier.simulator import Bubble, Simulator, WahaOptions
from kaspi_notifier.store import Decision, FileSecrets, Message, Store
from tests.engine.desk import FREE, TEMPLATES, manners, settings_for, until, until_so

S = MessageState
QUICK = Options(kaspi_requests_per_second=None)


class Office:
    """A data folder with its thread, in which engines are started."""

    def __init__(self, store: Store, db: DatabaseThread) -> None:
        self.store = store
        self.db = db
        self.changes: list[Change] = []

    def engine(self, options: Options = QUICK) -> Engine:
        """An engine, not yet entered."""
        return Engine(self.store, self.db, on_change=self.changes.append, options=options)

    async def messages(self) -> list[Message]:
        """All messages, newest first."""
        ids = await self.db(self.store.reports.message_ids, None)
        return await self.db(self.store.reports.messages, ids)


@asynccontextmanager
async def office(path: Path, settings: Settings) -> AsyncIterator[Office]:
    """A fresh data folder with these settings."""

    def open_store() -> Store:
        store = Store.open(path / "shop.db", FileSecrets(path / "secrets.json"), utc_now())
        store.settings.save(settings)
        store.templates.seed(TEMPLATES)
        return store

    async with DatabaseThread() as db:
        store = await db(open_store)
        try:
            yield Office(store, db)
        finally:
            await db(store.close)


@asynccontextmanager
async def running(path: Path, **sending: object) -> AsyncIterator[tuple[Simulator, Office, Engine]]:
    """A running engine with an open session and its baseline behind it."""
    async with Simulator() as simulator:
        simulator.waha.pair()
        settings = settings_for(simulator, manners(**sending))
        async with office(path, settings) as place, place.engine() as engine:
            await until(lambda: engine.statuses[0].session.problem is None)
            await until(lambda: engine.statuses[0].kaspi.has_baseline)
            yield simulator, place, engine


async def test_orders_become_messages_and_ticks_by_themselves(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        order = simulator.kaspi.add_order(delivery="own_delivery")

        async def delivered() -> bool:
            return [m.state for m in await place.messages() if m.event == "new_order"] == [S.DELIVERED]

        await until_so(delivered)
        assert [b.text for b in simulator.waha.bubbles] == [f"new_order {order.code} Арман Техно"]
        assert {Change.ORDERS, Change.MESSAGES, Change.STATUS} <= set(place.changes)
        assert engine.status(engine.statuses[0].shop_id) == engine.statuses[0]


async def test_pause_and_resume(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _, engine):
        shop_id = engine.statuses[0].shop_id
        await engine.pause(shop_id)
        pause = engine.statuses[0].pause
        assert pause is not None
        assert pause.reason is PauseReason.BY_PERSON
        simulator.kaspi.add_order(delivery="own_delivery")
        await engine.check_now(shop_id)
        await until(lambda: engine.statuses[0].queue.waiting == 1)
        assert simulator.waha.bubbles == []
        await engine.resume(shop_id)
        await until(lambda: len(simulator.waha.bubbles) == 1)


async def test_a_pause_outlives_the_program(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        async with place.engine() as engine:
            await engine.pause(engine.statuses[0].shop_id)
        async with place.engine() as engine:
            assert engine.statuses[0].pause is not None


async def test_leaving_waits_for_the_message_on_the_wire(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _place, _engine):
        simulator.waha.faults.next("sendText", "hold", seconds=0.4)
        simulator.kaspi.add_order(delivery="own_delivery")
        await until(lambda: len(simulator.waha.sends) == 1)
    assert len(simulator.waha.bubbles) == 1


def buyers_bubbles(simulator: Simulator) -> list[Bubble]:
    """What buyers got, without what the shop wrote to itself."""
    return [bubble for bubble in simulator.waha.bubbles if bubble.chat_id != "77000000000@c.us"]


async def test_a_request_that_outlives_the_farewell_is_looked_up_at_the_next_start(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with office(tmp_path, settings_for(simulator, manners(settle_seconds=0))) as place:
            hasty = replace(QUICK, farewell=timedelta(milliseconds=50))
            async with place.engine(hasty) as engine:
                await until(lambda: engine.statuses[0].kaspi.has_baseline)
                await until(lambda: engine.statuses[0].session.problem is None)
                simulator.waha.faults.next("sendText", "hold", seconds=0.6)
                simulator.kaspi.add_order(delivery="own_delivery")
                await until(lambda: len(simulator.waha.sends) == 1)
            assert [m.state for m in await place.messages() if m.event == "new_order"] == [S.SENDING]
            async with place.engine() as engine:
                await until(lambda: len(buyers_bubbles(simulator)) == 1)

                async def resolved() -> bool:
                    rows = [m for m in await place.messages() if m.event == "new_order"]
                    return rows[0].state in (S.ACCEPTED, S.SENT, S.DELIVERED, S.NEEDS_DECISION)

                await until_so(resolved)
            assert len(buyers_bubbles(simulator)) == 1


async def test_a_shop_without_a_token_says_so(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        settings = settings_for(simulator)
        shop = msgspec.structs.replace(settings.shops[0], kaspi=Kaspi())
        async with office(tmp_path, Settings(shops=(shop,))) as place, place.engine() as engine:
            assert engine.statuses[0].kaspi.problem is KaspiProblem.NO_TOKEN
            assert engine.statuses[0].needs_person
            items = await place.engine().check()
            assert [i.ok for i in items if i.part is Part.KASPI] == [False]
            once = await place.engine(replace(QUICK, once_patience=timedelta())).run_once()
            assert once.problem == "Арман Техно: orders can't be read: no token is set"


async def test_two_shops_side_by_side(tmp_path: Path) -> None:
    async with Simulator() as one, Simulator() as two:
        for simulator in (one, two):
            simulator.waha.pair()
        second = msgspec.structs.replace(settings_for(two).shops[0], name="Второй")
        settings = Settings(shops=(settings_for(one).shops[0], second))
        async with office(tmp_path, settings) as place, place.engine() as engine:
            await until(lambda: all(s.kaspi.has_baseline for s in engine.statuses))
            one.kaspi.add_order(delivery="own_delivery", code="1000001")
            two.kaspi.add_order(delivery="own_delivery", code="1000001")
            await until(lambda: len(one.waha.bubbles) == len(two.waha.bubbles) == 1)
            assert two.waha.bubbles[0].text.endswith("Второй")


async def test_no_shops_no_loops(tmp_path: Path) -> None:
    async with office(tmp_path, Settings()) as place, place.engine() as engine:
        assert engine.statuses == ()
        with pytest.raises(ActionRefused):
            await engine.pause(7)


async def test_the_session_from_nothing_by_pairing_code(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        engine = place.engine()
        async with engine:
            shop_id = engine.statuses[0].shop_id
            await until(lambda: engine.statuses[0].session.qr is not None)
            with pytest.raises(ActionRefused, match="Kazakh mobile"):
                await engine.request_pairing_code(shop_id, "12345")
            code = await engine.request_pairing_code(shop_id, "+7 700 000 00 55")
            assert engine.statuses[0].session.pairing_code == code
            simulator.waha.enter_code()
            await engine.check_now(shop_id)
            await until(lambda: engine.statuses[0].session.problem is None, patience=15)
            with pytest.raises(ActionRefused, match="paired"):
                await engine.request_pairing_code(shop_id, "+7 700 000 00 55")


async def test_stop_start_restart_and_log_out(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, _, engine):
        shop_id = engine.statuses[0].shop_id

        def problem() -> SessionProblem | None:
            return engine.statuses[0].session.problem

        await engine.stop_session(shop_id)
        await until(lambda: problem() is SessionProblem.STOPPED)
        await engine.start_session(shop_id)
        await until(lambda: problem() is None, patience=15)
        await engine.restart_session(shop_id)
        await until(lambda: problem() is None, patience=15)
        await engine.logout_session(shop_id)
        await until(lambda: problem() is SessionProblem.NEEDS_SCAN, patience=15)


async def test_another_number_is_accepted_by_the_person(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _, engine):
        shop_id = engine.statuses[0].shop_id
        with pytest.raises(ActionRefused):
            await engine.accept_number(shop_id)
        simulator.waha.pair("77000000055")
        await engine.check_now(shop_id)
        await until(lambda: engine.statuses[0].session.problem is SessionProblem.OTHER_NUMBER)
        await engine.accept_number(shop_id)
        await until(lambda: engine.statuses[0].session.problem is None, patience=15)


async def test_the_first_session_is_made_by_hand_too(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        simulator.waha.faults.always("session", "error_500")
        async with place.engine() as engine:
            with pytest.raises(ActionRefused):
                await engine.start_session(engine.statuses[0].shop_id)
            simulator.waha.faults.clear()
            await engine.start_session(engine.statuses[0].shop_id)
            await until(lambda: simulator.waha.status() is not None)


async def test_a_decision_is_taken_once(tmp_path: Path) -> None:
    options = WahaOptions(engine="NOWEB", version="2026.2.1", has_store=False)
    async with Simulator(waha=options) as simulator:
        simulator.waha.pair()
        settings = settings_for(simulator, manners(settle_seconds=0))
        async with office(tmp_path, settings) as place:
            engine = place.engine()
            async with engine:
                await until(lambda: engine.statuses[0].kaspi.has_baseline)
                simulator.waha.faults.next("sendText", "drop_before")
                simulator.kaspi.add_order(delivery="own_delivery")
                await until(lambda: engine.statuses[0].queue.needs_decision == 1, patience=15)
                (row,) = [m for m in await place.messages() if m.state is S.NEEDS_DECISION]
                await engine.decide(row.id, Decision.SEND_AGAIN)
                await until(lambda: len(simulator.waha.bubbles) == 1)
                with pytest.raises(ActionRefused):
                    await engine.decide(row.id, Decision.ARRIVED)
                with pytest.raises(ActionRefused):
                    await engine.decide(10_000, Decision.DROP)


async def test_once_baseline_then_news(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        simulator.waha.pair()
        simulator.kaspi.add_order(delivery="own_delivery")
        assert (await place.engine().run_once()).problem is None
        assert simulator.waha.bubbles == []
        for _ in range(3):
            simulator.kaspi.add_order(delivery="own_delivery")
        assert (await place.engine().run_once()).problem is None
        assert len(simulator.waha.bubbles) == 3
        assert (await place.engine().run_once()).problem is None
        assert len(simulator.waha.bubbles) == 3


async def test_once_keeps_the_gap(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with office(tmp_path, settings_for(simulator, manners(gap_seconds=(1, 1)))) as place:
            await place.engine().run_once()
            for _ in range(2):
                simulator.kaspi.add_order(delivery="own_delivery")
            assert (await place.engine().run_once()).problem is None
            first, second = simulator.waha.bubbles
            assert (second.at - first.at).total_seconds() > 0.9


async def test_once_says_what_is_wrong(tmp_path: Path) -> None:
    hasty = replace(QUICK, once_patience=timedelta())
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        result = await place.engine(hasty).run_once()
        assert result.problem is not None
        assert "WhatsApp is not connected" in result.problem
        simulator.waha.pair()
        simulator.kaspi.faults.always("orders", "unauthorized")
        result = await place.engine(hasty).run_once()
        assert result.problem is not None
        assert "orders can't be read" in result.problem
        simulator.kaspi.faults.clear()
        shop_id = (await place.db(place.store.settings.shops))[0].id
        await place.db(place.store.settings.set_pause, shop_id, "by_person", utc_now(), None)
        simulator.kaspi.add_order(delivery="own_delivery")
        await place.engine(hasty).run_once()
        simulator.kaspi.add_order(delivery="own_delivery")
        result = await place.engine(hasty).run_once()
        assert result.problem is not None
        assert "paused" in result.problem
        simulator.kaspi.clock_offset = simulator.waha.clock_offset = timedelta(hours=3)
        await place.db(place.store.settings.set_pause, shop_id, None, None, None)
        result = await place.engine(hasty).run_once()
        assert result.problem is not None
        assert "clock" in result.problem


async def test_once_waits_for_a_session_that_is_starting(tmp_path: Path) -> None:
    options = WahaOptions(start_seconds=0.3)
    async with Simulator(waha=options) as simulator, office(tmp_path, settings_for(simulator)) as place:
        simulator.waha.pair()
        await place.engine().run_once()
        simulator.waha.set_status("STARTING")
        simulator.kaspi.add_order(delivery="own_delivery")
        asyncio.get_running_loop().call_later(0.5, simulator.waha.set_status, "WORKING")
        assert (await place.engine().run_once()).problem is None
        assert len(simulator.waha.bubbles) == 1


async def test_check_looks_at_everything_and_changes_nothing(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator, FREE)) as place:

        async def found() -> dict[Part, bool]:
            return {item.part: item.ok for item in await place.engine().check()}

        assert (await found())[Part.SESSION] is False
        assert simulator.waha.status() is None
        simulator.waha.pair()
        assert all((await found()).values())
        await place.engine().run_once()
        simulator.waha.pair("77000000055")
        assert (await found())[Part.SESSION] is False
        simulator.waha.faults.always("version", "unauthorized")
        simulator.kaspi.faults.always("*", "unauthorized")
        simulator.kaspi.clock_offset = -timedelta(minutes=5)
        items = await found()
        assert items[Part.WAHA] is items[Part.KEY] is items[Part.KASPI] is items[Part.CLOCK] is False


async def test_check_without_any_server(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        settings = settings_for(simulator)
    async with office(tmp_path, settings) as place:
        items = {item.part: item for item in await place.engine().check()}
        assert not items[Part.KASPI].ok
        assert items[Part.CLOCK].ok
        assert items[Part.DATABASE].ok


async def test_check_of_a_damaged_file(tmp_path: Path) -> None:
    shop = Shop(name="Арман Техно")
    async with office(tmp_path, Settings(shops=(shop,))) as place:
        path = tmp_path / "shop.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))
        (item,) = [i for i in await place.engine().check() if i.part is Part.DATABASE]
        assert not item.ok


async def test_once_resolves_old_doubts_first(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        settings = settings_for(simulator, manners(settle_seconds=0))
        async with office(tmp_path, settings) as place:
            await place.engine().run_once()
            simulator.waha.faults.next("sendText", "drop_after")
            simulator.kaspi.add_order(delivery="own_delivery")
            await place.engine().run_once()
            await place.engine().run_once()
            states = [m.state for m in await place.messages() if m.event == "new_order"]
            assert states in ([S.ACCEPTED], [S.SENT], [S.DELIVERED])
            assert len(simulator.waha.bubbles) == 1


async def test_a_loop_that_fails_is_shown_until_it_works_again(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, place, engine):
        with closing(sqlite3.connect(tmp_path / "shop.db")) as other:
            other.execute("ALTER TABLE contacts RENAME TO mislaid")
            other.execute("ALTER TABLE whatsapp_messages_log RENAME TO lost")
            await until(lambda: engine.statuses[0].trouble is not None)
            assert engine.statuses[0].needs_person
            other.execute("ALTER TABLE lost RENAME TO whatsapp_messages_log")
            other.execute("ALTER TABLE mislaid RENAME TO contacts")
        await until(lambda: engine.statuses[0].trouble is None, patience=30)
        assert await place.messages() == []
