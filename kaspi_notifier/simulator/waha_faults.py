"""Refusals that a fault puts in place of WAHA's answer."""

from typing import Any

from aiohttp import web

from kaspi_notifier.simulator.faults import ANY, Fault
from kaspi_notifier.simulator.options import WahaOptions
from kaspi_notifier.simulator.waha_bodies import answer, exception, gate, nest, short

ROUTES = frozenset(
    {
        "sendText", "startTyping", "stopTyping", "check-exists", "new-message-id", "message", "messages",
        "sessions", "session", "create", "start", "stop", "restart", "logout", "update", "delete", "qr",
        "request-code", "me", "version", "status", "lids", "timelock", "capping",
    }
)  # fmt: skip
_COMMON = frozenset(
    {
        "unauthorized", "forbidden", "not_found", "bad_request", "refuse_422", "rate_limited_429", "hang",
        "hold", "reply_garbage", "redirect",
    }
)  # fmt: skip
KINDS = {
    ANY: _COMMON | {"error_500", "drop"},
    "sendText": _COMMON
    | {
        "drop_before", "drop_after", "error_500_after", "error_500_before", "timed_out", "connection_closed",
        "reply_other_id", "reply_no_id", "empty_201", "delay_reply", "restricted_463", "ack_error", "double",
        "no_lid",
    },
}  # fmt: skip


def refusal_of(
    kind: str, fault: Fault, options: WahaOptions, request: web.Request, body: dict[str, Any] | None = None
) -> web.Response | None:
    """The answer with which this kind of fault ends the request before it had any effect, if it does."""
    match kind:
        case "unauthorized":
            return short(401, "Unauthorized")
        case "forbidden":
            return short(403, "Forbidden")
        case "not_found":
            return nest(404, "Session not found")
        case "bad_request":
            return nest(400, "Bad request")
        case "refuse_422":
            return gate(str((body or {}).get("session", "default")), "STARTING", "WORKING")
        case "rate_limited_429":
            headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
            return answer(429, {"message": "Too Many Requests", "statusCode": 429}, headers)
        case "redirect":
            return web.Response(status=307, headers={"Location": "https://example.invalid/"})
        case "connection_closed":
            return exception(options, request, "Connection Closed", body=body, is_boom=True)
        case "no_lid":
            return exception(options, request, "2 UNKNOWN: no LID found from server", body=body)
        case "error_500" | "error_500_before":
            return exception(options, request, "Timed Out", body=body)
        case _:
            return None
