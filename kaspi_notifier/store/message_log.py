"""The log as a window pages through it, however long: counts, pages of some 500 rows, a search."""

import time
from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter

from msgspec import Struct

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.store.columns import json_array, ms, words_of
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.log_schema import BLOCK
from kaspi_notifier.store.message_rows import BY_IDS, SELECT, export_of
from kaspi_notifier.store.models import Message, message_of

_LEAST_ROWS = 200
_SLICE = 32_768
_MOST_TERMS = 32
_TYPING = 10.0
"""Seconds for which the words that begin like what was typed are remembered."""
_SHORT = 3
"""Prefixes up to this length have an index of their own."""

_TEMPLATE = "(:template IS NULL OR coalesce(template_id, 0) = :template)"
_STATE = "state IN (SELECT value FROM json_each(:states))"
_TOTALS = " ".join(
    [
        "SELECT",
        ", ".join(f"total({state.value})" for state in MessageState),
        "FROM message_counts WHERE shop_id = :shop AND block >= :block",
        "AND (:template IS NULL OR template_id = :template)",
    ]
)
# A block in which a period begins is counted row by row. The sign keeps other indexes out of it.
_FIRST_BLOCK = " ".join(
    [
        "SELECT state, count(*) FROM whatsapp_messages_log WHERE id BETWEEN :low AND :high",
        f"AND +shop_id = :shop AND {_TEMPLATE} GROUP BY state",
    ]
)
_PAGE = " ".join(
    [
        SELECT,
        f"WHERE id BETWEEN :low AND :high AND +shop_id = :shop AND {_TEMPLATE} ORDER BY id DESC",
    ]
)
_PAGE_OF_STATES = " ".join(
    [
        SELECT,
        "INDEXED BY messages_by_state",
        f"WHERE shop_id = :shop AND {_STATE} AND id BETWEEN :low AND :high AND {_TEMPLATE} ORDER BY id DESC",
    ]
)
_FIND = """
    SELECT m.id FROM message_words AS w CROSS JOIN whatsapp_messages_log AS m ON m.id = w.rowid
    WHERE w.message_words MATCH :words AND w.rowid BETWEEN :low AND :high"""
_FIND_ANY = f"{_FIND} AND m.shop_id = :shop AND {_TEMPLATE} ORDER BY w.rowid DESC LIMIT :limit"
_FIND_IN_STATES = f"""{_FIND} AND {_TEMPLATE} AND w.rowid IN (
        SELECT id FROM whatsapp_messages_log INDEXED BY messages_by_state
        WHERE shop_id = :shop AND {_STATE} AND id BETWEEN :low AND :high)
    ORDER BY w.rowid DESC LIMIT :limit"""


class LogFilter(Struct, frozen=True, kw_only=True):
    """Which messages of a shop are looked at. `template_id` 0 means those that no template made."""

    shop_id: int
    states: frozenset[MessageState] | None = None
    template_id: int | None = None
    since: datetime | None = None
    search: str = ""


class Span(Struct, frozen=True, kw_only=True):
    """A page of the log: all that fits the filter among these ids, and how many rows that was."""

    low: int
    high: int
    rows: int

    @property
    def key(self) -> object:
        """The same as long as the page begins where it did."""
        return self.low


class Finds(Struct, frozen=True, kw_only=True):
    """A page of what a search found."""

    ids: tuple[int, ...]

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.ids)

    @property
    def key(self) -> object:
        """The same as long as the page begins with the same find."""
        return self.ids[0], self.rows


class LogView(Struct, frozen=True, kw_only=True):
    """The log through a filter: its pages, newest first, and how many messages are in each state.

    The counts are of every state, whichever the filter shows.
    """

    spans: tuple[Span, ...]
    counts: dict[MessageState, int]


