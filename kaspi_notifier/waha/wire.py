"""JSON as it comes from outside: decoded, converted, looked into; whatever is wrong is a `BadReply`."""

from typing import Any, TypeVar

import msgspec

from kaspi_notifier.waha.errors import BadReply

T = TypeVar("T")


def document(body: bytes | None) -> Any:
    """The JSON of a body; None for an empty one, which is WAHA's way to answer null. Raises `BadReply`."""
    if body is None:
        raise BadReply("the answer was cut, encoded or longer than 2 MB")
    if not body.strip():
        return None
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    raise BadReply("the answer is not JSON")


def convert(value: Any, kind: type[T]) -> T:
    """The value as one of the wire shapes below. Raises `BadReply`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        pass
    raise BadReply("the answer has another shape than WAHA's")


def dig(value: Any, *keys: str) -> Any:
    """What lies under these keys, None where there is no such thing."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
