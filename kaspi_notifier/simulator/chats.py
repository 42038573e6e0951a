"""What WhatsApp knows: messages by id, receipts, and the bubbles that buyers really got."""

import random
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

ACK_NAMES = {-1: "ERROR", 0: "PENDING", 1: "SERVER", 2: "DEVICE", 3: "READ", 4: "PLAYED"}


class Bubble(Struct, kw_only=True):
    """One message on a buyer's phone. WhatsApp shows equal ids once; `deliveries` counts the arrivals."""

    wa_id: str
    chat_id: str
    text: str
    at: datetime
    session: str
    deliveries: int = 1
    ack: int = 0


class Record(Struct, kw_only=True):
    """A message in the server's own store, sent or received. `visible_at` is a loop time."""

    wa_id: str
    chat_id: str
    from_me: bool
    text: str
    at: datetime
    session: str
    visible_at: float
    ack: int = 0
    bubble: Bubble | None = None
    secret: str = ""
    source: str = "api"
    """Who sent it: a program through the server, or the app on a phone."""
    media: str = ""
    """What came besides text, in the protocol's own word: `image`, `audio`, …"""


class Chats:
    """The store of one server and WhatsApp behind it."""

    def __init__(self, seed: random.Random) -> None:
        self._random = seed
        self._records: list[Record] = []
        self._by_id: dict[tuple[str, str], Record] = {}
        self._bubble_by_id: dict[tuple[str, str, str], Bubble] = {}
        self.bubbles: list[Bubble] = []
        self._arrived_before: set[tuple[str, str]] = set()

    def new_id(self, prefix: str = "3EB0") -> str:
        """A message id as WhatsApp's own: 3EB0 and 18 hex digits (3A for messages from phones)."""
        return prefix + self._random.randbytes(9).hex().upper()

    def deliver(self, record: Record) -> bool:
        """Bring a message to the buyer's phone; False when a message with this id is already there."""
        key = (record.session, record.chat_id, record.wa_id)
        bubble = self._bubble_by_id.get(key)
        is_new = bubble is None
        if bubble is None:
            bubble = Bubble(
                wa_id=record.wa_id,
                chat_id=record.chat_id,
                text=record.text,
                at=record.at,
                session=record.session,
                ack=max(record.ack, 0),
            )
            self._bubble_by_id[key] = bubble
            self.bubbles.append(bubble)
        else:
            bubble.deliveries += 1
        record.bubble = bubble
        return is_new

    def is_known(self, session: str, chat_id: str, *, replied_only: bool = False) -> bool:
        """Whether the buyer ever wrote, or a message arrived on the buyer's phone."""
        if any(r.session == session and r.chat_id == chat_id and not r.from_me for r in self._records):
            return True
        return not replied_only and (
            (session, chat_id) in self._arrived_before
            or any(b.session == session and b.chat_id == chat_id and b.ack >= 2 for b in self.bubbles)
        )

    def remember(self, record: Record) -> Record:
        """Put a message into the store; a repeated id keeps its first record."""
        known = self._by_id.get((record.session, record.wa_id))
        if known is not None:
            known.bubble = known.bubble or record.bubble
            return known
        self._by_id[record.session, record.wa_id] = record
        self._records.append(record)
        return record

    def forget(self) -> None:
        """The server loses its store; phones keep their messages."""
        self._records.clear()
        self._by_id.clear()

    def forget_before(self, moment: datetime) -> None:
        """What was sent before is gone everywhere, and a simulated month stays small; replies are kept.

        That something arrived is remembered: a chat does not become new again.
        """
        self._arrived_before |= {(b.session, b.chat_id) for b in self.bubbles if b.at < moment and b.ack >= 2}
        self._records = [r for r in self._records if r.at >= moment or not r.from_me]
        self._by_id = {(record.session, record.wa_id): record for record in self._records}
        self.bubbles[:] = [bubble for bubble in self.bubbles if bubble.at >= moment]
        self._bubble_by_id = {(b.session, b.chat_id, b.wa_id): b for b in self.bubbles}

    def find(self, session: str, wa_id: str, time: float) -> Record | None:
        """The message with this bare id, unless it can't be looked up yet."""
        record = self._by_id.get((session, wa_id))
        return record if record is not None and record.visible_at <= time else None

    def newest_first(self, session: str, time: float) -> Iterator[Record]:
        """All messages of a session that can be looked up."""
        return (r for r in reversed(self._records) if r.session == session and r.visible_at <= time)

    def records_with(self, wa_id: str) -> list[Record]:
        """Records of this bare id in any session, visible or not."""
        return [record for record in self._records if record.wa_id == wa_id]
