"""Row U1: an update that is unsigned, forged, old, expired or not the file is refused; all goes on."""

import json
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.updates import File, Refusal, Refused, Unreachable, UpdateClient
from tests.updates.server import (
    FIRST,
    INSTALLER,
    KEYS,
    NOW,
    SECOND,
    STRANGER,
    ReleaseServer,
    payload,
    release_server,
    signed,
)


@pytest.fixture
async def server() -> AsyncIterator[ReleaseServer]:
    """A release server with a good release."""
    async with release_server() as made:
        made.manifest = signed(payload(made.address), FIRST)
        yield made


def client(server: ReleaseServer) -> UpdateClient:
    """The client as it would look for this server's releases."""
    return UpdateClient(server.url, keys=KEYS, now=lambda: NOW)


async def refusal(server: ReleaseServer, known: str = "1.0.0") -> Refusal:
    """Why the manifest that lies there is refused."""
    async with client(server) as made:
        with pytest.raises(Refused) as caught:
            await made.look(running="1.0.0", known=known)
    assert caught.value.reason.replace("_", " ") in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("key", [FIRST, SECOND])
async def test_a_newer_release_is_announced_and_fetched(
    server: ReleaseServer, key: object, tmp_path: Path
) -> None:
    server.manifest = signed(payload(server.address), STRANGER, key)  # type: ignore[arg-type]
    async with client(server) as made:
        release = await made.look(running="1.0.0", known="1.0.0")
        assert release is not None
        assert release.version == "9.8.7"
        assert release.file is not None
        path = await made.fetch(release.file, tmp_path)
    assert path == tmp_path / "kaspi-notifier-setup.exe"
    assert path.read_bytes() == INSTALLER
    assert list(tmp_path.iterdir()) == [path]


async def test_the_request_tells_nothing_but_the_program(server: ReleaseServer) -> None:
    async with client(server) as made:
        await made.look(running="1.0.0", known="1.0.0")
    asked = server.asked[0]
    assert set(asked.headers) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}
    assert asked.headers["User-Agent"].startswith("kaspi-notifier/")
    assert not asked.query


async def test_the_release_that_runs_already_is_no_news(server: ReleaseServer) -> None:
    async with client(server) as made:
        assert await made.look(running="9.8.7", known="9.8.7") is None


async def test_a_release_that_was_announced_before_is_still_one(server: ReleaseServer) -> None:
    async with client(server) as made:
        release = await made.look(running="1.0.0", known="9.8.7")
    assert release is not None


async def test_an_older_release_is_refused(server: ReleaseServer) -> None:
    assert await refusal(server, known="9.8.8") is Refusal.OLDER
    assert await refusal(server, known="10.0.0") is Refusal.OLDER


async def test_an_unsigned_release_is_refused(server: ReleaseServer) -> None:
    server.manifest = signed(payload(server.address))
    assert await refusal(server) is Refusal.UNSIGNED
    server.manifest = json.dumps({"payload": "e30="}).encode()
    assert await refusal(server) is Refusal.UNSIGNED


async def test_a_release_signed_by_a_stranger_is_refused(server: ReleaseServer) -> None:
    server.manifest = signed(payload(server.address), STRANGER)
    assert await refusal(server) is Refusal.WRONG_KEY


async def test_a_release_without_pinned_keys_is_refused(server: ReleaseServer) -> None:
    async with UpdateClient(server.url, keys=("not a key",), now=lambda: NOW) as made:
        with pytest.raises(Refused):
            await made.look(running="1.0.0", known="1.0.0")


async def test_an_expired_release_is_refused(server: ReleaseServer) -> None:
    server.manifest = signed(payload(server.address, days=0), FIRST)
    assert await refusal(server) is Refusal.EXPIRED


async def test_every_changed_byte_of_what_was_signed_is_noticed(server: ReleaseServer) -> None:
    whole = signed(payload(server.address), FIRST)
    for position in range(12, len(whole) - 4, 7):
        changed = bytearray(whole)
        changed[position] = ord("A") if changed[position] != ord("A") else ord("B")
        server.manifest = bytes(changed)
        async with client(server) as made:
            with pytest.raises(Refused):
                await made.look(running="1.0.0", known="1.0.0")


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html>",
        b"\xff",
        b"[]",
        b'{"payload": "?"}',
        b'{"payload": "e30=", "signatures": ["?"]}',
        b"[" * 9999,
    ],
)
async def test_what_is_no_manifest_is_refused(server: ReleaseServer, document: bytes) -> None:
    server.manifest = document
    assert await refusal(server) is Refusal.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b'{"version": "1.0", "expires_at": "2099-01-01T00:00:00Z", "files": {}}',
        b'{"version": "2.0.0", "expires_at": "2099-01-01T00:00:00", "files": {}}',
    ],
)
async def test_a_signed_release_that_says_too_little_is_refused(
    server: ReleaseServer, content: bytes
) -> None:
    server.manifest = signed(content, FIRST)
    assert await refusal(server) is Refusal.DAMAGED


async def test_an_endless_manifest_is_not_read_to_its_end(server: ReleaseServer) -> None:
    server.manifest = b" " * 100_000
    assert await refusal(server) is Refusal.DAMAGED


@pytest.mark.parametrize(
    "content", [b"another program", INSTALLER[:-1], INSTALLER + b"!", b"X" + INSTALLER[1:]]
)
async def test_a_file_that_is_not_the_announced_one_never_gets_its_name(
    server: ReleaseServer, content: bytes, tmp_path: Path
) -> None:
    server.installer = content
    async with client(server) as made:
        release = await made.look(running="1.0.0", known="1.0.0")
        assert release is not None
        assert release.file is not None
        with pytest.raises(Refused) as caught:
            await made.fetch(release.file, tmp_path)
    assert caught.value.reason is Refusal.WRONG_FILE
    assert list(tmp_path.iterdir()) == []


async def test_a_server_in_trouble_is_told_apart_from_a_forged_answer(server: ReleaseServer) -> None:
    server.status = 503
    async with client(server) as made:
        with pytest.raises(Unreachable, match="503"):
            await made.look(running="1.0.0", known="1.0.0")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        async with UpdateClient(f"http://127.0.0.1:{free.getsockname()[1]}/") as made:
            with pytest.raises(Unreachable, match="ConnectError"):
                await made.look(running="1.0.0", known="1.0.0")


async def test_only_safe_addresses_are_asked(server: ReleaseServer) -> None:
    server.redirect = "http://192.0.2.1/update.json"
    async with client(server) as made:
        with pytest.raises(Unreachable, match="safe"):
            await made.look(running="1.0.0", known="1.0.0")
    server.redirect = f"{server.address}/files/x"
    server.installer = signed(payload(server.address), FIRST)
    async with client(server) as made:
        assert await made.look(running="1.0.0", known="1.0.0") is not None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x/a/setup-1.2.exe", "setup-1.2.exe"),
        ("https://x/a/..\\..\\evil.exe?q=1", "evil.exeq1"),
        ("https://x/..", "kaspi-notifier-update"),
    ],
)
def test_a_file_name_stays_in_its_folder(url: str, name: str) -> None:
    assert File(url=url, sha256="0" * 64, size=1).name == name


def test_a_system_without_an_installer_is_told_nothing() -> None:
    from kaspi_notifier.updates import Release

    assert Release(version="1.0.0", expires_at=NOW + timedelta(days=1), files={}).file is None
