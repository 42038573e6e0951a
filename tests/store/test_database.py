"""The file: made, upgraded, refused, copied, and what it does when something is in the way."""

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import (
    AlreadyFrozen,
    Damaged,
    DiskFull,
    FileSecrets,
    Locked,
    NewerFile,
    ReadOnly,
    Store,
    StoreError,
)
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.migrations import STEPS
from tests.store.desk import NOW, in_state, ingest, opened, order, queued

SCHEMAS = Path(__file__).parent / "schemas"
NEXT_STEP = ("CREATE TABLE later (shop_id INTEGER) STRICT",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a file is to be."""
    return tmp_path / "store.db"


def database(path: Path) -> Database:
    """The file, open."""
    db = Database(path)
    db.open(NOW)
    return db


def schema(path: Path) -> str:
    """The schema of a file as SQL, without the tables that FTS5 makes for itself."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND NOT (type = 'table' AND name GLOB '*_words_*') ORDER BY rowid"
    )
    text = "".join(dedent(sql).strip() + ";\n\n" for (sql,) in rows)
    connection.close()
    return text


def test_the_file_is_as_durable_as_sqlite_can_make_it(path: Path) -> None:
    db = database(path)
    pragmas = {name: db.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.value("PRAGMA busy_timeout") == 5000
    assert db.value("PRAGMA secure_delete") == 1
    db.close()
    db.close()


def test_the_schema_is_the_released_one(path: Path) -> None:
    database(path).close()

    for version in range(1, len(STEPS) + 1):
        assert (SCHEMAS / f"{version}.sql").exists(), "write down the schema of each version"
    assert schema(path) == (SCHEMAS / f"{len(STEPS)}.sql").read_text()


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_an_upgraded_file_is_like_a_fresh_one(path: Path, tmp_path: Path, version: int) -> None:
    old = sqlite3.connect(path)
    old.executescript((SCHEMAS / f"{version}.sql").read_text())
    old.execute(f"PRAGMA user_version = {version}")
    old.execute("PRAGMA application_id = 0x4B4E4F54")
    old.close()
    fresh = tmp_path / "fresh.db"
    for file in (path, fresh):
        db = Database(file)
        db.open(NOW, [*STEPS, NEXT_STEP])
        assert db.value("PRAGMA user_version") == len(STEPS) + 1
        db.close()

    assert schema(path) == schema(fresh)


def test_a_file_is_copied_before_it_is_upgraded(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        ingest(store, order())
    db = Database(path)
    db.open(NOW, [*STEPS, NEXT_STEP])
    db.close()

    (copy,) = tmp_path.glob("store.db.v2-20260512T093000Z.copy")
    with Store.open(copy, FileSecrets(tmp_path / "s.json"), NOW) as store:
        assert store.orders.count(1) == 1
    with pytest.raises(NewerFile):
        Store.open(path, FileSecrets(tmp_path / "s.json"), NOW)


def test_the_rows_of_the_first_version_are_kept(path: Path) -> None:
    old = sqlite3.connect(path)
    old.executescript((SCHEMAS / "1.sql").read_text())
    old.executescript(
        """
        INSERT INTO shops (shop_id, name, position) VALUES (1, 'Арман Техно', 0);
        INSERT INTO orders SELECT 1, 1, '100000001', 5, 6, 0, 0, 'k1', 'NEW', 'APPROVED_BY_BANK',
            'DELIVERY_LOCAL', 4, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '12990', 'Айгүл', '',
            '7000000001', 0, '', 'Алматы', '', NULL, '100000001';
        INSERT INTO whatsapp_messages_log (id, shop_id, order_code, event, template_name, phone, chat_id,
            text, wa_id, state, attempts, created_at, happened_at, due_at, expires_at, accepted_at, search)
        VALUES (7, 1, '100000001', 'new_order', 'Новый заказ', '77000000001', '77000000001@c.us',
            'Здравствуйте', 'W1', 'sent', 1, 10, 9, 10, 99, 12, '100000001');
        INSERT INTO message_history VALUES (3, 1, 7, 10, NULL, 'queued', NULL, '', 'program');
        PRAGMA user_version = 1;
        PRAGMA application_id = 0x4B4E4F54;
        """
    )
    old.close()
    with Store.open(path, FileSecrets(path.with_name("s.json")), NOW) as store:
        message = store.outbox.get(7)
        assert message is not None
        assert (message.kind, message.event, message.text) == (Kind.EVENT, Event.NEW_ORDER, "Здравствуйте")
        assert [row.id for row in store.reports.history(7)] == [3]
        with pytest.raises(StoreError):
            store.orders._db.write("UPDATE whatsapp_messages_log SET text = 'other'")
    assert len(list(path.parent.glob("store.db.v1-*.copy"))) == 1


def test_a_file_whose_rows_lead_nowhere_is_refused(path: Path) -> None:
    database(path).close()
    broken = sqlite3.connect(path)
    broken.execute("INSERT INTO contacts (shop_id, phone) VALUES (77, '77000000001')")
    broken.commit()
    broken.close()
    db = Database(path)
    with pytest.raises(Damaged):
        db.open(NOW, [*STEPS, NEXT_STEP])


def test_a_failed_upgrade_leaves_the_file_as_it_was(path: Path) -> None:
    database(path).close()
    before = schema(path)

    db = Database(path)
    with pytest.raises(StoreError):
        db.open(NOW, [*STEPS, (*NEXT_STEP, "THIS IS NO SQL")])

    assert schema(path) == before
    db = database(path)
    db.close()


def test_a_file_that_is_no_database_is_refused_and_kept(path: Path) -> None:
    path.write_bytes(b"orders of the year\n" * 100)
    before = path.read_bytes()

    with pytest.raises(Damaged):
        database(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (name)")
    other.close()

    with pytest.raises(Damaged, match="another program"):
        database(path)


def test_a_file_with_a_broken_page_is_refused(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        ingest(store, *(order(str(100000000 + n)) for n in range(200)))
    content = bytearray(path.read_bytes())
    for start in range(40 * 4096, 60 * 4096, 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)

    with pytest.raises(Damaged):
        database(path)


def test_a_big_file_is_checked_only_after_a_crash(path: Path) -> None:
    db = database(path)
    db.write("INSERT INTO shops (name) VALUES (?)", ["x" * 33 * 1024 * 1024])
    db.close()
    with path.open("r+b") as file:
        file.seek(20 * 1024 * 1024)
        file.write(b"\xff" * 8192)

    database(path).close()
    path.with_name("store.db-wal").write_bytes(b"left by a crash")
    with pytest.raises(Damaged):
        database(path)


def test_damage_is_found_when_asked_for(store: Store) -> None:
    store.check()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadOnly):
        database(tmp_path)


def test_a_second_writer_is_told_that_the_file_is_in_use(path: Path) -> None:
    first, second = database(path), database(path)
    second.row("PRAGMA busy_timeout = 20")
    with first.transaction(), pytest.raises(Locked), second.transaction():
        pass
    first.close()
    second.close()


def test_a_full_disk_is_called_one_and_nothing_is_half_written(path: Path) -> None:
    db = database(path)
    db.row(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(DiskFull), db.transaction():
        db.write_many("INSERT INTO shops (name) VALUES (?)", [(str(n) * 999,) for n in range(99)])
    assert db.value("SELECT count(*) FROM shops") == 0
    db.close()


def test_a_file_that_can_not_be_written_is_called_so(path: Path) -> None:
    db = database(path)
    db.row("PRAGMA query_only = 1")
    with pytest.raises(ReadOnly):
        db.write("INSERT INTO shops (name) VALUES ('x')")
    db.close()


def test_errors_tell_no_data(path: Path) -> None:
    db = database(path)
    db.write("INSERT INTO shops (name) VALUES ('Айгүл')")
    with pytest.raises(StoreError) as refused:
        db.write("INSERT INTO shops (name) VALUES ('Айгүл')")
    with pytest.raises(StoreError) as unfit:
        db.row("SELECT ?", [object()])
    assert str(refused.value) == "the database refused an operation (SQLITE_CONSTRAINT_UNIQUE)"
    assert str(unfit.value).startswith("the database refused an operation (")
    assert refused.value.__cause__ is None
    db.close()


def test_statements_with_buyers_data_stay_out_of_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ingest(store, order())
    assert "100000001" not in caplog.text


def test_sqlite_itself_guards_what_is_frozen_and_history(tmp_path: Path, path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        in_state(store, in_state(store, queued(store).state, "100000002").state, "100000003")
    db = database(path)
    for column in ("wa_id", "text", "chat_id"):
        with pytest.raises(AlreadyFrozen):
            db.write(f"UPDATE whatsapp_messages_log SET {column} = 'other'  WHERE text IS NOT NULL")
    with pytest.raises(AlreadyFrozen):
        db.write("DELETE FROM message_history")
    with pytest.raises(AlreadyFrozen):
        db.write("UPDATE message_history SET after = 'sent'")
    db.close()


def test_a_backup_is_whole_and_tells_how_far_it_is(store: Store, tmp_path: Path) -> None:
    ingest(store, *(order(str(100000000 + n)) for n in range(500)))
    told: list[tuple[int, int]] = []
    target = tmp_path / "copy.db"
    target.write_text("an older one")

    store.backup(target, lambda done, total: told.append((done, total)))
    store.backup(tmp_path / "quiet.db")

    assert told
    assert told[-1][0] == told[-1][1]
    with Store.open(target, FileSecrets(tmp_path / "s.json"), NOW) as copy:
        assert copy.orders.count(1) == 500
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_that_is_stopped_leaves_the_older_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("an older one")

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises((InterruptedError, StoreError)):
        store.backup(target, stop)
    assert target.read_text() == "an older one"
    with pytest.raises(StoreError):
        store.backup(tmp_path / "no folder" / "copy.db")


KILLED = """
import sys
from pathlib import Path
from kaspi_notifier.store.database import Database
from tests.store.desk import NOW

db = Database(Path(sys.argv[1]))
db.open(NOW)
db.write("INSERT INTO shops (name) VALUES ('committed')")
with db.transaction():
    db.write_many("INSERT INTO shops (name) VALUES (?)", [(str(n) * 500,) for n in range(5000)])
    print("inside", flush=True)
    sys.stdin.read()
"""


def test_a_process_killed_inside_a_transaction_leaves_what_was_committed(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"inside\n"
        child.kill()

    db = database(path)
    assert db.rows("SELECT name FROM shops") == [("committed",)]
    db.check()
    db.close()
