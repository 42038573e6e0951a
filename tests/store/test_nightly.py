"""Copies are made once a day, checked, and kept for a week and a month; they forget as the database does."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import Damaged, StoreError, nightly
from kaspi_notifier.store.backup import restore_backup
from tests.store.desk import DAY, HOUR, NOW, SHOP, in_state, opened
from tests.store.test_backup import secrets_of
from tests.store.test_privacy import NAME, PHONE, TEXT, sent_to_buyer, traces

S = MessageState


def test_one_copy_a_day_from_three_in_the_morning_on(tmp_path: Path) -> None:
    """09:30 UTC is 14:30 in Almaty."""
    with opened(tmp_path, "Арман Техно") as store:
        assert nightly.is_due(store.path, NOW - 14 * HOUR)
        copy = nightly.make(store, NOW)
        assert copy.name == "nightly-2026-05-12.db"
        assert not nightly.is_due(store.path, NOW + HOUR)
        midnight = datetime(2026, 5, 12, 19, tzinfo=UTC)
        assert not nightly.is_due(store.path, midnight + 2 * HOUR)
        assert nightly.is_due(store.path, midnight + 3 * HOUR)
        assert nightly.make(store, NOW + HOUR) == copy


def test_a_week_of_days_and_a_month_of_weeks_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        for day in range(60):
            nightly.make(store, NOW + day * DAY)
        kept = [day for day, _ in nightly.copies(store.path)]
        assert len(kept) == 11
        newest = (NOW + 59 * DAY).date()
        assert kept[:7] == [newest - timedelta(days=back) for back in range(7)]
        assert [day.weekday() for day in kept[7:]] == [4, 6, 6, 6]
        (nightly.folder_of(store.path) / "nightly-2026-99-99.db").touch()
        assert len(nightly.copies(store.path)) == 11


def test_old_copies_from_before_a_restore_or_an_upgrade_go(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        nightly.make(store, NOW)
        folder = nightly.folder_of(store.path)
        undo = [folder / "before-restore-1.db", tmp_path / "store.db.v1-1.copy"]
        for path, age in ((undo[0], 6), (undo[1], 8)):
            path.write_bytes(b"x")
            moment = (NOW - age * DAY).timestamp()
            os.utime(path, (moment, moment))
        nightly.make(store, NOW)
        assert [path.exists() for path in undo] == [True, False]


def test_a_copy_that_is_not_whole_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        monkeypatch.setattr(store, "backup", lambda target: target.write_bytes(b"torn"))
        with pytest.raises(Damaged):
            nightly.make(store, NOW)
        assert nightly.copies(store.path) == []
        assert list(nightly.folder_of(store.path).iterdir()) == []


def test_a_folder_that_can_not_be_made_is_an_error_of_the_store(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        (tmp_path / "backups").write_bytes(b"a file")
        with pytest.raises(StoreError, match="folder of backups"):
            nightly.make(store, NOW)


def test_the_newest_whole_copy_is_found_and_put_in_place(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        assert nightly.newest_good(store.path) is None
        in_state(store, S.QUEUED)
        store.sent.merge()
        good = nightly.make(store, NOW)
        bad = nightly.make(store, NOW + DAY)
        path = store.path
    data = bytearray(bad.read_bytes())
    data[4096 * 5 : 4096 * 6] = os.urandom(4096)
    bad.write_bytes(data)
    path.write_bytes(b"damaged" * 1000)
    assert nightly.newest_good(path) == (NOW.date(), good)
    assert restore_backup(good, path, secrets_of(tmp_path), None, NOW + DAY)
    with opened(tmp_path, "Арман Техно") as store:
        assert store.orders.count(SHOP) == 1
        assert store.settings.shops()[0].pause_reason == "restored"


def test_copies_forget_what_the_database_forgets(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        sent_to_buyer(store)
        nightly.make(store, NOW)
        nightly.folder_of(store.path).joinpath("before-restore-1.db").write_bytes(b"can't be opened")
        path = store.path
    folder = nightly.folder_of(path)
    assert {word for _, word in traces(folder, TEXT, NAME)} == {TEXT, NAME}
    forget_in_copies(path, NOW + 31 * DAY)
    assert {word for _, word in traces(folder, TEXT, NAME)} == {NAME}
    forget_in_copies(path, NOW + 91 * DAY)
    assert traces(folder, TEXT, NAME, PHONE) == set()
    assert [path.name for path in folder.iterdir()] == ["nightly-2026-05-12.db"]


def test_one_buyer_is_forgotten_in_the_copies_too(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        sent_to_buyer(store)
        nightly.make(store, NOW)
        in_state(store, S.SENDING, "100000101")
        nightly.make(store, NOW + DAY)
        path = store.path
    nightly.forget_buyer_in_copies(path, secrets_of(tmp_path), PHONE, NOW + DAY)
    assert traces(nightly.folder_of(path), TEXT, NAME, PHONE) == set()
    assert [day for day, _ in nightly.copies(path)] == [NOW.date()]


def forget_in_copies(path: Path, now: datetime) -> None:
    """What the nightly job does after it has wiped the database."""
    nightly.forget_in_copies(
        path, secrets_of(path.parent), messages=now - 30 * DAY, orders=now - 90 * DAY, now=now
    )
