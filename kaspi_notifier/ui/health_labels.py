"""The words for checks, the number's health and the journal of the connection."""

from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.number_health import Grade, NumberHealth, Worry
from kaspi_notifier.engine.status import CheckItem, Fault, KaspiProblem, Part, SessionProblem
from kaspi_notifier.ui import labels
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP
from kaspi_notifier.ui.theme import Tone

translate = QCoreApplication.translate

PARTS = MappingProxyType(
    {
        Part.KASPI: QT_TRANSLATE_NOOP("health", "Kaspi token"),
        Part.WAHA: QT_TRANSLATE_NOOP("health", "WhatsApp server"),
        Part.KEY: QT_TRANSLATE_NOOP("health", "Key of the server"),
        Part.VERSION: QT_TRANSLATE_NOOP("health", "Version of the server"),
        Part.ENGINE: QT_TRANSLATE_NOOP("health", "Engine of the server"),
        Part.SESSION: QT_TRANSLATE_NOOP("health", "Connection to WhatsApp"),
        Part.NUMBER: QT_TRANSLATE_NOOP("health", "The shop's number"),
        Part.DATABASE: QT_TRANSLATE_NOOP("health", "Database"),
        Part.DISK: QT_TRANSLATE_NOOP("health", "Room on the disk"),
        Part.CLOCK: QT_TRANSLATE_NOOP("health", "Clock"),
    }
)

FAULTS = MappingProxyType(
    {
        Fault.NOT_ASKED: QT_TRANSLATE_NOOP("health", "Not known while the server does not answer."),
        Fault.OPEN_TO_ALL: QT_TRANSLATE_NOOP(
            "health", "The server lets everybody in without a key. Set a key on it, then enter it here."
        ),
        Fault.OLD_VERSION: QT_TRANSLATE_NOOP(
            "health", "The server is too old. Update it, the linked phone stays."
        ),
        Fault.UNKNOWN_ENGINE: QT_TRANSLATE_NOOP(
            "health", "The server runs in a way this program does not know. Start it with GOWS or NOWEB."
        ),
        Fault.NO_NUMBER: QT_TRANSLATE_NOOP(
            "health", "No phone is linked. Scan the code with the shop's phone."
        ),
        Fault.DAMAGED: QT_TRANSLATE_NOOP("health", "The file is damaged. Restore the last backup."),
        Fault.DISK_LOW: QT_TRANSLATE_NOOP(
            "health", "Almost no room left. Delete what is not needed; without room nothing can be sent."
        ),
        Fault.CLOCK_WRONG: QT_TRANSLATE_NOOP(
            "health", "The clock is wrong. Switch on “Set time automatically” in the system's settings."
        ),
    }
)

WORRIES = MappingProxyType(
    {
        Worry.RESTRICTED: (
            QT_TRANSLATE_NOOP("health", "WhatsApp restricts new chats of this number right now."),
            QT_TRANSLATE_NOOP(
                "health", "Wait until it ends; write to the most urgent buyers from the phone."
            ),
        ),
        Worry.REFUSED: (
            QT_TRANSLATE_NOOP("health", "WhatsApp refused new chats in the last days."),
            QT_TRANSLATE_NOOP("health", "Choose the gentle pace in the settings for two weeks."),
        ),
        Worry.FAILED: (
            QT_TRANSLATE_NOOP("health", "Many messages fail on their way."),
            QT_TRANSLATE_NOOP("health", "Restart the connection, then run the check below."),
        ),
        Worry.UNDELIVERED: (
            QT_TRANSLATE_NOOP("health", "Many messages do not reach the phones."),
            QT_TRANSLATE_NOOP("health", "See in the messages which buyers these are; make texts shorter."),
        ),
        Worry.FEW_REPLIES: (
            QT_TRANSLATE_NOOP(
                "health", "Hardly anybody answers, and to WhatsApp that looks like advertising."
            ),
            QT_TRANSLATE_NOOP("health", "End the first message with a simple question."),
        ),
        Worry.YOUNG: (
            QT_TRANSLATE_NOOP("health", "The number is new here."),
            QT_TRANSLATE_NOOP("health", "Leave the slow start on; it ends by itself after nine days."),
        ),
    }
)
"""What speaks against the number, and the one thing to do about it."""

_GRADES: MappingProxyType[Grade, tuple[Tone, str]] = MappingProxyType(
    {
        Grade.GOOD: ("green", QT_TRANSLATE_NOOP("health", "Healthy")),
        Grade.FAIR: ("blue", QT_TRANSLATE_NOOP("health", "All right")),
        Grade.CARE: ("amber", QT_TRANSLATE_NOOP("health", "Needs care")),
        Grade.DANGER: ("red", QT_TRANSLATE_NOOP("health", "In danger")),
    }
)

_DONE = MappingProxyType(
    {
        "open": QT_TRANSLATE_NOOP("health", "Connected, messages can leave"),
        "restarted_by_itself": QT_TRANSLATE_NOOP("health", "The program restarted the connection"),
        "start_asked": QT_TRANSLATE_NOOP("health", "You started the connection"),
        "restart_asked": QT_TRANSLATE_NOOP("health", "You restarted the connection"),
        "stop_asked": QT_TRANSLATE_NOOP("health", "You stopped the connection"),
        "unlink_asked": QT_TRANSLATE_NOOP("health", "You unlinked the phone"),
        "number_accepted": QT_TRANSLATE_NOOP("health", "You confirmed the new number"),
    }
)


def part(value: Part) -> str:
    """What was looked at."""
    return translate("health", PARTS[value])


def finding(item: CheckItem) -> str:
    """What was found, and what to do about it; empty when all is well."""
    match item.problem:
        case KaspiProblem() as problem:
            return ". ".join(translate("labels", text) for text in labels.KASPI_PROBLEMS[problem])
        case SessionProblem() as problem:
            return ". ".join(translate("labels", text) for text in labels.SESSION_PROBLEMS[problem])
        case Fault() as fault:
            return translate("health", FAULTS[fault])
        case None:
            return ""


def health(value: NumberHealth) -> tuple[Tone, str, str, str]:
    """Colour, word, main reason and the one action."""
    tone, word = _GRADES[value.grade]
    if value.worry is None:
        reason = translate("health", "Nothing speaks against it.")
        return tone, translate("health", word), reason, ""
    reason, action = (translate("health", text) for text in WORRIES[value.worry])
    return tone, translate("health", word), reason, action


def journal(what: str) -> str:
    """A line of the journal in words; a word of a newer version is shown as it is."""
    if what in _DONE:
        return translate("health", _DONE[what])
    try:
        return translate("labels", labels.SESSION_PROBLEMS[SessionProblem(what)][0])
    except ValueError:
        return what
