"""Watches the WhatsApp session: creates and starts it, shows the QR, and knows whose number it is."""

import logging
from datetime import datetime, timedelta

from msgspec import Struct

from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.new_chats import NewChats
from kaspi_notifier.engine.send import session_problem
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.waha import Me, Session, SessionStatus, WahaError

log = logging.getLogger(__name__)

RESTART_EVERY = timedelta(hours=1)
_START_EVERY = timedelta(minutes=1)
_VERSION_EVERY = timedelta(hours=1)
_FIRST_QR = timedelta(seconds=60)
_NEXT_QR = timedelta(seconds=20)

CLOSED = {
    SessionStatus.STOPPED: SessionProblem.STOPPED,
    SessionStatus.STARTING: SessionProblem.STARTING,
    SessionStatus.SCAN_QR_CODE: SessionProblem.NEEDS_SCAN,
    SessionStatus.PASSKEY_REQUIRED: SessionProblem.NEEDS_PASSKEY,
    SessionStatus.PASSKEY_CONFIRMATION_REQUIRED: SessionProblem.NEEDS_PASSKEY,
    SessionStatus.FAILED: SessionProblem.FAILED,
}


OPEN = "open"
"""The journal's word for a session that can send; other words are `SessionProblem` and what was done."""


async def note(context: ShopContext, what: str) -> None:
    """Write a line into the session's journal."""
    await context.db(context.store.sessions.note, context.shop_id, what, context.now())


class _Look(Struct, frozen=True, kw_only=True):
    status: str | None
    problem: SessionProblem | None
    me: Me | None = None


class SessionWatch:
    """The loop that keeps one shop's session open, as far as that needs no person."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._new_chats = NewChats(context)
        self._version_at: datetime | None = None
        self._started_at: datetime | None = None

    async def step(self) -> None:
        """One look, then wait for the next."""
        context = self._context
        await self.look()
        options = context.options
        pause = options.session_interval if context.session_is_open else options.session_interval_closed
        await context.session_bell.wait(context.now() + pause, context.now())

    async def look(self) -> None:
        """See how the session is, and do what can be done for it."""
        context = self._context
        before = context.session_health.problem
        try:
            await self._learn_version()
            seen = await self._see()
            await self._mind_qr(seen)
        except WahaError as error:
            self._version_at = None
            seen = _Look(status=None, problem=session_problem(error) or SessionProblem.SERVER_FAULT)
            if before is not seen.problem:
                log.warning("shop %d: WAHA can't be used: %s", context.shop_id, error.detail)
        changes: dict[str, object] = {"status": seen.status, "problem": seen.problem}
        if seen.me is not None:
            changes |= {"phone": seen.me.phone, "push_name": seen.me.push_name}
        if seen.problem is not SessionProblem.NEEDS_SCAN:
            changes |= {"qr": None, "qr_number": 0, "qr_expires_at": None, "pairing_code": None}
        context.show_session(**changes)
        if before is not seen.problem:
            log.info("shop %d: session is %s", context.shop_id, seen.problem or "open")
            await note(context, OPEN if seen.problem is None else seen.problem.value)

    async def _learn_version(self) -> None:
        """Which engine and version answer; another one has to prove anew that it keeps our ids."""
        context, now = self._context, self._context.now()
        if self._version_at is not None and now - self._version_at < _VERSION_EVERY:
            return
        version = await context.waha.version()
        self._version_at = now
        context.server_takes_ids = version.chooses_ids
        context.show_session(engine=str(version.engine), version=version.version)
        memory = context.memory
        if (memory.server_version, memory.engine) != (version.version, str(version.engine)):
            await context.remember(
                server_version=version.version,
                engine=str(version.engine),
                ids_honoured=None,
                finds_messages=None,
                proved_at=None,
            )

    async def _see(self) -> _Look:
        context = self._context
        session = await context.waha.session()
        if session is None:
            return await self._create()
        match session.status:
            case SessionStatus.WORKING:
                return await self._working(session)
            case SessionStatus.STOPPED:
                await self._start()
            case SessionStatus.FAILED:
                await self._restart()
            case _:
                pass
        problem = CLOSED.get(session.status, SessionProblem.UNKNOWN_STATUS)
        return _Look(status=str(session.status), problem=problem)

    async def _create(self) -> _Look:
        context = self._context
        if context.memory.stopped_by_person:
            return _Look(status=None, problem=SessionProblem.STOPPED)
        if self._may_start():
            await context.waha.create_session()
            context.session_bell.ring()
        return _Look(status=None, problem=SessionProblem.STARTING)

    async def _start(self) -> None:
        context = self._context
        if not context.memory.stopped_by_person and self._may_start():
            await context.waha.start()
            context.session_bell.ring()

    def _may_start(self) -> bool:
        now = self._context.now()
        if self._started_at is not None and now - self._started_at < _START_EVERY:
            return False
        self._started_at = now
        return True

    async def _restart(self) -> None:
        """A failed session is restarted by itself once an hour at most: more would harm the pairing."""
        context, now = self._context, self._context.now()
        last = context.memory.restarted_at
        if context.memory.stopped_by_person or (last is not None and now - last < RESTART_EVERY):
            return
        await context.remember(restarted_at=now)
        log.info("shop %d: restarting the failed session", context.shop_id)
        await note(context, "restarted_by_itself")
        await context.waha.restart()
        context.session_bell.ring()

    async def _working(self, session: Session) -> _Look:
        context = self._context
        me = session.me if session.me is not None and session.me.phone else await context.waha.me()
        if me is None or not me.phone:
            # Browser engines say WORKING some seconds before they know whose phone it is.
            return _Look(status=str(session.status), problem=SessionProblem.STARTING)
        pinned = context.memory.pinned_phone
        if pinned is None:
            await context.remember(pinned_phone=me.phone, paired_at=context.now(), stopped_by_person=False)
        elif pinned != me.phone:
            return _Look(status=str(session.status), problem=SessionProblem.OTHER_NUMBER, me=me)
        await self._new_chats.announced(session)
        return _Look(status=str(session.status), problem=None, me=me)

    async def _mind_qr(self, seen: _Look) -> None:
        context, health = self._context, self._context.session_health
        if seen.problem is not SessionProblem.NEEDS_SCAN:
            return
        qr = await context.waha.qr()
        if qr is not None and qr != health.qr:
            life = _FIRST_QR if health.qr is None else _NEXT_QR
            context.show_session(qr=qr, qr_number=health.qr_number + 1, qr_expires_at=context.now() + life)
