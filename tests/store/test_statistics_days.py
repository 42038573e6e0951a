"""Days that were counted once and kept: equal to a recount whatever happens to their messages afterwards."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.domain.message import ForbiddenMove, Kind, Reason
from kaspi_notifier.store import Decision, Draft, FileSecrets, Store, StoreError
from kaspi_notifier.store.errors import AlreadyFrozen, Busy
from tests.store.desk import DAY, HOUR, NOW, SECOND_SHOP, SHOP, ingest, opened, order
from tests.store.test_statistics import FIRST, LAST, MODES, MOMENTS, Replies, recounted, reply, send, shown

NAMES = ("Арман Техно", "Вторая")
REFUSED = (ForbiddenMove, AlreadyFrozen, Busy, KeyError)


def said(path: Path) -> Replies:
    """What buyers wrote, as it stands in the file."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(
            "SELECT phone, at FROM chat_messages JOIN chats ON chats.id = chat"
            " WHERE chat_messages.shop_id = ? AND from_me = 0",
            (SHOP,),
        ).fetchall()
    return [(phone, datetime.fromtimestamp(at / 1000, NOW.tzinfo)) for phone, at in rows]


def is_recount(store: Store, first: date = FIRST, last: date = LAST) -> bool:
    """Whether the statistics are what a look at every row gives; the difference is shown."""
    found = store.statistics.of(SHOP, first, last)
    rows = recounted(store, first, last, said(store.path))
    assert shown(found) == rows
    days = store.statistics.days(SHOP, first, last)
    assert [(day.day, day.count, day.not_sent) for day in days] == rows["days"]
    length = last - first + DAY
    before = recounted(store, first - length, last - length, said(store.path))
    assert found.before == before["total"]
    assert found.not_sent_before == sum(before["not_sent"].values())  # type: ignore[attr-defined]
    return True


def kept(store: Store) -> set[date]:
    """The days that stand counted in the file."""
    with closing(sqlite3.connect(store.path)) as db:
        rows = db.execute("SELECT starts FROM statistics_days").fetchall()
    return {almaty_day(datetime.fromtimestamp(starts / 1000, NOW.tzinfo)) for (starts,) in rows}


def keep(store: Store, now: datetime = NOW + 3 * DAY) -> None:
    """The work of a night."""
    for _step in store.statistics.keep_up(now):
        pass


class Hands:
    """Whatever may happen to the messages of a shop, to one of them or to one buyer at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.orders = 0
        self.has_second = True

    def a_new_order(self, which: int, at: datetime) -> None:
        self.orders += 1
        phone = f"700000000{which % 4}"
        seen = order(f"1000000{self.orders:02}", delivery_mode=MODES[which % 2], buyer_phone=phone)
        ingest(self.store, msgspec.structs.replace(seen, approved_at=at), now=at)

    def by_hand(self, which: int, at: datetime) -> None:
        kind = (Kind.BY_HAND, Kind.TEST)[which % 2]
        draft = Draft(kind=kind, text="text", phone=f"7700000000{which % 4}", by="person")
        self.store.outbox.write(SHOP, draft, at)

    def leaves(self, which: int, at: datetime) -> None:
        message = self.store.outbox.get(which)
        assert message is not None
        send(self.store, message, at, which % 4)

    def tick(self, which: int, at: datetime) -> None:
        self.store.outbox.ack(SHOP, f"W{which}", 3 - which % 3, at)

    def refused_late(self, which: int, at: datetime) -> None:
        self.store.outbox.ack(SHOP, f"W{which}", -1, at)

    def held(self, which: int, at: datetime) -> None:
        self.store.outbox.hold(which, error="463", now=at)

    def released(self, _which: int, at: datetime) -> None:
        self.store.outbox.release_held(SHOP, at)

    def fails(self, which: int, at: datetime) -> None:
        self.store.outbox.fail(which, reason=list(Reason)[which % len(Reason)], error="", now=at)

    def again(self, which: int, at: datetime) -> None:
        self.store.outbox.decide(which, Decision.SEND_AGAIN, at)

    def replaced(self, which: int, at: datetime) -> None:
        self.store.outbox.skip(which, reason=Reason.SUPERSEDED, now=at)

    def replies(self, which: int, at: datetime) -> None:
        shops = (SHOP, SHOP, SECOND_SHOP) if self.has_second else (SHOP,)
        reply(self.store, f"7700000000{which % 4}", at, shops[which % len(shops)])

    def wiped(self, _which: int, at: datetime) -> None:
        for _step in self.store.privacy.wipe(at - DAY, at - DAY, at):
            pass

    def forgotten(self, which: int, at: datetime) -> None:
        self.store.privacy.forget(f"7700000000{which % 4}", at)

    def other_shop_goes(self, _which: int, _at: datetime) -> None:
        self.store.removal.remove_shop(SECOND_SHOP)
        self.has_second = False

    def night(self, _which: int, at: datetime) -> None:
        keep(self.store, at)

    def late_night(self, _which: int, _at: datetime) -> None:
        keep(self.store)


DEEDS: list[Callable[[Hands, int, datetime], None]] = [
    deed for name, deed in vars(Hands).items() if not name.startswith("_")
]
# What makes messages and days comes up most often.
OFTEN = [Hands.a_new_order, Hands.leaves, Hands.late_night]
HAPPENINGS = st.lists(
    st.tuples(st.sampled_from([*DEEDS, *OFTEN, *OFTEN]), st.integers(1, 6), MOMENTS), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(HAPPENINGS)
def test_equal_to_a_recount_after_anything(
    happenings: list[tuple[Callable[[Hands, int, datetime], None], int, datetime]],
) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder), *NAMES) as store:
        hands = Hands(store)
        for number, (deed, which, at) in enumerate(happenings):
            with suppress(*REFUSED, AssertionError):
                deed(hands, which, at)
            if number % 5 == 4:
                assert is_recount(store)
        assert is_recount(store)


def sent_long_ago(store: Store, *acks: int) -> list[int]:
    """Messages that left on the first of three days, all of which are kept."""
    for number, ack in enumerate(acks, start=1):
        ingest(store, order(f"10000000{number}"), now=NOW - 2 * DAY)
        send(store, store.outbox.of_order(SHOP, f"10000000{number}")[0], NOW - 2 * DAY, ack)
    keep(store)
    assert FIRST in kept(store)
    return list(range(1, len(acks) + 1))


def change(path: Path, *statements: str) -> None:
    """Write to the file behind the store's back."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_a_kept_day_is_not_counted_again(store: Store) -> None:
    """Which shows in a file in which the rows are not what was counted."""
    sent_long_ago(store, 1, 1)
    change(store.path, "UPDATE whatsapp_messages_log SET template_name = 'another'")
    assert "another" not in store.statistics.of(SHOP, FIRST, LAST).templates


