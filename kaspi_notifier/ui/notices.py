"""Messages beside the clock: only what needs a person, grouped, each cause at most once an hour."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject, Signal

from kaspi_notifier.engine.status import PauseReason, SessionProblem, ShopStatus
from kaspi_notifier.ui import bridge, formats, labels, number_labels, sending_labels
from kaspi_notifier.ui.bridge import Desk

translate = QCoreApplication.translate

ONCE_IN = timedelta(hours=1)
_QUIET = (None, SessionProblem.STARTING, SessionProblem.UNREACHABLE)


class _Decisions(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def decisions(self, n: int) -> str:
        return self.tr("%n message(s) need your decision", "", n)


def causes(status: ShopStatus, now: datetime) -> dict[str, str]:
    """Everything of a shop that stands still until a person acts: its name, and a line in words."""
    found: dict[str, str] = {}
    if status.queue.needs_decision:
        found["decision"] = _Decisions().decisions(status.queue.needs_decision)
    if status.replies.is_overdue and status.replies.waiting_since is not None:
        waits = formats.span(now - status.replies.waiting_since)
        found["reply"] = translate("notices", "A buyer has waited for an answer for {span}").format(
            span=waits
        )
    if status.pause is not None and status.pause.reason is not PauseReason.BY_PERSON:
        found[f"pause {status.pause.reason}"] = sending_labels.pause(status.pause, now)
    limit = status.number.restriction
    if limit is not None and limit.until is None:
        found["chats"] = number_labels.restriction(limit, now)
    problem = status.session.problem
    if problem not in _QUIET:
        _tone, title, text = labels.session(status.session, now)
        found[f"session {problem}"] = f"WhatsApp: {title}. {text}"
    if status.kaspi.problem is not None and status.needs_person:
        _tone, title, text = labels.kaspi(status.kaspi, now)
        found[f"kaspi {status.kaspi.problem}"] = f"Kaspi: {title}. {text}"
    return found


_HELPS = {
    "decision": "messages/decisions",
    "reply": "conversations",
    "pause": "overview",
    "chats": "overview",
    "session": "whatsapp",
    "kaspi": "settings/shop",
}
"""Where each kind of cause is dealt with."""


def alert(status: ShopStatus, now: datetime, page: str) -> tuple[str, str] | None:
    """The first thing that needs a person, in a line, and where to; nothing on the page that shows it."""
    if page == "overview":
        return None
    for cause, text in causes(status, now).items():
        target = _HELPS[cause.split()[0]]
        if target.split("/")[0] != page:
            return text, target
    return None


class Notices(QObject):
    """Follows the desk and tells what is new; whoever looks at the window is not told."""

    told = Signal(str, str)
    """Title and text of one message for all that is new."""

    def __init__(
        self,
        desk: Desk,
        is_watched: Callable[[], bool],
        now: Callable[[], datetime] = bridge.now,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_watched = is_watched
        self._now = now
        self._last: dict[tuple[int, str], datetime] = {}
        self._digests: dict[int, datetime] = {}
        desk.changed.connect(self.look)

    def look(self, *_kinds: object) -> None:
        """Tell what needs a person and was not told in the last hour."""
        now, lines = self._now(), []
        statuses = self._desk.statuses
        for status in statuses:
            name = f"{status.shop_name}. " if len(statuses) > 1 else ""
            lines += [name + text for text in self._new(status, now)]
        if lines and not self._is_watched():
            self.told.emit(translate("notices", "You are needed"), "\n".join(lines))
        for status in statuses:
            digest = status.digest
            if digest is not None and self._digests.get(status.shop_id) != digest.at:
                self._digests[status.shop_id] = digest.at
                title, _, text = digest.text.partition("\n")
                self.told.emit(title, text.strip())

    def _new(self, status: ShopStatus, now: datetime) -> Iterable[str]:
        for cause, text in causes(status, now).items():
            last = self._last.get((status.shop_id, cause))
            if last is None or now - last >= ONCE_IN:
                self._last[status.shop_id, cause] = now
                yield text
