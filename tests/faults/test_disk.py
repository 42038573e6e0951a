"""Rows D: the disk is full, broken, or shows another file than yesterday."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import msgspec
import pytest

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.domain.settings import Settings, Shop
from kaspi_notifier.engine.options import Step, utc_now
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import Damaged, DiskFull, FileSecrets, Store, StoreError, nightly
from kaspi_notifier.store.backup import restore_backup
from tests.bench.office import TEMPLATE
from tests.engine.desk import desk_on
from tests.faults.ground import copies, judge, live, row, shop, started_again
from tests.harness import powercut
from tests.harness.disk import Disk, Operation, below_the_store


class Broken:
    """A disk that fails while `error` is set."""

    def __init__(self) -> None:
        self.error: Callable[[], Exception] | None = None

    def __call__(self, operation: Operation) -> None:
        """Asked by the disk before each operation."""
        if self.error is not None and operation.kind in ("write", "sync", "truncate"):
            raise self.error()


@row("D1")
async def test_the_disk_is_full_at_the_claim(tmp_path: Path) -> None:
    """Nothing is sent that could not be claimed; with room again it goes on."""
    broken = Broken()
    (tmp_path / "shop.db").touch()
    with below_the_store(Disk(fail=broken)):
        async with shop(tmp_path) as desk:
            order = await desk.new_order()
            sent = len(desk.simulator.waha.sends)
            broken.error = apsw.FullError
            with pytest.raises(DiskFull):
                await desk.send_all()
            assert len(desk.simulator.waha.sends) == sent
            broken.error = None
            await desk.send_all()
            assert copies(desk, order) == 1


@row("D2")
async def test_the_disk_is_full_at_the_outcome(tmp_path: Path) -> None:
    """What was claimed is looked up after the next start, and not sent twice."""
    broken = Broken()
    (tmp_path / "shop.db").touch()
    with below_the_store(Disk(fail=broken)):
        async with shop(tmp_path) as desk:
            order = await desk.new_order()

            def fill(step: Step) -> None:
                if step is Step.ANSWERED:
                    broken.error = apsw.FullError

            msgspec.structs.force_setattr(desk.context.options, "reached", fill)
            with pytest.raises(DiskFull):
                await desk.send_all()
            broken.error = None
            desk.store.close()
            async with started_again(desk) as again:
                await live(again)
                await judge(again, order, arrived=1)


@row("D7")
def test_a_page_is_damaged(tmp_path: Path) -> None:
    """It is seen at the start; the newest whole copy takes its place, paused; the damaged file is kept."""
    with powercut._open(tmp_path) as store:
        store.settings.save(Settings(shops=(Shop(name="Арман Техно"),)))
        store.templates.seed([TEMPLATE])
        for number in range(300):
            powercut._ingest(store, f"1000{number:05d}")
        path, now = store.path, utc_now()
        copy = nightly.make(store, now)
        inner = store._db.value("SELECT rootpage FROM sqlite_master WHERE name = 'orders'")
        size = store._db.value("PRAGMA page_size")
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[(inner - 1) * size : (inner - 1) * size + 200] = os.urandom(200)
    path.write_bytes(damaged)
    with pytest.raises(Damaged):
        powercut._open(tmp_path)
    assert nightly.newest_good(path) == (almaty_day(now), copy)
    assert restore_backup(copy, path, FileSecrets(tmp_path / "secrets.json"), None, now)
    with powercut._open(tmp_path) as store:
        assert store.orders.count(1) == 300
        assert store.settings.shops()[0].pause_reason == "restored"
    assert bytes(damaged) in {kept.read_bytes() for kept in (tmp_path / "backups").iterdir()}


@row("D8")
@pytest.mark.parametrize("other", [False, True], ids=["deleted", "of another file"])
async def test_the_write_ahead_log_is_not_ours(tmp_path: Path, other: bool) -> None:
    """The program starts with another state and sends nothing a second time."""
    (tmp_path / "here").mkdir()
    async with shop(tmp_path / "here") as desk:
        order = await desk.new_order()
        await desk.send_all()
        left = tmp_path / "left"
        shutil.copytree(desk.path, left)
        log = left / "shop.db-wal"
        assert log.stat().st_size
        log.unlink()
        (left / "shop.db-shm").unlink(missing_ok=True)
        if other:
            (tmp_path / "other").mkdir()
            with Store.open(
                tmp_path / "other/shop.db", FileSecrets(tmp_path / "s.json"), desk.clock()
            ) as store:
                store._db.write("CREATE TABLE stranger (x)")
                shutil.copy(tmp_path / "other/shop.db-wal", log)
        with Store.open(left / "shop.db", FileSecrets(left / "secrets.json"), desk.clock()) as store:
            assert store._db.rows("PRAGMA integrity_check") == [("ok",)]
        assert copies(desk, order) == 1


@row("D9")
def test_an_io_error_at_any_operation(tmp_path: Path) -> None:
    """Each failure is a StoreError, and what was committed before it is there after the next start."""
    for number in range(1, 200, 3):
        folder = tmp_path / str(number)
        folder.mkdir()
        left = [number + 60]

        def fail(_: Operation, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise apsw.IOError

        (folder / "shop.db").touch()
        disk = Disk(fail=fail)
        try:
            recording = _script(folder, disk)
        except StoreError:
            recording = None
        with below_the_store(disk):
            store = powercut._open(folder)
            assert store._db.rows("PRAGMA integrity_check") == [("ok",)]
            assert recording is None or powercut.picture(store) == recording
            store.close()


def _script(folder: Path, disk: Disk) -> powercut.Picture:
    with below_the_store(disk):
        store = powercut._open(folder)
        try:
            store.settings.save(Settings(shops=(Shop(name="Арман Техно"),)))
            store.templates.seed([TEMPLATE])
            for number in range(1, 6):
                powercut._ingest(store, f"1000000{number:02d}")
                powercut._claim(store, f"1000000{number:02d}")
            return powercut.picture(store)
        finally:
            store.close()


@row("D12")
async def test_a_hundred_thousand_orders_in_the_file(tmp_path: Path) -> None:
    """Start in under 3 s, a step in under 50 ms, on a file of which every row is an order of long ago."""
    async with shop(tmp_path) as desk:
        pass
    _multiply(tmp_path / "shop.db", 100_000)
    async with Simulator() as simulator:
        simulator.waha.pair()
        began = time.perf_counter()
        async with desk_on(simulator, tmp_path, save=True) as desk:
            assert time.perf_counter() - began < 3
            await desk.session.look()
            desk.context.kaspi_health = type(desk.context.kaspi_health)(
                last_poll_at=desk.clock(), has_baseline=True
            )
            began = time.perf_counter()
            await desk.sender.send_next()
            await desk.recovery.look_once()
            await desk.acks.ask_due()
            assert time.perf_counter() - began < 0.5


def _multiply(path: Path, count: int) -> None:
    file = sqlite3.connect(path)
    columns = [row[1] for row in file.execute("PRAGMA table_info(orders)")]
    kept = [name for name in columns if name != "id"]
    wanted = [
        {"code": "'8' || printf('%08d', value)", "kaspi_id": "'k' || value"}.get(name, name) for name in kept
    ]
    numbers = f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {count})"
    file.execute(
        f"{numbers} INSERT INTO orders ({', '.join(kept)})"
        f" SELECT {', '.join(wanted)} FROM n, (SELECT * FROM orders LIMIT 1)"
    )
    file.commit()
    file.close()
