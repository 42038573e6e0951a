"""Everything in one file and back: whole, sealed, and without a message going out twice."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import Damaged, DiskFull, FileSecrets, NewerFile, Store, sealed
from kaspi_notifier.store.backup import (
    Contents,
    Progress,
    collect,
    look_into,
    needs_password,
    pack,
    restore_backup,
    scratch,
)
from kaspi_notifier.store.contacts import KEY
from tests.store.desk import DAY, HOUR, NOW, SHOP, frozen, got, opened

S = MessageState
PASSWORD = "пароль с пробелами"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is half a second a guess."""
    monkeypatch.setattr(sealed, "_COST", 4)


def secrets_of(folder: Path) -> FileSecrets:
    """The secrets beside the store of `opened`."""
    return FileSecrets(folder / "secrets.json")


def write(store: Store, target: Path, password: str | None, progress: Progress | None = None) -> None:
    """Both halves, one after the other."""
    with scratch(store.path.parent) as folder:
        parts = collect(store, folder, NOW, with_secrets=password is not None, progress=progress)
        pack(parts, folder, target, password, progress)


def saved(folder: Path, password: str | None = PASSWORD) -> Path:
    """A backup of a shop with one waiting and one sent message, and a refusal without a phone."""
    with opened(folder, "Арман Техно") as store:
        frozen(store)
        store.outbox.claim(frozen(store, "100000002").id, NOW)
        store.contacts.opt_out(SHOP, "77000000009", NOW)
        store.privacy.forget("77000000009", NOW)
        store.settings.set_baseline(SHOP, NOW)
        store.sent.merge()
        target = folder / "backup.kn"
        write(store, target, password)
    return target


def restored(source: Path, folder: Path, password: str | None = PASSWORD) -> bool:
    """Put it in the place of the store of `opened`."""
    return restore_backup(source, folder / "store.db", secrets_of(folder), password, NOW + DAY)


def reopened(folder: Path) -> Store:
    """The store of a folder as it is."""
    return Store.open(folder / "store.db", secrets_of(folder), NOW)


def test_here_it_goes_on_and_asks_about_what_was_sent_since(tmp_path: Path) -> None:
    backup = saved(tmp_path)
    with opened(tmp_path, "Арман Техно") as store:
        (waiting,) = store.outbox.of_order(SHOP, "100000001")
        assert store.outbox.claim(waiting.id, NOW + HOUR)
        store.outbox.accept(waiting.id, wa_id="W100000001", ack=2, now=NOW + HOUR)
        later = frozen(store, "100000003").id
        assert store.outbox.claim(later, NOW + HOUR)

    assert not restored(backup, tmp_path)
    with reopened(tmp_path) as store:
        (shop,) = store.settings.shops()
        assert (shop.pause_reason, shop.baseline_at) == (None, NOW)
        assert store.sent.merge() == [waiting.id]
        assert not store.outbox.claim(frozen(store, "100000003").id, NOW + DAY)
        assert got(store, frozen(store, "100000004").id).state is S.QUEUED
    kept = list((tmp_path / "backups").glob("before-restore-*.db"))
    assert len(kept) == 1
    assert list(tmp_path.glob(".backup*")) == []


