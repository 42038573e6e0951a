"""A raw HTTP/1.1 server on loopback that answers exactly the bytes a test gives it, faults included."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

JSON_API = "application/vnd.api+json;charset=UTF-8"


@dataclass(frozen=True)
class Request:
    """What arrived. Header names are in lower case, the path is still encoded."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Answer:
    """Bytes to write, then: keep the connection, close it, reset it, or say nothing more."""

    raw: bytes = b""
    then: str = "keep"
    byte_by_byte: float | None = None


DROP = Answer(then="close")
RESET = Answer(then="reset")
SILENCE = Answer(then="hang")


def reply(status: int = 200, body: object = b"", **headers: str) -> Answer:
    """A whole HTTP answer; a body that is no bytes is sent as JSON. `Content_Type` etc. add headers."""
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    given = {"Content-Type": JSON_API, "Content-Length": str(len(data))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return Answer(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + data)


@dataclass
class Server:
    """The running server: its address, what it was asked, and what it does with the next request."""

    base_url: str
    answer: Callable[[Request], Answer]
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    @property
    def paths(self) -> list[str]:
        """Decoded paths of all requests so far."""
        return [unquote(request.path) for request in self.requests]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until a side closes it."""
        self.connections += 1
        try:
            while (request := await _read(reader)) is not None:
                self.requests.append(request)
                answer = self.answer(request)
                await _write(writer, answer)
                if answer.then == "hang":
                    await reader.read()
                if answer.then == "reset":
                    writer.transport.abort()
                if answer.then != "keep":
                    return
        except (ConnectionError, ssl.SSLError):
            return
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head.decode().rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
    parts = urlsplit(target)
    at = asyncio.get_running_loop().time()
    return Request(method, parts.path, dict(parse_qsl(parts.query)), headers, at)


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    if answer.byte_by_byte is None:
        writer.write(answer.raw)
        await writer.drain()
        return
    for byte in answer.raw:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(answer.byte_by_byte)


@asynccontextmanager
async def serve(
    answer: Callable[[Request], Answer], *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Server]:
    """A server on a free port for as long as the block runs."""
    server = Server("", answer)
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(server.talk(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listening = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server.base_url = f"{'https' if tls else 'http'}://{host}:{port}/shop/api/v2"
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def script(*answers: Answer) -> Callable[[Request], Answer]:
    """Answers given one after the other; the last one again for everything after."""
    left = list(answers)
    return lambda _request: left.pop(0) if len(left) > 1 else left[0]
