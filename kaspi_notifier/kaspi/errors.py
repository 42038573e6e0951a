"""What can go wrong with Kaspi, told apart by what is to be done about it.

    KaspiError
    ├── TokenRejected   401: the token was revoked or mistyped; a person must act
    ├── NoRights        403 with Kaspi's own JSON: the token may not read this
    ├── Blocked         Kaspi's protection refuses us, or hangs; the token may be fine, wait
    ├── RateLimited     429: too many requests; wait `retry_after`
    ├── Unreachable     no connection, or one that breaks; the network's trouble
    ├── BadReply        an answer that can't be read as what was asked for
    │   └── NotFound    404
    └── ServerFault     5xx; Kaspi's trouble

The text of an error is English for logs and never holds the token or anything of a buyer.
"""

from datetime import timedelta


class KaspiError(Exception):
    """Anything that kept an answer of Kaspi from being read."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class TokenRejected(KaspiError):
    """Kaspi does not accept the token."""


class NoRights(KaspiError):
    """Kaspi knows the token, but it may not do this."""


class Blocked(KaspiError):
    """Something in front of Kaspi's API refuses us or keeps silent; says nothing about the token."""


class RateLimited(KaspiError):
    """Too many requests. `retry_after` is what Kaspi asked for, between a second and an hour."""

    def __init__(self, detail: str, retry_after: timedelta | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unreachable(KaspiError):
    """No connection to Kaspi, or one that broke."""


class BadReply(KaspiError):
    """An answer of another shape than Kaspi's API has, or a refusal that only a bug of ours explains."""


class NotFound(BadReply):
    """404: no such thing, or our headers are wrong."""


class ServerFault(KaspiError):
    """Kaspi's server failed."""
