"""Several messages to one buyer about the same event, said in one: what they share once, then a line each."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

JOINED_WITHIN = timedelta(minutes=10)
"""Orders of one buyer this near to each other are told about together."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n\s*")


def joined(texts: Sequence[str], longest: int) -> str | None:
    """One text with everything the texts say; None when that has more than `longest` characters.

    The sentences with which all of them begin are said once, at the beginning, and those with which all
    end once, at the end. Each order's own sentences get a line of their own.
    """
    split = [_SENTENCE_ENDS.split(text.strip()) for text in texts]
    head = _shared(split)
    tail = _shared([parts[head:][::-1] for parts in split])
    lines = ["• " + " ".join(filter(None, parts[head : len(parts) - tail])) for parts in split]
    begins, ends = " ".join(split[0][:head]), "\n".join(split[0][len(split[0]) - tail :])
    whole = "\n".join(filter(None, (begins, *lines, ends)))
    return whole if len(whole) <= longest else None


def _shared(texts: Sequence[Sequence[str]]) -> int:
    """With how many equal sentences all the texts begin."""
    alike = takewhile(lambda sentences: len(set(sentences)) == 1, zip(*texts, strict=False))
    return sum(1 for _ in alike)
