"""Several messages to one buyer about the same event, said in one: what they share once, then a line each."""

import re
from collections.abc import Sequence
from datetime import timedelta
from os.path import commonprefix

JOINED_WITHIN = timedelta(minutes=10)
"""Orders of one buyer this near to each other are told about together."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n\s*")


def joined(texts: Sequence[str], longest: int) -> str | None:
    """One text with everything the texts say; None when that has more than `longest` characters.

    The sentences with which all of them begin are said once, at the beginning, and those with which all
    end once, at the end. Each order's own sentences get a line of their own.
    """
    split = [_SENTENCE_ENDS.split(text.strip()) for text in texts]
    head = len(commonprefix([list(parts) for parts in split]))
    tail = len(commonprefix([list(reversed(parts[head:])) for parts in split]))
    lines = ["• " + " ".join(filter(None, parts[head : len(parts) - tail])) for parts in split]
    begins, ends = " ".join(split[0][:head]), "\n".join(split[0][len(split[0]) - tail :])
    whole = "\n".join(filter(None, (begins, *lines, ends)))
    return whole if len(whole) <= longest else None
