"""The frame of the window: side bar on the left, the chosen page on the right, one clock for all of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kaspi_notifier.ui.widgets.basics import Banner, label
from kaspi_notifier.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from kaspi_notifier.engine.status import Change
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.first_run.wizard import FirstRun
    from kaspi_notifier.ui.pages.page import Page
    from kaspi_notifier.ui.pages.table import Entry

_LONGEST_PAINT_MS = 2000
_KAZAKH_DIGITS = '"ӘІҢҒ,.ҮҰ'
"""What the keys 1 to 9 give on the Kazakh keyboard, where letters stand in the row of digits."""


class Pages(dict[str, "Page"]):
    """The pages by their keys; each is built when it is first asked for, so that the start is quick."""

    def __init__(self, build: Callable[[str], "Page"]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, key: str) -> "Page":
        self[key] = built = self._build(key)
        return built


class MainWindow(QMainWindow):
    """Paints at once with its side bar; `open_desk` fills it with pages when the data is there."""

    closed = Signal()
    """The person closed the window: hide it to the tray, or quit."""

    def __init__(self, *, demo: bool = False) -> None:
        super().__init__()
        self.setWindowTitle("Kaspi Notifier")
        room = self.screen().availableSize()
        self.setMinimumSize(QSize(900, 560).boundedTo(room))
        # Small screens keep a strip for the window's own title.
        self.resize(QSize(1280, 800).boundedTo(room - QSize(16, 48)))
        self.is_demo = demo
        self._desk: Desk | None = None
        self._alert_target = "overview"
        self._first_paint = QEventLoop()
        self._is_painted = False
        self.warnings: tuple[str, ...] = ()
        self.pages = Pages(self._built)
        self._entries: dict[str, Entry] = {}
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._build()

    def _build(self) -> None:
        self._tongue = QLocale().language()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.notice = Banner("blue")
        self.stack = QStackedWidget()
        self.opening = label(self.tr("Opening…"), "muted")
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.opening)
        self._notice_place = QWidget()
        holder = QVBoxLayout(self._notice_place)
        holder.setContentsMargins(28, 14, 28, 0)
        holder.setSpacing(8)
        holder.addWidget(self.notice)
        self.alert = Banner("amber")
        self.alert_button = self.alert.add_button(self.tr("Show"))
        self.alert_button.clicked.connect(self._alert_clicked)
        holder.addWidget(self.alert)
        self._notice_place.hide()
        right.addWidget(self._notice_place)
        right.addWidget(self.stack, 1)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.sidebar.status.switch.setEnabled(False)
        self.sidebar.status.say("grey", self.tr("Starting…"), ())
        self.whole = QStackedWidget()
        self.whole.addWidget(body)
        self.first_run: FirstRun | None = None
        self.setCentralWidget(self.whole)

    def open_desk(self, desk: "Desk", page: str | None = None) -> None:
        """Build all pages in the language of now; called again when the language changes."""
        # Only here, so that the empty window is painted before any page is imported.
        from PySide6.QtGui import QKeySequence, QShortcut

        from kaspi_notifier.engine.status import Change
        from kaspi_notifier.ui.pages.table import entries

        if self._desk is not None:
            self._desk.changed.disconnect(self._changed)
        if self._desk is not None or self._tongue != QLocale().language():
            self._build()
        self._desk = desk
        self._entries = {}
        self.pages = Pages(self._built)
        for number, entry in enumerate(entries(), 1):
            self._entries[entry.key] = entry
            keys = QKeySequence(f"Ctrl+{number}")
            self.sidebar.add_page(
                entry.key, entry.icon, entry.name, keys.toString(QKeySequence.SequenceFormat.NativeText)
            )
            for wanted in (keys, QKeySequence(f"Ctrl+{_KAZAKH_DIGITS[number - 1]}")):
                QShortcut(wanted, self.stack).activated.connect(partial(self.go_to, entry.key))
        self.sidebar.page_chosen.connect(self.go_to)
        self.sidebar.shop_chosen.connect(desk.choose_shop)
        self.sidebar.status.toggled.connect(self._switched)
        desk.changed.connect(self._changed)
        self._show_notice()
        self.go_to(page or ("overview" if desk.settings.shops else "settings"))
        self._changed(frozenset(Change))
        if desk.first_run is not None:
            self._begin(desk, desk.first_run)

    def close_desk(self, text: str) -> None:
        """Show nothing but this sentence until a desk is opened again."""
        if self._desk is not None:
            self._desk.changed.disconnect(self._changed)
            self._desk = None
        self.pages = Pages(self._built)
        self._build()
        self.sidebar.status.say("grey", text, ())
        self.opening.setText(text)

    def _built(self, key: str) -> "Page":
        assert self._desk is not None, "pages come with the desk"
        built = self._entries[key].factory(self._desk)
        self.stack.addWidget(built)
        built.go_to.connect(self.go_to)
        return built

    def _begin(self, desk: "Desk", step: int) -> None:
        from kaspi_notifier.ui.first_run.wizard import FirstRun

        self.first_run = FirstRun(desk, step)
        self.first_run.finished.connect(self._begun)
        self.whole.addWidget(self.first_run)
        self.whole.setCurrentWidget(self.first_run)

    def _begun(self) -> None:
        """The first run is over: show the pages."""
        wizard, self.first_run = self.first_run, None
        self.whole.setCurrentIndex(0)
        self.go_to("overview")
        if wizard is not None:
            wizard.deleteLater()

    def _show_notice(self) -> None:
        lines = list(self.warnings)
        if self.is_demo:
            lines.insert(0, self.tr("A demo shop with made-up orders. Nothing leaves this computer."))
        self.notice.setVisible(bool(lines))
        self.notice.say("blue", "", "\n".join(lines))
        self._show_alert()

    def _alert_clicked(self) -> None:
        self.go_to(self._alert_target)

    def _show_alert(self) -> None:
        """What needs a person, on every page but the one that helps and the overview, which tells it all."""
        from kaspi_notifier.ui import bridge, notices

        status = None if self._desk is None else self._desk.status
        alert = None if status is None else notices.alert(status, bridge.now(), self.page or "overview")
        self.alert.setVisible(alert is not None)
        if alert is not None:
            text, self._alert_target = alert
            self.alert.say("amber", "", text)
        self._notice_place.setVisible(alert is not None or self.notice.isVisibleTo(self._notice_place))

    @property
    def page(self) -> str | None:
        """The key of the page shown."""
        current = self.stack.currentWidget()
        return next((key for key, page in self.pages.items() if page is current), None)

    def go_to(self, where: str) -> None:
        """Show a page by its key; `key/part` shows a part of it, as `messages/decisions`.

        `first_run` begins anew where there is no shop any more.
        """
        key, _, part = where.partition("/")
        if key == "first_run" and self._desk is not None:
            self._begin(self._desk, 0)
            return
        target = self.pages[key]
        self.stack.setCurrentWidget(target)
        # Else the first control in the window is marked as if somebody had chosen it.
        target.setFocus()
        self.sidebar.choose(key)
        if part:
            target.show_part(part)
        self._show_alert()

    def _help(self) -> None:
        from kaspi_notifier.ui.help import PAGES, Topic, show_help

        show_help(self, PAGES.get(self.page or "", Topic.START))

    def bring_up(self) -> None:
        """Show the window in front of others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_at_once(self) -> None:
        """Show the window and come back when it is drawn; what takes longer to load comes after that."""
        self.show()
        # Windows may draw it right there.
        if not self._is_painted:
            # A window that opens minimised or behind a locked screen is not drawn at all.
            QTimer.singleShot(_LONGEST_PAINT_MS, self._first_paint.quit)
            self._first_paint.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _switched(self, *_state: object) -> None:
        desk = self._desk
        if desk is not None:
            # Only here, so that the first paint doesn't wait for asyncio.
            from kaspi_notifier.ui import tasks

            tasks.start(desk.toggle_sending(), self)
            self._show_sending()

    def _changed(self, _kinds: "frozenset[Change]") -> None:
        desk = self._desk
        if desk is not None:
            self.sidebar.show_shops(desk.statuses, desk.status)
            self._show_sending()
            self._show_alert()

    def _tick(self) -> None:
        self._show_sending()
        page = self.pages.get(self.page or "")
        if page is not None:
            page.tick()

    def _show_sending(self) -> None:
        desk = self._desk
        if desk is None:
            return
        from kaspi_notifier.ui import bridge, formats, sending_labels

        now, status = bridge.now(), desk.status
        box = self.sidebar.status
        tone, headline = sending_labels.sending(status)
        box.switch.setVisible(status is not None)
        if status is None:
            is_waiting = bool(desk.settings.shops)
            box.say("grey", self.tr("Starting…") if is_waiting else headline, ())
            return
        box.switch.setEnabled(True)
        box.switch.setChecked(status.pause is None and status.sending_enabled)
        lines = []
        next_poll = status.kaspi.next_poll_at
        if next_poll is not None:
            lines.append(self.tr("Orders checked in {time}").format(time=formats.countdown(next_poll, now)))
        if restricted := sending_labels.restricted(status, now):
            lines.append(restricted)
        lines.append(sending_labels.queue_title(status.queue))
        lines.append(sending_labels.sent_in_day(status.queue))
        box.say(tone, headline, lines)
        self.sidebar.buttons["messages"].set_badge(status.queue.needs_decision)
        replies = status.replies
        self.sidebar.buttons["conversations"].set_badge(replies.unread, calm=not replies.is_overdue)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._is_painted = True
        self._first_paint.quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.closed.emit()
