"""The cards of the connection's health: the number, the journal, the ten checks."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kaspi_notifier.domain.number_health import NumberHealth, Worry
from kaspi_notifier.engine.status import CheckItem, Fault, Part, ShopStatus
from kaspi_notifier.store.models import JournalRow
from kaspi_notifier.ui import formats, health_labels, number_labels
from kaspi_notifier.ui.theme import Tone, room, shown_colors
from kaspi_notifier.ui.widgets.basics import Card, button, clear, label, pill, set_pill
from kaspi_notifier.ui.widgets.icons import pixmap

JOURNAL_LINES = 8
FIXES: dict[Part, str] = {
    Part.KASPI: "settings/shop",
    Part.WAHA: "settings/server",
    Part.KEY: "settings/server",
    Part.SESSION: "restart",
    Part.NUMBER: "link",
}
"""Where the program itself helps: a page, or an action of the WhatsApp page."""


class Gauge(QWidget):
    """A bar from 0 to 100; the word beside it carries the meaning."""

    def __init__(self) -> None:
        super().__init__()
        self._score = 0
        self._tone: Tone = "grey"
        self.setFixedHeight(8)

    def sizeHint(self) -> QSize:
        return QSize(160, 8)

    def say(self, score: int, tone: Tone) -> None:
        """Show this score in this colour."""
        self._score, self._tone = score, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = shown_colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, color in (
            (self.width(), colors.grey_soft),
            (self.width() * self._score / 100, colors.tone(self._tone)[0]),
        ):
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(QRectF(0, 0, width, 8), 4, 4)
        painter.end()


HELPS = {
    Worry.REFUSED: "settings/sending",
    Worry.FAILED: "messages/not_sent",
    Worry.UNDELIVERED: "messages/sent",
    Worry.FEW_REPLIES: "templates",
    Worry.YOUNG: "settings/sending",
}
"""The page on which something can be done about a worry; against WhatsApp's own time nothing can."""


class NumberCard(Card):
    """The health of the number with its main reason and one action, and what else is known of it."""

    wanted = Signal(str)
    """A page that helps, or `go_on`: new chats may begin again."""

    def __init__(self) -> None:
        super().__init__(self.tr("Health of the number"))
        row = QHBoxLayout()
        self.score = label("", "number")
        self.word = pill()
        row.addWidget(self.score)
        row.addWidget(self.word)
        row.addStretch(1)
        self.gauge = Gauge()
        self.reason = label("", wraps=True)
        self.action = label("", "strong", wraps=True)
        self._target = ""
        self.help = button("")
        self.help.clicked.connect(lambda: self.wanted.emit(self._target))
        self.facts = label("", "muted", wraps=True)
        self.box.addLayout(row)
        for part in (self.gauge, self.reason, self.action):
            self.box.addWidget(part)
        self.box.addWidget(self.help, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self.facts)

    def say(self, health: NumberHealth, status: ShopStatus, now: datetime) -> None:
        """Show this judgement, and how WhatsApp treats the number."""
        tone, word, reason, action = health_labels.health(health)
        limit = status.number.restriction
        if limit is not None:
            reason = number_labels.restriction(limit, now)
            action = "" if limit.until is None else action
        waits = limit is not None and limit.until is None
        self._target = "go_on" if waits else HELPS.get(health.worry, "") if health.worry is not None else ""
        actions = {
            "go_on": self.tr("Let new chats begin again"),
            "settings": self.tr("Open settings"),
            "messages": self.tr("Open messages"),
            "templates": self.tr("Open templates"),
        }
        self.help.setText(actions.get(self._target.partition("/")[0], ""))
        self.help.setAccessibleName(self.help.text() if waits else action)
        self.help.setVisible(bool(self._target))
        self.facts.setText("\n".join(number_labels.standing(status, now)))
        self.score.setText(self.tr("{score} of 100").format(score=health.score))
        set_pill(self.word, tone, word)
        self.gauge.say(health.score, tone)
        self.reason.setText(reason)
        self.action.setText(action)
        self.action.setVisible(bool(action))


class JournalCard(Card):
    """What happened to the connection, newest first."""

    def __init__(self) -> None:
        super().__init__(self.tr("Journal of the connection"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(5)
        self.box.addLayout(self.lines)
        self.box.addStretch(1)

    def say(self, rows: Sequence[JournalRow], now: datetime) -> None:
        """Show the newest of these lines."""
        clear(self.lines)
        if not rows:
            self.lines.addWidget(label(self.tr("Nothing has happened yet."), "muted", wraps=True))
        for row in rows[:JOURNAL_LINES]:
            text = f"{formats.clock_or_date(row.at, now)}   {health_labels.journal(row.what)}"
            self.lines.addWidget(label(text, "muted", wraps=True))


class DoctorCard(Card):
    """Ten checks, each with what was found and what to do."""

    wanted = Signal()
    """A person asked for the checks."""
    fix_wanted = Signal(str)
    """A person wants help with one: a page, or `restart`, or `link`."""

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(self.tr("Check everything"), "headline"))
        self.summary = label(
            self.tr("Ten checks from the token to the clock; nothing is changed."), "muted", wraps=True
        )
        texts.addWidget(self.summary)
        self.run = button(self.tr("Check"))
        self.run.setAccessibleName(self.tr("Check everything"))
        self.run.clicked.connect(self.wanted)
        head.addLayout(texts, 1)
        head.addWidget(self.run, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(head)
        self._place = QVBoxLayout()
        self.box.addLayout(self._place)
        self.items: tuple[CheckItem, ...] = ()
        self.fixes: dict[Part, QWidget] = {}

    def say(self, items: Sequence[CheckItem]) -> None:
        """Show these findings."""
        self.items = tuple(sorted(items, key=lambda item: list(Part).index(item.part)))
        clear(self._place)
        self.fixes = {}
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(2, 1)
        for row, item in enumerate(self.items):
            self._add(grid, row, item)
        self._place.addWidget(made)
        bad = sum(not item.ok and item.problem is not Fault.NOT_ASKED for item in self.items)
        self.summary.setText(
            self.tr("%n thing(s) need a look", "", bad) if bad else self.tr("All is well, nothing to do.")
        )

    def _add(self, grid: QGridLayout, row: int, item: CheckItem) -> None:
        unknown = item.problem is Fault.NOT_ASKED
        tone: Tone = "green" if item.ok else ("grey" if unknown else "red")
        mark = QLabel()
        name = "tick" if item.ok else ("question" if unknown else "cross")
        mark.setPixmap(pixmap(name, shown_colors().tone(tone)[0], room(16), self.devicePixelRatioF()))
        mark.setAccessibleName(self.tr("well") if item.ok else self.tr("not well"))
        title = label(health_labels.part(item.part), "strong", wraps=True)
        title.setMinimumWidth(room(150))
        text = label(self.tr("well") if item.ok else health_labels.finding(item), "muted", wraps=True)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(mark, row, 0, top)
        grid.addWidget(title, row, 1, top)
        grid.addWidget(text, row, 2, top)
        target = FIXES.get(item.part)
        if not item.ok and not unknown and target is not None:
            fix = button(self.tr("Fix"))
            fix.setAccessibleName(self.tr("Fix: {name}").format(name=health_labels.part(item.part)))
            fix.clicked.connect(lambda _checked, target=target: self.fix_wanted.emit(target))
            self.fixes[item.part] = fix
            grid.addWidget(fix, row, 3, top)
