"""Messages on their way out: every move of a message row, checked, recorded and committed at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from kaspi_notifier.domain.message import REALLY_SENT, MessageState, Reason, state_after_ack
from kaspi_notifier.store import joins
from kaspi_notifier.store.by_person import NEW_CHANCE, ByPerson
from kaspi_notifier.store.columns import folded, ms, ms_or_none
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.errors import AlreadyFrozen
from kaspi_notifier.store.message_rows import RECORD, SELECT
from kaspi_notifier.store.models import Draft, Message
from kaspi_notifier.store.moves import TICKS
from kaspi_notifier.store.sent import NAME, Sent

_S = MessageState
_FIRST_ACK_LOOK = timedelta(seconds=5)
_EXPIRED = SELECT + " WHERE shop_id = ? AND state IN ('queued', 'held') AND expires_at <= ?"
_CLAIM = " ".join(
    [
        "UPDATE whatsapp_messages_log SET state = 'sending', attempts = attempts + 1, attempt_at = ?",
        "WHERE id = ? AND state = 'queued' RETURNING shop_id, attempts,",
        NAME,
    ]
)
_JOINED = " ".join(["SELECT", NAME, "FROM whatsapp_messages_log WHERE joined_to = ?"])
"""Messages that another one speaks for are sent with it."""
_HELD = SELECT + " WHERE shop_id = ? AND state = 'held'"
_SENDING = SELECT + " WHERE shop_id = ? AND state = 'sending'"


class Outbox(ByPerson):
    """The messages log as the engine works on it.

    Every method that moves a row returns whether it moved. False means that nothing was left to do:
    the row is in the target state already, or an ack has meanwhile proved it sent. Any other move that
    `domain.message.MOVES` lacks raises `ForbiddenMove`; an id that does not exist raises `KeyError`.
    """

    def __init__(self, database: Database, sent: Sent) -> None:
        super().__init__(database)
        self._sent = sent

    def write(self, shop_id: int, draft: Draft, now: datetime) -> int:
        """Queue a message that is about no event; its id."""
        at = ms(now)
        with self._db.transaction():
            message_id = self._db.insert(
                "INSERT INTO whatsapp_messages_log (shop_id, order_code, template_id, template_name, phone,"
                " chat_id, state, created_at, happened_at, due_at, expires_at, search, kind, draft)"
                " VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)",
                (
                    shop_id,
                    draft.order_code,
                    draft.template_id,
                    draft.template_name,
                    draft.phone,
                    draft.chat_id,
                    at,
                    at,
                    ms(draft.due_at or now),
                    ms(draft.expires_at or now + NEW_CHANCE),
                    folded(" ".join(filter(None, (draft.order_code, draft.phone)))),
                    draft.kind.value,
                    draft.text,
                ),
            )
            self._db.write(RECORD, (shop_id, message_id, at, None, "queued", None, "", draft.by))
        return message_id

    def freeze(self, message_id: int, *, chat_id: str, text: str, wa_id: str | None) -> bool:
        """Fix where the message goes, what it says and under which id; once, for good.

        False when the row is no longer queued. Raises `AlreadyFrozen` the second time.
        """
        with self._db.transaction():
            row = self._must_get(message_id)
            if row.text is not None:
                raise AlreadyFrozen("the message is frozen already")
            if row.state is not _S.QUEUED:
                return False
            self._db.write(
                "UPDATE whatsapp_messages_log SET chat_id = ?, text = ?, wa_id = ? WHERE id = ?",
                (chat_id, text, wa_id, message_id),
            )
        return True

    def claim(self, message_id: int, now: datetime) -> bool:
        """Take a queued message for sending; once this returns True the claim is on the disk.

        One that was sent before this database was restored goes to a person instead.
        """
        at = ms(now)
        with self._db.transaction():
            if self._sent.was_sent_elsewhere(message_id):
                self.ask_about_sent([message_id], now)
                return False
            row = self._db.row(_CLAIM, (at, message_id))
            if row is None:
                self._refuse_unless_over(self._must_get(message_id), _S.SENDING)
                return False
            shop_id, attempts, *name = row
            self._db.write(RECORD, (shop_id, message_id, at, "queued", "sending", None, "", "program"))
            if attempts == 1:
                self._sent.note(shop_id, tuple(name), at)
                for joined in self._db.rows(_JOINED, (message_id,)):
                    self._sent.note(shop_id, joined, at)
        return True

    def ask_about_sent(self, message_ids: Sequence[int], now: datetime) -> None:
        """These wait here, but were sent before this database was restored: a person decides."""
        with self._db.transaction():
            for message_id in message_ids:
                self.ask(message_id, error="sent before the data was restored", now=now)

    def accept(
        self, message_id: int, *, wa_id: str, ack: int | None, now: datetime, ask_at: datetime | None = None
    ) -> bool:
        """The server took the message under this id; an ack of 1 or more counts at once.

        An id other than ours is kept beside it. An ack of -1 is left to `ack`, which judges it.
        `ask_at` is when to ask for the receipt, soon where it is None.
        """
        with self._db.transaction():
            row = self._must_get(message_id)
            found = self._with_answered_id(row, wa_id)
            after = state_after_ack(row.state, max(ack or 0, 0)) or _S.ACCEPTED
            if row.state in REALLY_SENT and after is _S.ACCEPTED:
                if found is not row:
                    self._store(found)
                return False
            ticked = _ticked(found, after, now, ask_at)
            self._move(row, ticked, now, detail="" if found is row else "other id")
        return True

    def _with_answered_id(self, row: Message, wa_id: str) -> Message:
        if row.wa_id == wa_id:
            return row
        if row.wa_id is None and self.by_wa_id(row.shop_id, wa_id) is None:
            return replace(row, wa_id=wa_id)
        return replace(row, reply_wa_id=wa_id)

    def requeue(self, message_id: int, *, due_at: datetime, error: str, now: datetime) -> bool:
        """This attempt was surely not sent: try again at `due_at`.

        It speaks for its own attempt only: a row with an earlier doubtful one is looked up instead.
        """
        with self._db.transaction():
            row = self._must_get(message_id)
            if row.state is _S.SENDING and row.is_doubted:
                new = replace(row, state=_S.UNKNOWN, settle_until=due_at, absences=0, error=error)
            else:
                new = replace(row, state=_S.QUEUED, due_at=due_at, error=error)
            return self._outcome(row, new, now, _S.SENDING)

    def doubt(self, message_id: int, *, settle_until: datetime, error: str, now: datetime) -> bool:
        """The outcome is unknown; the row is not touched before `settle_until`."""
        with self._db.transaction():
            row = self._must_get(message_id)
            new = replace(
                row, state=_S.UNKNOWN, is_doubted=True, settle_until=settle_until, absences=0, error=error
            )
            return self._outcome(row, new, now)

    def ask(self, message_id: int, *, error: str, now: datetime) -> bool:
        """The outcome can't be found out: a person decides."""
        with self._db.transaction():
            row = self._must_get(message_id)
            new = replace(row, state=_S.NEEDS_DECISION, reason=None, error=error)
            return self._outcome(row, new, now)

    def fail(self, message_id: int, *, reason: Reason | None, error: str, now: datetime) -> bool:
        """Surely not sent, and never will be by itself."""
        with self._db.transaction():
            row = self._must_get(message_id)
            return self._outcome(row, replace(row, state=_S.FAILED, reason=reason, error=error), now)

    def skip(self, message_id: int, *, reason: Reason, now: datetime, error: str = "") -> bool:
        """Not to be sent, for this reason."""
        with self._db.transaction():
            row = self._must_get(message_id)
            return self._outcome(row, replace(row, state=_S.SKIPPED, reason=reason, error=error), now)

    def hold(self, message_id: int, *, error: str, now: datetime) -> bool:
        """WhatsApp restricts new chats: wait for `release_held`."""
        with self._db.transaction():
            row = self._must_get(message_id)
            # Taken by the server and refused by WhatsApp is not sent.
            new = replace(
                row, state=_S.HELD, reason=Reason.RESTRICTED, error=error, accepted_at=None, next_ack_at=None
            )
            return self._outcome(row, new, now)

    def release_held(self, shop_id: int, now: datetime) -> int:
        """Queue every held message of the shop, due now; how many there were."""
        with self._db.transaction():
            held = self._messages(_HELD, (shop_id,))
            for row in held:
                self._move(row, replace(row, state=_S.QUEUED, reason=None, due_at=now), now)
        return len(held)

    def join(self, messages: Sequence[Message], carrier: Message, now: datetime) -> bool:
        """Let the carrier speak for these too; False when any of them all is no longer queued."""
        with self._db.transaction():
            return joins.join(self._db, messages, carrier, now)

    def postpone(self, message_id: int, due_at: datetime, error: str = "") -> bool:
        """Let a queued message wait until `due_at`; no move. False when it is no longer queued."""
        with self._db.transaction():
            changed = self._db.write(
                "UPDATE whatsapp_messages_log SET due_at = ?, error = ? WHERE id = ? AND state = 'queued'",
                (ms(due_at), error, message_id),
            )
        return changed == 1

    def expire(self, shop_id: int, now: datetime) -> int:
        """Skip what has waited too long; how many. One that may have arrived is left to a person."""
        with self._db.transaction():
            late = self._messages(_EXPIRED, (shop_id, ms(now)))
            for row in late:
                if not row.is_doubted:
                    self._move(row, replace(row, state=_S.SKIPPED, reason=Reason.EXPIRED), now)
                    continue
                queued = replace(row, state=_S.QUEUED, reason=None)
                if row.state is _S.HELD:
                    self._move(row, queued, now, detail="expired")
                self._move(queued, replace(queued, state=_S.NEEDS_DECISION), now, detail="expired")
        return len(late)

    def sweep(self, shop_id: int, *, now: datetime, settle: timedelta) -> int:
        """After a start: nobody knows how what was being sent ended; how many there were."""
        with self._db.transaction():
            left = self._messages(_SENDING, (shop_id,))
            for row in left:
                new = replace(row, state=_S.UNKNOWN, is_doubted=True, settle_until=now + settle, absences=0)
                self._move(row, new, now, detail="found after a start")
        return len(left)

    def looked(self, message_id: int, *, absences: int, settle_until: datetime) -> bool:
        """Note how often a message in doubt was looked for in vain, and when to look again; no move."""
        with self._db.transaction():
            changed = self._db.write(
                "UPDATE whatsapp_messages_log SET absences = ?, settle_until = ?"
                " WHERE id = ? AND state = 'unknown'",
                (absences, ms(settle_until), message_id),
            )
        return changed == 1

    def resend(self, message_id: int, now: datetime) -> bool:
        """Queue a message that was surely absent, with the same id and text, due now."""
        with self._db.transaction():
            row = self._must_get(message_id)
            new = replace(row, state=_S.QUEUED, due_at=now, resends=row.resends + 1, absences=0)
            return self._outcome(row, new, now, _S.UNKNOWN)

    def ack(self, shop_id: int, wa_id: str, ack: int, now: datetime) -> Message | None:
        """Take a receipt in; the message as it is then, or None when the receipt changes nothing."""
        with self._db.transaction():
            row = self.by_wa_id(shop_id, wa_id)
            after = None if row is None else state_after_ack(row.state, ack)
            if row is None or after is None:
                return None
            ticked = _ticked(row, after, now)
            self._move(row, ticked, now, detail=f"ack {ack}")
        return ticked

    def schedule_ack(self, message_id: int, next_at: datetime | None) -> None:
        """When to ask for the message's receipt next; None: never."""
        with self._db.transaction():
            self._db.write(
                "UPDATE whatsapp_messages_log SET next_ack_at = ? WHERE id = ?",
                (ms_or_none(next_at), message_id),
            )

    def hurry_acks(self, shop_id: int, *, accepted_since: datetime, now: datetime) -> None:
        """Ask at once for the receipts that may have been missed: those of messages not yet delivered."""
        with self._db.transaction():
            self._db.write(
                "UPDATE whatsapp_messages_log SET next_ack_at = ?"
                " WHERE shop_id = ? AND accepted_at >= ? AND state IN ('accepted', 'sent')",
                (ms(now), shop_id, ms(accepted_since)),
            )


def _ticked(row: Message, after: MessageState, now: datetime, ask_at: datetime | None = None) -> Message:
    """The row after an answer or a receipt, with the times of all ticks it implies."""
    if after is _S.NEEDS_DECISION:
        return replace(row, state=after, error="WhatsApp refused the message", next_ack_at=None)
    return replace(
        row,
        state=after,
        reason=None,
        error="",
        accepted_at=row.accepted_at or now,
        sent_at=row.sent_at or (now if after in TICKS else None),
        delivered_at=row.delivered_at or (now if after in (_S.DELIVERED, _S.READ) else None),
        read_at=row.read_at or (now if after is _S.READ else None),
        next_ack_at=None if after is _S.READ else ask_at or row.next_ack_at or now + _FIRST_ACK_LOOK,
    )
