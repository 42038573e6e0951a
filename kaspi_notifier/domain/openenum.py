"""Enums of vendor words that may grow: an unknown word is kept as it came and known to be unknown."""

from enum import StrEnum
from typing import Self

_LONGEST = 64


class OpenEnum(StrEnum):
    """A `StrEnum` whose call never fails on a string: `Status("SOMETHING_NEW").is_known` is False.

    Unknown members compare by value, are not cached and are cut to 64 characters.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        text = value[:_LONGEST]
        member = str.__new__(cls, text)
        member._name_ = "UNKNOWN"
        member._value_ = text
        return member

    @property
    def is_known(self) -> bool:
        """Whether the word is one this program was written for."""
        return self._name_ != "UNKNOWN"

    def __hash__(self) -> int:
        # Enum hashes by name, and all unknown words share one; equal strings have to hash alike.
        return str.__hash__(self)
