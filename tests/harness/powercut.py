"""The power fails at every sync and at random moments; what was committed must be there afterwards.

    python -m tests.harness.powercut [--cuts 2000] [--seed 1] [--events 60] [--planted normal_sync]

The store runs a script of events on a disk that writes every operation down. Then, for each cut, the files
are put together as a real disk might have left them, and opened by the program as it starts.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.domain.settings import Settings, Shop
from kaspi_notifier.store import FileSecrets, Store, StoreError
from tests.bench.office import TEMPLATE
from tests.harness.disk import Disk, after_cut, below_the_store
from tests.harness.planted import planted
from tests.harness.report import finish, table

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
SHOP = 1
_RESTARTS = 3

Picture = tuple[tuple[Any, ...], ...] | None
"""What the file says of every message; None: it has no messages' table yet."""


@dataclass
class Recording:
    """The disk's operations, and what was committed when: `pictures[n]` stood from `commits[n]` on."""

    disk: Disk
    commits: list[int] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def committed(self, store: Store | None) -> None:
        """A transaction has just come back as committed."""
        self.commits.append(len(self.disk.operations))
        self.pictures.append(None if store is None else picture(store))


@dataclass
class Cuts:
    """What the cuts of one run left behind."""

    cuts: int = 0
    checked: int = 0
    lost: int = 0
    corrupt: int = 0
    mixed: int = 0
    worst: int = 0
    first_bad: str = ""

    @property
    def is_good(self) -> bool:
        """Whether no cut lost or damaged anything."""
        return not (self.lost or self.corrupt or self.mixed)


def picture(store: Store) -> Picture:
    """Every message with all that must never be lost, and how many lines its history has."""
    rows = store._db.rows(
        "SELECT id, order_code, state, wa_id, chat_id, text, attempts, is_doubted, resends, reason,"
        " (SELECT count(*) FROM message_history WHERE message_id = m.id)"
        " FROM whatsapp_messages_log m ORDER BY id"
    )
    return tuple(rows)


