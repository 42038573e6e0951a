"""The list of sent messages beside the database: nothing is sent twice, whatever copy is put in its place."""

import shutil
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.store import DiskFull, Draft, StoreError
from kaspi_notifier.store.journal import Journal, mark_of
from tests.store.desk import DAY, HOUR, NOW, SHOP, frozen, got, ingest, opened, order, queued

S = MessageState


def marks(path: Path) -> list[tuple[bytes, int]]:
    """What a journal file holds."""
    journal = Journal(path)
    found = list(journal.records())
    journal.close()
    return found


def mark(number: int) -> bytes:
    """Some mark."""
    return mark_of(SHOP, str(number))


def test_marks_stay_in_their_order_over_blocks_and_starts(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path)
    assert list(journal.records()) == [] and journal.count == 0
    for number in range(2500):
        journal.add(mark(number), number)
    name = journal.id
    journal.close()
    journal.close()

    again = Journal(path)
    assert again.count == 2500 and again.id == name
    again.add(mark(2500), -1)
    assert list(again.records(2499)) == [(mark(2499), 2499), (mark(2500), -1)]
    again.extend([(mark(1), 1), (mark(9000), 7)])
    assert list(again.records(2501)) == [(mark(9000), 7)]
    again.close()


def test_a_torn_mark_and_a_foreign_file_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path)
    journal.add(mark(1), 1)
    journal.close()
    with path.open("r+b") as file:
        file.seek(64)
        file.write(b"torn")
    assert [at for _, at in marks(path)] == [1, 0]

    path.write_bytes(b"something else")
    assert marks(path) == []
    assert path.with_name("journal.damaged").read_bytes() == b"something else"


def test_a_list_that_cannot_be_written_is_an_error_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="list of sent messages"):
        _ = Journal(tmp_path / "no folder" / "journal").count


def test_a_mark_that_did_not_reach_the_disk_stops_the_next_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_number: int) -> None:
        raise OSError(28, "No space left on device")

    journal = Journal(tmp_path / "journal")
    monkeypatch.setattr("kaspi_notifier.store.journal._sync", refuse)
    journal.add(mark(1), 1)
    with pytest.raises(DiskFull):
        journal.add(mark(2), 2)
    journal.close()


def test_a_claim_is_in_the_list_once(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        number = frozen(store).id
        assert store.outbox.claim(number, NOW)
        store.outbox.requeue(number, due_at=NOW, error="", now=NOW)
        assert store.outbox.claim(number, NOW)
        assert store.sent.journal.count == 1
        by_hand = store.outbox.write(SHOP, Draft(kind=Kind.BY_HAND, text="Готово", chat_id="1@c.us"), NOW)
        assert store.outbox.claim(by_hand, NOW)
        assert store.sent.journal.count == 2
        assert store.sent.merge() == [] == store.sent.merge()


def test_a_restored_copy_asks_about_what_was_sent_after_it(tmp_path: Path) -> None:
    copy = tmp_path / "yesterday.db"
    with opened(tmp_path, "Арман Техно") as store:
        waiting, sent_before = queued(store).id, frozen(store, "100000002").id
        store.outbox.claim(sent_before, NOW)
        store.sent.merge()
        store.backup(copy)
        store.outbox.freeze(waiting, chat_id="1@c.us", text="text", wa_id="W")
        later = [frozen(store, code).id for code in ("100000003", "100000004")]
        for number in (waiting, *later):
            store.outbox.claim(number, NOW + HOUR)
    shutil.copy(copy, tmp_path / "store.db")

    with opened(tmp_path, "Арман Техно") as store:
        assert store.sent.merge() == [waiting]
        store.outbox.ask_about_sent([waiting], NOW + DAY)
        assert got(store, waiting).state is S.NEEDS_DECISION
        again = frozen(store, "100000003").id
        fresh = frozen(store, "100000005").id
        assert not store.outbox.claim(again, NOW + DAY)
        assert got(store, again).state is S.NEEDS_DECISION
        assert store.outbox.claim(fresh, NOW + DAY)
    with opened(tmp_path, "Арман Техно") as store:
        assert store.sent.merge() == []
        assert not store.outbox.claim(frozen(store, "100000004").id, NOW + DAY)


def test_a_mark_just_before_the_end_is_no_restore(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        number = frozen(store).id
        store.sent.merge()
        store.sent.note(SHOP, ("100000001", "new_order", "event", number, 0), at(0))
    with opened(tmp_path, "Арман Техно") as store:
        assert store.sent.merge() == []
        assert store.outbox.claim(number, NOW)


@pytest.mark.parametrize("how", ["much later", "a marked copy", "two of them"])
def test_a_mark_that_a_kill_does_not_explain_asks(tmp_path: Path, how: str) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        number = frozen(store).id
        store.sent.merge()
        if how == "two of them":
            store.sent.note(SHOP, ("100000009", "new_order", "event", 0, 0), at(0))
        store.sent.note(
            SHOP, ("100000001", "new_order", "event", number, 0), at(16 if how == "much later" else 0)
        )
        if how == "a marked copy":
            store.sent.mark_copy(NOW)
    with opened(tmp_path, "Арман Техно") as store:
        assert store.sent.merge() == [number]


def test_a_lost_list_is_written_anew_from_the_database(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        number = frozen(store).id
        store.outbox.claim(number, NOW)
        store.sent.merge()
        before = list(store.sent.journal.records())
    (tmp_path / "sent.journal").unlink()
    with opened(tmp_path, "Арман Техно") as store:
        store.sent.merge()
        assert list(store.sent.journal.records()) == before


def test_a_mark_that_a_power_cut_took_comes_back_from_the_database(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        store.sent.merge()
        store.outbox.claim(frozen(store).id, NOW)
        before = list(store.sent.journal.records())
    with (tmp_path / "sent.journal").open("r+b") as file:
        file.seek(32)
        file.write(bytes(32))
    with opened(tmp_path, "Арман Техно") as store:
        assert store.sent.journal.count == 0
        store.sent.merge()
        assert list(store.sent.journal.records()) == before


def test_only_a_waiting_message_is_asked_about(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        number = frozen(store).id
        store.outbox.claim(number, NOW)
        ingest(store, order("100000002"))
        store.sent.journal.extend([(mark(1), at(60)), (mark(2), at(60))])
        store.sent.merge()
        assert not store.sent.was_sent_elsewhere(number)


def at(minutes: int) -> int:
    """So many minutes after the last move, in milliseconds."""
    return (int(NOW.timestamp()) + 60 * minutes) * 1000
