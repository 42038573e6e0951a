"""How fast messages leave, when nobody is written to, and which words mean no."""

from datetime import datetime

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from kaspi_notifier.domain.pacing import PRESETS, Pace, Preset, pace_of, quick_is_open
from kaspi_notifier.domain.settings import Sending, Shop
from kaspi_notifier.ui import bridge
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.tasks import start
from kaspi_notifier.ui.widgets.basics import Switch, label
from kaspi_notifier.ui.widgets.form import Form, choice_with_notes, clock_field, fits, show_number, spin

MOST = 10_000
_EVENING, _MORNING = QTime(21, 0), QTime(9, 0)


class SendingGroup(Group):
    """«Sending»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._add_pace()
        self._add_manners()
        self._add_quiet_hours()
        self._add_consent()
        self.box.addStretch(1)

    def _add_pace(self) -> None:
        form = self.form(self.tr("Pace"))
        self.paces: dict[Pace, QRadioButton] = {}
        names = {
            Pace.GENTLE: self.tr("Gentle"),
            Pace.USUAL: self.tr("Usual"),
            Pace.QUICK: self.tr("Quick"),
        }
        self.quick_note = label(
            self.tr("The quick pace opens two weeks after the number was linked."), "muted", wraps=True
        )
        for pace, name in names.items():
            choice = QRadioButton(name)
            choice.setAccessibleDescription(self._numbers(PRESETS[pace]))
            choice.clicked.connect(lambda _checked, pace=pace: self._choose(pace))
            notes = [label(self._numbers(PRESETS[pace]), "muted", wraps=True)]
            notes += [self.quick_note] if pace is Pace.QUICK else []
            form.box.addLayout(choice_with_notes(choice, *notes))
            self.paces[pace] = choice
        self.own = QRadioButton(self.tr("Own numbers"))
        form.box.addWidget(self.own)
        self._add_numbers(self.form(""))

    def _add_numbers(self, form: Form) -> None:
        seconds = self.tr("s")
        self.shortest = spin(self.tr("Shortest pause"), 0, 3600, seconds)
        self.longest = spin(self.tr("Longest pause"), 0, 3600, seconds)
        form.add(
            self.tr("Pause between messages"),
            _row(self.shortest, label("–"), self.longest),
            self.tr("A pause of uneven length looks like a person and protects the number."),
        )
        self.hourly = form.number(self.tr("At most in an hour"), 0, MOST)
        self.daily = form.number(self.tr("At most in a day"), 0, MOST)
        for limit in (self.hourly, self.daily):
            limit.setSpecialValueText(self.tr("no limit"))
        for number in (self.shortest, self.longest, self.hourly, self.daily):
            number.valueChanged.connect(self._numbers_typed)

    def _add_manners(self) -> None:
        form = self.form(self.tr("Care for the number"))
        self.enabled = form.switch(
            self.tr("Send messages"), self.tr("Off: orders are read, nobody is written to.")
        )
        self.warm_up = form.switch(
            self.tr("Start slowly with a new number"),
            self.tr("10 new chats on the first day, a little more each day, for nine days."),
        )
        self.typing = form.switch(
            self.tr("Show “typing…”"), self.tr("As a person does before the message comes.")
        )
        self.burst = form.number(
            self.tr("Stop and ask from"),
            0,
            MOST,
            self.tr("So many messages at once are rarely right; you look at them first."),
        )
        self.burst.setSpecialValueText(self.tr("never"))

    def _add_quiet_hours(self) -> None:
        form = self.form(self.tr("Quiet hours"))
        self.quiet = Switch()
        self.quiet.setAccessibleName(self.tr("Quiet hours"))
        self.quiet_from = clock_field(self.tr("Quiet from"))
        self.quiet_to = clock_field(self.tr("Quiet until"))
        self.quiet.clicked.connect(self._quiet_clicked)
        for clock in (self.quiet_from, self.quiet_to):
            clock.timeChanged.connect(form.changed)
        row = _row(self.quiet, label(self.tr("from")), self.quiet_from, label(self.tr("to")), self.quiet_to)
        form.add(
            self.tr("Don't write at night"),
            row,
            self.tr("Almaty time. What comes up in these hours leaves in the morning."),
        )

    def _add_consent(self) -> None:
        form = self.form(self.tr("Buyers who say no"))
        self.words = form.line(
            self.tr("Words of refusal"),
            self.tr("Separated by commas. Whoever answers with one gets no more messages."),
            lambda text: (
                ""
                if fits(Shop, name="x", opt_out_words=_words(text))
                else self.tr("Up to 50 words of up to 50 letters.")
            ),
        )

    def _numbers(self, preset: Preset) -> str:
        shortest, longest = preset.gap_seconds
        text = self.tr("{shortest}–{longest} s between messages, up to {hour} an hour and {day} a day")
        return text.format(
            shortest=shortest, longest=longest, hour=preset.hourly_limit, day=preset.daily_limit
        )

    def _choose(self, pace: Pace) -> None:
        preset = PRESETS[pace]
        self._show_numbers(preset.gap_seconds, preset.hourly_limit, preset.daily_limit)
        self.edited.emit()

    def _show_numbers(self, gap: tuple[int, int], hourly: int | None, daily: int | None) -> None:
        show_number(self.shortest, gap[0])
        show_number(self.longest, gap[1])
        show_number(self.hourly, hourly or 0)
        show_number(self.daily, daily or 0)

    def _numbers_typed(self, *_value: object) -> None:
        # The longer pause follows: the other way round would be refused.
        if self.longest.value() < self.shortest.value():
            show_number(self.longest, self.shortest.value())
        self._mark(pace_of(changed(Sending(), **self._pace())))
        self.edited.emit()

    def _mark(self, pace: Pace | None) -> None:
        (self.own if pace is None else self.paces[pace]).setChecked(True)

    def _quiet_clicked(self) -> None:
        is_on = self.quiet.isChecked()
        self.quiet_from.setEnabled(is_on)
        self.quiet_to.setEnabled(is_on)
        self.edited.emit()

    def show_shop(self, shop: Shop) -> None:
        sending = shop.sending
        self._show_numbers(sending.gap_seconds, sending.hourly_limit, sending.daily_limit)
        self._mark(pace_of(sending))
        self.enabled.setChecked(sending.enabled)
        self.warm_up.setChecked(sending.warm_up)
        self.typing.setChecked(sending.typing)
        show_number(self.burst, sending.burst_limit or 0)
        self.quiet.setChecked(sending.quiet_hours is not None)
        for clock, at, usual in zip(
            (self.quiet_from, self.quiet_to),
            sending.quiet_hours or (None, None),
            (_EVENING, _MORNING),
            strict=True,
        ):
            blocked = clock.blockSignals(True)
            clock.setTime(usual if at is None else QTime.fromString(at, "HH:mm"))
            clock.setEnabled(at is not None)
            clock.blockSignals(blocked)
        self.words.show_value(", ".join(shop.opt_out_words))
        start(self._open_quick(shop), self)

    async def _open_quick(self, shop: Shop) -> None:
        self._offer_quick(await self.desk.read(self._paired_at, shop.name), bridge.now())

    def _paired_at(self, name: str) -> datetime | None:
        store = self.desk.store
        ids = (stored.id for stored in store.settings.shops() if stored.shop.name == name)
        shop_id = next(ids, None)
        return None if shop_id is None else store.sessions.get(shop_id).paired_at

    def _offer_quick(self, paired_at: datetime | None, now: datetime) -> None:
        is_open = quick_is_open(paired_at, now) or self.paces[Pace.QUICK].isChecked()
        self.paces[Pace.QUICK].setEnabled(is_open)
        self.quick_note.setVisible(not is_open)

    def _pace(self) -> dict[str, object]:
        return {
            "gap_seconds": (self.shortest.value(), self.longest.value()),
            "hourly_limit": self.hourly.value() or None,
            "daily_limit": self.daily.value() or None,
        }

    def shop(self, shop: Shop) -> Shop:
        hours = tuple(clock.time().toString("HH:mm") for clock in (self.quiet_from, self.quiet_to))
        sending = changed(
            shop.sending,
            **self._pace(),
            enabled=self.enabled.isChecked(),
            warm_up=self.warm_up.isChecked(),
            typing=self.typing.isChecked(),
            burst_limit=self.burst.value() or None,
            quiet_hours=hours if self.quiet.isChecked() else None,
        )
        return changed(shop, sending=sending, opt_out_words=_words(self.words.value()))


def _words(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return made
