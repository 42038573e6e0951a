"""What can go wrong when talking to WAHA, named by what to do about it.

    WahaError
    ├── Unreachable         no connection, or it broke off
    ├── KeyRefused          401: the API key is wrong
    ├── Forbidden           403: the key lacks rights, or a proxy blocks
    ├── NotFound            404: wrong address, or no such session
    ├── BadRequest          400
    ├── SessionNotReady     422: the session has another status than the call needs
    ├── Unsupported         501, or a feature of WAHA Plus only
    ├── Unprocessable       any other 422, and a number that WhatsApp does not know
    ├── RateLimited         429, or WhatsApp's own "rate-overlimit"
    ├── Restricted          WhatsApp's error 463: no new chats for now
    ├── Redirected          3xx; never followed, the key would go with it
    ├── LookupUnavailable   this server keeps no messages to look in
    ├── ServerFault         any other 4xx or 5xx
    ├── BadReply            an answer that could not be read
    └── OutcomeUnknown      only from `send_text`: the message may have left

The texts hold status codes and fixed phrases only: a server's own words may repeat the message.
"""

from datetime import timedelta

from kaspi_notifier.waha.values import SessionStatus


class WahaError(Exception):
    """A call to WAHA failed; `detail` says how in English, without anything private.

    `surely_not_sent` means something for `send_text` only: no part of the message left this program,
    or WAHA itself said that it did not pass it on.
    """

    surely_not_sent: bool = True

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Unreachable(WahaError):
    """No connection, or one that broke off or fell silent."""

    def __init__(self, detail: str, *, surely_not_sent: bool = True) -> None:
        super().__init__(detail)
        self.surely_not_sent = surely_not_sent


class KeyRefused(WahaError):
    """401: the API key is missing or wrong."""


class Forbidden(WahaError):
    """403: the key lacks a right, or something in front of WAHA blocks."""


class NotFound(WahaError):
    """404: the address leads to something else than WAHA, or a thing it should have is not there.

    `is_about_session` and `is_about_message` say which thing, when WAHA itself said so.
    """

    def __init__(
        self, detail: str, *, is_about_session: bool = False, is_about_message: bool = False
    ) -> None:
        super().__init__(detail)
        self.is_about_session = is_about_session
        self.is_about_message = is_about_message


class BadRequest(WahaError):
    """400: WAHA found the request wrong."""


class SessionNotReady(WahaError):
    """422: the session has a status in which this can't be done; WAHA had waited up to 10 s for it."""

    def __init__(self, status: SessionStatus) -> None:
        super().__init__(f"the session is {status}" if status.is_known else "the session has another status")
        self.status = status


class Unsupported(WahaError):
    """This server's version, engine or edition has no such feature."""


class Unprocessable(WahaError):
    """422 for another reason than the session's status."""


class RateLimited(WahaError):
    """Too many requests; `retry_after` is 1 s to 1 h, or None when the answer did not say."""

    def __init__(
        self, detail: str, retry_after: timedelta | None = None, *, surely_not_sent: bool = True
    ) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
        self.surely_not_sent = surely_not_sent


class Restricted(WahaError):
    """WhatsApp's error 463: this account may not begin chats now. Trying again makes it worse."""


class Redirected(WahaError):
    """3xx: another address is meant; a person has to enter it."""


class LookupUnavailable(WahaError):
    """This server keeps no messages, so one that was sent can't be looked up."""


class ServerFault(WahaError):
    """WAHA or a proxy failed inside; for a send that means nothing is known."""

    surely_not_sent = False


class BadReply(WahaError):
    """The answer was cut, too long, not JSON or not what WAHA answers."""

    surely_not_sent = False


class OutcomeUnknown(WahaError):
    """Only from `send_text`: bytes may have reached the server and no readable answer came back."""

    surely_not_sent = False
