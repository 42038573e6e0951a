"""The harness itself: its clock leaps, its disk forgets, its page has a place for every figure."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bench.doubt import BAR, FAULTS, SETTLE, doubts
from tests.harness import results_page
from tests.harness.disk import Operation, after_cut
from tests.harness.held import held_mb, own_mb
from tests.harness.mutation import characters, octets, structure
from tests.harness.planted import BUGS, planted
from tests.harness.report import slope_per, table
from tests.harness.virtual_time import virtual_time

START = datetime(2026, 3, 2, tzinfo=UTC)


def test_days_pass_in_no_time_and_connections_are_real() -> None:
    async def live() -> str:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            await asyncio.sleep(3600)
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            await asyncio.sleep(30 * 86400)
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"still there\n")
            said = await reader.readline()
            assert await reader.read() == b""
            writer.close()
            await asyncio.to_thread(lambda: None)
        return said.decode()

    with virtual_time(START) as (runner, clock):
        assert runner.run(live()) == "still there\n"
        assert datetime.now(UTC) - START == timedelta(days=30, hours=1)
        clock.move(-86400)
        assert datetime.now(UTC) - START == timedelta(days=29, hours=1)


def test_the_smallest_wait_moves_the_wall_clock_too() -> None:
    async def live() -> None:
        end = datetime.now(UTC) + timedelta(microseconds=3)
        while datetime.now(UTC) < end:  # noqa: ASYNC110 - this is what is tested
            await asyncio.sleep(1e-8)

    with virtual_time(START) as (runner, _):
        runner.run(live())


def test_a_doubt_is_over_within_ninety_seconds_of_settling(tmp_path: Path) -> None:
    took = doubts(tmp_path)
    assert set(took) == set(FAULTS)
    assert all(SETTLE <= time <= BAR for time in took.values())


def test_what_was_not_synced_is_gone() -> None:
    done = [
        Operation("create", "a"),
        Operation("write", "a", 0, b"safe"),
        Operation("sync", "a"),
        Operation("write", "a", 0, b"lost"),
        Operation("delete", "a"),
        Operation("create", "b"),
        Operation("sync", "b"),
    ]
    assert after_cut(done, 2, None) == {"a": b""}
    assert after_cut(done, 4, None) == {"a": b"safe"}
    assert after_cut(done, 7, None) == {"b": b""}
    seen = {after_cut(done, 4, random.Random(seed))["a"] for seed in range(60)}
    assert {b"safe", b"lost"} <= seen


def test_mutations_are_many_and_the_same_for_a_seed() -> None:
    body = b'{"data":[{"id":"x","n":1}]}'
    for spoil in (structure, octets):
        once = [spoil(random.Random(seed), body) for seed in range(50)]
        assert once == [spoil(random.Random(seed), body) for seed in range(50)]
        assert len(set(once)) > 30
    assert len({characters(random.Random(seed), "текст") for seed in range(50)}) > 30


def test_what_a_world_holds_is_counted_once_and_no_machinery() -> None:
    text = "x" * 1_000_000
    assert held_mb([[text, text], {"again": text, "code": held_mb, "loop": asyncio}]) == pytest.approx(
        1, 0.01
    )


def test_what_lives_is_counted_and_what_was_given_back_is_not() -> None:
    before, _ = own_mb(())
    block = b"x" * 20_000_000
    grown, _ = own_mb(())
    _, held = own_mb((block,))
    assert held == pytest.approx(20, 0.01)
    del block
    after, _ = own_mb(())
    assert grown - before == pytest.approx(20, 0.1)
    assert abs(after - before) < 2


def test_a_table_and_a_slope() -> None:
    assert table(("name", "n"), [("a", 1), ("long", 22)]) == "name  n\n----  --\na      1\nlong  22"
    assert slope_per([(0, 1.0), (10, 2.0), (20, 3.0)], 10) == pytest.approx(1.0)
    assert slope_per([(0, 1.0)], 10) == 0.0


def test_there_are_a_dozen_bugs_and_an_unknown_one_is_told() -> None:
    assert len(BUGS) >= 12
    with pytest.raises(KeyError), planted("no_such_bug"):
        pass


def test_the_page_has_a_place_for_every_figure() -> None:
    page = results_page.PAGE.read_text("utf-8")
    assert results_page.filled(page).count("<!-- end of figures -->") == page.count("<!-- figures: ")


def test_a_run_made_again_replaces_its_line_and_no_other() -> None:
    head = ("seed", "days", "orders")
    stands = results_page.markdown(head, [(1, 30, 5), (2, 30, 6), (10, 30, 7)])
    new = results_page.markdown(head, [(2, 30, 8), (2, 5, 1)])
    together = results_page.markdown(head, [(1, 30, 5), (2, 5, 1), (2, 30, 8), (10, 30, 7)])
    assert results_page.joined(stands, new, 2) == together
    assert results_page.joined(stands, "", 2) == stands
    assert results_page.joined("", new, 2) == new
    # A table that is one run is replaced whole, as is one with other columns.
    assert results_page.joined(stands, new, 0) == new
    assert results_page.joined(results_page.markdown(("seed", "days"), [(1, 30)]), new, 2) == new


def test_no_run_is_without_a_figure_on_the_page() -> None:
    page = results_page.PAGE.read_text("utf-8")
    for name in ("storm", "powercut", "faults", "month", "comeback", "fuzz", "teeth"):
        figures = page.partition(f"<!-- figures: {name} -->")[2].partition("<!-- end of figures -->")[0]
        assert "\n|---|" in figures, name
