"""`run`, `check`, `simulate` and `--demo` against real servers: what they say, send and leave behind."""

import asyncio
import json
import os
import pty
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kaspi_notifier.demo import note_end
from kaspi_notifier.engine.status import Part
from kaspi_notifier.exports import MESSAGE_COLUMNS, ORDER_COLUMNS
from tests.cli.conftest import ENVIRONMENT, PATIENCE, SHOP, CommandLine, Program, Servers

PHONE = "7000000001"
NAME = "Айгерим"
STATES_AFTER_SENDING = ("accepted", "sent", "delivered", "read")


def add_order(servers: Servers) -> str:
    """A new order that the shop has accepted; its code."""
    return servers.do(
        lambda simulator: (
            simulator.kaspi.add_order(delivery="kaspi_delivery", phone=PHONE, name=f"{NAME} С").code
        )
    )


def exported(cli: CommandLine) -> list[dict[str, Any]]:
    """The rows of `messages export -`."""
    code, out, err = cli("messages", "export", "-")
    assert (code, err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(out)
    return rows


def assert_nothing_leaked(cli: CommandLine, servers: Servers, *outputs: str) -> None:
    """No phone, name, text, token or key in the log, in a file's name or in what was printed."""
    addresses = servers.do(lambda simulator: simulator.addresses())
    texts = servers.do(lambda simulator: [bubble.text for bubble in simulator.waha.bubbles])
    canaries = [PHONE, NAME, addresses["kaspi"]["token"], addresses["waha"]["api_key"], *texts]
    for path in cli.folder.rglob("*"):
        outputs = (*outputs, path.name)
        if path.parent.name == "logs":
            outputs = (*outputs, path.read_text("utf-8"))
    for canary in canaries:
        assert not [output for output in outputs if canary in output]


def test_once_after_once_sends_each_message_once(cli: CommandLine, shop: Servers) -> None:
    assert shop.do(lambda simulator: simulator.waha.bubbles) == []
    order_code = add_order(shop)
    outputs = []
    for _ in range(2):
        code, out, err = cli("run", "--once")
        assert (code, err) == (0, "")
        outputs.append(out)
    (bubble,) = shop.do(lambda simulator: list(simulator.waha.bubbles))
    assert order_code in bubble.text
    (row,) = exported(cli)
    assert tuple(row) == MESSAGE_COLUMNS
    assert (row["shop"], row["order_code"], row["wa_id"]) == (SHOP, order_code, bubble.wa_id)
    assert (row["text"], row["attempts"], row["error"]) == (bubble.text, 1, None)
    assert row["state"] in STATES_AFTER_SENDING
    lines = [json.loads(line) for line in outputs[0].splitlines()]
    assert [lines[0]["kind"], lines[-1]["kind"]] == ["started", "stopped"]
    moves = [line for line in lines if line["kind"] == "message"]
    assert [move["state"] for move in moves[:3]] == ["queued", "sending", "accepted"]
    assert all((move["shop"], move["order_code"]) == (SHOP, order_code) for move in moves)
    assert not [line for line in outputs[1].splitlines() if '"message"' in line and '"queued"' in line]
    assert_nothing_leaked(cli, shop, *outputs)


def test_once_without_a_paired_phone_says_so(cli: CommandLine, servers: Servers, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(servers.settings()), "utf-8")
    cli("settings", "import", file)
    code, out, err = cli("run", "--once")
    assert code == 1
    assert "WhatsApp is not connected" in err
    assert err.count("\n") == 1
    assert json.loads(out.splitlines()[-1])["kind"] == "stopped"


def test_run_sends_while_exports_look_on_and_ends_cleanly(
    cli: CommandLine, shop: Servers, tmp_path: Path
) -> None:
    program = cli.start("run")
    started = program.line()
    assert started is not None
    assert (started["kind"], started["shops"], started["demo"]) == ("started", [SHOP], False)
    program.wait_for(kind="status", kaspi=None, session=None)
    order_code = add_order(shop)
    program.wait_for(kind="message", order_code=order_code, state="queued", reason=None)
    program.wait_for(kind="message", order_code=order_code, state="delivered")
    assert [row["order_code"] for row in exported(cli)] == [order_code]
    assert cli("orders", "export", tmp_path / "orders.csv") == (0, "", "")
    (order,) = json.loads(cli("orders", "export", "-")[1])
    assert tuple(order) == ORDER_COLUMNS
    assert (order["shop"], order["code"]) == (SHOP, order_code)
    assert cli("check")[0] == 0

    code, out, err = cli("run")
    assert (code, out) == (1, "")
    assert "already running" in err
    assert err.count("\n") == 1
    file = tmp_path / "settings.json"
    code, _, err = cli("settings", "import", file)
    assert code == 1
    assert "already running" in err

    window = cli.start()
    code, err = window.end()
    assert code == 1
    assert "already running" in err
    assert err.count("\n") == 1

    assert program.stop(signal.SIGTERM) == (0, "")
    assert program.seen[-1]["kind"] == "stopped"
    assert {"order_count"} <= {line["kind"] for line in program.seen}
    (count,) = [line["count"] for line in program.seen if line["kind"] == "order_count" and line["count"]]
    assert count == 1
    assert_nothing_leaked(cli, shop, json.dumps(program.seen, ensure_ascii=False))


def test_run_ends_by_ctrl_c_and_a_killed_one_leaves_no_lock(cli: CommandLine, shop: Servers) -> None:
    program = cli.start("run")
    program.wait_for(kind="status", session=None)
    program.process.kill()
    assert program.end()[0] == -signal.SIGKILL
    program = cli.start("run")
    program.wait_for(kind="status", session=None)
    assert program.stop(signal.SIGINT) == (0, "")


def test_run_ends_when_nobody_reads_its_lines(cli: CommandLine, shop: Servers) -> None:
    read, write = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "kaspi_notifier", "--data-dir", str(cli.folder), "run"],
        stdout=write,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        os.close(write)
        assert b"started" in os.read(read, 65_536)
        os.close(read)
        add_order(shop)
        assert process.wait(PATIENCE) == 1
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_once_can_be_interrupted(cli: CommandLine, shop: Servers) -> None:
    shop.do(lambda simulator: simulator.kaspi.faults.always("*", "hang"))
    program = cli.start("run", "--once")
    program.wait_for(kind="started")
    code, errors = program.stop(signal.SIGINT)
    assert (code, errors) == (1, "kaspi-notifier: stopped before the work was done\n")
    assert program.seen[-1]["kind"] == "stopped"


