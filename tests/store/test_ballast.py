"""What is given up when the disk is full, and a folder that was carried to another computer."""

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaspi_notifier import logs
from kaspi_notifier.store import DiskFull, Store
from kaspi_notifier.store.ballast import SIZE, Ballast
from tests.store.desk import NOW, SHOP


class Outcome:
    """Has to be written, and does not fit `times` times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, text: str) -> str:
        """Write it."""
        if self.left:
            self.left -= 1
            raise DiskFull("the disk is full")
        return text


def test_an_outcome_is_written_with_what_the_ballast_frees(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path / "ballast")
    ballast.fill()
    ballast.fill()
    assert (tmp_path / "ballast").stat().st_size == SIZE
    assert ballast.spend(Outcome(0), "sent") == "sent"
    assert (tmp_path / "ballast").exists()
    assert ballast.spend(Outcome(1), "sent") == "sent"
    assert not (tmp_path / "ballast").exists()
    with pytest.raises(DiskFull):
        ballast.spend(Outcome(1), "sent")


def test_a_disk_without_room_gets_no_ballast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 100

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage())
    Ballast(tmp_path / "ballast").fill()
    assert not (tmp_path / "ballast").exists()

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(28, "full")

    Usage.free = 10**12
    monkeypatch.setattr(Path, "write_bytes", refuse)
    Ballast(tmp_path / "ballast").fill()
    assert not (tmp_path / "ballast").exists()


def test_old_logs_are_given_up_first_and_by_age(tmp_path: Path) -> None:
    assert not logs.drop_oldest()
    logs.start(tmp_path)
    logging.getLogger("test").warning("a line")
    older = [tmp_path / "kaspi-notifier.log.1", tmp_path / "commands.log.2"]
    for path, age in zip(older, (1, 40), strict=True):
        path.write_text("old")
        moment = (datetime.now(UTC) - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
    logs.drop_older(datetime.now(UTC) - timedelta(days=30))
    assert [path.exists() for path in older] == [True, False]
    assert Ballast(tmp_path / "ballast").spend(Outcome(1), "sent") == "sent"
    assert [path.exists() for path in older] == [False, False]
    assert (tmp_path / "kaspi-notifier.log").exists()
    logs.stop()


def test_on_another_computer_every_shop_begins_paused(store: Store) -> None:
    store.stands_on("this", NOW)
    assert store.settings.shops()[0].pause_reason is None
    store.settings.set_pause(SHOP, "by_person", NOW, None)
    store.stands_on("this", NOW)
    store.stands_on("that", NOW)
    assert [shop.pause_reason for shop in store.settings.shops()] == ["by_person", "other_computer"]
    store.settings.set_pause(2, None, None, None)
    store.stands_on("that", NOW)
    assert store.settings.shops()[1].pause_reason is None