def record(folder: Path, *, events: int, seed: int) -> Recording:
    """Run the script; the file begins as nothing and is closed and opened again on the way."""
    dice = random.Random(seed)
    recording = Recording(Disk())
    recording.committed(None)
    (folder / "shop.db").touch()
    script = _script(dice, events)
    with below_the_store(recording.disk):
        for life in range(_RESTARTS):
            store = _open(folder)
            if life == 0:
                store.settings.save(Settings(shops=(Shop(name="Арман Техно"),)))
                store.templates.seed([TEMPLATE])
            store.outbox.sweep(SHOP, now=NOW, settle=timedelta(minutes=2))
            recording.committed(store)
            for _ in range(events // _RESTARTS + 1):
                step = next(script, None)
                if step is not None:
                    step(store)
                    recording.committed(store)
            store.close()
    return recording


def _open(folder: Path) -> Store:
    return Store.open(folder / "shop.db", FileSecrets(folder / "secrets.json"), NOW)


def _script(dice: random.Random, events: int) -> Iterator[Callable[[Store], object]]:
    """Three events an order: it comes, its message is claimed, and something becomes of that."""
    for number in range(events // 3):
        code = f"{100_000_000 + 100 * number + number % 98 + 1}"
        yield lambda store, code=code: _ingest(store, code)  # type: ignore[misc]
        yield lambda store, code=code: _claim(store, code)  # type: ignore[misc]
        fate = dice.choice((_accept, _accept, _doubt, _refuse, _deliver, _skip_after_refusal))
        yield lambda store, code=code, fate=fate: fate(store, code)  # type: ignore[misc]


def _ingest(store: Store, code: str) -> None:
    order = Order(
        code=code,
        kaspi_id=f"k{code}",
        state=State.DELIVERY,
        status=Status.ACCEPTED_BY_MERCHANT,
        delivery_mode=DeliveryMode.DELIVERY_LOCAL,
        created_at=NOW - timedelta(minutes=5),
        buyer_phone="70000000" + code[-2:],
    )
    templates = store.templates.list()
    store.orders.ingest(SHOP, [order], now=NOW, baseline=False, templates=templates, language="ru")


def _id(store: Store, code: str) -> int:
    return store.outbox.of_order(SHOP, code)[0].id


def _claim(store: Store, code: str) -> None:
    with store.transaction():
        number = _id(store, code)
        store.outbox.freeze(number, chat_id="77000000001@c.us", text=f"текст {code}", wa_id=f"W{code}")
        assert store.outbox.claim(number, NOW)


def _accept(store: Store, code: str) -> None:
    store.outbox.accept(_id(store, code), wa_id=f"W{code}", ack=None, now=NOW)


def _deliver(store: Store, code: str) -> None:
    store.outbox.ack(SHOP, f"W{code}", 2, NOW)


def _doubt(store: Store, code: str) -> None:
    store.outbox.doubt(_id(store, code), settle_until=NOW + timedelta(minutes=2), error="timeout", now=NOW)


def _refuse(store: Store, code: str) -> None:
    store.outbox.requeue(_id(store, code), due_at=NOW, error="refused", now=NOW)


def _skip_after_refusal(store: Store, code: str) -> None:
    with store.transaction():
        _refuse(store, code)
        store.outbox.skip(_id(store, code), reason=Reason.CANCELLED, now=NOW)


def cut_power(recording: Recording, folder: Path, *, random_cuts: int, seed: int) -> Cuts:
    """Cut at every sync, before and after it, and at random moments; judge each."""
    dice = random.Random(seed)
    found = Cuts()
    whole = len(recording.disk.operations)
    for index in recording.disk.syncs:
        _judge(recording, folder, index, None, found)
        _judge(recording, folder, index, dice, found)
        _judge(recording, folder, index + 1, dice, found)
    for _ in range(random_cuts):
        _judge(recording, folder, dice.randint(0, whole), dice, found)
    return found


def _judge(recording: Recording, folder: Path, cut: int, dice: random.Random | None, found: Cuts) -> None:
    for old in folder.glob("shop.db*"):
        old.unlink()
    for name, content in after_cut(recording.disk.operations, cut, dice).items():
        (folder / name).write_bytes(content)
    found.cuts += 1
    latest = max(n for n, commit in enumerate(recording.commits) if commit <= cut)
    try:
        seen = _reopened(folder)
    except StoreError as error:
        found.corrupt += 1
        found.first_bad = found.first_bad or f"cut before operation {cut}: {error}"
        return
    found.checked += latest
    # What was committed but had not come back to the caller yet may be there or not.
    if seen in recording.pictures[latest : latest + 2]:
        return
    if seen in recording.pictures[:latest]:
        lost = latest - max(n for n, known in enumerate(recording.pictures[:latest]) if known == seen)
        found.lost += lost
        found.worst = max(found.worst, lost)
        found.first_bad = found.first_bad or f"cut before operation {cut}: {lost} commits lost"
        return
    found.mixed += 1
    found.first_bad = found.first_bad or f"cut before operation {cut}: half a transaction"


def _reopened(folder: Path) -> Picture:
    """What the program finds at its next start; raises a `StoreError` for a broken file."""
    if not (folder / "shop.db").exists():
        return None
    was_empty = False
    with suppress(OSError):
        was_empty = (folder / "shop.db").stat().st_size == 0
    with _open(folder) as store:
        if store._db.rows("PRAGMA integrity_check") != [("ok",)]:
            raise StoreError("integrity_check found damage")
        if store._db.rows("PRAGMA foreign_key_check"):
            raise StoreError("foreign_key_check found damage")
        seen = picture(store)
    return None if was_empty and not seen else seen


def _fast_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def run(*, cuts: int, seed: int, events: int) -> tuple[Recording, Cuts]:
    """Record the script once, then cut."""
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as path:
        folder = Path(path)
        (folder / "script").mkdir()
        recording = record(folder / "script", events=events, seed=seed)
        (folder / "cut").mkdir()
        return recording, cut_power(recording, folder / "cut", random_cuts=cuts, seed=seed)


def main() -> int:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description="power cuts")
    parser.add_argument("--cuts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--planted", default="")
    chosen = parser.parse_args()
    began = time.monotonic()
    with planted(chosen.planted):
        recording, found = run(cuts=chosen.cuts, seed=chosen.seed, events=chosen.events)
    rows = [
        ("operations recorded", len(recording.disk.operations)),
        ("syncs", len(recording.disk.syncs)),
        ("cuts", found.cuts),
        ("commits checked", found.checked),
        ("commits lost", found.lost),
        ("most lost in one cut", found.worst),
        ("damaged files", found.corrupt),
        ("half transactions", found.mixed),
    ]
    print(table(("power cut", ""), rows))
    result: dict[str, object] = {
        "ok": found.is_good,
        "seed": chosen.seed,
        "planted": chosen.planted or None,
        "events": chosen.events,
        "operations": len(recording.disk.operations),
        "syncs": len(recording.disk.syncs),
        "cuts": found.cuts,
        "commits_checked": found.checked,
        "commits_lost": found.lost,
        "corrupt": found.corrupt,
        "half_transactions": found.mixed,
        "first_bad": found.first_bad or None,
        "seconds": round(time.monotonic() - began),
    }
    name = f"powercut-{chosen.planted or chosen.seed}"
    return finish("powercut", name, result)


if __name__ == "__main__":
    raise SystemExit(main())
