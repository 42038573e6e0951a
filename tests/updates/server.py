"""A release server on loopback, and the maker of releases who signs for it."""

import base64
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web
from nacl.signing import SigningKey

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, SECOND, STRANGER = (SigningKey(bytes([number]) * 32) for number in (1, 2, 3))
KEYS = (FIRST.verify_key.encode().hex(), SECOND.verify_key.encode().hex())
INSTALLER = b"a program, as it were" * 10_000


def signed(payload: bytes, *keys: SigningKey) -> bytes:
    """The manifest as it lies on the server."""
    signatures = [base64.b64encode(key.sign(payload).signature).decode() for key in keys]
    return json.dumps({"payload": base64.b64encode(payload).decode(), "signatures": signatures}).encode()


def payload(address: str, version: str = "9.8.7", *, days: int = 30, content: bytes = INSTALLER) -> bytes:
    """A release that holds until some days from now."""
    file = {
        "url": f"{address}/files/kaspi-notifier-setup.exe",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
    expires_at = (NOW + timedelta(days=days)).isoformat()
    files = {"windows": file, "linux": file}
    return json.dumps({"version": version, "expires_at": expires_at, "files": files, "news": "…"}).encode()


class ReleaseServer:
    """Answers with what it is given; remembers what was asked of it."""

    def __init__(self) -> None:
        self.address = ""
        self.manifest = b""
        self.installer = INSTALLER
        self.status = 200
        self.redirect = ""
        self.asked: list[web.Request] = []

    async def answer_manifest(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        if self.redirect:
            raise web.HTTPFound(self.redirect)
        return web.Response(body=self.manifest, status=self.status)

    async def answer_file(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return web.Response(body=self.installer)

    @property
    def url(self) -> str:
        """Where the manifest lies."""
        return f"{self.address}/update.json"


@asynccontextmanager
async def release_server() -> AsyncIterator[ReleaseServer]:
    """A server that runs meanwhile."""
    made = ReleaseServer()
    app = web.Application()
    app.router.add_get("/update.json", made.answer_manifest)
    app.router.add_get("/files/{name}", made.answer_file)
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.address = site.name if ":0" not in site.name else f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()
