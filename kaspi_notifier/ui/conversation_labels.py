"""What chats show in words: a thing that came instead of text, who wrote, and when."""

from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kaspi_notifier.domain.clock import almaty, almaty_day
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.store import Chat, Line

translate = QCoreApplication.translate

MEDIA = MappingProxyType(
    {
        "photo": QT_TRANSLATE_NOOP("conversations", "photo"),
        "video": QT_TRANSLATE_NOOP("conversations", "video"),
        "voice": QT_TRANSLATE_NOOP("conversations", "voice message"),
        "document": QT_TRANSLATE_NOOP("conversations", "document"),
        "sticker": QT_TRANSLATE_NOOP("conversations", "sticker"),
        "location": QT_TRANSLATE_NOOP("conversations", "place on the map"),
        "contact": QT_TRANSLATE_NOOP("conversations", "contact"),
        "file": QT_TRANSLATE_NOOP("conversations", "file"),
    }
)


def said(text: str, media: str | None) -> str:
    """The words of a message; a thing is named, with what was written under it."""
    if media is None:
        return text
    thing = translate("conversations", "«{thing}»").format(
        thing=translate("conversations", str(MEDIA.get(media, MEDIA["file"])))
    )
    return f"{thing} {text}".strip()


def name(chat: Chat) -> str:
    """The buyer as Kaspi names them; the phone where no order tells."""
    return chat.name or masked(chat.phone)


def preview(chat: Chat) -> str:
    """The last message in one line."""
    text = " ".join(said(chat.last_text, chat.last_media).split())
    if chat.last_from_me:
        return translate("conversations", "You: {text}").format(text=text)
    return text


def when(moment: datetime, now: datetime) -> str:
    """`13:51` today, `yesterday`, else the day."""
    days = almaty_day(now) - almaty_day(moment)
    if days == timedelta(days=1):
        return translate("conversations", "yesterday")
    there = almaty(moment)
    if days == timedelta():
        return there.strftime("%H:%M")
    return there.strftime("%d.%m" if there.year == almaty(now).year else "%d.%m.%Y")


def spoken(line: Line) -> str:
    """The words of a line in a chat."""
    return said(line.body, line.media)