def test_check_finds_everything_well_and_then_not(cli: CommandLine, shop: Servers) -> None:
    code, out, err = cli("check", "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert result["ok"] is True
    assert {item["part"] for item in result["checks"]} == set(Part)
    shop.do(lambda simulator: simulator.waha.unlink())
    code, out, err = cli("check")
    assert (code, err) == (1, "")
    assert any(line.startswith(f"FAILED {SHOP} session: FAILED") for line in out.splitlines())


def test_a_qr_code_is_drawn_on_a_terminal(cli: CommandLine, servers: Servers, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(servers.settings()), "utf-8")
    cli("settings", "import", file)
    mine, its = pty.openpty()
    program = cli.start("run", stderr=its)
    os.close(its)
    program.wait_for(kind="status", session="needs_scan")
    drawing = b""
    while drawing.count("█".encode()) < 100:
        drawing += os.read(mine, 65_536)
    servers.do(lambda simulator: simulator.waha.scan_qr())
    program.wait_for(kind="status", session=None)
    assert program.stop()[0] == 0
    os.close(mine)
    assert SHOP in drawing.decode("utf-8", "replace")


def test_simulate_says_where_it_is_and_ends_cleanly() -> None:
    program = Program("simulate", "--orders", "5")
    addresses = program.line()
    assert addresses is not None
    assert set(addresses["kaspi"]) == {"base_url", "token"}
    assert set(addresses["waha"]) == {"url", "api_key", "session"}
    assert program.stop(signal.SIGINT) == (0, "")


def test_simulate_on_a_taken_port_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        program = Program("simulate", "--waha-port", taken.getsockname()[1])
        code, errors = program.end()
    assert code == 1
    assert "the servers can't start" in errors
    assert errors.count("\n") == 1


async def test_the_reason_for_the_end_of_the_demos_life_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def life() -> None:
        raise RuntimeError

    task = asyncio.create_task(life())
    await asyncio.wait({task})
    note_end(task)
    assert [record.message for record in caplog.records] == ["the demo's life ended"]


def test_the_demo_pairs_sends_and_begins_anew_each_time(cli: CommandLine) -> None:
    left = cli.folder / "demo" / "logs" / "left.log"
    left.parent.mkdir(parents=True)
    left.write_text("from the last time")
    (cli.folder / "demo" / "kaspi-notifier.db").write_text("from the last time")
    program = cli.start("--demo", "run")
    started = program.wait_for(kind="started")
    assert (started["shops"], started["demo"]) == ([SHOP], True)
    program.wait_for(kind="status", session="needs_scan")
    program.wait_for(kind="status", session=None)
    program.wait_for(kind="message", state="accepted")
    assert program.stop() == (0, "")
    assert not left.exists()
    assert [path.name for path in cli.folder.iterdir()] == ["demo"]
