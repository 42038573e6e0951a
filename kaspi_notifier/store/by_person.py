"""What a person decides about messages: send one again, drop some, type in a phone."""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from kaspi_notifier.domain import rules
from kaspi_notifier.domain.message import OPEN_STATES, REALLY_SENT, ForbiddenMove, MessageState, Reason
from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.message_rows import SELECT
from kaspi_notifier.store.models import Decision, Message, StoredOrder
from kaspi_notifier.store.moves import Moves
from kaspi_notifier.store.order_rows import search_text

_S = MessageState
NEW_CHANCE = timedelta(hours=24)
"""So long a message that a person wants sent has its time."""
_AGAIN_FROM = frozenset({_S.NEEDS_DECISION, _S.FAILED, _S.SKIPPED, _S.HELD})
_NOBODY = frozenset({Reason.PHONE_HIDDEN, Reason.NO_PHONE})
_DROP_FROM = frozenset({_S.NEEDS_DECISION, _S.QUEUED, _S.HELD})
_QUEUED_EVENTS = (
    SELECT
    + " WHERE shop_id = ? AND state = 'queued' AND kind = 'event' AND created_at >= ? AND is_doubted = 0"
)


class ByPerson(Moves):
    """The messages log as a person works on it."""

    def decide(self, message_id: int, decision: Decision, now: datetime) -> Message:
        """What a person decided; raises `ForbiddenMove` where there is nothing to decide."""
        with self._db.transaction():
            row = self._must_get(message_id)
            match decision:
                case Decision.ARRIVED:
                    new = replace(row, state=_S.ACCEPTED, accepted_at=row.accepted_at or now)
                    allowed = frozenset({_S.NEEDS_DECISION})
                case Decision.SEND_AGAIN:
                    new = replace(
                        row,
                        state=_S.QUEUED,
                        reason=None,
                        due_at=now,
                        expires_at=now + NEW_CHANCE,
                        absences=0,
                    )
                    allowed = _AGAIN_FROM
                case _:
                    new = replace(row, state=_S.SKIPPED, reason=Reason.BY_PERSON)
                    allowed = _DROP_FROM
            if row.state not in allowed or row.wiped_at is not None:
                raise ForbiddenMove(row.state, new.state)
            self._move(row, new, now, detail=decision.value, by="person")
            if new.state is _S.QUEUED and row.joined_to is not None:
                self._db.write(
                    "UPDATE whatsapp_messages_log SET joined_to = NULL WHERE id = ?", (message_id,)
                )
            return self._must_get(message_id)

    def give_phone(self, stored: StoredOrder, phone: str, now: datetime) -> int:
        """Remember the phone a person typed for an order, in canonical digits; how many messages it let go.

        Of the messages that had nobody to go to, the newest stage that still holds is queued; the rules
        that would have skipped the others for it keep them skipped.
        """
        order = msgspec.structs.replace(stored.order, buyer_phone=phone)
        with self._db.transaction():
            self._db.write("UPDATE orders SET typed_phone = ? WHERE id = ?", (phone, stored.id))
            self._db.write(
                "UPDATE whatsapp_messages_log SET phone = ?, search = ?"
                " WHERE shop_id = ? AND order_code = ? AND kind = 'event' AND chat_id IS NULL",
                (phone, search_text(order), stored.shop_id, order.code),
            )
            rows = [row for row in self.of_order(stored.shop_id, order.code) if row.event is not None]
            something_sent = self.sent_anything(stored.shop_id, order.code)
            held = [
                row
                for row in rows
                if row.state is _S.SKIPPED and row.reason in _NOBODY and row.expires_at > now
                if row.event and rules.why_not(row.event, order, something_sent=something_sent) is None
            ]
            told = [row for row in rows if row.state in OPEN_STATES | REALLY_SENT]
            newest = rules.newest_stage(row.event for row in (*held, *told) if row.event)
            late = rules.superseded_by(newest) if newest else frozenset()
            freed = [row for row in held if row.event not in late]
            for row in freed:
                due_at = max(now, row.due_at)
                queued = replace(row, state=_S.QUEUED, reason=None, due_at=due_at)
                self._move(row, queued, now, detail="phone typed", by="person")
        return len(freed)

    def skip_events(self, shop_id: int, *, since: datetime, now: datetime) -> int:
        """A person drops all queued messages about events that were written since then; how many."""
        with self._db.transaction():
            rows = self._messages(_QUEUED_EVENTS, (shop_id, ms(since)))
            for row in rows:
                self._move(row, replace(row, state=_S.SKIPPED, reason=Reason.BY_PERSON), now, by="person")
        return len(rows)
