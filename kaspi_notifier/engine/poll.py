"""Reads the shop's orders again and again in overlapping windows and writes what it sees."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from kaspi_notifier.domain.order import Order
from kaspi_notifier.domain.pacing import wakeful
from kaspi_notifier.engine.backoff import after_kaspi
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.options import Step
from kaspi_notifier.engine.status import Change, KaspiProblem, PauseReason
from kaspi_notifier.kaspi import (
    BadReply,
    Blocked,
    KaspiError,
    NoRights,
    OrdersPage,
    RateLimited,
    ServerFault,
    TokenRejected,
    Unreachable,
)
from kaspi_notifier.store import Ingested

log = logging.getLogger(__name__)

FAST_WINDOW = timedelta(hours=72)
# Kaspi takes windows of up to 14 days and the client asks for 13; a little less stays one request.
FULL_WINDOW = timedelta(days=13) - timedelta(minutes=15)
FULL_EVERY = timedelta(hours=1)
FOLLOWED_PER_PASS = 20
FOLLOWED_FOR = timedelta(days=60)
ASKED_AFTER = timedelta(hours=6)
FORGOTTEN_AFTER = timedelta(days=14)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_JITTER = 0.1
# Nothing follows from old orders, and a first look that breaks off begins anew: no commit for each page.
_BASELINE_PORTION = 1000

_PROBLEMS: tuple[tuple[type[KaspiError], KaspiProblem], ...] = (
    (TokenRejected, KaspiProblem.TOKEN_REJECTED),
    (NoRights, KaspiProblem.NO_RIGHTS),
    (Blocked, KaspiProblem.BLOCKED),
    (RateLimited, KaspiProblem.RATE_LIMITED),
    (Unreachable, KaspiProblem.UNREACHABLE),
    (BadReply, KaspiProblem.BAD_REPLY),
    (ServerFault, KaspiProblem.SERVER_FAULT),
)


def problem_of(error: KaspiError) -> KaspiProblem:
    """The problem to show for an error."""
    return next(problem for kind, problem in _PROBLEMS if isinstance(error, kind))


class Poll:
    """The poll loop of one shop.

    No cursor is trusted: Kaspi gives no time of a change, so every pass reads the last 72 hours again, and
    once an hour the last 13 days; older orders that are still open are asked for one by one.
    """

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._last_full_at: datetime | None = None
        self._same_shop = False
        self._failures = 0

    async def step(self) -> None:
        """One pass, then wait for the next."""
        context = self._context
        problem = await self.read()
        pause = self._interval() if problem is None else after_kaspi(problem, self._failures, context.dice)
        next_at = context.now() + pause
        context.show_kaspi(next_poll_at=next_at)
        await context.poll_bell.wait(next_at, context.now())

    def _interval(self) -> timedelta:
        factor = 1 + self._context.dice.uniform(-_JITTER, _JITTER)
        return timedelta(seconds=self._context.shop.kaspi.poll_seconds) * factor

    async def read(self) -> KaspiError | None:
        """One pass; the error that ended it, or None when all its pages were read."""
        context = self._context
        try:
            await self._pass()
        except KaspiError as error:
            self._failures += 1
            self._show(error)
            return error
        if self._failures:
            log.info("shop %d: orders are read again", context.shop_id)
        self._failures = 0
        now = context.now()
        if context.kaspi_health.problem is not None or context.kaspi_health.since is None:
            context.show_kaspi(problem=None, since=now)
        context.must_read_first = False
        context.show_kaspi(last_poll_at=now)
        context.send_bell.ring()
        context.recover_bell.ring()
        return None

    def _show(self, error: KaspiError) -> None:
        context = self._context
        problem = problem_of(error)
        if self._failures == 1:
            log.warning("shop %d: orders can't be read: %s (%s)", context.shop_id, problem, error.detail)
        # One 401 may be a gateway's mistake; the second, a minute later, is taken for an answer.
        if problem is KaspiProblem.TOKEN_REJECTED and self._failures == 1:
            problem = KaspiProblem.SERVER_FAULT
        if context.kaspi_health.problem is not problem:
            context.show_kaspi(problem=problem, since=context.now())

    async def _pass(self) -> None:
        context = self._context
        baseline = not await self._has_baseline()
        absence = self._absence()
        if absence > FORGOTTEN_AFTER:
            # So much happened meanwhile that nothing of it is news.
            baseline = True
        now = context.now()
        full = baseline or self._last_full_at is None or now - self._last_full_at >= FULL_EVERY
        queued = 0
        since = now - (FULL_WINDOW if full else FAST_WINDOW)
        async with (
            aclosing(context.kaspi.orders(since)) as pages,
            aclosing(_portions(pages, _BASELINE_PORTION if baseline else 1)) as portions,
        ):
            if baseline:
                await self._write_while_reading(portions)
            else:
                async for orders in portions:
                    queued += await self._record(orders)
                    await self._mind_burst(queued, since=now)
        if baseline:
            await context.db(context.store.settings.set_baseline, context.shop_id, context.now())
            context.show_kaspi(has_baseline=True)
        await self._follow(now)
        if full:
            self._last_full_at = now
        await self._mind_absence(absence, is_baseline=baseline)

    async def _write_while_reading(self, portions: AsyncIterator[list[Order]]) -> None:
        """Old orders, from which nothing follows: one portion is written while the next is read."""
        writing: asyncio.Task[int] | None = None
        try:
            async for orders in portions:
                if writing is not None:
                    await writing
                writing = asyncio.create_task(self._record(orders, baseline=True))
        finally:
            if writing is not None:
                await writing

    def _absence(self) -> timedelta:
        """How long the orders were not read: the program was off, the computer slept, Kaspi was away."""
        context, last = self._context, self._context.last_pass_at
        return timedelta() if last is None or not context.knows_time else context.now() - last

    async def _mind_absence(self, absence: timedelta, *, is_baseline: bool) -> None:
        """After hours of absence a person says what is still worth sending."""
        context, now = self._context, self._context.now()
        if not context.knows_time:
            return
        since, context.last_pass_at = context.last_pass_at, now
        stale = await context.db(self._end_of_pass, now)
        if since is None or is_baseline or absence <= ASKED_AFTER:
            return
        # A computer that is switched off for the night misses nothing that had to be said then.
        if wakeful(since, now, context.sending.quiet) > ASKED_AFTER:
            context.not_worth = stale
            if await context.db(context.store.outbox.queued_since, context.shop_id, LONG_AGO):
                log.info("shop %d: asks what is still worth sending", context.shop_id)
                await context.pause_for(PauseReason.CATCH_UP, since=since)

    def _end_of_pass(self, now: datetime) -> int:
        context = self._context
        context.store.settings.set_last_pass(context.shop_id, now)
        return context.store.outbox.expire(context.shop_id, now)

    async def _has_baseline(self) -> bool:
        """Whether this shop's old orders are known; a token of another shop begins anew."""
        context = self._context
        if not context.kaspi_health.has_baseline:
            return False
        if not self._same_shop:
            codes = await context.db(context.store.orders.recent_codes, context.shop_id, 3)
            known = [code for code in codes if await context.kaspi.order(code) is not None]
            if codes and not known:
                log.warning("shop %d: none of its orders is known to Kaspi: another shop", context.shop_id)
                context.show_kaspi(has_baseline=False)
                await context.pause_for(PauseReason.OTHER_SHOP)
                return False
            self._same_shop = True
        return True

    async def _record(self, orders: list[Order], *, baseline: bool = False) -> int:
        context = self._context
        seen = await record(context, orders, baseline=baseline)
        context.options.reached(Step.PAGE_RECORDED)
        return seen

    async def _mind_burst(self, queued: int, since: datetime) -> None:
        """A mistake in a template or a rule would reach everybody: so many at once are asked about."""
        limit = self._context.sending.burst_limit
        if limit is not None and queued > limit:
            await self._context.pause_for(PauseReason.BURST, since=since)

    async def _follow(self, now: datetime) -> None:
        """Ask by code for open orders that have left the window."""
        context = self._context
        codes = await context.db(
            context.store.orders.to_follow,
            context.shop_id,
            older_than=now - FULL_WINDOW,
            not_before=now - FOLLOWED_FOR,
            limit=FOLLOWED_PER_PASS,
        )
        for code in codes:
            order = await context.kaspi.order(code)
            if order is None:
                await context.db(context.store.orders.touch, context.shop_id, code, context.now())
            else:
                await self._record([order])


async def _portions(pages: AsyncIterator[OrdersPage], least: int) -> AsyncGenerator[list[Order], None]:
    """The orders of the pages; pages are put together until a portion has at least so many."""
    portion: list[Order] = []
    async for page in pages:
        portion += page.orders
        if len(portion) >= least:
            yield portion
            portion = []
    if portion:
        yield portion


async def record(context: ShopContext, orders: list[Order], *, baseline: bool = False) -> int:
    """Write orders as they are now, with the messages that follow from them; how many were queued."""
    ingested = await context.db(_ingest, context, orders, baseline)
    if ingested.changed or ingested.new_orders:
        context.changed(Change.ORDERS)
    if ingested.queued or ingested.skipped:
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
    return ingested.queued


def _ingest(context: ShopContext, orders: list[Order], baseline: bool) -> Ingested:
    templates = context.store.templates.list()
    return context.store.orders.ingest(
        context.shop_id,
        orders,
        now=context.now(),
        baseline=baseline,
        templates=templates,
        language=context.language,
    )
