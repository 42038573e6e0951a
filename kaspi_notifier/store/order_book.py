"""The shop's orders as a window lists them, and everything known of one."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product

from msgspec import Struct

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Delivery, DeliveryMode, Status, delivery_of
from kaspi_notifier.store import order_rows
from kaspi_notifier.store.columns import json_array, moment, ms, words_of
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.message_rows import SELECT
from kaspi_notifier.store.models import ListedOrder, Message, OrderStory, Reply, StoredOrder, message_of
from kaspi_notifier.store.queue import Queue
from kaspi_notifier.store.reports import Reports

PAGE = 200
_MOST_FOUND = 5_000
_FITS = """
    shop_id = :shop AND created_at >= :since
        AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
        AND (:deliveries IS NULL OR delivery_mode || is_kaspi_delivery || is_express
            IN (SELECT value FROM json_each(:deliveries)))"""
# One row for a page: where it begins. Counted from the oldest on, so that new orders leave the others alone.
_PAGES = f"""
    SELECT created_at, id, place FROM (
        SELECT created_at, id, row_number() OVER (ORDER BY created_at, id) AS place FROM orders WHERE {_FITS})
    WHERE place % {PAGE} = 1"""
_COUNT = f"SELECT count(*) FROM orders WHERE {_FITS}"
_FOUND = f"SELECT id, created_at FROM orders WHERE {_FITS}"
_SEARCHED = "search || ' ' || goods || ' ' || ifnull(typed_phone, '')"
_PAGE = f"""
    SELECT id FROM orders WHERE {_FITS} AND (created_at > :since OR id >= :from_id)
    ORDER BY created_at, id LIMIT {PAGE}"""
_MESSAGES = SELECT + " WHERE shop_id = ? AND order_code IN (SELECT value FROM json_each(?)) ORDER BY id"


class OrderFilter(Struct, frozen=True, kw_only=True):
    """Which orders of a shop are looked at."""

    shop_id: int
    statuses: frozenset[Status] | None = None
    delivery: Delivery | None = None
    since: datetime | None = None
    search: str = ""


class OrderPage(Struct, frozen=True, kw_only=True):
    """Up to 200 neighbouring orders, newest first: from one on, or these very ones."""

    rows: int
    from_at: datetime | None = None
    from_id: int = 0
    ids: tuple[int, ...] = ()

    @property
    def key(self) -> object:
        """The same as long as the page begins where it did."""
        return self.ids[:1] or (self.from_at, self.from_id)


class OrderBook:
    """Read-only."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._reports = Reports(database)
        self._queue = Queue(database)

    def pages(self, wanted: OrderFilter) -> tuple[OrderPage, ...]:
        """The pages of a list, the newest orders first; of a search the newest 5,000 finds."""
        if wanted.search.strip():
            return self._found(wanted)
        parameters = _parameters(wanted)
        total = self._db.value(_COUNT, parameters)
        pages = [
            OrderPage(rows=min(PAGE, total - place + 1), from_at=moment(created_at), from_id=order_id)
            for created_at, order_id, place in self._db.rows(_PAGES, parameters)
        ]
        return tuple(reversed(pages))

    def _found(self, wanted: OrderFilter) -> tuple[OrderPage, ...]:
        words = {f"word_{n}": word for n, word in enumerate(words_of(wanted.search))}
        if not words:
            return ()
        contains = "".join(f" AND instr({_SEARCHED}, :{name})" for name in words)
        found = self._db.rows(
            _FOUND + contains + " ORDER BY id DESC LIMIT :limit",
            {**_parameters(wanted), **words, "limit": _MOST_FOUND},
        )
        ids = [order_id for order_id, _created_at in sorted(found, key=lambda row: (-row[1], -row[0]))]
        parts = [tuple(ids[first : first + PAGE]) for first in range(0, len(ids), PAGE)]
        return tuple(OrderPage(rows=len(part), ids=part) for part in parts)

    def rows(self, wanted: OrderFilter, page: OrderPage) -> list[ListedOrder]:
        """The orders of a page as they are now, newest first."""
        ids: Iterable[int] = page.ids
        if page.from_at is not None:
            start = {"since": ms(page.from_at), "from_id": page.from_id}
            ids = self._db.ids(_PAGE, {**_parameters(wanted), **start})[::-1]
        return self._listed(wanted.shop_id, self._reports.orders(list(ids)))

    def by_ids(self, shop_id: int, ids: Iterable[int]) -> list[ListedOrder]:
        """These orders of the shop, in this order; those that are gone are left out."""
        return self._listed(shop_id, self._reports.orders(list(ids)))

    def _listed(self, shop_id: int, orders: list[StoredOrder]) -> list[ListedOrder]:
        codes = json_array(stored.order.code for stored in orders)
        messages: dict[str, list[Message]] = {}
        for row in self._db.rows(_MESSAGES, (shop_id, codes)):
            message = message_of(row)
            messages.setdefault(message.order_code or "", []).append(message)
        phones = {m.phone for found in messages.values() for m in found if m.phone}
        answered = self._answered(shop_id, phones)
        listed = []
        for stored in orders:
            found = messages.get(stored.order.code, [])
            has_reply = any(_answers(message, answered) for message in found)
            listed.append(ListedOrder(stored=stored, message=telling(found), has_reply=has_reply))
        return listed

    def _answered(self, shop_id: int, phones: Iterable[str]) -> dict[str, int]:
        rows = self._db.rows(
            "SELECT phone, replied_at FROM contacts WHERE shop_id = ?"
            " AND phone IN (SELECT value FROM json_each(?)) AND replied_at IS NOT NULL",
            (shop_id, json_array(phones)),
        )
        return dict(rows)

    def story(self, shop_id: int, code: str) -> OrderStory | None:
        """Everything known of an order, oldest first; None when there is no such order."""
        row = self._db.row(order_rows.BY_CODES, (shop_id, json_array([code])))
        if row is None:
            return None
        stored = order_rows.stored_order_of(row)
        messages = self._queue.of_order(shop_id, code)
        phones = {message.phone for message in messages if message.phone}
        return OrderStory(
            stored=stored,
            typed_phone=self._db.value("SELECT typed_phone FROM orders WHERE id = ?", (stored.id,)),
            events=tuple(self._reports.events(shop_id, code)),
            messages=tuple(messages),
            replies=self._replies(shop_id, phones, stored.order.created_at),
        )

    def _replies(self, shop_id: int, phones: Iterable[str], since: datetime) -> tuple[Reply, ...]:
        rows = self._db.rows(
            "SELECT said.at, said.body, said.media"
            " FROM chats JOIN chat_messages AS said ON said.chat = chats.id"
            " WHERE chats.shop_id = ? AND chats.phone IN (SELECT value FROM json_each(?))"
            " AND said.at >= ? AND said.from_me = 0 ORDER BY said.at, said.id",
            (shop_id, json_array(phones), ms(since)),
        )
        return tuple(Reply(at=moment(at), text=body or "", media=media) for at, body, media in rows)


