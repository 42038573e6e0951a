"""The editor of one template: its text in two languages, what is wrong in it and how to mend it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kaspi_notifier.domain import lint
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, TemplateLanguage
from kaspi_notifier.domain.template_check import VARIABLES
from kaspi_notifier.domain.template_fix import fixed
from kaspi_notifier.domain.template_language import problems
from kaspi_notifier.domain.template_pair import Draft, Pair, fits
from kaspi_notifier.ui import labels, template_labels
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.pages.template_form import TemplateForm
from kaspi_notifier.ui.pages.template_text_box import TextBox
from kaspi_notifier.ui.widgets.basics import Banner, Card, button, clear, in_letters, label
from kaspi_notifier.ui.widgets.flow import FlowLayout

_SIDE_BY_SIDE = 38
"""Heights of a line from which two texts have room beside each other."""
MOST_ADVICE = 3


class TemplateEditor(Card):
    """What a person changes goes out as `changed`; nothing is stored before `save` is clicked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box.setContentsMargins(14, 14, 10, 14)
        self.pair: Pair | None = None
        self._is_loading = False
        self._before: Draft | None = None
        self._sends_before: TemplateLanguage = "ru"
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(2, 0, 8, 0)
        self._column.setSpacing(8)
        self.form = TemplateForm()
        self.form.changed.connect(self._changed)
        self._column.addWidget(self.form)
        self._add_texts()
        self._add_notes()
        self._add_chips()
        self.box.addWidget(scrolled(content), 1)
        self._add_foot()

    def _add_texts(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        self.views: dict[str, QPushButton] = {}
        for key, text in (("ru", "Русский"), ("kk", "Қазақша"), ("both", self.tr("Both"))):
            chip = button(text, "chip")
            chip.setAutoExclusive(True)
            chip.clicked.connect(partial(self._view_chosen, key))
            bar.addWidget(chip)
            self.views[key] = chip
        bar.addStretch(1)
        self._column.addLayout(bar)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(8)
        self.boxes: dict[Language, TextBox] = {"kk": TextBox("Қазақша"), "ru": TextBox("Русский")}
        for box in self.boxes.values():
            box.edit.textChanged.connect(self._changed)
            self._texts.addWidget(box, 1)
        self._column.addLayout(self._texts, 1)

    def _add_notes(self) -> None:
        self._notes = QVBoxLayout()
        self._notes.setSpacing(6)
        self._column.addLayout(self._notes)

    def _add_chips(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder)
        self.chips: dict[str, QPushButton] = {}
        for name in VARIABLES:
            chip = button(name, "variable")
            meaning = template_labels.variable(name)
            chip.setToolTip(meaning)
            chip.setAccessibleName(f"{name}: {meaning}")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self._insert, name))
            flow.addWidget(chip)
            self.chips[name] = chip
        self._column.addWidget(holder)

    def _add_foot(self) -> None:
        # As far in as the fields above, which leave room for their scroll bar.
        foot = QVBoxLayout()
        foot.setContentsMargins(2, 0, 8, 0)
        foot.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.state = label("", "muted", wraps=True)
        self.more = button("⋯", "more")
        self.more.setAccessibleName(self.tr("More actions"))
        menu = QMenu(self.more)
        self.undo = menu.addAction(self.tr("Undo"))
        self.undo.triggered.connect(self._undo)
        self.versions = menu.addAction(self.tr("Earlier versions…"))
        self.default = menu.addAction(self.tr("Bring back the original text"))
        menu.addSeparator()
        self.delete = menu.addAction(self.tr("Delete template…"))
        self.more.setMenu(menu)
        self.test = button(self.tr("Send to myself"))
        self.save = button(self.tr("Save"), "primary")
        self.save.setShortcut("Ctrl+S")
        foot.addWidget(self.state)
        row.addStretch(1)
        for control in (self.more, self.test, self.save):
            row.addWidget(control)
        foot.addLayout(row)
        self.box.addLayout(foot)

    def load(self, pair: Pair | None, language: Language, fresh: Draft | None = None) -> None:
        """Edit this pair, or a fresh draft; what was being edited is forgotten."""
        self._is_loading, self._before = True, None
        self.pair = pair
        if pair is not None:
            shown = pair.sent(language)
            self.form.fill(shown.name, pair.event, pair.delivery, shown.delay_minutes, shown.language)
            ru, kk = pair.text("ru"), pair.text("kk")
        else:
            assert fresh is not None
            self.form.fill(fresh.name, fresh.event, fresh.delivery, fresh.delay_minutes, language)
            ru, kk = fresh.ru, fresh.kk
        self.boxes["ru"].edit.setPlainText(ru)
        self.boxes["kk"].edit.setPlainText(kk)
        self._sends_before = self.form.language
        if not any(chip.isChecked() for chip in self.views.values()):
            self._view_chosen("kk" if language == "kk" else "ru")
        self._is_loading = False
        self._before = self.draft
        self._judge()

    @property
    def draft(self) -> Draft:
        """The pair as it stands in the editor."""
        sends = self.form.language
        is_chosen = sends != self._sends_before or sends == "both"
        pair = self.pair
        form = self.form
        event = Event(form.about.currentData())
        delivery = form.delivery.currentData()
        return Draft(
            name=form.name.text().strip() or labels.event(event),
            event=event,
            delivery=Delivery(delivery) if delivery else None,
            delay_minutes=form.delay.currentData(),
            is_on=True if pair is None else pair.is_on,
            ru=self.boxes["ru"].edit.toPlainText(),
            kk=self.boxes["kk"].edit.toPlainText(),
            sends=sends if is_chosen else None,
        )

    @property
    def is_dirty(self) -> bool:
        """Whether something is not saved yet."""
        return self._before is not None and self.draft != self._before

    @property
    def shown(self) -> str:
        """The text in view: ru, kk or both."""
        return next((key for key, chip in self.views.items() if chip.isChecked()), "ru")

    def _view_chosen(self, key: str, *_checked: object) -> None:
        self.views[key].setChecked(True)
        for language, box in self.boxes.items():
            box.setVisible(key in (language, "both"))
            box.name.setVisible(key == "both")
        self._lay_out()
        if not self._is_loading:
            self._judge()
            self.changed.emit()

    def show_language(self, language: Language) -> None:
        """Bring a text into view."""
        if self.shown not in (language, "both"):
            self._view_chosen(language)

    def _lay_out(self) -> None:
        is_wide = in_letters(self, self.width()) >= _SIDE_BY_SIDE
        self._texts.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @property
    def current(self) -> TextBox:
        """The text that buttons work on: the one with the cursor, else the one in view."""
        for box in self.boxes.values():
            if box.edit.hasFocus():
                return box
        shown = self.shown
        return self.boxes[self._last if shown == "both" else "kk" if shown == "kk" else "ru"]

    @property
    def _last(self) -> Language:
        return max(self.boxes, key=lambda key: self.boxes[key].focused_at)

    def _insert(self, name: str, *_checked: object) -> None:
        self.current.edit.insert(f"{{{name}}}")

    def _undo(self) -> None:
        self.current.edit.undo()

    def _changed(self, *_what: object) -> None:
        if not self._is_loading:
            self._judge()
            self.changed.emit()

    def _judge(self) -> None:
        """Say what is wrong, what to think about, and whether it can be saved."""
        clear(self._notes)
        draft = self.draft
        is_right = fits(draft)
        for language, box in self.boxes.items():
            source = box.edit.toPlainText()
            box.count()
            clear(box.notes)
            wrong = problems(source) if source.strip() else []
            if wrong:
                is_right = False
                place = box.notes if self.shown in (language, "both") else self._notes
                place.addWidget(self._problem_note(box, language, source))
            for advice in lint.advice(source, language, draft.event)[:MOST_ADVICE]:
                note = Banner("amber")
                note.say("amber", "", template_labels.advice(advice))
                box.notes.addWidget(note)
        self.save.setEnabled(is_right and (self.is_dirty or self.pair is None))
        self.test.setEnabled(is_right)
        self.say(self._state_text(is_right))

    def say(self, text: str) -> None:
        """A line above the buttons."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _state_text(self, is_right: bool) -> str:
        if not fits(self.draft):
            return self.tr("A text is missing in a language that is to be sent.")
        if not is_right:
            return self.tr("First correct the mistake in the text.")
        return self.tr("Not saved yet") if self.is_dirty or self.pair is None else ""

    def _problem_note(self, box: TextBox, language: Language, source: str) -> Banner:
        problem = problems(source)[0]
        note = Banner("red")
        text = template_labels.problem(problem)
        note.say("red", "", text if self.shown == language else f"{box.title}. {text}")
        new = fixed(source, problem)
        if new is not None:
            fix = note.add_button(self.tr("Correct"), "link")
            fix.clicked.connect(partial(self._correct, language, new))
        return note

    def _correct(self, language: Language, text: str, *_checked: object) -> None:
        self.show_language(language)
        self.boxes[language].edit.rewrite(text)
        self.boxes[language].edit.setFocus()
