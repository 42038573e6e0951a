"""Words about templates: deliveries, delays, what each variable stands for, mistakes and advice."""

from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject

from kaspi_notifier.domain.lint import LONGEST, Advice, AdviceKind
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.template_language import (
    BadOutput,
    MissingValue,
    Problem,
    ProblemKind,
    RenderError,
)
from kaspi_notifier.ui import formats, order_labels
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
_K = ProblemKind
_A = AdviceKind

VARIABLES = MappingProxyType(
    {
        "user_name": QT_TRANSLATE_NOOP("templates", "buyer's first and last name"),
        "order_num": QT_TRANSLATE_NOOP("templates", "number of the order"),
        "product_name": QT_TRANSLATE_NOOP("templates", "first product and how many more"),
        "item_qty": QT_TRANSLATE_NOOP("templates", "how many things"),
        "shop_name": QT_TRANSLATE_NOOP("templates", "name of your shop"),
        "delivery_type": QT_TRANSLATE_NOOP("templates", "kind of delivery"),
        "order_date": QT_TRANSLATE_NOOP("templates", "day of the order"),
        "total_amount": QT_TRANSLATE_NOOP("templates", "price of the order with ₸"),
        "customer_phone": QT_TRANSLATE_NOOP("templates", "buyer's phone"),
        "greeting": QT_TRANSLATE_NOOP("templates", "greeting that fits the time of day"),
        "first_name": QT_TRANSLATE_NOOP("templates", "buyer's first name"),
        "items_list": QT_TRANSLATE_NOOP("templates", "products with their number, up to five"),
        "pickup_address": QT_TRANSLATE_NOOP("templates", "address for pickup"),
        "shop_hours": QT_TRANSLATE_NOOP("templates", "opening hours of the shop"),
        "shop_phone": QT_TRANSLATE_NOOP("templates", "phone of the shop"),
        "delivery_address": QT_TRANSLATE_NOOP("templates", "address of the delivery"),
        "planned_date": QT_TRANSLATE_NOOP("templates", "planned day of delivery"),
        "review_link": QT_TRANSLATE_NOOP("templates", "link for a review"),
    }
)

_PROBLEMS = MappingProxyType(
    {
        _K.EMPTY: QT_TRANSLATE_NOOP("templates", "There is no text yet."),
        _K.TOO_LONG: QT_TRANSLATE_NOOP("templates", "The text is too long."),
        _K.FORBIDDEN_CHARACTER: QT_TRANSLATE_NOOP("templates", "An invisible sign that can't be sent."),
        _K.UNCLOSED_BRACE: QT_TRANSLATE_NOOP("templates", "A bracket { is opened and not closed."),
        _K.STRAY_BRACE: QT_TRANSLATE_NOOP("templates", "A bracket } without its {."),
        _K.DOUBLE_BRACES: QT_TRANSLATE_NOOP("templates", "One pair of brackets is enough."),
        _K.EMPTY_BRACES: QT_TRANSLATE_NOOP("templates", "There is nothing between the brackets."),
        _K.COMMENT: QT_TRANSLATE_NOOP("templates", "Notes can't stand in a template."),
        _K.UNCLOSED_IF: QT_TRANSLATE_NOOP("templates", "A condition has no end."),
        _K.UNKNOWN_TAG: QT_TRANSLATE_NOOP("templates", "There is no command {name}."),
        _K.UNKNOWN_VARIABLE: QT_TRANSLATE_NOOP("templates", "There is no variable {name}."),
        _K.UNKNOWN_FILTER: QT_TRANSLATE_NOOP("templates", "There is no filter {name}."),
        _K.BAD_ARGUMENT: QT_TRANSLATE_NOOP("templates", "The filter {name} is written in another way."),
        _K.NOT_ALLOWED: QT_TRANSLATE_NOOP("templates", "Only variables and simple conditions fit here."),
        _K.TOO_DEEP: QT_TRANSLATE_NOOP("templates", "Too many conditions one inside the other."),
        _K.NO_SEPARATOR: QT_TRANSLATE_NOOP("templates", "The second language is missing."),
        _K.SYNTAX: QT_TRANSLATE_NOOP("templates", "This can't be read. Look at the brackets and quotes."),
    }
)

