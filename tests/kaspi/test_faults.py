"""Everything that goes wrong between us and Kaspi is told apart, and tells no secrets."""

import asyncio
import gc
import gzip
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import trustme

from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi import (
    BadReply,
    Blocked,
    KaspiClient,
    KaspiError,
    NoRights,
    NotFound,
    RateLimited,
    ServerFault,
    TokenRejected,
    Unreachable,
)
from tests.kaspi.bodies import order, page, raw
from tests.kaspi.server import DROP, RESET, SILENCE, Answer, reply, script, serve
from tests.kaspi.test_client import SINCE, TOKEN, UNTIL, client

HTML: Any = {"Content_Type": "text/html;charset=utf-8"}
GOOD = reply(body=page(order()))
TITLED: dict[str, object] = {"errors": [{"title": "Access denied"}]}


async def fault(answer: Answer, *more: Answer, read_timeout: float = 5.0) -> KaspiError:
    """What the client raises when the server answers like this."""
    async with serve(script(answer, *more)) as server, client(server, read_timeout=read_timeout) as kaspi:
        with pytest.raises(KaspiError) as raised:
            await kaspi.check()
    assert str(raised.value) == raised.value.detail
    assert TOKEN not in str(raised.value)
    return raised.value


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (reply(401, {"errors": [{"title": "Unauthorized"}]}), TokenRejected, "does not accept the token"),
        (reply(401), TokenRejected, "does not accept the token"),
        (reply(401, b"<html>", **HTML), TokenRejected, "does not accept the token"),
        (reply(403, TITLED), NoRights, "Access denied"),
        (reply(403, {"errors": []}), NoRights, "no rights"),
        (reply(403, b"<html>", **HTML), Blocked, "(403)"),
        (reply(403), Blocked, "(403)"),
        (reply(405, b"<html>", **HTML), Blocked, "(405)"),
        (reply(405), Blocked, "(405)"),
        (reply(405, TITLED), BadReply, "(405): Access denied"),
        (reply(404, TITLED), NotFound, "Access denied"),
        (reply(404, {"errors": []}), NotFound, "not found (404)"),
        (reply(404, b"<html>", **HTML), NotFound, "our headers"),
        (reply(406, TITLED), BadReply, "our headers"),
        (reply(415, b"<html>", **HTML), BadReply, "our headers"),
        (reply(400, b"<html>", **HTML), BadReply, "refused the request (400)"),
        (reply(400, {"errors": [{"code": "BAD_REQUEST"}]}), BadReply, "(400): BAD_REQUEST"),
        (reply(204), BadReply, "(204)"),
        (reply(302, Location="https://example.invalid/"), BadReply, "redirect (302)"),
        (reply(500, TITLED), ServerFault, "(500)"),
        (reply(502, b"<html>", **HTML), ServerFault, "(502)"),
        (reply(503), ServerFault, "(503)"),
        (reply(body=b"<html>login</html>", **HTML), BadReply, "web page"),
        (reply(body=b""), BadReply, "empty"),
        (reply(body=b'{"data":['), BadReply, "not JSON"),
        (reply(body={"data": 1}), BadReply, "another shape"),
    ],
)
async def test_an_answer_that_is_none(answer: Answer, kind: type[KaspiError], says: str) -> None:
    """Each status and each kind of body has its own meaning."""
    error = await fault(answer)
    assert type(error) is kind
    assert says in error.detail


async def test_a_redirect_is_not_followed() -> None:
    """The token must not travel to another place."""
    async with serve(lambda _: GOOD) as other:
        elsewhere = reply(302, Location=other.base_url + "/orders")
        async with serve(lambda _: elsewhere) as server, client(server) as kaspi:
            with pytest.raises(BadReply):
                await kaspi.check()
        assert other.requests == []


async def test_what_a_server_quotes_is_scrubbed() -> None:
    """A refusal that repeats the token or a phone does not carry them into a log."""
    error = await fault(
        reply(400, {"errors": [{"title": f"bad {TOKEN} of +7 700 000 00 01 in\x00 page 12"}]})
    )
    assert error.detail == "Kaspi refused the request (400): bad # of # in page 12"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({}, None),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "30"}, 30),
        ({"Retry_After": "0"}, 1),
        ({"Retry_After": "9" * 50}, 3600),
        ({"Retry_After": "-5"}, None),
        ({"Retry_After": "Thu, 12 Mar 2026 10:2828282828282828282828:00 GMT"}, None),
        ({"Retry_After": "Fri, 31 Dec 9999 23:00:00 -1200"}, None),
        ({"Retry_After": "Thu, 12 Mar 2026 10:00:45 GMT", "Date": "Thu, 12 Mar 2026 10:00:00 GMT"}, 45),
        ({"Retry_After": "Thu, 12 Mar 2026 09:00:00 GMT", "Date": "Thu, 12 Mar 2026 10:00:00 GMT"}, 1),
        ({"Retry_After": "Thu, 12 Mar 2099 10:00:00 GMT"}, 3600),
    ],
)
async def test_how_long_kaspi_wants_us_to_wait(header: dict[str, str], seconds: float | None) -> None:
    """Seconds or a date on Kaspi's own clock, from a second to an hour."""
    error = await fault(reply(429, b"", **header))
    assert isinstance(error, RateLimited)
    if seconds is None:
        assert error.retry_after is None
    else:
        assert error.retry_after is not None
        assert abs(error.retry_after.total_seconds() - seconds) < 5


