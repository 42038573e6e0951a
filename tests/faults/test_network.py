"""Rows N: names, connections and bodies that are broken; for a send the class of the failure is asserted."""

import gzip
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.engine.status import KaspiProblem, SessionProblem
from kaspi_notifier.kaspi import KaspiError
from kaspi_notifier.waha import OutcomeUnknown, Unreachable, WahaClient
from tests.engine.desk import manners
from tests.faults.ground import NEW, copies, judge, live, row, shop
from tests.kaspi.server import Answer as KaspiAnswer
from tests.kaspi.server import serve
from tests.kaspi.test_client import client as kaspi_client
from tests.waha.server import Answer, raw_server, serving
from tests.waha.test_link import CHAT, OURS, TEXT, answering, send_error

SEND = "POST /api/sendText"


@row("N1")
async def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was sent, and it is said so."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = await send_error("http://waha.local:3000")
    assert isinstance(error, Unreachable)
    assert error.surely_not_sent


@row("N5", "N17", "N7", "N9")
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 201 X\r\nContent-Length: 5000\r\n\r\n{}",
        b"HTTP/1.1 201 X\r\nContent-Length: 1\r\n\r\n{}",
        b"HTTP/1.1 201 X\r\nContent-Length: -1\r\n\r\n{}",
        b"HTTP/1.1 201 X\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/1.1 204 X\r\n\r\n",
        b"HTTP/1.1 206 X\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 200,
        b"HTTP/1.1 201 X\r\n" + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 201 X\r\nContent-Encoding: gzip\r\nContent-Length: 40\r\n\r\n"
        + gzip.compress(b"0" * 10**6)[:40],
    ],
)
async def test_an_answer_to_a_send_that_is_none(answer: bytes) -> None:
    """The request may have been obeyed, so its outcome is unknown."""
    async with raw_server(answering(answer)) as url:
        error = await send_error(url, patience=1.0)
    assert isinstance(error, OutcomeUnknown)


@row("N5")
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 X\r\nContent-Length: -1\r\n\r\n{}",
        b"HTTP/1.1 200 X\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    ],
)
async def test_an_answer_of_kaspi_that_is_none(answer: bytes) -> None:
    """It is an error of Kaspi's tree, never of a library's."""
    async with serve(lambda _: KaspiAnswer(answer, then="close")) as server, kaspi_client(server) as kaspi:
        with pytest.raises(KaspiError):
            await kaspi.check()


@row("N7")
async def test_nobody_is_asked_for_compression() -> None:
    """And what is compressed all the same is not unpacked."""
    packed = gzip.compress(b"0" * 10_000_000)
    async with serving() as server, WahaClient(server.settings()) as client:
        server.on(SEND, Answer(status=201, body=packed, headers={"Content-Encoding": "gzip"}))
        with pytest.raises(OutcomeUnknown):
            await client.send_text(CHAT, TEXT, OURS)
        assert server.requests[0].headers["Accept-Encoding"] == "identity"


@row("N16")
async def test_errors_without_end(tmp_path: Path) -> None:
    """Kaspi is asked once per pause, and the pauses grow to minutes."""
    async with shop(tmp_path) as desk:
        desk.simulator.kaspi.faults.always("orders", "error_500_html")
        before = len(desk.simulator.kaspi.requests)
        for _ in range(30):
            await desk.poll.read()
        assert len(desk.simulator.kaspi.requests) - before <= 60
        assert desk.kaspi_problem() is KaspiProblem.SERVER_FAULT
        desk.simulator.kaspi.faults.clear()
        assert await desk.poll.read() is None
        assert desk.kaspi_problem() is None


@row("N19")
async def test_a_day_without_network(tmp_path: Path) -> None:
    """Afterwards it is read first; what was missed and is fresh is told, the rest is not."""
    async with shop(tmp_path, sending=manners(settle_seconds=0)) as desk:
        stale = await desk.new_order()
        for server in (desk.simulator.kaspi, desk.simulator.waha):
            await server.stop_server()
        await desk.session.look()
        assert desk.session_problem() is SessionProblem.UNREACHABLE
        await desk.poll.read()
        desk.clock.forward(hours=25)
        await desk.send_all()
        for server in (desk.simulator.kaspi, desk.simulator.waha):
            server.clock_offset = timedelta(hours=25)
            await server.start_server()
        desk.simulator.kaspi.add_order(delivery="own_delivery")
        await live(desk, rounds=1)
        assert (await desk.message(stale, NEW)).state is MessageState.SKIPPED
        assert copies(desk, stale) == 0


@row("N18")
async def test_another_network_in_the_middle_of_a_request(tmp_path: Path) -> None:
    """Every connection breaks at once: looked up when the network is back."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        await desk.send_all()
        desk.simulator.waha.cut_connections()
        desk.simulator.kaspi.cut_connections()
        await live(desk)
        await judge(desk, order, arrived=1)
