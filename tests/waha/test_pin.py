"""A server of one's own: its one certificate is trusted, and any other one stops everything."""

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest
import trustme

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import Unreachable, WahaClient, shown_by
from tests.waha.server import raw_server
from tests.waha.test_link import silent_after_reply

VERSION = b'{"version": "2026.7.1", "engine": "GOWS", "tier": "CORE"}'


@asynccontextmanager
async def own_server() -> AsyncIterator[tuple[str, str, list[bytes]]]:
    """A server with a certificate for another name of nobody's; its address, fingerprint, and requests."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = trustme.CA().issue_cert("waha.example")
    certificate.configure_cert(context)
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    seen: list[bytes] = []

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if head := await reader.read(65536):
            seen.append(head)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(VERSION), VERSION))
        writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0, ssl=context)
    try:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield url, hashlib.sha256(der).digest().hex(":").upper(), seen
    finally:
        server.close()


async def test_the_named_certificate_is_trusted() -> None:
    async with own_server() as (url, fingerprint, seen):
        assert await shown_by(url) == fingerprint
        assert seen == []
        settings = Waha(url=url, api_key="k", certificate=fingerprint)
        async with WahaClient(settings) as client:
            assert (await client.version()).version == "2026.7.1"


async def test_another_certificate_stops_everything_and_both_are_shown() -> None:
    agreed = ":".join(["AB"] * 32)
    async with own_server() as (url, fingerprint, seen):
        settings = Waha(url=url, api_key="k", certificate=agreed)
        async with WahaClient(settings) as client:
            with pytest.raises(Unreachable) as failure:
                await client.version()
            assert failure.value.surely_not_sent
            assert fingerprint in failure.value.detail and agreed in failure.value.detail
            with pytest.raises(Unreachable):
                async for _ in client.events():
                    raise AssertionError("nothing was to be heard")
        assert seen == []


async def test_nobody_shows_a_certificate() -> None:
    async with raw_server(silent_after_reply) as url:
        assert await shown_by(url.replace("http:", "https:")) is None


@pytest.mark.parametrize(
    ("url", "certificate"),
    [("https://waha.example.com", "AB:CD"), ("http://localhost:3000", ":".join(["AB"] * 32))],
)
def test_a_certificate_that_is_none(url: str, certificate: str) -> None:
    with pytest.raises((msgspec.ValidationError, ValueError)):
        msgspec.convert({"url": url, "certificate": certificate}, Waha)
