"""Files of every released version: each row is there after the upgrade, also after one that was cut short."""

import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import FileSecrets, Store
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.migrations import STEPS
from tests.store.desk import NOW, SECOND_SHOP, SHOP

SCHEMAS = Path(__file__).parent / "schemas"
OLD = range(1, len(STEPS))

Rows = dict[str, list[tuple[object, ...]]]


def old_file(path: Path, version: int) -> None:
    """A file as a program of this version left it, with rows in every table."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for name in (f"{version}.sql", f"{version}.rows.sql"):
            db.executescript((SCHEMAS / name).read_text(encoding="utf-8"))


def columns_of(path: Path) -> dict[str, list[str]]:
    """The columns of each table."""
    with closing(sqlite3.connect(path)) as db:
        tables = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")] for name in tables}


def rows_of(path: Path, columns: dict[str, list[str]]) -> Rows:
    """What stands in these columns."""
    with closing(sqlite3.connect(path)) as db:
        return {
            table: sorted(db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall(), key=repr)
            for table, names in columns.items()
        }


def upgraded(path: Path) -> None:
    """The file, opened by this program and closed again."""
    Store.open(path, FileSecrets(path.with_name("secrets.json")), NOW).close()


@pytest.mark.parametrize("version", OLD)
def test_every_table_of_an_old_file_has_rows(tmp_path: Path, version: int) -> None:
    """Or the tests below would say nothing about it."""
    path = tmp_path / "store.db"
    old_file(path, version)
    assert [table for table, rows in rows_of(path, columns_of(path)).items() if not rows] == []


@pytest.mark.parametrize("version", OLD)
def test_every_row_of_an_old_file_is_kept(tmp_path: Path, version: int) -> None:
    path = tmp_path / "store.db"
    old_file(path, version)
    columns = columns_of(path)
    before = rows_of(path, columns)
    upgraded(path)
    assert rows_of(path, columns) == before
    (copy,) = tmp_path.glob(f"store.db.v{version}-*.copy")
    assert rows_of(copy, columns) == before


def test_the_program_goes_on_with_what_the_first_version_knew(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    old_file(path, 1)
    with Store.open(path, FileSecrets(tmp_path / "secrets.json"), NOW) as store:
        first, second = store.settings.shops()
        assert (first.shop.name, first.shop.sending.hourly_limit) == ("Арман Техно", 15)
        assert (second.id, second.pause_reason) == (SECOND_SHOP, "by_person")
        assert {template.name for template in store.templates.list()} == {"Новый заказ", "Тапсырыс дайын"}
        states = {message.state for message in store.reports.messages(store.reports.message_ids(None))}
        assert states == set(MessageState)
        assert store.orders.count(SHOP) + store.orders.count(SECOND_SHOP) == 2000
        assert len(list(store.reports.export_orders())) == 2000
        assert [row.event for row in store.reports.events(SHOP, "100000002")] == [Event.NEW_ORDER]
        contact = store.contacts.get(SHOP, "77000000002")
        assert contact is not None and contact.opted_out_at is not None
        late = store.outbox.ack(SHOP, "W4", 3, NOW)
        assert late is not None and late.state is MessageState.READ


def test_a_restriction_that_was_a_pause_is_a_limit_of_the_session_now(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    old_file(path, 1)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE shops SET pause_reason = 'restricted', pause_since = 5, pause_until = 9")
    upgraded(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT DISTINCT pause_reason, pause_since FROM shops").fetchall() == [(None, None)]
        asked = "SELECT restriction, restricted_since, restricted_until FROM waha_sessions"
        assert db.execute(asked).fetchall() == [("timelock", 5, 9)] * 2


class Counted(Database):
    """A database that counts the statements that change it."""

    written = 0

    def write(self, sql: str, parameters: object = ()) -> int:
        """Count and do it."""
        self.reached()
        return super().write(sql, parameters)  # type: ignore[arg-type]

    def reached(self) -> None:
        """One more."""
        self.written += 1


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.desk import NOW
from tests.store.test_upgrades import Counted

class Killed(Counted):
    def reached(self):
        super().reached()
        if self.written == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

Killed(Path(sys.argv[1])).open(NOW)
"""


def statements(path: Path, version: int) -> int:
    """How many an upgrade from this version takes."""
    old_file(path, version)
    db = Counted(path)
    db.open(NOW)
    db.close()
    return db.written


@pytest.mark.parametrize("version", OLD)
def test_an_upgrade_that_is_killed_loses_nothing(tmp_path: Path, version: int) -> None:
    """At the first statement, in the middle, where everything is done but the version, and at the last."""
    number = statements(tmp_path / "whole.db", version)
    for at in sorted({1, 2, 5, number // 3, number // 2, number - 12, number - 2, number - 1, number}):
        path = tmp_path / f"killed-{at}.db"
        old_file(path, version)
        columns = columns_of(path)
        before = rows_of(path, columns)
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, str(path), str(at)], timeout=60, check=False, capture_output=True
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
        with closing(sqlite3.connect(path)) as db:
            # The last statement comes after the commit; all others leave the old version.
            assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS) if at == number else version,)
        upgraded(path)
        assert rows_of(path, columns) == before
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("version", OLD)
def test_a_kill_during_the_copy_leaves_no_half_of_one(tmp_path: Path, version: int) -> None:
    path = tmp_path / "store.db"
    old_file(path, version)
    killing = (
        "import os, signal, sys; from pathlib import Path;"
        "from kaspi_notifier.store.database import Database;"
        "db = Database(Path(sys.argv[1])); db._peewee.connect();"
        "db.copy(Path(sys.argv[2]), lambda done, total: os.kill(os.getpid(), signal.SIGKILL))"
    )
    copy = tmp_path / "store.db.v1-20260512T093000Z.copy"
    killed = subprocess.run([sys.executable, "-c", killing, str(path), str(copy)], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not copy.exists()
    before = rows_of(path, columns_of(path))
    upgraded(path)
    assert rows_of(copy, columns_of(copy)) == before


def test_the_rows_name_no_state_that_is_forgotten() -> None:
    """A state that the first version had and this test has not would go untried."""
    text = (SCHEMAS / "1.rows.sql").read_text(encoding="utf-8")
    assert {state for state in MessageState if re.search(rf"'{state.value}'", text)} == set(MessageState)
