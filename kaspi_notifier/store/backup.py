"""A backup: the database, the list of sent messages and, under a password, the secrets, in one file."""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from kaspi_notifier.store import sealed
from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.contacts import KEY
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.errors import Damaged, DiskFull, NewerFile
from kaspi_notifier.store.facade import JOURNAL, Store
from kaspi_notifier.store.journal import Journal
from kaspi_notifier.store.secrets import Secrets
from kaspi_notifier.store.sent import Sent
from kaspi_notifier.store.settings import secret_names

RESTORED = "restored"
"""The reason of the pause in which a shop begins after its data came from elsewhere."""

_DATABASE, _SECRETS, _MANIFEST = "database.db", "secrets.json", "manifest.json"
_SQLITE = b"SQLite format 3\0"
_VERSION = 1
_LARGEST_SMALL = 1_000_000
_LARGEST_JOURNAL = 1_000_000_000
_CHUNK = 1024 * 1024


Progress = Callable[[int, int], None]
"""Gets what is done and how much there is in all, for each step anew; may raise to stop."""


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    version: int = _VERSION
    made_at: datetime
    opt_out_key: str | None = None


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a backup; the texts stay in memory, for there are secrets among them."""

    texts: Mapping[str, bytes]
    files: Mapping[str, Path]

    def __repr__(self) -> str:
        return f"Parts({', '.join((*self.texts, *self.files))})"


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. `made_at` None: it is a nightly copy, the database alone.

    `is_from_here`: it was made from this very data folder, so what was sent since is known.
    """

    made_at: datetime | None
    shops: tuple[str, ...]
    messages: int
    has_secrets: bool
    is_from_here: bool


def collect(
    store: Store, folder: Path, now: datetime, *, with_secrets: bool, progress: Progress | None = None
) -> Parts:
    """Copy what a backup needs into the folder; on the database's thread. Raises `StoreError` and OSError."""
    copy, secrets = folder / _DATABASE, store.secrets
    store.backup(copy, progress)
    files = {_DATABASE: copy}
    if (journal := store.path.with_name(JOURNAL)).exists():
        files[JOURNAL] = Path(shutil.copyfile(journal, folder / JOURNAL))
    manifest = _Manifest(made_at=now, opt_out_key=secrets.get(KEY))
    texts = {_MANIFEST: msgspec.json.encode(manifest)}
    if with_secrets:
        texts[_SECRETS] = json.dumps(_all_secrets(copy, secrets)).encode()
    return Parts(texts=texts, files=files)