def test_elsewhere_it_begins_paused_and_knows_nothing_for_new(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    backup = saved(old)
    with opened(new, "Другой", "Третий"):
        pass
    assert restored(backup, new)
    with reopened(new) as store:
        (shop,) = store.settings.shops()
        assert (shop.shop.name, shop.pause_reason, shop.baseline_at) == ("Арман Техно", "restored", None)
        assert shop.shop.kaspi.token and shop.shop.waha.api_key == "key"
        store.sent.merge()
        assert store.sent.journal.count == 1
        contact = store.contacts.get(SHOP, "77000000009")
        assert contact is not None and contact.opted_out_at == NOW


def test_a_copied_list_of_another_folder_is_taken_along(tmp_path: Path) -> None:
    """A shop that was restored elsewhere, worked there, and is restored back."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    assert restored(saved(old), new)
    with reopened(new) as store:
        store.sent.merge()
        store.outbox.claim(store.outbox.of_order(SHOP, "100000001")[0].id, NOW + HOUR)
        write(store, new / "b", None)
    assert restored(new / "b", old, None)
    with reopened(old) as store:
        assert store.sent.merge() == []
        assert store.outbox.of_order(SHOP, "100000001")[0].state is S.SENDING


def test_without_a_password_no_secret_leaves(tmp_path: Path) -> None:
    backup = saved(tmp_path, None)
    assert not needs_password(backup)
    with zipfile.ZipFile(backup) as archive:
        assert set(archive.namelist()) == {"manifest.json", "database.db", "sent.journal"}
        everything = b"".join(archive.read(name) for name in archive.namelist())
    secrets = json.loads((tmp_path / "secrets.json").read_bytes())
    assert secrets["shop/1/kaspi_token"].encode() not in everything
    assert secrets[KEY].encode() in everything
    assert not restored(backup, tmp_path, None)
    new = tmp_path / "new"
    new.mkdir()
    with opened(new, "Другой"):
        pass
    assert restored(backup, new, None)
    with reopened(new) as store:
        assert store.settings.shops()[0].shop.kaspi.token == ""


def test_what_is_being_packed_shows_no_secret(tmp_path: Path) -> None:
    with opened(tmp_path) as store, scratch(tmp_path) as folder:
        store.secrets.set(KEY, "made-up secret")
        parts = collect(store, folder, NOW, with_secrets=True)
    assert b"made-up secret" in b"".join(parts.texts.values())
    assert "made-up" not in repr(parts)


def test_a_nightly_copy_is_taken_too(tmp_path: Path) -> None:
    saved(tmp_path)
    with reopened(tmp_path) as store:
        store.backup(tmp_path / "copy.db")
    assert restored(tmp_path / "copy.db", tmp_path, None)
    with reopened(tmp_path) as store:
        (shop,) = store.settings.shops()
        assert (shop.pause_reason, shop.baseline_at) == ("restored", NOW)
        assert shop.shop.kaspi.token


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    assert saved(tmp_path, None).stat().st_mode & 0o077 == 0


def test_a_wrong_password_changes_nothing(tmp_path: Path) -> None:
    backup = saved(tmp_path)
    assert needs_password(backup)
    before = (tmp_path / "store.db").read_bytes()
    for password in ("falsch", "", None):
        with pytest.raises(sealed.WrongPassword):
            restored(backup, tmp_path, password)
    assert (tmp_path / "store.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-20],
        lambda data: data[: len(data) // 2],
        lambda data: data[:20],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:11] + bytes([data[11] ^ 1]) + data[12:],
        lambda data: data[:10] + b"\x1f" + data[11:],
        lambda data: data + b"more",
    ],
)
def test_a_sealed_file_can_not_be_cut_or_changed(tmp_path: Path, spoil: object) -> None:
    backup = saved(tmp_path)
    backup.write_bytes(spoil(backup.read_bytes()))  # type: ignore[operator]
    with pytest.raises(sealed.WrongPassword):
        restored(backup, tmp_path)


def test_chunks_can_not_change_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_CHUNK", 8)
    for length in (0, 7, 8, 9, 16, 24):
        plain, closed = os.urandom(length), io.BytesIO()
        sealed.seal(io.BytesIO(plain), closed, PASSWORD)
        opened_again = io.BytesIO()
        sealed.unseal(io.BytesIO(closed.getvalue()), opened_again, PASSWORD)
        assert opened_again.getvalue() == plain
    data = closed.getvalue()
    head, first, second, last = data[:-72], data[-72:-48], data[-48:-24], data[-24:]
    for chunks in ((second, first, last), (first, last), (first, second), (first, first, last)):
        with pytest.raises(sealed.WrongPassword):
            sealed.unseal(io.BytesIO(head + b"".join(chunks)), io.BytesIO(), PASSWORD)


def archive_of(**files: bytes) -> bytes:
    """A zip with these files; `_` in a name stands for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


MANIFEST = b'{"made_at": "2026-05-12T09:30:00Z"}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just some text",
        archive_of(),
        archive_of(manifest_json=MANIFEST),
        archive_of(manifest_json=b"[]", database_db=b"x"),
        archive_of(manifest_json=b"{" * 2_000_000, database_db=b"x"),
        archive_of(manifest_json=MANIFEST, secrets_json=b"[1]", database_db=b"x"),
        archive_of(manifest_json=MANIFEST, database_db=b"no database"),
        b"SQLite format 3\0" + bytes(5000),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(tmp_path: Path, content: bytes) -> None:
    saved(tmp_path)
    before = (tmp_path / "store.db").read_bytes()
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Damaged):
        restored(tmp_path / "file", tmp_path)
    assert (tmp_path / "store.db").read_bytes() == before


