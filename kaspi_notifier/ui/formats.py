"""Times, spans and dates as a shop owner in Kazakhstan reads them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kaspi_notifier.domain.clock import almaty

translate = QCoreApplication.translate


def clock(moment: datetime) -> str:
    """`14:03` in Almaty."""
    return almaty(moment).strftime("%H:%M")


def clock_or_date(moment: datetime, now: datetime) -> str:
    """`14:03` today, `22.11 14:03` on another day, with the year when it is another one."""
    there, here = almaty(moment), almaty(now)
    if there.date() == here.date():
        return there.strftime("%H:%M")
    return there.strftime("%d.%m %H:%M" if there.year == here.year else "%d.%m.%Y %H:%M")


def kept(text: str) -> str:
    """A short text that no line breaks: a number stays with its word."""
    return text.replace(" ", "\u00a0")


def after_colon(text: str) -> str:
    """A title that goes on after a colon: in small letters, but for a name that it begins with."""
    is_name = text.startswith(("Kaspi", "WAHA", "WhatsApp"))
    return text if is_name else text[:1].lower() + text[1:]


def weekday(now: datetime) -> str:
    """`Monday, 23 November` in the window's language."""
    day = almaty(now)
    locale = QLocale()
    kazakh = locale.language() == QLocale.Language.Kazakh
    text = locale.toString(QDate(day.year, day.month, day.day), "d MMMM, dddd" if kazakh else "dddd, d MMMM")
    return text[:1].upper() + text[1:]


def money(amount: Decimal | None) -> str:
    """`12 990 ₸`; empty where the amount is not known."""
    if amount is None:
        return ""
    whole = f"{int(amount):,}".replace(",", "\u00a0")
    return f"{whole}\u00a0₸"


def span(length: timedelta) -> str:
    """A length of time in its two largest units; never negative."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return translate("formats", "{n} s").format(n=seconds)
    if seconds < 3600:
        return translate("formats", "{n} min").format(n=seconds // 60)
    hours, minutes = divmod(seconds // 60, 60)
    if hours >= 24:
        return translate("formats", "{days} d {hours} h").format(days=hours // 24, hours=hours % 24)
    return translate("formats", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def ago(moment: datetime, now: datetime) -> str:
    """`18 s ago`."""
    return translate("formats", "{span} ago").format(span=span(now - moment))


def countdown(moment: datetime, now: datetime) -> str:
    """`0:42` until a moment, `1:05:00` when it is hours away."""
    seconds = max(0, int((moment - now).total_seconds()))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def number(value: int) -> str:
    """`1 204` with the separators of the window's language."""
    return QLocale().toString(value)


def share(part: int, whole: int) -> str:
    """`98.4 %`; a dash where there is nothing to have a share of."""
    if not whole:
        return "—"
    percent = 100 * part / whole
    digits = 0 if percent in (0, 100) or percent >= 99.95 or whole < 100 else 1
    return f"{QLocale().toString(percent, 'f', digits)}\u00a0%"


def short_day(day: date) -> str:
    """`23 Nov`."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def days(first: date, last: date) -> str:
    """`1 Nov – 23 Nov`, with the year where it is not the same."""
    pattern = "d MMMM" if first.year == last.year else "d MMMM yyyy"
    start, end = (QLocale().toString(QDate(d.year, d.month, d.day), pattern) for d in (first, last))
    return start if first == last else f"{start} – {end}"
