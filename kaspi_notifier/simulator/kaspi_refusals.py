"""Answers with which Kaspi, its edge or the network in between spoil a request."""

import json
from collections.abc import Callable

from aiohttp import web

from kaspi_notifier.simulator.faults import Fault
from kaspi_notifier.simulator.server import LoopbackServer

JSON_API = "application/vnd.api+json;charset=UTF-8"
_HTML = "text/html;charset=utf-8"
_HUGE = 8 * 1024 * 1024


def json_error(status: int, title: str, headers: dict[str, str] | None = None) -> web.Response:
    """A refusal in Kaspi's own form."""
    body = json.dumps({"errors": [{"title": title}]}, ensure_ascii=False).encode()
    return web.Response(status=status, body=body, headers={"Content-Type": JSON_API} | (headers or {}))


def page(status: int, html: str) -> web.Response:
    """A refusal by something in front of Kaspi's API."""
    return web.Response(status=status, body=html.encode(), headers={"Content-Type": _HTML})


def not_found_page() -> web.Response:
    """What an unknown path or an unexpected Accept header gets."""
    title = "HTTP Status 404 – Not Found"
    head = f'<!doctype html><html lang="en"><head><title>{title}</title></head>'
    return page(404, f"{head}<body><h1>{title}</h1></body></html>")


def _too_many(fault: Fault) -> web.Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    return json_error(429, "Too Many Requests", headers)


def _json_text(status: int, text: str) -> web.Response:
    return web.Response(status=status, body=text.encode(), headers={"Content-Type": JSON_API})


_CENTRE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
_DETAIL = '{"errors":[{"status":"400","code":"BAD_REQUEST","detail":"something is wrong"}]}'

FAULT_ANSWERS: dict[str, Callable[[Fault], web.Response]] = {
    "unauthorized": lambda _: json_error(401, "Unauthorized"),
    "empty_401": lambda _: page(401, ""),
    "forbidden_json": lambda _: json_error(403, "Access denied"),
    "forbidden_html": lambda _: page(403, _CENTRE.format("403 Forbidden")),
    "rate_limited_429": _too_many,
    "rate_limited_html": lambda _: page(429, "<html><body><h1>429 Too Many Requests</h1></body></html>"),
    "error_500_json": lambda _: json_error(500, "Internal Server Error"),
    "error_500_html": lambda _: page(500, _CENTRE.format("500 Internal Server Error")),
    "bad_gateway_502": lambda _: page(502, _CENTRE.format("502 Bad Gateway")),
    "maintenance_503": lambda _: page(503, "<html><body><h1>Технические работы</h1></body></html>"),
    "captive_200_html": lambda _: page(200, "<html><body>login to network</body></html>"),
    "bad_json": lambda _: _json_text(200, '{"data": oops'),
    "truncated_json": lambda _: _json_text(200, '{"data":[{"type":"orders","id":"OTAwMDAw'),
    "detail_only": lambda _: _json_text(400, _DETAIL),
    "not_found": lambda _: json_error(404, "Resource not found"),
    "redirect": lambda _: web.Response(
        status=302, headers={"Location": "https://example.invalid/maintenance"}
    ),
    "huge": lambda _: _json_text(200, '{"data":[' + " " * _HUGE + "]}"),
}

FAULT_KINDS = frozenset(FAULT_ANSWERS) | {"hold", "hang", "drop", "truncated"}


async def strike(server: LoopbackServer, request: web.Request, fault: Fault) -> web.StreamResponse:
    """Faults below HTTP: silence, a cut connection, a body that breaks off. Never returns normally."""
    if fault.kind == "hang":
        raise await server.silence(request)
    if fault.kind == "truncated":
        response = web.StreamResponse(headers={"Content-Type": JSON_API, "Content-Length": "4096"})
        await response.prepare(request)
        await response.write(b'{"data":[{"type":"orders","id":"OTAwMDAw')
    raise server.cut(request)