def lose(path: Path) -> None:
    change(path, "DELETE FROM statistics_days", "DELETE FROM statistics_marks")


@pytest.mark.parametrize(
    "deed",
    [
        lambda store: store.outbox.ack(SHOP, "W1", 3, NOW),
        lambda store: store.outbox.ack(SHOP, "W1", -1, NOW),
        lambda store: store.outbox.hold(1, error="463", now=NOW),
        lambda store: store.privacy.forget("77000000001", NOW),
        lambda store: reply(store, "77000000002", NOW - DAY),
        lambda store: lose(store.path),
        lambda store: change(store.path, "UPDATE statistics_days SET ends = ends + 1"),
    ],
    ids=("read late", "refused late", "held", "forgotten", "answered late", "days lost", "other zone"),
)
def test_a_day_whose_messages_change_is_counted_again(store: Store, deed: Callable[[Store], object]) -> None:
    sent_long_ago(store, 0, 1)
    reply(store, "77000000001", NOW - 2 * DAY + HOUR)
    keep(store)
    before = store.statistics.of(SHOP, FIRST, LAST)
    deed(store)
    assert is_recount(store)
    keep(store)
    assert FIRST in kept(store)
    assert is_recount(store)
    assert before.total.replied == 1


def test_a_reply_whose_id_comes_again_is_seen(store: Store) -> None:
    sent_long_ago(store, 1, 1)
    reply(store, "77000000001", NOW - 2 * DAY + HOUR)
    keep(store)
    store.conversations.forget(NOW)
    reply(store, "77000000002", NOW - 2 * DAY + HOUR)
    assert store.statistics.of(SHOP, FIRST, LAST).total.replied == 1
    assert is_recount(store)


def test_moves_whose_ids_come_again_are_seen(store: Store) -> None:
    """The shop whose moves were the newest is removed, and its ids are given anew."""
    sent_long_ago(store, 1)
    ingest(store, order("200000001"), shop=SECOND_SHOP)
    keep(store)
    store.removal.remove_shop(SECOND_SHOP)
    store.outbox.ack(SHOP, "W1", 3, NOW)
    assert store.statistics.of(SHOP, FIRST, LAST).total.read == 1


def many(path: Path) -> None:
    """Copies of the only message, so many that a look at them is remembered."""
    with closing(sqlite3.connect(path)) as db, db:
        names = [row[1] for row in db.execute("PRAGMA table_info(whatsapp_messages_log)")]
        taken = ", ".join(name for name in names if name not in ("id", "wa_id", "event", "order_code"))
        db.execute(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5001)"
            f" INSERT INTO whatsapp_messages_log ({taken}) SELECT {taken} FROM n, whatsapp_messages_log"
        )


def test_a_costly_look_is_remembered(store: Store) -> None:
    sent_long_ago(store, 1)
    lose(store.path)
    many(store.path)
    assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 5002
    assert kept(store) == {FIRST - 3 * DAY + number * DAY for number in range(6)}
    assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 5002


def test_a_full_disk_does_not_keep_them_from_being_shown(store: Store) -> None:
    sent_long_ago(store, 1)
    lose(store.path)
    many(store.path)
    change(
        store.path,
        "CREATE TRIGGER full BEFORE INSERT ON statistics_days BEGIN SELECT raise(ABORT, 'full'); END",
    )
    assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 5002
    assert kept(store) == set()
    with pytest.raises(StoreError):
        keep(store)


def test_a_look_during_which_another_program_wrote_is_not_remembered(tmp_path: Path) -> None:
    with opened(tmp_path, *NAMES) as store:
        sent_long_ago(store, 1)
        lose(store.path)
        many(store.path)
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            counted = store.statistics._days._count

            def meddled(shop_id: int, day: date) -> object:
                other.execute("UPDATE shops SET name = name || '.' WHERE shop_id = 2")
                return counted(shop_id, day)

            store.statistics._days._count = meddled  # type: ignore[method-assign, assignment]
            assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 5002
        assert kept(store) == set()
    with Store.open(tmp_path / "store.db", FileSecrets(tmp_path / "secrets.json"), NOW) as store:
        assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 5002
        assert kept(store)
