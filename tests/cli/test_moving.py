"""Moving house: the backup of one PC goes on on another, and each buyer is written to once."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kaspi_notifier import machine
from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import PauseReason
from kaspi_notifier.store import sealed
from tests.cli.conftest import CommandLine, Servers
from tests.cli.test_backup import say
from tests.cli.test_run import add_order, exported

WAITING = ("queued", "skipped")
OLD, NEW = machine.machine_id() or "old", "new"
"""Computers; the fixtures were set up on this one."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is half a second a guess."""
    monkeypatch.setattr(sealed, "_COST", 4)


@pytest.fixture
def new_pc(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The data folder of the new computer."""
    return CommandLine(tmp_path / "new", capsys)


def sit_at(monkeypatch: pytest.MonkeyPatch, computer: str) -> None:
    """The programs run on this computer from now on."""
    monkeypatch.setattr(machine, "machine_id", lambda: computer)


def told(servers: Servers) -> Counter[str]:
    """How often each order was spoken of to its buyer."""
    texts = servers.do(lambda simulator: [bubble.text for bubble in simulator.waha.bubbles])
    return Counter(re.findall(r"\d{9,}", " ".join(texts)))


def at_the_window(line: CommandLine, act: Callable[[Engine, int], Awaitable[None]]) -> PauseReason | None:
    """What a person does there in the window; why sending was paused before."""

    async def sit() -> PauseReason | None:
        async with DataFolder(line.folder) as data:
            (shop,) = await data.db(data.store.settings.shops)
            async with Engine(data.store, data.db, on_change=lambda _change: None) as engine:
                await act(engine, shop.id)
            return PauseReason(shop.pause_reason) if shop.pause_reason else None

    return asyncio.run(sit())


def work(line: CommandLine, *, paused: PauseReason | None = None) -> None:
    """Let the program there read the orders once and send what it may; a pause it names."""
    code, _, err = line("run", "--once")
    assert (code, f"({paused})" in err) == (int(paused is not None), paused is not None), err


def states(line: CommandLine) -> dict[str, str]:
    """Each order with the state of its message."""
    return {row["order_code"]: row["state"] for row in exported(line)}


def test_a_shop_moves_to_another_computer(
    cli: CommandLine, new_pc: CommandLine, shop: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at(monkeypatch, OLD)
    sent = add_order(shop)
    work(cli)
    assert told(shop) == {sent: 1}

    # On the old one: pause, an order that waits, the backup.
    at_the_window(cli, Engine.pause)
    waits = add_order(shop)
    work(cli, paused=PauseReason.BY_PERSON)
    target = tmp_path / "all.kn"
    say(monkeypatch, "секрет")
    assert cli("backup", target, "--password")[0] == 0
    between = add_order(shop)

    # On the new one: it asks before it sends anything, and reads meanwhile.
    sit_at(monkeypatch, NEW)
    say(monkeypatch, "секрет")
    code, _, err = new_pc("restore", target)
    assert code == 0 and "sending is paused until a person goes on" in err
    work(new_pc, paused=PauseReason.RESTORED)
    assert told(shop) == {sent: 1}
    assert at_the_window(new_pc, Engine.resume) is PauseReason.RESTORED
    work(new_pc)
    later = add_order(shop)
    work(new_pc)

    # The old one was left paused: it reads on and says nothing.
    sit_at(monkeypatch, OLD)
    for _ in range(2):
        work(cli, paused=PauseReason.BY_PERSON)
    assert told(shop) == {sent: 1, waits: 1, later: 1}, "and what came in between counts as old"
    assert between not in states(new_pc)
    assert all(states(cli)[code] in WAITING for code in (waits, between, later))


def test_a_folder_that_was_copied_to_another_computer_asks_first(
    cli: CommandLine, shop: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a backup, as a person copies folders."""
    sit_at(monkeypatch, OLD)
    work(cli)
    sit_at(monkeypatch, NEW)
    waits = add_order(shop)
    work(cli, paused=PauseReason.OTHER_COMPUTER)
    assert told(shop) == {}
    assert states(cli) == {waits: "queued"}
    assert at_the_window(cli, Engine.resume) is PauseReason.OTHER_COMPUTER
    work(cli)
    work(cli)
    assert told(shop) == {waits: 1}


def test_what_left_after_the_backup_is_asked_about_where_the_old_list_is_there(
    cli: CommandLine, shop: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that is put back on the same computer knows from the list of sent messages what left since."""
    at_the_window(cli, Engine.pause)
    waits = add_order(shop)
    work(cli, paused=PauseReason.BY_PERSON)
    target = tmp_path / "all.kn"
    assert cli("backup", target)[0] == 0
    at_the_window(cli, Engine.resume)
    work(cli)
    assert told(shop) == {waits: 1}
    code, _, _ = cli("restore", target)
    assert code == 0
    at_the_window(cli, Engine.resume)
    work(cli)
    work(cli)
    assert told(shop) == {waits: 1}
    assert states(cli) == {waits: "needs_decision"}
    assert json.loads(cli("messages", "export", "-")[1])