def test_a_backup_that_does_not_fit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = saved(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _Full())
    with pytest.raises(DiskFull, match="not enough space"):
        restored(backup, tmp_path)


def test_what_a_backup_holds_is_told_before_anything_changes(tmp_path: Path) -> None:
    backup = saved(tmp_path)
    found = look_into(backup, tmp_path / "store.db", PASSWORD, NOW)
    shops = ("Арман Техно",)
    assert found == Contents(made_at=NOW, shops=shops, messages=2, has_secrets=True, is_from_here=True)
    with pytest.raises(sealed.WrongPassword):
        look_into(backup, tmp_path / "store.db", "falsch", NOW)
    new = tmp_path / "new"
    new.mkdir()
    assert not look_into(backup, new / "store.db", PASSWORD, NOW).is_from_here
    with reopened(tmp_path) as store:
        store.backup(tmp_path / "copy.db")
        # While the program works with the very same folder.
        nightly = look_into(tmp_path / "copy.db", tmp_path / "store.db", None, NOW)
    assert nightly == Contents(made_at=None, shops=shops, messages=2, has_secrets=False, is_from_here=True)
    assert list(tmp_path.glob(".backup*")) == []
    assert not (tmp_path / "backups").exists()


def test_a_backup_of_a_newer_program_is_refused_by_name(tmp_path: Path) -> None:
    saved(tmp_path)
    newer = b'{"made_at": "2026-05-12T09:30:00Z", "version": 2}'
    (tmp_path / "file").write_bytes(archive_of(manifest_json=newer, database_db=b"x"))
    with pytest.raises(NewerFile):
        look_into(tmp_path / "file", tmp_path / "store.db", None, NOW)
    with pytest.raises(NewerFile):
        restored(tmp_path / "file", tmp_path, None)


class Stopped(Exception):
    """Somebody pressed Cancel."""


class _Full:
    free = 0


def test_a_leftover_log_goes_along_with_the_old_file(tmp_path: Path) -> None:
    backup = saved(tmp_path)
    (tmp_path / "store.db").write_bytes(b"broken")
    (tmp_path / "store.db-wal").write_bytes(b"of the broken one")
    assert not restored(backup, tmp_path)
    names = sorted(path.name.partition(".")[2] for path in (tmp_path / "backups").iterdir())
    assert names == ["db", "db-wal"]
    with reopened(tmp_path) as store:
        assert store.orders.count(SHOP) == 2


def test_a_backup_that_can_not_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    backup = saved(tmp_path)
    before = backup.read_bytes()

    def stop(_done: int, _whole: int) -> None:
        raise Stopped

    def stop_late(done: int, whole: int) -> None:
        if ends[-1:] == [whole] and done == whole:
            raise Stopped
        if done == whole:
            ends.append(whole)

    ends: list[int] = []
    with opened(tmp_path, "Арман Техно") as store:
        with pytest.raises(Stopped):
            write(store, backup, None, stop)
        with pytest.raises(Stopped):
            write(store, backup, None, stop_late)
        with pytest.raises(OSError, match="directory"):
            write(store, tmp_path / "no" / "b", None)
        (tmp_path / "folder").mkdir()
        with pytest.raises(OSError, match="directory"):
            write(store, tmp_path / "folder", None)
    assert backup.read_bytes() == before
    assert list(tmp_path.glob(".backup*")) == []