def pack(
    parts: Parts, folder: Path, target: Path, password: str | None, progress: Progress | None = None
) -> None:
    """Make one file of the parts, with a password a sealed one; on any thread but the database's.

    A file that was there stays as it was when this is stopped or fails. Raises OSError.
    """
    packed = folder / "packed"
    noted = progress or (lambda _done, _all: None)
    in_all = sum(path.stat().st_size for path in parts.files.values())
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.texts.items():
            archive.writestr(name, text)
        done = 0
        for name, path in parts.files.items():
            entry = zipfile.ZipInfo.from_file(path, name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w") as stream:
                while chunk := source.read(_CHUNK):
                    stream.write(chunk)
                    done += len(chunk)
                    noted(done, in_all)
    with packed.open("rb") as source, _replacing(target) as stream:
        if password is None:
            shutil.copyfileobj(source, stream)
        else:
            sealed.seal(source, stream, password)
        # The last moment at which it can still be stopped.
        noted(in_all, in_all)


def needs_password(source: Path) -> bool:
    """Whether the backup is sealed. Raises OSError."""
    with source.open("rb") as stream:
        return sealed.is_sealed(stream.read(len(sealed.MAGIC)))


def look_into(source: Path, database: Path, password: str | None, now: datetime) -> Contents:
    """See whether a backup can be restored here, and what it holds; nothing is changed.

    Raises `StoreError` and OSError, just as restoring it would.
    """
    with scratch(database.parent) as folder:
        manifest, given = _unpack(_unsealed(source, folder, password), folder)
        copy = folder / _DATABASE
        check_copy(copy)
        opened = Database(copy)
        opened.open(now, keeps_copy=False)
        try:
            return Contents(
                made_at=None if manifest is None else manifest.made_at,
                shops=tuple(name for (name,) in opened.rows("SELECT name FROM shops ORDER BY shop_id")),
                messages=opened.value("SELECT count(*) FROM whatsapp_messages_log"),
                has_secrets=bool(given),
                is_from_here=not _is_from_elsewhere(manifest, folder, database),
            )
        finally:
            opened.close()


def restore_backup(
    source: Path, database: Path, secrets: Secrets, password: str | None, now: datetime
) -> bool:
    """Put a backup, or a nightly copy, in the place of the database, which is not open; whether it is paused.

    A backup made from this very data folder goes on at once: the list of sent messages here knows what was
    sent since, and nothing goes out twice. In another folder nothing tells; there the shops begin paused,
    and all that is found at the first look counts as old. A nightly copy is taken when something broke, so
    it begins paused too. What was there is kept beside the copies. Raises `StoreError` and OSError;
    everything stays as it was then.
    """
    with scratch(database.parent) as folder:
        manifest, given = _unpack(_unsealed(source, folder, password), folder)
        is_foreign = _is_from_elsewhere(manifest, folder, database)
        is_paused = is_foreign or manifest is None
        names = _prepare(folder / _DATABASE, now, is_foreign=is_foreign, is_paused=is_paused)
        _merge_journal(folder / JOURNAL, database.with_name(JOURNAL))
        _put_in_place(folder / _DATABASE, database, now)
    for name in names:
        if name in given:
            secrets.set(name, given[name])
        elif is_foreign and manifest is not None:
            # What is kept here belongs to the shops that were here before.
            secrets.delete(name)
    if manifest is not None and manifest.opt_out_key is not None:
        secrets.set(KEY, manifest.opt_out_key)
    return is_paused


def _put_in_place(copy: Path, database: Path, now: datetime) -> None:
    """Replace a database that is not open; what was there is kept in the folder of backups."""
    keep = database.parent / "backups"
    keep.mkdir(mode=0o700, exist_ok=True)
    for tail in ("", "-wal", "-shm"):
        old = database.with_name(database.name + tail)
        if old.exists():
            kept = keep / f"before-restore-{now:%Y%m%dT%H%M%SZ}.db{tail}"
            # The name in use must never be free, not even when the power fails here.
            shutil.copy2(old, kept) if not tail else old.replace(kept)
    copy.replace(database)


def check_copy(path: Path) -> None:
    """Raise `Damaged` unless the file is a whole database of this program."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                raise Damaged("the copy of the database is damaged (integrity_check)")
        finally:
            connection.close()
    except sqlite3.Error:
        raise Damaged("the copy of the database is damaged") from None


def _all_secrets(copy: Path, secrets: Secrets) -> dict[str, str]:
    connection = sqlite3.connect(copy)
    try:
        shops = [row[0] for row in connection.execute("SELECT shop_id FROM shops")]
    finally:
        connection.close()
    found = {name: secrets.get(name) for shop_id in shops for name in secret_names(shop_id)}
    return {name: value for name, value in found.items() if value is not None}


def _unsealed(source: Path, folder: Path, password: str | None) -> Path:
    if not needs_password(source):
        return source
    if password is None:
        raise sealed.WrongPassword("the backup is under a password")
    plain = folder / "unsealed"
    with source.open("rb") as stream, plain.open("wb") as target:
        sealed.unseal(stream, target, password)
    return plain


def _unpack(plain: Path, folder: Path) -> tuple[_Manifest | None, dict[str, str]]:
    """Unpack a backup; a nightly copy is the database alone and has no manifest."""
    with plain.open("rb") as stream:
        if stream.read(len(_SQLITE)) == _SQLITE:
            shutil.copyfile(plain, folder / _DATABASE)
            return None, {}
    try:
        with zipfile.ZipFile(plain) as archive:
            return _unpack_archive(archive, folder)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, msgspec.MsgspecError):
        raise Damaged("the file is no backup of this program, or it is damaged") from None


def _unpack_archive(archive: zipfile.ZipFile, folder: Path) -> tuple[_Manifest, dict[str, str]]:
    manifest = msgspec.json.decode(_small(archive, _MANIFEST), type=_Manifest)
    if manifest.version > _VERSION:
        raise NewerFile("the backup was made by a newer version of Kaspi Notifier")
    given = {}
    if _SECRETS in archive.namelist():
        given = msgspec.json.decode(_small(archive, _SECRETS), type=dict[str, str])
    free = shutil.disk_usage(folder).free
    _extract(archive, _DATABASE, folder, limit=free)
    if JOURNAL in archive.namelist():
        _extract(archive, JOURNAL, folder, limit=min(free, _LARGEST_JOURNAL))
    return manifest, given


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        text = stream.read(_LARGEST_SMALL + 1)
    if len(text) > _LARGEST_SMALL:
        raise ValueError("too large")
    return text


def _extract(archive: zipfile.ZipFile, name: str, folder: Path, *, limit: int) -> None:
    """Never by the archive's own paths, and never more than it says and the disk takes."""
    if archive.getinfo(name).file_size > limit:
        raise DiskFull("there is not enough space on the disk for the backup")
    with archive.open(name) as stream, (folder / name).open("wb") as target:
        shutil.copyfileobj(stream, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())


def _is_from_elsewhere(manifest: _Manifest | None, folder: Path, database: Path) -> bool:
    """A nightly copy comes from here if anything was ever sent here."""
    theirs, ours = folder / JOURNAL, database.with_name(JOURNAL)
    return not ours.exists() if manifest is None else _is_foreign(theirs, ours)


def _is_foreign(theirs: Path, ours: Path) -> bool:
    if not theirs.exists() or not ours.exists():
        return True
    names = []
    for path in (theirs, ours):
        journal = Journal(path)
        names.append(journal.id)
        journal.close()
    return names[0] != names[1]


def _prepare(copy: Path, now: datetime, *, is_foreign: bool, is_paused: bool) -> list[str]:
    """Bring the copy to this version's schema and note in it what it is; the names of its secrets."""
    check_copy(copy)
    database = Database(copy)
    database.open(now, keeps_copy=False)
    try:
        Sent(database, Journal(copy.with_name("unused"))).mark_copy(now)
        with database.transaction():
            if is_paused:
                database.write(
                    "UPDATE shops SET pause_reason = ?, pause_since = ?, pause_until = NULL",
                    (RESTORED, ms(now)),
                )
            if is_foreign:
                database.write("UPDATE shops SET baseline_at = NULL")
        shops = [shop_id for (shop_id,) in database.rows("SELECT shop_id FROM shops")]
    finally:
        database.close()
    return [name for shop_id in shops for name in secret_names(shop_id)]


def _merge_journal(theirs: Path, ours: Path) -> None:
    if not theirs.exists():
        return
    there, here = Journal(theirs), Journal(ours)
    try:
        here.extend(there.records())
    finally:
        there.close()
        here.close()


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder for what is being packed: on the disk that holds the data anyway, and gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix=".backup-", dir=folder))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=".backup-", suffix=".part", dir=target.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