@pytest.mark.parametrize(
    ("date", "skew"),
    [
        (lambda now: format_datetime(now + timedelta(hours=2), usegmt=True), timedelta(hours=2)),
        (lambda now: format_datetime((now - timedelta(hours=1)).replace(tzinfo=None)), timedelta(hours=-1)),
        (lambda _: "yesterday", None),
        (lambda _: "Thu, 12 Mar 99999 10:00:00 GMT", None),
        (lambda _: "", None),
    ],
)
async def test_the_clocks_difference(date: Callable[[datetime], str], skew: timedelta | None) -> None:
    """From the Date of the last reply that had a readable one, an error's too."""
    answers = (reply(500, Date=date(datetime.now(UTC))), reply(body=page()))
    async with serve(script(*answers)) as server, client(server) as kaspi:
        before = kaspi.clock_skew
        with pytest.raises(ServerFault):
            await kaspi.check()
        await kaspi.check()
        after = kaspi.clock_skew
    assert before is None
    if skew is None:
        assert after is None
    else:
        assert after is not None
        assert abs(after - skew) < timedelta(seconds=5)


async def test_orders_of_today_survive_a_clock_that_is_behind() -> None:
    """Kaspi's clock counts when it is the later one."""
    ahead = datetime.now(UTC) + timedelta(days=30)
    item = order(creationDate=int(ahead.timestamp() * 1000))
    dated = reply(body=page(item), Date=format_datetime(ahead, usegmt=True))
    async with serve(script(reply(body=page(item)), dated)) as server, client(server) as kaspi:
        assert await kaspi.order("900000001") is None
        assert await kaspi.order("900000001") is not None


@pytest.mark.parametrize(
    "broken", [DROP, RESET, Answer(GOOD.raw[:60], "close"), Answer(GOOD.raw[:-9], "reset")]
)
async def test_a_broken_connection_is_tried_once_more(broken: Answer) -> None:
    """The second time it is no accident."""
    async with serve(script(broken, GOOD)) as server, client(server) as kaspi:
        await kaspi.check()
    assert len(server.requests) == 2
    error = await fault(broken)
    assert isinstance(error, Unreachable)
    assert "broke" in error.detail


async def test_a_connection_kept_too_long_is_replaced() -> None:
    """A server that closes an idle connection costs nothing but a new one."""
    closing = Answer(GOOD.raw, "close")
    async with serve(lambda _: closing) as server, client(server) as kaspi:
        await kaspi.check()
        await kaspi.check()
    assert server.connections == 2


async def test_silence_after_connecting_is_a_block() -> None:
    """That is how Kaspi's edge treats what it does not like; never a word about the internet."""
    error = await fault(SILENCE, read_timeout=0.1)
    assert isinstance(error, Blocked)


async def test_silence_inside_an_answer_is_the_networks() -> None:
    """Once an answer has begun nobody blocks us."""
    error = await fault(Answer(GOOD.raw[:-9], "hang"), read_timeout=0.1)
    assert isinstance(error, Unreachable)
    assert "middle" in error.detail


async def test_an_answer_in_drops_ends_at_the_deadline() -> None:
    """Each drop is in time, all together are not."""
    error = await fault(Answer(GOOD.raw, byte_by_byte=0.01), read_timeout=0.1)
    assert isinstance(error, Unreachable)
    assert "too slowly" in error.detail


async def test_nobody_there() -> None:
    """A closed port."""
    async with serve(lambda _: GOOD) as server:
        pass
    async with client(server) as kaspi:
        with pytest.raises(Unreachable, match="no connection to Kaspi"):
            await kaspi.check()


async def test_the_other_address_family_is_tried() -> None:
    """`localhost` has an IPv6 address where nothing listens; the IPv4 one answers."""
    async with serve(lambda _: GOOD, host="localhost") as server, client(server) as kaspi:
        await kaspi.check()


