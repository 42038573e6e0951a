"""A whole run leaves no buyer, no token and no key in any file but the database and the secrets' own."""

import json
import signal
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.store import FileSecrets, Store, nightly
from tests.cli.conftest import CommandLine, Servers

BUYER, PHONE = "Канареева", "7000000077"
REPLY, ANSWER, WORDS = "где моя канарейка", "канарейка вылетела", "канарейка уже летит"
TEMPLATE = f"{{shop_name}}, {{order_num}}: {WORDS}, {{user_name}}!"


def found_in(folder: Path, canaries: Iterable[str]) -> set[tuple[str, str]]:
    """Which canary sits in which file; the files that SQLite keeps beside the database are the database."""
    return {
        (path.relative_to(folder).as_posix().partition("-wal")[0].partition("-shm")[0], canary)
        for path in folder.rglob("*")
        if path.is_file()
        for canary in canaries
        if canary.encode() in path.read_bytes()
    }


def test_only_the_database_knows_buyers_and_only_the_secrets_the_keys(
    cli: CommandLine, servers: Servers, tmp_path: Path
) -> None:
    settings = servers.settings()
    target = tmp_path / "in.json"
    target.write_text(json.dumps(settings))
    cli("settings", "import", target)
    servers.do(lambda simulator: simulator.waha.pair())
    assert cli.finish("run", "--once")[0] == 0
    servers.do(
        lambda simulator: simulator.kaspi.add_order(
            delivery="own_delivery", name=f"Айгерим {BUYER}", phone=PHONE
        )
    )
    servers.do(lambda simulator: simulator.waha.faults.next("sendText", "error_500_after"))
    outputs = [cli.finish("run", "--once") for _ in range(2)]
    cli("messages", "export", tmp_path / "refused.txt")
    cli("check")
    (shop,) = settings["shops"]
    canaries = (BUYER, PHONE, f"7{PHONE}", shop["kaspi"]["token"], shop["waha"]["api_key"])
    files = [path for path in cli.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    found = {
        (path.name.partition("-wal")[0], canary)
        for path in files
        for canary in canaries
        if canary.encode() in path.read_bytes()
    }
    allowed = {("kaspi-notifier.db", canary) for canary in canaries[:3]}
    allowed |= {("secrets.json", canary) for canary in canaries[3:]}
    assert found <= allowed
    assert ("kaspi-notifier.db", BUYER) in found
    said = json.dumps(outputs, ensure_ascii=False)
    assert not [canary for canary in canaries if canary in said]


def test_a_whole_life_leaves_nothing_beside_the_database(
    cli: CommandLine, shop: Servers, tmp_path: Path
) -> None:
    """A failure that repeats the request, replies, a wish to stop, a crash, a copy, a refused export."""
    templates = {
        "templates": [
            {
                "name": "Канарейка",
                "event": "new_order",
                "delivery": "any",
                "language": "ru",
                "enabled": True,
                "delay_minutes": 0,
                "text": TEMPLATE,
            }
        ]
    }
    (tmp_path / "t.json").write_text(json.dumps(templates), "utf-8")
    assert cli("templates", "import", "--replace", tmp_path / "t.json")[0] == 0
    program = cli.start("run")
    program.wait_for(kind="status", kaspi=None, session=None, wait="nothing")
    shop.do(lambda simulator: simulator.waha.faults.next("sendText", "error_500_after"))
    code = shop.do(
        lambda simulator: (
            simulator.kaspi.add_order(delivery="own_delivery", name=f"Айгерим {BUYER}", phone=PHONE).code
        )
    )
    program.wait_for(kind="message", order_code=code, state="delivered")
    shop.do(lambda simulator: simulator.waha.reply(f"7{PHONE}", REPLY))
    shop.do(lambda simulator: simulator.waha.write_on_phone(f"7{PHONE}", ANSWER))
    shop.do(lambda simulator: simulator.waha.reply(f"7{PHONE}", "стоп"))
    program.wait_for(kind="message", order_code=None, state="delivered")
    assert program.stop(signal.SIGABRT)[0] == -signal.SIGABRT
    again = cli.start("run")
    again.wait_for(kind="status", kaspi=None, session=None, wait="nothing")
    assert again.stop()[0] == 0
    said = [*program.seen, *again.seen, cli("check"), cli("messages", "export", tmp_path / "refused.txt")]
    with Store.open(
        DataFolder(cli.folder).database, FileSecrets(cli.folder / "secrets.json"), datetime.now(UTC)
    ) as store:
        copy = nightly.make(store, datetime.now(UTC)).relative_to(cli.folder).as_posix()

    addresses = shop.do(lambda simulator: simulator.addresses())
    secrets = (addresses["kaspi"]["token"], addresses["waha"]["api_key"])
    buyers = (BUYER, PHONE, REPLY, ANSWER, WORDS)
    found = found_in(cli.folder, (*buyers, *secrets))
    allowed = {(file, canary) for file in ("kaspi-notifier.db", copy) for canary in buyers}
    allowed |= {("secrets.json", secret) for secret in secrets}
    assert found == allowed, "each is where it belongs, and nowhere else"
    assert {path.name for path in (cli.folder / "logs").iterdir()} >= {"kaspi-notifier.log", "crash.log"}
    assert "Aborted" in (cli.folder / "logs/crash.log").read_text("utf-8")
    text = json.dumps(said, ensure_ascii=False)
    assert not [canary for canary in (*buyers, *secrets) if canary in text]