def telling(messages: list[Message]) -> Message | None:
    """The message that tells most about an order: one that needs a person, else the newest that counts."""
    if not messages:
        return None
    asking = [message for message in messages if message.state is MessageState.NEEDS_DECISION]
    counting = [message for message in messages if message.reason is not Reason.SUPERSEDED]
    came = [message for message in counting if message.accepted_at is not None]
    return (asking or came or counting or messages)[-1]


def _answers(message: Message, answered: dict[str, int]) -> bool:
    replied_at = answered.get(message.phone or "")
    return replied_at is not None and replied_at >= ms(message.created_at)


def _parameters(wanted: OrderFilter) -> dict[str, object]:
    delivery = wanted.delivery
    return {
        "shop": wanted.shop_id,
        "since": 0 if wanted.since is None else ms(wanted.since),
        "statuses": None if wanted.statuses is None else json_array(s.value for s in sorted(wanted.statuses)),
        "deliveries": None if delivery is None else json_array(_modes(delivery)),
    }


def _modes(delivery: Delivery) -> list[str]:
    """The combinations of Kaspi's fields that mean this delivery, as the queries write them."""
    return [
        f"{mode.value}{is_kaspi:d}{is_express:d}"
        for mode, is_kaspi, is_express in product(DeliveryMode, (False, True), (False, True))
        if delivery_of(mode, is_kaspi_delivery=is_kaspi, is_express=is_express) is delivery
    ]
