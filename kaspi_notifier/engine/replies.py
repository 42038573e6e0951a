"""What buyers write: taken in once, answered automatically when nobody is there, and the owner reminded."""

import logging
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from kaspi_notifier.domain import auto_reply
from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.opt_out import CONFIRMATIONS, is_opt_out, opt_out_language
from kaspi_notifier.domain.phone import chat_id as chat_id_of
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.status import Change, ReplyHealth
from kaspi_notifier.store import Draft, Said
from kaspi_notifier.waha import LookupUnavailable, MessageSeen, WahaError

log = logging.getLogger(__name__)

CAUGHT_UP_EVERY = timedelta(minutes=10)
"""How often what the event stream may have missed is asked for."""
HEARD_AGAIN_AFTER = timedelta(seconds=20)
"""How soon it is asked again where that failed and messages wait for it."""
TRIES = 3
"""A server that fails so often in a row to tell what was said holds up no message any longer."""
_OVERLAP = timedelta(minutes=5)
_LOOKED_BACK = timedelta(days=3)
_LID_AGAIN = timedelta(hours=1)
_INBOX_KEPT = timedelta(days=30)
# An answer to what was written long ago would only be strange.
_STILL_FRESH = timedelta(minutes=10)
_AUTO_REPLY_LIVES = timedelta(minutes=30)


