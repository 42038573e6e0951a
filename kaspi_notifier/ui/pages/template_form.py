"""When a template is sent: its event, its delivery, its delay, and the language that the buyer gets."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import TemplateLanguage
from kaspi_notifier.ui import labels, template_labels
from kaspi_notifier.ui.widgets.basics import in_letters, label

DELAYS = (0, 5, 15, 30, 60, 180, 1440, 2880, 4320, 7 * 1440)
"""Minutes offered; a template's own delay is offered too."""
_WIDE = 26
"""Heights of a line from which three fields fit side by side."""


class TemplateForm(QWidget):
    """Five fields; any change goes out as `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.name.textEdited.connect(self.changed)
        self.about, self.delivery, self.delay, self.sends = (QComboBox() for _ in range(4))
        for event in Event:
            self.about.addItem(labels.event(event), event)
        for delivery in (None, *Delivery):
            if delivery is not Delivery.UNKNOWN:
                self.delivery.addItem(template_labels.delivery(delivery), delivery)
        self.sends.addItem("Русский", "ru")
        self.sends.addItem("Қазақша", "kk")
        self.sends.addItem(self.tr("Both together"), "both")
        self._titles: dict[QWidget, QLabel] = {
            field: self._named(field, title)
            for field, title in (
                (self.about, self.tr("Event")),
                (self.delivery, self.tr("Delivery")),
                (self.delay, self.tr("When")),
                (self.name, self.tr("Name in the list")),
                (self.sends, self.tr("Buyer gets it in")),
            )
        }
        self._arrange(is_wide=True)
        for combo in (self.about, self.delivery, self.delay, self.sends):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(3)
            combo.setProperty("kind", "tight")
            combo.currentTextChanged.connect(combo.setToolTip)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.activated.connect(self.changed)

    def _named(self, field: QWidget, title: str) -> QLabel:
        made = label(title, "muted")
        made.setBuddy(field)
        field.setAccessibleName(title)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_wide=in_letters(self, self.width()) >= _WIDE)

    def _arrange(self, *, is_wide: bool) -> None:
        """Three fields to a line, or two where there is less room."""
        places: dict[QWidget, tuple[int, int, int]] = {
            self.about: (0, 0, 1),
            self.delivery: (0, 1, 1),
            self.delay: (0, 2, 1) if is_wide else (2, 0, 1),
            self.name: (2, 0, 2) if is_wide else (4, 0, 2),
            self.sends: (2, 2, 1) if is_wide else (2, 1, 1),
        }
        for field, (row, column, spans) in places.items():
            self._grid.addWidget(self._titles[field], row, column, 1, spans)
            self._grid.addWidget(field, row + 1, column, 1, spans)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if is_wide or column < 2 else 0)

    def fill(
        self, name: str, event: Event, delivery: Delivery | None, minutes: int, sends: TemplateLanguage
    ) -> None:
        """Show these values."""
        self.name.setText(name)
        self.about.setCurrentIndex(list(Event).index(event))
        self.delivery.setCurrentIndex(max(0, self.delivery.findText(template_labels.delivery(delivery))))
        self.delay.clear()
        for value in sorted({*DELAYS, minutes}):
            self.delay.addItem(template_labels.delay(value), value)
        self.delay.setCurrentIndex(self.delay.findData(minutes))
        self.sends.setCurrentIndex(self.sends.findData(sends))
        for combo in (self.about, self.delivery, self.delay, self.sends):
            # A text that is there from the beginning does not count as changed.
            combo.setToolTip(combo.currentText())

    @property
    def language(self) -> TemplateLanguage:
        """The language the buyer gets, as it is chosen."""
        chosen: TemplateLanguage = self.sends.currentData()
        return chosen
