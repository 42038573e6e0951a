"""The session from nothing to open: created, scanned, pinned to its number, restarted, and kept."""

from pathlib import Path

import pytest

from kaspi_notifier.engine.session import RESTART_EVERY
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.engine.desk import Desk, desk_on, until_so, working_desk


async def look_until(desk: Desk, problem: SessionProblem | None) -> None:
    """Look again and again, with time passing, until the session is as expected."""

    async def found() -> bool:
        await desk.session.look()
        return desk.session_problem() is problem

    await until_so(found)


@pytest.mark.parametrize(
    "options",
    [
        WahaOptions(engine="GOWS"),
        WahaOptions(engine="NOWEB"),
        WahaOptions(engine="NOWEB", version="2025.2.1"),
        WahaOptions(engine="WEBJS", version="2024.9.1"),
        WahaOptions(engine="WPP"),
    ],
    ids=str,
)
async def test_from_nothing_to_open(tmp_path: Path, options: WahaOptions) -> None:
    async with Simulator(waha=options) as simulator, desk_on(simulator, tmp_path) as desk:
        await look_until(desk, SessionProblem.NEEDS_SCAN)
        health = desk.context.session_health
        assert health.qr is not None
        assert health.qr_number == 1
        assert health.qr not in repr(health)
        simulator.waha.scan_qr()
        await look_until(desk, None)
        health = desk.context.session_health
        assert (health.qr, health.qr_number) == (None, 0)
        assert health.phone == "77000000000"
        assert desk.context.memory.pinned_phone == "77000000000"
        assert desk.context.memory.paired_at is not None


async def test_the_qr_is_read_again_as_it_changes(tmp_path: Path) -> None:
    options = WahaOptions(qr_first=0.2, qr_next=0.2)
    async with Simulator(waha=options) as simulator, desk_on(simulator, tmp_path) as desk:
        await look_until(desk, SessionProblem.NEEDS_SCAN)
        first = desk.context.session_health.qr
        while desk.context.session_health.qr_number < 3:
            await desk.session.look()
        assert desk.context.session_health.qr != first
        await look_until(desk, SessionProblem.FAILED)


async def test_another_number_blocks_until_it_is_accepted(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.unlink()
        desk.simulator.waha.pair("77000000055")
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.OTHER_NUMBER
        await desk.new_order()
        await desk.send_all()
        assert desk.bubbles() == []


async def test_a_failed_session_is_restarted_once_an_hour(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:

        def restarts() -> int:
            return sum(path.endswith("/restart") for _, path, _ in desk.simulator.waha.requests)

        desk.simulator.waha.unlink()
        await desk.session.look()
        assert restarts() == 1
        desk.simulator.waha.set_status("FAILED")
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.FAILED
        assert restarts() == 1
        desk.clock.forward(seconds=RESTART_EVERY.total_seconds() + 1)
        await desk.session.look()
        assert restarts() == 2


async def test_a_session_stopped_by_the_person_stays_stopped(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.context.remember(stopped_by_person=True)
        await desk.context.waha.stop()
        await desk.session.look()
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.STOPPED
        await desk.context.remember(stopped_by_person=False)
        await look_until(desk, None)


async def test_a_session_that_was_never_made_is_left_alone_if_the_person_stopped_it(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        await desk.context.remember(stopped_by_person=True)
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.STOPPED
        assert simulator.waha.status() is None


async def test_starting_is_not_repeated_within_a_minute(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        simulator.waha.faults.always("create", "error_500")
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.SERVER_FAULT
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.STARTING
        assert sum(method == "POST" for method, _, _ in simulator.waha.requests) == 1


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("PASSKEY_REQUIRED", SessionProblem.NEEDS_PASSKEY),
        ("PASSKEY_CONFIRMATION_REQUIRED", SessionProblem.NEEDS_PASSKEY),
        ("SOMETHING_NEW", SessionProblem.UNKNOWN_STATUS),
    ],
)
async def test_statuses_that_need_a_person(tmp_path: Path, status: str, problem: SessionProblem) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.set_status(status)
        await desk.session.look()
        assert desk.session_problem() is problem
        assert desk.context.session_health.status == status


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("unauthorized", SessionProblem.KEY_REFUSED),
        ("forbidden", SessionProblem.FORBIDDEN),
        ("error_500", SessionProblem.SERVER_FAULT),
    ],
)
async def test_a_server_that_refuses(tmp_path: Path, fault: str, problem: SessionProblem) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.faults.always("session", fault)
        await desk.session.look()
        await desk.session.look()
        assert desk.session_problem() is problem
        desk.simulator.waha.faults.clear()
        await desk.session.look()
        assert desk.context.session_is_open


async def test_a_server_that_is_off(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.simulator.waha.stop_server()
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.UNREACHABLE


async def test_another_engine_has_to_prove_itself_anew(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        await desk.work()
        await desk.sent_message()
        assert desk.context.memory.ids_honoured is True
    older = WahaOptions(version="2026.8.1")
    async with Simulator(waha=older) as simulator, desk_on(simulator, tmp_path, save=True) as desk:
        simulator.waha.pair()
        await desk.session.look()
        assert desk.context.memory.ids_honoured is None
        assert desk.context.session_health.version == "2026.8.1"


async def test_the_loop_looks_more_often_while_the_session_is_away(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        for _ in range(2):
            desk.context.session_bell.ring()
            await desk.session.step()
            desk.simulator.waha.set_status("STARTING")
        assert desk.session_problem() is SessionProblem.STARTING


async def test_working_without_a_number_is_still_starting(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        await look_until(desk, SessionProblem.NEEDS_SCAN)
        simulator.waha.set_status("WORKING")
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.STARTING
        assert desk.context.memory.pinned_phone is None
