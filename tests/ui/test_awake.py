"""The computer stays awake while messages are about to leave, on mains power, and sleeps otherwise."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject

from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    Pause,
    PauseReason,
    QueueHealth,
    SessionHealth,
    ShopStatus,
    Wait,
)
from kaspi_notifier.ui import awake
from kaspi_notifier.ui.awake import Awake, Inhibitor, is_wanted, mains_by_supplies
from tests.ui.conftest import Sample, until
from tests.ui.sample import ShownEngine, status

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WELL = SessionHealth(status="WORKING", problem=None)
BY_PERSON = Pause(reason=PauseReason.BY_PERSON, since=NOW)


def shop(**queue: object) -> ShopStatus:
    """A shop in good health with this queue."""
    return ShopStatus(shop_id=1, shop_name="A", session=WELL, queue=QueueHealth(**queue))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (shop(), False),
        (shop(waiting=1), True),
        (shop(waiting=1, wait=Wait.GAP), True),
        (shop(waiting=1, wait=Wait.KASPI), True),
        (shop(waiting=1, wait=Wait.CLOCK), False),
        (shop(waiting=1, wait=Wait.HOURLY_LIMIT, next_send_at=NOW + timedelta(minutes=50)), True),
        (shop(waiting=1, wait=Wait.QUIET_HOURS, next_send_at=NOW + timedelta(hours=9)), False),
        (shop(waiting=1, needs_decision=1), False),
        (ShopStatus(shop_id=1, shop_name="A", queue=QueueHealth(waiting=1, wait=Wait.SESSION)), True),
        (
            ShopStatus(shop_id=1, shop_name="A", session=WELL, pause=BY_PERSON, queue=QueueHealth(waiting=1)),
            False,
        ),
        (
            ShopStatus(
                shop_id=1, shop_name="A", session=WELL, sending_enabled=False, queue=QueueHealth(waiting=1)
            ),
            False,
        ),
        (
            ShopStatus(
                shop_id=1,
                shop_name="A",
                session=WELL,
                kaspi=KaspiHealth(problem=KaspiProblem.TOKEN_REJECTED),
                queue=QueueHealth(waiting=1),
            ),
            False,
        ),
    ],
)
def test_only_what_leaves_soon_by_itself_keeps_the_computer_awake(state: ShopStatus, expected: bool) -> None:
    assert is_wanted([shop(), state], NOW) is expected


def supply(folder: Path, name: str, **words: str) -> None:
    """One power supply as Linux lists it."""
    (folder / name).mkdir()
    for key, value in words.items():
        (folder / name / key).write_text(value + "\n", encoding="ascii")


def test_mains_power_is_read_from_the_list_of_supplies(tmp_path: Path) -> None:
    assert mains_by_supplies(tmp_path / "none")
    supply(tmp_path, "mouse", type="Battery", scope="Device")
    assert mains_by_supplies(tmp_path)
    supply(tmp_path, "BAT0", type="Battery")
    assert not mains_by_supplies(tmp_path)
    supply(tmp_path, "AC", type="Mains", online="0")
    assert not mains_by_supplies(tmp_path)
    (tmp_path / "AC/online").write_text("1\n", encoding="ascii")
    assert mains_by_supplies(tmp_path)


class Record:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def take(self) -> None:
        self.told.append("take")

    def release(self) -> None:
        self.told.append("release")


async def test_the_hold_follows_the_queue_and_the_power(
    shop: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record()
    on_mains = [True]
    monkeypatch.setattr(awake, "on_mains", lambda: on_mains[0])
    made = Awake(shop.desk, record)
    shop.desk.attach(cast(Engine, ShownEngine(status(pause=None, queue=QueueHealth(waiting=2)))))
    made.look()
    assert record.told == ["take"]
    on_mains[0] = False
    made.look()
    assert record.told == ["take", "release"]
    on_mains[0] = True
    made.look()
    shop.desk.attach(None)
    assert record.told == ["take", "release", "take", "release"]


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is Linux")
async def test_the_lock_of_systemd_lasts_until_it_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "systemd-inhibit"
    tool.write_text(
        f'#!/bin/sh\necho "$@" >{tmp_path}/asked\nwhile [ "$1" != "${{1#--}}" ]; do shift; done\n'
        f'"$@"\necho >{tmp_path}/over\n'
    )
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    parent = QObject()
    made = Inhibitor(parent)
    made.take()
    await until(lambda: (tmp_path / "asked").exists() and (tmp_path / "asked").read_text())
    assert "--what=idle" in (tmp_path / "asked").read_text()
    assert not (tmp_path / "over").exists()
    made.release()
    made.release()
    await until((tmp_path / "over").exists)
    await until(lambda: not made.children())


async def test_without_systemd_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    parent = QObject()
    made = Inhibitor(parent)
    made.take()
    assert made.children() == []
    made.release()