_ADVICE = MappingProxyType(
    {
        _A.PROMOTION: QT_TRANSLATE_NOOP(
            "templates",
            "“{name}” sounds like advertising. Kaspi lets you write to buyers about their order only.",
        ),
        _A.LINK: QT_TRANSLATE_NOOP(
            "templates",
            "A link in the first message looks like spam to WhatsApp. Better give it in answer to a reply.",
        ),
        _A.SHOUTING: QT_TRANSLATE_NOOP(
            "templates", "“{name}” reads like shouting. Calm texts are answered more often."
        ),
        _A.TOO_LONG: QT_TRANSLATE_NOOP(
            "templates", "{name} characters: long messages are not read to the end. Up to {longest} is good."
        ),
        _A.MANY_EMOJI: QT_TRANSLATE_NOOP("templates", "Many emoji look like bulk mail. One is enough."),
        _A.ASKS_CODE: QT_TRANSLATE_NOOP(
            "templates",
            "Never ask for the code in the chat: only swindlers do. The buyer says it on the spot.",
        ),
        _A.REFUND_DAY: QT_TRANSLATE_NOOP(
            "templates", "Don't promise a day for the money: only Kaspi knows it."
        ),
    }
)


class _Counted(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def minutes(self, n: int) -> str:
        return self.tr("in %n minute(s)", "", n)

    def hours(self, n: int) -> str:
        return self.tr("in %n hour(s)", "", n)

    def days(self, n: int) -> str:
        return self.tr("in %n day(s)", "", n)


def delivery(value: Delivery | None) -> str:
    """The kind of delivery that a template is for."""
    return translate("templates", "Any delivery") if value is None else order_labels.delivery(value)


def in_line(text: str) -> str:
    """A title as it stands inside a line; Kaspi's own names keep their capital."""
    return text if text.startswith(("Kaspi", "Postomat")) else text[:1].lower() + text[1:]


def delay(minutes: int) -> str:
    """When the message leaves after the event."""
    if minutes == 0:
        return translate("templates", "at once")
    if minutes % (24 * 60) == 0:
        return _Counted().days(minutes // (24 * 60))
    if minutes % 60 == 0:
        return _Counted().hours(minutes // 60)
    return _Counted().minutes(minutes)


def variable(name: str) -> str:
    """What a variable stands for."""
    return translate("templates", VARIABLES[name])


def problem(value: Problem) -> str:
    """A mistake in words, with its line and the likely meaning."""
    text = translate("templates", _PROBLEMS[value.kind])
    if "{name}" in text:
        text = text.replace("{name}", value.name)
    where = translate("templates", "Line {line}:").format(line=value.line)
    hint = ""
    if value.nearest:
        hint = " " + translate("templates", "Perhaps {nearest}?").format(nearest=value.nearest)
    return f"{where} {formats.after_colon(text)}{hint}"


def advice(value: Advice) -> str:
    """What to think about and why."""
    text = translate("templates", _ADVICE[value.kind])
    return text.replace("{name}", value.name).replace("{longest}", str(LONGEST))


def render_error(error: RenderError) -> str:
    """Why there is no message for an order."""
    if isinstance(error, MissingValue):
        return translate(
            "templates",
            "For this order {variable} is not known: {meaning}. Without it the message does not leave."
            " Put it into a condition or give a word for this case.",
        ).format(variable="{" + error.name + "}", meaning=variable(error.name))
    if isinstance(error, BadOutput):
        return translate("templates", "No message comes of this: it is empty or too long.")
    return translate("templates", "First correct the mistake in the text.")