class Replies:
    """One shop's incoming messages. Of people who are no buyers of the shop nothing is kept."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._caught_up_at: datetime | None = None
        self._failures = self._drops = 0
        self._unknown_lids: dict[str, datetime] = {}

    async def step(self) -> None:
        """Ask for what was missed, see who waits too long, then wait for news or for the next look."""
        context = self._context
        if context.session_is_open:
            await self.catch_up()
        overdue_at = await self.look()
        now = context.now()
        again = HEARD_AGAIN_AFTER if context.must_hear_first else CAUGHT_UP_EVERY
        ends = [now + again, *([] if overdue_at is None or overdue_at <= now else [overdue_at])]
        await context.reply_bell.wait(min(ends), now)

    async def catch_up(self) -> None:
        """Read the messages since the last one known, as far as the server keeps them.

        Where messages wait for it, buyers come first: whoever asked for silence meanwhile is heard.
        """
        context, now = self._context, self._context.now()
        if context.must_hear_first:
            drops = self._drops
            is_read = await self._read_missed(now, only_incoming=True)
            self._failures = 0 if is_read else self._failures + 1
            # Where the stream dropped again while this was read, it is read once more.
            if drops == self._drops and self._failures % TRIES == 0:
                context.must_hear_first = False
                context.send_bell.ring()
        if self._caught_up_at is None or now - self._caught_up_at >= CAUGHT_UP_EVERY:
            self._caught_up_at = now
            await self._read_missed(now, only_incoming=False)

    async def _read_missed(self, now: datetime, *, only_incoming: bool) -> bool:
        """Whether the server told what was said, or can't tell anything at all."""
        context = self._context
        last = await context.db(context.store.conversations.last_reply_at, context.shop_id)
        since = max(now - _LOOKED_BACK, (last or now - _LOOKED_BACK) - _OVERLAP)
        try:
            found = await context.waha.messages_since(since, only_incoming=only_incoming)
        except LookupUnavailable:
            return True
        except WahaError as error:
            log.info("shop %d: missed replies can't be read: %s", context.shop_id, error.detail)
            return False
        for message in sorted(found, key=lambda message: message.at):
            await self.take(message)
        return True

    def missed_some(self) -> None:
        """The event stream begins anew: what was said meanwhile is asked for at once."""
        self._drops += 1
        self._caught_up_at = None
        self._context.must_hear_first = True
        self._context.reply_bell.ring()

    async def take(self, event: MessageSeen) -> None:
        """Take in a message of a chat, the buyer's or the owner's own from the phone."""
        context = self._context
        if event.is_from_api or not (event.body or event.media):
            return
        phone = event.phone or await self._phone_of(event.chat_id)
        if phone is not None and await context.db(self._take, event, phone):
            context.changed(Change.REPLIES)
            context.changed(Change.MESSAGES)
            context.reply_bell.ring()
            context.send_bell.ring()

    async def _phone_of(self, lid: str) -> str | None:
        """The phone behind a lid: as it was learnt, else WAHA is asked, once an hour at most."""
        context, now = self._context, self._context.now()
        conversations = context.store.conversations
        phone = await context.db(conversations.phone_of_lid, context.shop_id, lid)
        if phone is not None or now - self._unknown_lids.get(lid, now - _LID_AGAIN) < _LID_AGAIN:
            return phone
        try:
            phone = await context.waha.phone_of_lid(lid)
        except WahaError:
            phone = None
        if phone is None:
            lately = {other: at for other, at in self._unknown_lids.items() if now - at < _LID_AGAIN}
            self._unknown_lids = lately | {lid: now}
        else:
            await context.db(conversations.learn_lid, context.shop_id, lid, phone)
        return phone

    def _take(self, event: MessageSeen, phone: str) -> bool:
        context, store, now = self._context, self._context.store, self._context.now()
        conversations, shop_id = store.conversations, context.shop_id
        if not conversations.is_buyer(shop_id, phone):
            return False
        if event.from_me and store.outbox.by_wa_id(shop_id, event.wa_id) is not None:
            return False
        refuses = not event.from_me and is_opt_out(event.body, context.shop.opt_out_words)
        said = Said(
            wa_id=event.wa_id,
            phone=phone,
            from_me=event.from_me,
            body=event.body,
            media=event.media,
            at=min(event.at, now),
        )
        with store.transaction():
            is_new = conversations.add(shop_id, said, needs_answer=not refuses)
            if not is_new or event.from_me:
                return is_new
            self._note(event, phone, now)
            if refuses:
                self._opt_out(event.body, phone, now)
            else:
                self._answer(phone, said.at, now)
        return True

    def _opt_out(self, body: str, phone: str, now: datetime) -> None:
        """No more messages to this buyer but the one that says so."""
        context, store = self._context, self._context.store
        if not store.contacts.opt_out(context.shop_id, phone, now):
            return
        language = opt_out_language(body) or context.language
        store.outbox.write(
            context.shop_id,
            Draft(kind=Kind.OPT_OUT, text=CONFIRMATIONS[language], phone=phone, chat_id=chat_id_of(phone)),
            now,
        )

    def _note(self, event: MessageSeen, phone: str, now: datetime) -> None:
        """That there was a reply and when, for the statistics; the words stand with the chat."""
        context, store = self._context, self._context.store
        store.inbox.add(
            context.shop_id,
            event.event_id or event.wa_id,
            event.event,
            kind="message",
            chat_id=event.chat_id,
            phone=phone,
            wa_id=event.wa_id,
            at=event.at,
            now=now,
        )
        store.contacts.replied(context.shop_id, phone, now)
        store.inbox.prune(now - _INBOX_KEPT)

    def _answer(self, phone: str, said_at: datetime, now: datetime) -> None:
        """Outside working hours say once a day when somebody will read it."""
        context, replies = self._context, self._context.shop.replies
        if not replies.auto_reply or now - said_at > _STILL_FRESH or replies.working.is_open(now):
            return
        midnight = at_almaty(almaty_day(now), time())
        if context.store.conversations.was_auto_answered(context.shop_id, phone, midnight):
            return
        draft = Draft(
            kind=Kind.AUTO_REPLY,
            text=auto_reply.text(replies, now),
            phone=phone,
            expires_at=now + _AUTO_REPLY_LIVES,
        )
        context.store.outbox.write(context.shop_id, draft, now)

    async def look(self) -> datetime | None:
        """Show how much is unread; when the buyer who waits longest has waited too long."""
        context, now = self._context, self._context.now()
        found = await context.db(context.store.conversations.unanswered, context.shop_id)
        minutes = context.shop.replies.alert_minutes
        overdue_at = None
        if found.since is not None and minutes is not None:
            overdue_at = context.shop.replies.working.after(found.since, timedelta(minutes=minutes))
        is_overdue = overdue_at is not None and overdue_at <= now
        context.show_replies(
            ReplyHealth(
                unread=found.unread,
                chats=found.chats,
                waiting_since=found.since,
                is_overdue=is_overdue,
            )
        )
        return overdue_at

    def learn(self, lids: Mapping[str, str]) -> None:
        """Lids with the id of our message whose receipt named them; called on the database's thread.

        It costs no request and is known before the buyer answers.
        """
        context, store = self._context, self._context.store
        for lid, wa_id in lids.items():
            message = store.outbox.by_wa_id(context.shop_id, wa_id)
            if message is not None and message.phone is not None:
                store.conversations.learn_lid(context.shop_id, lid, message.phone)