@pytest.mark.parametrize("length", ["known", "chunked", "gzip"])
async def test_an_endless_answer_is_cut(length: str) -> None:
    """Five megabytes is the limit, packed or not."""
    body = b" " * (5 * 1024 * 1024 + 1)
    match length:
        case "known":
            answer = reply(body=body)
        case "chunked":
            head = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
            answer = Answer(head + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
        case _:
            answer = reply(body=gzip.compress(body), Content_Encoding="gzip")
    error = await fault(answer)
    assert isinstance(error, BadReply)
    assert "5 MB" in error.detail


async def test_gzip_is_understood() -> None:
    """It is the only packing that is asked for."""
    packed = reply(body=gzip.compress(raw(page(order()))), Content_Encoding="gzip")
    async with serve(lambda _: packed) as server, client(server) as kaspi:
        pages = [found async for found in kaspi.orders(SINCE, UNTIL)]
    assert len(pages[0].orders) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(body=b"nonsense", Content_Encoding="gzip"), "damaged gzip"),
        (reply(body=gzip.compress(b"{}" * 99)[:20], Content_Encoding="gzip"), "cut gzip"),
        (reply(body=b"{}", Content_Encoding="br"), "not asked for"),
    ],
)
async def test_bad_packing(answer: Answer, says: str) -> None:
    """What can't be unpacked is a bad reply."""
    error = await fault(answer)
    assert isinstance(error, BadReply)
    assert says in error.detail


@pytest.mark.parametrize(
    "answer",
    [reply(403, TITLED | {"x": "y" * 70_000}), reply(403, b"{}", Content_Encoding="gzip")],
)
async def test_an_error_page_that_is_no_page(answer: Answer) -> None:
    """An endless or damaged error body counts as empty."""
    assert isinstance(await fault(answer), Blocked)


async def test_an_error_page_in_gzip() -> None:
    """Errors may come packed as well."""
    error = await fault(reply(403, gzip.compress(raw(TITLED)), Content_Encoding="gzip"))
    assert isinstance(error, NoRights)


async def test_what_is_not_http() -> None:
    """Another program on the port."""
    assert isinstance(await fault(Answer(b"SSH-2.0-x\r\n\r\n", "close")), Unreachable)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Somebody to sign certificates."""
    return trustme.CA()


def tls_server(authority: trustme.CA) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_tls_that_is_trusted(authority: trustme.CA) -> None:
    """The context handed in decides."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    secure = tls_server(authority)
    async with serve(lambda _: GOOD, tls=secure) as server, client(server, ssl_context=trust) as kaspi:
        await kaspi.check()


async def test_tls_that_is_not_trusted(authority: trustme.CA) -> None:
    """Without one the usual certificates decide, and nothing is sent to a stranger."""
    async with serve(lambda _: GOOD, tls=tls_server(authority)) as server, client(server) as kaspi:
        with pytest.raises(Unreachable, match="certificate"):
            await kaspi.check()
    assert server.requests == []


async def test_silence_after_the_handshake(authority: trustme.CA) -> None:
    """The sample `transport_hang`: TLS is finished, then nothing."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    async with (
        serve(lambda _: SILENCE, tls=tls_server(authority)) as server,
        client(server, ssl_context=trust, read_timeout=0.5) as kaspi,
    ):
        with pytest.raises(Blocked):
            await kaspi.check()


@pytest.mark.parametrize(("cut", "says"), [(True, "no connection to Kaspi"), (False, "in time")])
async def test_a_handshake_that_never_ends(cut: bool, says: str) -> None:
    """The port is open, TLS does not come: that is no connection."""
    ended = asyncio.Event()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read(1 if cut else -1)
        finally:
            writer.transport.abort()
            ended.set()

    listening = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        settings = Kaspi(token=TOKEN, base_url=f"https://127.0.0.1:{port}/shop/api/v2")
        async with KaspiClient(
            settings, ssl_context=ssl.create_default_context(), read_timeout=5.0 if cut else 0.1
        ) as kaspi:
            with pytest.raises(Unreachable, match=says):
                await kaspi.check()
        await ended.wait()


async def test_a_cancelled_request_frees_the_line() -> None:
    """Closing the program in the middle of a silence blocks nothing."""
    asked = asyncio.Event()

    def answer(_: object) -> Answer:
        if asked.is_set():
            return GOOD
        asked.set()
        return SILENCE

    async with serve(answer) as server, client(server) as kaspi:
        waiting = asyncio.create_task(kaspi.check())
        await asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await kaspi.check()


async def test_requests_given_up_at_any_moment_leave_the_connection_usable() -> None:
    async with serve(script(GOOD)) as server, client(server, read_timeout=2.0) as kaspi:
        for turns in range(60):
            asking = asyncio.ensure_future(kaspi.check())
            for _ in range(turns):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.wait([asking])
        await kaspi.check()


async def test_no_connection_stays_open_that_was_being_opened_when_the_computer_woke() -> None:
    async with serve(script(GOOD)) as server:
        for turns in range(30):
            async with client(server) as kaspi:
                asking = asyncio.ensure_future(kaspi.check())
                for _ in range(turns):
                    await asyncio.sleep(0)
                await kaspi.renew()
                await asyncio.wait([asking])
        del asking
        gc.collect()  # what is still open warns now
