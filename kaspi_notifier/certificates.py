"""The authorities whose certificates are trusted."""

import ssl
from functools import cache
from threading import Lock

import certifi

_lock = Lock()


def trusted() -> ssl.SSLContext:
    """What every connection of this process verifies servers with; 45 ms of parsing the first time."""
    with _lock:
        return _parsed()


@cache
def _parsed() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
