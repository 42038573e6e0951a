"""A whole run leaves no buyer, no token and no key in any file but the database and the secrets' own."""

import json
from pathlib import Path

from tests.cli.conftest import CommandLine, Servers

BUYER, PHONE = "Канареева", "7000000077"


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
