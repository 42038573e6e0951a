"""What templates would have sent in the last days, from the orders and events that are stored."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.replay import Seen, WouldSend, replay
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.store import order_rows
from kaspi_notifier.store.columns import json_array, moment, ms
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.models import StoredOrder

_PAGE = 200
_CODES = """
    SELECT DISTINCT order_code FROM order_events INDEXED BY events_by_time
    WHERE shop_id = :shop AND observed_at >= :since"""
# What a first reading of the shop found had happened before it.
_BASELINE_CODES = """
    SELECT code FROM orders WHERE shop_id = :shop AND baseline_events IS NOT NULL
        AND (SELECT baseline_at IS NULL OR baseline_at >= :since FROM shops WHERE shop_id = :shop)"""
_EVENTS = """
    SELECT order_code, event, happened_at, observed_at, note FROM recorded_events
    WHERE shop_id = ? AND order_code IN"""
_SILENT = """
    SELECT phone FROM contacts WHERE shop_id = :shop AND phone IN (SELECT value FROM json_each(:phones))
        AND (opted_out_at IS NOT NULL OR has_whatsapp = 0)"""
_MET = """
    SELECT phone FROM contacts WHERE shop_id = :shop AND has_replied = 1
        AND phone IN (SELECT value FROM json_each(:phones))
    UNION ALL
    SELECT phone FROM whatsapp_messages_log WHERE shop_id = :shop AND accepted_at IS NOT NULL
        AND kind NOT IN ('test', 'digest') AND phone IN (SELECT value FROM json_each(:phones))"""


class Imagined(Struct, frozen=True, kw_only=True):
    """A message that would have been sent, with its order."""

    stored: StoredOrder
    message: WouldSend
    is_new_person: bool = False

    def __repr__(self) -> str:
        return f"Imagined(event={self.message.event.value!r})"


class WhatIf:
    """Read-only; asked in pages, because a busy shop's fortnight takes a while."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def pages(self, shop_id: int, since: datetime) -> list[list[str]]:
        """The codes of the orders to which something happened since then, for `page`."""
        parameters = {"shop": shop_id, "since": ms(since)}
        rows = self._db.rows(_CODES, parameters) + self._db.rows(_BASELINE_CODES, parameters)
        codes = sorted({row[0] for row in rows})
        return [codes[first : first + _PAGE] for first in range(0, len(codes), _PAGE)]

    def page(
        self,
        shop_id: int,
        codes: Sequence[str],
        templates: Sequence[Template],
        wanted: Template,
        *,
        language: Language,
        since: datetime,
        until: datetime,
    ) -> list[Imagined]:
        """What `wanted` would have sent about these orders had it been among the `templates`, switched on."""
        wanted = replace(wanted, enabled=True)
        others = [template for template in templates if template.id != wanted.id]
        found = [
            item
            for item in self._replayed(shop_id, codes, [wanted, *others], language, until)
            if item.message.template is wanted and item.message.at >= since
        ]
        parameters = {"shop": shop_id, "phones": json_array({item.message.phone for item in found})}
        silent = {row[0] for row in self._db.rows(_SILENT, parameters)}
        met = {row[0] for row in self._db.rows(_MET, parameters)}
        return [
            replace(item, is_new_person=item.message.phone not in met)
            for item in found
            if item.message.phone not in silent
        ]

    def _replayed(
        self,
        shop_id: int,
        codes: Sequence[str],
        templates: Sequence[Template],
        language: Language,
        until: datetime,
    ) -> Iterator[Imagined]:
        wanted = json_array(codes)
        seen: dict[str, list[Seen]] = {}
        # As a list, not a subquery: only that SQLite takes into the view.
        events = f"{_EVENTS} ({', '.join('?' * len(codes))})"
        for code, event, happened_at, observed_at, note in self._db.rows(events, (shop_id, *codes)):
            seen.setdefault(code, []).append(
                Seen(
                    event=Event(event),
                    happened_at=moment(happened_at),
                    observed_at=moment(observed_at),
                    note=Note(note),
                )
            )
        for row in self._db.rows(order_rows.BY_CODES, (shop_id, wanted)):
            stored = order_rows.stored_order_of(row)
            for message in replay(
                stored.order,
                seen.get(stored.order.code, []),
                templates=templates,
                language=language,
                until=until,
            ):
                yield Imagined(stored=stored, message=message)
