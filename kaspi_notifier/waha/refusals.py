"""Which error an answer stands for, in all of WAHA's error shapes.

(a) `{"message": text or list, "error", "statusCode"}`, (b) `{"message", "statusCode"}`,
(c) `{"error", "session", "status", "expected"}` from the session gate,
(d) `{"statusCode": 500, "exception": {"message"}, "request": …}`, which repeats the whole request.
"""

import re
from typing import Any

from kaspi_notifier.waha import errors
from kaspi_notifier.waha.link import Reply, retry_after
from kaspi_notifier.waha.values import SessionStatus
from kaspi_notifier.waha.wire import dig, document


def refusal(reply: Reply) -> errors.WahaError | None:
    """The error an answer stands for, or None when it is a success (200, 201)."""
    status = reply.status
    match status:
        case 200 | 201:
            return None
        case 401:
            return errors.KeyRefused("HTTP 401: the API key was refused")
        case 403:
            return errors.Forbidden("HTTP 403: the API key may not do this")
        case 429:
            return errors.RateLimited("HTTP 429: too many requests", retry_after(reply))
        case 501:
            return errors.Unsupported("HTTP 501: this engine can't do it")
    if 300 <= status < 400:
        return errors.Redirected(f"HTTP {status}: the server points to another address")
    if status < 400:
        return errors.BadReply(f"HTTP {status} is not an answer WAHA gives")
    return _refusal_by_words(reply)


def _refusal_by_words(reply: Reply) -> errors.WahaError:
    error: Any
    try:
        error = document(reply.body)
    except errors.BadReply:
        error = None
    words = own_words(error)
    if reply.status == 400:
        if re.search(r"Enable \w+ store", words):
            return errors.LookupUnavailable("HTTP 400: the session keeps no messages")
        return errors.BadRequest("HTTP 400: the server found the request wrong")
    if reply.status == 404:
        return _not_found(words)
    if reply.status == 422 and reply.body is not None:
        return _unprocessable(error, words)
    if reply.status == 500:
        if re.search(r"server returned error 463\b", words):
            return errors.Restricted("WhatsApp's error 463: no new chats for now")
        if "no LID found" in words:
            return errors.Unprocessable("WhatsApp does not know the number")
        if "rate-overlimit" in words:
            # It comes from the engine: a send may have begun.
            return errors.RateLimited("WhatsApp's rate-overlimit", surely_not_sent=False)
    return errors.ServerFault(f"HTTP {reply.status}: the server failed")


def own_words(error: Any) -> str:
    """The server's own message in any of WAHA's error shapes; never the request it echoes."""
    found = dig(error, "exception", "message") or dig(error, "message") or dig(error, "error")
    if isinstance(found, list):
        return "\n".join(part for part in found if isinstance(part, str))
    return found if isinstance(found, str) else ""


def _not_found(words: str) -> errors.NotFound:
    # "Cannot GET /api/…/messages/…" is a server without that path, and no word about a message.
    if words.startswith("Cannot "):
        return errors.NotFound("HTTP 404: the server has no such path")
    return errors.NotFound(
        "HTTP 404: no such session or address",
        is_about_session="session" in words.lower(),
        is_about_message="message not found" in words.lower(),
    )


def _unprocessable(error: Any, words: str) -> errors.WahaError:
    status = dig(error, "status")
    if isinstance(status, str) and dig(error, "expected") is not None:
        return errors.SessionNotReady(SessionStatus(status))
    if found := re.search(r"The current status is (\w+)", words):
        return errors.SessionNotReady(SessionStatus(found[1]))
    if re.search(r"plus version", words, re.IGNORECASE):
        return errors.Unsupported("HTTP 422: this edition of WAHA can't do it")
    if re.search(r"Session .* does not exist", words):
        return errors.NotFound("HTTP 422: no such session", is_about_session=True)
    return errors.Unprocessable("HTTP 422: the server can't do it")


def success(reply: Reply) -> Any:
    """The JSON of a success, None for an empty body; raises the error of anything else."""
    error = refusal(reply)
    if error is not None:
        raise error
    return document(reply.body)
