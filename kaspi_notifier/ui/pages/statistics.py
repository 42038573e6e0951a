"""The page of statistics: what came of the messages of a period, beside the period before it."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier import exports
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui import dialogs, files, formats, labels, template_labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.pages.statistics_cards import CardRow, Figures, ShareCard
from kaspi_notifier.ui.pages.statistics_period import Period
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.bars import Bar, BarChart, Series, legend
from kaspi_notifier.ui.widgets.basics import Card, button, caption, in_letters

if TYPE_CHECKING:
    from kaspi_notifier.domain.message import Reason
    from kaspi_notifier.store.statistics import DayCount, Statistics

AGAIN_MS = 3000
"""How long after a reading a change waits for the next one: counting a busy shop's period is some work."""
_SIDE_BY_SIDE = 44
"""Heights of a line from which two cards have room beside each other."""
_CHART = 210
"""A chart with its legend is seen whole on a notebook without scrolling."""
_KINDS = "Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)"


class StatisticsPage(Page):
    """Cards, days, templates, hours, deliveries, reasons and the buyers who got most."""

    SHOWS = frozenset({Change.MESSAGES, Change.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Statistics"))
        self.found: Statistics | None = None
        self._rows: list[QBoxLayout] = []
        self.period = Period()
        self.period.changed.connect(self._reread)
        self.export = button(self.tr("Export…"))
        self.export.clicked.connect(self._export_clicked)
        self.head.addWidget(self.export)
        self.box.addWidget(self.period)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 6, 0)
        self._body.setSpacing(16)
        self.box.addWidget(scrolled(content), 1)
        self._add_cards()
        self._add_days()
        self._add_rest()
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._reread)

    def _add_cards(self) -> None:
        self.sent = ShareCard(self.tr("Sent"))
        self.delivered = ShareCard(self.tr("Delivered"))
        self.read = ShareCard(self.tr("Read"))
        self.replied = ShareCard(self.tr("Replied"))
        self.not_sent = ShareCard(self.tr("Not sent"))
        self._body.addWidget(CardRow((self.sent, self.delivered, self.read, self.replied, self.not_sent)))

    def _row(self) -> QBoxLayout:
        """Two cards side by side, or one under the other where there is less room."""
        made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        made.setSpacing(16)
        self._rows.append(made)
        self._body.addLayout(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = in_letters(self, self.width()) >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            row.setDirection(direction)

    def _add_days(self) -> None:
        row = self._row()
        series = (
            Series(name=self.tr("read"), color="accent"),
            Series(name=self.tr("delivered"), color="delivered"),
            Series(name=self.tr("sent"), color="switch_off"),
            Series(name=self.tr("not sent"), color="badge", is_hatched=True),
        )
        self.days = BarChart(series, self.tr("Messages by day"))
        card = Card(self.tr("By day"))
        card.box.addWidget(self.days, 1)
        card.box.addWidget(legend(series))
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(card)
        self.hours = BarChart((Series(name=self.tr("sent"), color="accent"),), self.tr("Messages by hour"))
        left.addWidget(_card(self.tr("By hour"), self.hours))
        for chart in (self.days, self.hours):
            chart.setMaximumHeight(room(_CHART))
        left.addStretch(1)
        row.addLayout(left, 5)
        right = QVBoxLayout()
        right.setSpacing(16)
        heads = (self.tr("Template"), self.tr("Sent"), self.tr("Read"), self.tr("Replied"))
        self.templates = Figures(heads)
        right.addWidget(_card(self.tr("By template"), self.templates))
        self.recipients = Figures((self.tr("Buyer"), self.tr("Messages")))
        right.addWidget(_card(self.tr("Got most messages"), self.recipients), 1)
        row.addLayout(right, 4)

    def _add_rest(self) -> None:
        row = self._row()
        heads = (self.tr("Delivery"), self.tr("Sent"), self.tr("Read"), self.tr("Replied"))
        self.deliveries = Figures(heads)
        row.addWidget(_card(self.tr("By delivery"), self.deliveries), 5)
        self.reasons = Figures((self.tr("Why not sent"), self.tr("Messages")))
        row.addWidget(_card(self.tr("Not sent"), self.reasons), 4)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def refresh(self, kinds: frozenset[Change]) -> None:
        if kinds == frozenset(Change):
            self._reread()
        elif not self._again.isActive():
            self._again.start()

    def _reread(self) -> None:
        self.start(self._read())

    async def _read(self) -> None:
        status, wanted = self.desk.status, self.period.days
        self.subtitle.setText(formats.days(*wanted))
        self.export.setEnabled(status is not None)
        if status is None:
            return
        found = await self.desk.read(self.desk.store.statistics.of, status.shop_id, *wanted)
        if wanted == self.period.days:
            self._show(found)

    def _show(self, found: "Statistics") -> None:
        self.found = found
        self._show_cards(found)
        self.days.say([self._day_bar(day) for day in found.days])
        self.hours.say(
            [
                Bar(
                    name=str(hour),
                    values=(count.sent,),
                    words=f"{hour:02}:00–{hour:02}:59 · " + self.tr("sent: {n}").format(n=count.sent),
                )
                for hour, count in enumerate(found.hours)
            ]
        )
        nothing = self.tr("No messages in these days.")
        self.templates.say(
            _figures(
                (name or self.tr("Without a template"), count) for name, count in found.templates.items()
            ),
            nothing,
        )
        self.deliveries.say(
            _figures(
                (template_labels.delivery(key) if key else self.tr("Without an order"), count)
                for key, count in found.deliveries.items()
            ),
            nothing,
        )
        self.reasons.say(
            [(self._reason(reason), formats.number(number)) for reason, number in found.not_sent.items()],
            self.tr("Everything was sent."),
        )
        self.recipients.say(
            [
                (f"{_initial(one.name)} {masked(one.phone)}".strip(), formats.number(one.messages))
                for one in found.recipients
            ],
            nothing,
        )

    def _show_cards(self, found: "Statistics") -> None:
        total, before = found.total, found.before
        change = self._change(total.sent, before.sent) or self.tr("nothing before")
        self.sent.say(formats.number(total.sent), change)
        for card, part, was in (
            (self.delivered, total.delivered, before.delivered),
            (self.read, total.read, before.read),
            (self.replied, total.replied, before.replied),
        ):
            of_all = self.tr("{part} of {whole}").format(
                part=formats.number(part), whole=formats.number(total.sent)
            )
            texts = (of_all if total.sent else "", self._points(part, total.sent, was, before.sent))
            card.say(formats.share(part, total.sent), " · ".join(filter(None, texts)))
        if found.read_within is not None:
            self.read.setToolTip(
                self.tr("Usually within {span}").format(span=formats.span(found.read_within))
            )
        missed = sum(found.not_sent.values())
        why = ""
        if missed:
            reason, number = max(found.not_sent.items(), key=lambda item: item[1])
            why = f"{formats.number(number)} — {self._reason(reason)}"
        texts = (self._change(missed, found.not_sent_before), why)
        self.not_sent.say(formats.number(missed), " · ".join(filter(None, texts)))

    def _reason(self, reason: "Reason | None") -> str:
        return labels.reason(reason) if reason else self.tr("WhatsApp refused it")

    def _change(self, now: int, before: int) -> str:
        if not before:
            return ""
        percent = round(100 * (now - before) / before)
        return self.tr("{change} % to the period before").format(change=f"{percent:+}".replace("-", "−"))

    def _points(self, part: int, whole: int, was: int, was_whole: int) -> str:
        if not (whole and was_whole):
            return ""
        points = round(100 * part / whole) - round(100 * was / was_whole)
        return self.tr("{change} points").format(change=f"{points:+}".replace("-", "−"))

    def _day_bar(self, day: "DayCount") -> Bar:
        count = day.count
        words = self.tr("sent: {sent}, delivered: {delivered}, read: {read}, not sent: {missed}").format(
            sent=count.sent, delivered=count.delivered, read=count.read, missed=day.not_sent
        )
        return Bar(
            name=formats.short_day(day.day),
            values=(
                count.read,
                count.delivered - count.read,
                count.sent - count.delivered,
                day.not_sent,
            ),
            words=f"{formats.short_day(day.day)} · {words}",
        )

    def _export_clicked(self) -> None:
        self.start(self._export())

    async def _export(self) -> None:
        from kaspi_notifier.store.statistics import table

        found = self.found
        if found is None:
            return
        name = f"kaspi-notifier-{found.first}-{found.last}.xlsx"
        path = await files.to_save(self, self.tr("Export statistics"), name, _KINDS)
        if path is None:
            return
        try:
            await asyncio.to_thread(exports.write_rows, table(found), exports.STATISTICS_COLUMNS, path)
        except (OSError, exports.UnknownFormat) as error:
            await dialogs.tell(
                self,
                self.tr("The file can't be written"),
                self.tr(
                    "Choose another folder or a name that ends in .xlsx, .csv or .json. ({detail})"
                ).format(detail=type(error).__name__),
            )


def _card(title: str, content: QWidget) -> Card:
    made = Card()
    made.box.addWidget(caption(title))
    made.box.addWidget(content, 1)
    return made


def _figures(counts: Iterable[tuple[str, object]]) -> list[tuple[str, ...]]:
    from kaspi_notifier.store.statistics import Count

    rows: list[tuple[str, ...]] = []
    for name, count in counts:
        assert isinstance(count, Count)
        shares = (formats.share(part, count.sent) for part in (count.read, count.replied))
        rows.append((name, formats.number(count.sent), *shares))
    return rows


def _initial(name: str) -> str:
    """`Айгерим К.` of a full name: enough for the shop, little for who looks over the shoulder."""
    first, _, rest = name.partition(" ")
    return f"{first} {rest[:1]}." if rest else first
