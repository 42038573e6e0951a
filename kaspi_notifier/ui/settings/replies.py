"""What happens when buyers write: when somebody reads it, what is said meanwhile, and the day's figures."""

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.form import clock_field, show_choice

_MINUTES = (5, 15, 30, 60, 120)
_LONGEST = 1000


class RepliesGroup(Group):
    """«Chats»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("When buyers write"))
        self.opens, self.closes = (
            clock_field(self.tr("Somebody reads from")),
            clock_field(self.tr("Somebody reads until")),
        )
        for clock in (self.opens, self.closes):
            clock.timeChanged.connect(form.changed)
        form.add(self.tr("Somebody reads"), _row(self.opens, self.closes), self.tr("Almaty time, every day."))
        self.alert = form.choice(
            self.tr("Remind me"),
            [(None, self.tr("never")), *((n, self.tr("after {n} min").format(n=n)) for n in _MINUTES)],
            self.tr("If a buyer waits longer than this in these hours, a message appears beside the clock."),
        )
        self.answers = form.switch(
            self.tr("Answer by itself"),
            self.tr("Outside these hours each buyer is told once a day when somebody will read it."),
        )
        self.text = form.line(
            self.tr("Words of the answer"),
            self.tr("Empty: a short text in Russian and Kazakh with the hour you open."),
            self._text_problem,
        )
        day = self.form(self.tr("The day in figures"))
        self.at = clock_field(self.tr("Tell me at"))
        self.at.timeChanged.connect(day.changed)
        day.add(self.tr("Tell me at"), self.at)
        self.whatsapp = day.switch(
            self.tr("To my own WhatsApp"), self.tr("A message to the number the program sends from.")
        )
        self.notification = day.switch(self.tr("Beside the clock"))
        self.box.addStretch(1)

    def _text_problem(self, text: str) -> str:
        return "" if len(text) <= _LONGEST else self.tr("Up to {n} characters.").format(n=_LONGEST)

    def show_shop(self, shop: Shop) -> None:
        replies, digest = shop.replies, shop.digest
        for clock, text in zip((self.opens, self.closes, self.at), (*replies.hours, digest.at), strict=True):
            clock.setTime(QTime.fromString(text, "HH:mm"))
        show_choice(
            self.alert, replies.alert_minutes, self.tr("after {n} min").format(n=replies.alert_minutes)
        )
        self.answers.setChecked(replies.auto_reply)
        self.text.show_value(replies.auto_reply_text)
        self.whatsapp.setChecked(digest.whatsapp)
        self.notification.setChecked(digest.notification)

    def shop(self, shop: Shop) -> Shop:
        replies = changed(
            shop.replies,
            hours=(_text(self.opens), _text(self.closes)),
            alert_minutes=self.alert.currentData(),
            auto_reply=self.answers.isChecked(),
            auto_reply_text=self.text.value(),
        )
        digest = changed(
            shop.digest,
            at=_text(self.at),
            whatsapp=self.whatsapp.isChecked(),
            notification=self.notification.isChecked(),
        )
        return changed(shop, replies=replies, digest=digest)


def _text(clock: QTimeEdit) -> str:
    return clock.time().toString("HH:mm")


def _row(opens: QTimeEdit, closes: QTimeEdit) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(opens)
    row.addWidget(label("–"))
    row.addWidget(closes)
    row.addStretch(1)
    return made
