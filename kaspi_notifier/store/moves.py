"""One move of a message row: checked, written and recorded together."""

from datetime import datetime

from kaspi_notifier.domain.message import ForbiddenMove, MessageState, check_move
from kaspi_notifier.store import joins
from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.message_rows import RECORD, UPDATE, mutable
from kaspi_notifier.store.models import Message
from kaspi_notifier.store.queue import Queue

_S = MessageState
TICKS = frozenset({_S.SENT, _S.DELIVERED, _S.READ})
_NOT_SENT = frozenset({_S.FAILED, _S.SKIPPED})


class Moves(Queue):
    """What every move has in common; to be called in a transaction."""

    def _outcome(
        self, row: Message, new: Message, now: datetime, only_from: MessageState | None = None
    ) -> bool:
        if self._is_over(row, new.state):
            return False
        if only_from is not None and row.state is not only_from:
            raise ForbiddenMove(row.state, new.state)
        self._move(row, new, now)
        return True

    @staticmethod
    def _is_over(row: Message, after: MessageState) -> bool:
        return row.state is after or row.state in TICKS

    def _refuse_unless_over(self, row: Message, after: MessageState) -> None:
        if not self._is_over(row, after):
            raise ForbiddenMove(row.state, after)

    def _move(
        self, row: Message, new: Message, now: datetime, *, detail: str = "", by: str = "program"
    ) -> None:
        check_move(row.state, new.state)
        self._store(new)
        reason = new.reason.value if new.reason else None
        detail = detail or (new.error if new.error != row.error else "")
        self._db.write(
            RECORD, (row.shop_id, row.id, ms(now), row.state.value, new.state.value, reason, detail, by)
        )
        if new.state in _NOT_SENT and new.accepted_at is None and not new.is_doubted:
            joins.release(self._db, new, now)

    def _store(self, new: Message) -> None:
        self._db.write(UPDATE, mutable(new))