class MessageLog:
    """Read-only; no question here reads more than a page or the table of counts."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._asked: dict[str, tuple[float, list[str]]] = {}

    def view(self, wanted: LogFilter) -> LogView:
        """Pages and counts of the filter without its search."""
        since = self._first_id(wanted)
        if since is None:
            return LogView(spans=(), counts=dict.fromkeys(MessageState, 0))
        states = MessageState if wanted.states is None else wanted.states
        parameters = _parameters(wanted)
        parameters["block"] = (since + BLOCK - 1) // BLOCK
        totals = map(int, self._db.row(_TOTALS, parameters) or ())
        counts = dict(zip(MessageState, totals, strict=True))
        blocks = self._db.rows(_blocks_of(states), parameters)
        if since % BLOCK:
            part = {**parameters, "low": since, "high": since // BLOCK * BLOCK + BLOCK - 1}
            first = {MessageState(state): n for state, n in self._db.rows(_FIRST_BLOCK, part)}
            counts = {state: n + first.get(state, 0) for state, n in counts.items()}
            blocks.insert(0, (since // BLOCK, sum(first.get(state, 0) for state in states)))
        return LogView(spans=_spans(blocks, since), counts=counts)

    def _first_id(self, wanted: LogFilter) -> int | None:
        """The id with which the period begins, None when nothing was written since."""
        if wanted.since is None:
            return 0
        found: int | None = self._db.value(
            "SELECT id FROM whatsapp_messages_log WHERE shop_id = ? AND created_at >= ?"
            " ORDER BY created_at, id LIMIT 1",
            (wanted.shop_id, ms(wanted.since)),
        )
        return found

    def rows(self, wanted: LogFilter, span: Span | Finds) -> list[Row]:
        """The rows of a page as they are now, newest first, for `message_of`; the id stands first in each.

        Who looks at twenty of five hundred rows makes messages of those alone.
        """
        if isinstance(span, Finds):
            found = self._db.rows(BY_IDS, (json_array(span.ids),))
            return sorted(found, key=itemgetter(0), reverse=True)
        parameters = {**_parameters(wanted), "low": span.low, "high": span.high}
        return self._db.rows(_PAGE if wanted.states is None else _PAGE_OF_STATES, parameters)

    def newest(self, wanted: LogFilter, number: int) -> list[Message]:
        """The newest messages that fit the filter without its search, no more than a page of them."""
        spans = self.view(wanted).spans
        return [message_of(row) for row in (self.rows(wanted, spans[0]) if spans else ())[:number]]

    def export(self, wanted: LogFilter, span: Span | Finds, shop: str) -> list[dict[str, object]]:
        """A page with the keys of the export, oldest first; `shop` is the shop's name."""
        return [export_of(message_of(row), shop) for row in reversed(self.rows(wanted, span))]

    def ids(self, wanted: LogFilter, span: Span | Finds, *, but: Reason) -> list[int]:
        """The ids of a page, without the messages that have this reason."""
        messages = map(message_of, self.rows(wanted, span))
        return [message.id for message in messages if message.reason is not but]

    def find(self, wanted: LogFilter, *, below: int | None, limit: int) -> tuple["array[int]", int | None]:
        """Ids that fit the filter and its search, newest first, and where to look on (None: that is all).

        With a filter one call looks at some 30,000 messages at most: a rare find among many hits holds up
        nobody else who waits for the database.
        """
        words = self._match(wanted.search)
        floor = self._first_id(wanted)
        high = self._newest() if below is None else below - 1
        if words is None or floor is None or high < floor:
            return array("q"), None
        low = floor if wanted.states is None and wanted.template_id is None else max(floor, high - _SLICE + 1)
        sql = _FIND_ANY if wanted.states is None else _FIND_IN_STATES
        span = {"low": low, "high": high, "words": words, "limit": limit}
        ids = self._db.ids(sql, {**_parameters(wanted), **span})
        if len(ids) == limit:
            return ids, ids[-1]
        return ids, low if low > floor else None

    def _match(self, search: str) -> str | None:
        """What a person typed as a question to the index of words: each may go on. None without any word.

        FTS5 gathers every hit of a prefix before it gives the newest. The words that a prefix stands for, if
        they are few, are asked for one by one instead: then it stops at the newest.
        """
        return " AND ".join(map(self._longer, words_of(search))) or None

    def _longer(self, word: str) -> str:
        terms = self._terms(word) if len(word) > _SHORT else ()
        if 0 < len(terms) <= _MOST_TERMS:
            return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"
        return f'"{word}"*'

    def _terms(self, word: str) -> Sequence[str]:
        """Known words that begin like this, or one more than `_MOST_TERMS`.

        SQLite reads every place where they stand, so what was asked a moment ago is narrowed instead: people
        type one letter after the other.
        """
        now = time.monotonic()
        self._asked = {prefix: found for prefix, found in self._asked.items() if now - found[0] < _TYPING}
        for length in range(len(word), _SHORT, -1):
            _, terms = self._asked.get(word[:length], (now, None))
            if terms is not None and len(terms) <= _MOST_TERMS:
                return [term for term in terms if term.startswith(word)]
        self._db.write(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.known_words USING fts5vocab (main, message_words, 'row')"
        )
        rows = self._db.rows(
            "SELECT term FROM temp.known_words WHERE term >= ? AND term < ? LIMIT ?",
            (word, word + "\U0010ffff", _MOST_TERMS + 1),
        )
        found = [term for (term,) in rows]
        self._asked[word] = now, found
        return found

    def _newest(self) -> int:
        return self._db.value("SELECT max(id) FROM whatsapp_messages_log") or 0


def _blocks_of(states: Iterable[MessageState]) -> str:
    rows = " + ".join(sorted(state.value for state in states)) or "0"
    return " ".join(
        [
            f"SELECT block, sum({rows}) FROM message_counts WHERE shop_id = :shop AND block >= :block",
            "AND (:template IS NULL OR template_id = :template) GROUP BY block",
        ]
    )


def _parameters(wanted: LogFilter) -> dict[str, object]:
    return {
        "shop": wanted.shop_id,
        "template": wanted.template_id,
        "states": None if wanted.states is None else json_array(sorted(wanted.states)),
    }


def _spans(blocks: Iterable[Row], since: int) -> tuple[Span, ...]:
    """Neighbouring blocks together until a page is worth a visit; newest first.

    They are counted from the oldest on, so that what comes on top leaves the pages below as they are.
    """
    spans: list[Span] = []
    low, high, rows = since, since, 0
    for block, number in blocks:
        high = (block + 1) * BLOCK - 1
        rows += number
        if rows >= _LEAST_ROWS:
            spans.append(Span(low=low, high=high, rows=rows))
            low, rows = high + 1, 0
    if rows:
        spans.append(Span(low=low, high=high, rows=rows))
    return tuple(reversed(spans))
