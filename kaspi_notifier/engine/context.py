"""What the loops of one shop share: its settings and clients, its health, and the bells that wake them."""

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from kaspi_notifier.domain.pacing import WARM_UP, new_chats_a_day, share_of_quota, warm_up_day
from kaspi_notifier.domain.settings import Sending, is_loopback
from kaspi_notifier.domain.skew import ClockProblem, agreed, correction, problem_of
from kaspi_notifier.domain.template import Language
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.options import Options
from kaspi_notifier.engine.status import (
    Capability,
    Change,
    DayDigest,
    KaspiHealth,
    NumberStanding,
    Pause,
    PauseReason,
    QueueHealth,
    Quota,
    ReplyHealth,
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.engine.waiting import Bell
from kaspi_notifier.kaspi import KaspiClient
from kaspi_notifier.store import SessionMemory, Store, StoredShop
from kaspi_notifier.waha import Capping, CappingStatus, WahaClient

# Not with every message: each time costs a commit.
_PROOF_RENEWED_AFTER = timedelta(hours=6)
_QUOTAS = {
    CappingStatus.FIRST_WARNING: Quota.FIRST_WARNING,
    CappingStatus.SECOND_WARNING: Quota.SECOND_WARNING,
    CappingStatus.CAPPED: Quota.CAPPED,
}


class ShopContext:
    """One shop's shared state, touched on the loop's thread only."""

    def __init__(
        self,
        stored: StoredShop,
        *,
        store: Store,
        db: DatabaseThread,
        kaspi: KaspiClient,
        waha: WahaClient,
        language: Language,
        memory: SessionMemory,
        changed: Callable[[Change], None],
        options: Options,
    ) -> None:
        self.shop_id = stored.id
        self.shop = stored.shop
        self.store = store
        self.db = db
        self.kaspi = kaspi
        self.waha = waha
        self.language: Language = language
        self.memory = memory
        self.changed = changed
        self.options = options
        self.dice = random.Random()
        self.pause = _stored_pause(stored)
        self._was_open = False
        self.trouble: str | None = None
        self.kaspi_health = KaspiHealth(has_baseline=stored.baseline_at is not None)
        self.session_health = SessionHealth(
            since=options.now(), engine=memory.engine or "", version=memory.server_version or ""
        )
        self.queue_health = QueueHealth()
        self.reply_health = ReplyHealth()
        self.digest: DayDigest | None = None
        self.hears_events = False
        self.must_read_first = False
        """The computer slept or its clock jumped; the orders as known are old."""
        self.must_hear_first = False
        """Buyers may have said something that nobody heard; one of them may have asked for silence."""
        self.last_pass_at = stored.last_pass_at
        self.not_worth = 0
        """Messages that grew stale while the program was off."""
        self.webhook_heard_at: datetime | None = None
        self.server_takes_ids = False
        self.capping: Capping | None = None
        self.reopened_at: datetime | None = None
        self.wants_proof = False
        """Somebody has to know now whether a look-up finds what was sent."""
        self.send_bell = Bell()
        self.poll_bell = Bell()
        self.session_bell = Bell()
        self.recover_bell = Bell()
        self.ack_bell = Bell()
        self.listen_bell = Bell()
        self.proof_bell = Bell()
        self.reply_bell = Bell()
        self.webhook_bell = Bell()

    @property
    def sending(self) -> Sending:
        """The shop's sending settings."""
        return self.shop.sending

    @property
    def session_is_open(self) -> bool:
        """Whether WhatsApp is connected with the shop's own number."""
        return self.session_health.problem is None

    @property
    def chooses_ids(self) -> bool:
        """Whether an id is reserved before a send: the server offers it and has not ignored one yet."""
        return self.server_takes_ids and self.memory.ids_honoured is not False

    @property
    def capability(self) -> Capability:
        """What this server has proved."""
        memory = self.memory
        if memory.finds_messages is None:
            return Capability.UNPROVEN
        if not memory.finds_messages:
            return Capability.ASKS
        return Capability.RESENDS if memory.ids_honoured else Capability.LOOKS_UP

    @property
    def settle(self) -> timedelta:
        """How long a doubtful send is left alone: browser engines may hold a request much longer."""
        factor = 2.75 if self.session_health.engine in ("WEBJS", "WPP") else 1.0
        return self.sending.settle * factor

    def now(self) -> datetime:
        """The time, put right where the servers agree that this computer's is wrong."""
        return self.options.now() + correction(self.clock_skew)

    @property
    def clock_skew(self) -> timedelta | None:
        """The true time minus this computer's, as far as it is known."""
        return agreed(*self._clocks(), self.options.now())

    def _clocks(self) -> tuple[timedelta | None, timedelta | None]:
        if is_loopback(self.shop.waha.url) and not is_loopback(self.shop.kaspi.base_url):
            # A server on this computer has the same clock, and is no witness.
            return self.kaspi.clock_skew, None
        return self.kaspi.clock_skew, self.waha.clock_skew

    @property
    def knows_time(self) -> bool:
        """Whether some server has told the time since the start and the last sleep, and it can be believed.

        While this computer and the servers are hours apart nothing is sent, and nothing is called too late.
        """
        is_told = any(skew is not None for skew in self._clocks())
        return is_told and problem_of(self.clock_skew) is not ClockProblem.WRONG

    @property
    def disk_is_full(self) -> bool:
        """Whether there is too little space to be sure that an outcome can be written down."""
        return shutil.disk_usage(self.store.path.parent).free < self.options.least_free

    @property
    def orders_are_read(self) -> bool:
        """Whether the orders were read since the start and the last sleep: nothing stale may leave."""
        return self.kaspi_health.last_poll_at is not None and not self.must_read_first

    def status(self) -> ShopStatus:
        """Everything about the shop at a glance."""
        return ShopStatus(
            shop_id=self.shop_id,
            shop_name=self.shop.name,
            sending_enabled=self.sending.enabled,
            pause=self.pause,
            trouble=self.trouble,
            kaspi=self.kaspi_health,
            session=self.session_health,
            queue=self.queue_health,
            number=self._number(),
            clock=problem_of(self.clock_skew),
            not_worth=self.not_worth,
            replies=self.reply_health,
            digest=self.digest,
        )

    def _number(self) -> NumberStanding:
        memory, quota = self.memory, self.capping
        day = warm_up_day(memory.paired_at, self.now())
        return NumberStanding(
            capability=self.capability,
            proved_at=memory.proved_at,
            restriction=memory.restriction,
            quota=_QUOTAS.get(quota.status, Quota.FREE) if quota else Quota.FREE,
            quota_total=quota.total_quota if quota else None,
            quota_used=quota.used_quota if quota else None,
            quota_ends_at=quota.cycle_ends_at if quota else None,
            warm_up_day=day if self.sending.warm_up and day <= len(WARM_UP) else None,
            paired_at=memory.paired_at,
        )

    @property
    def is_warned(self) -> bool:
        """Whether WhatsApp has warned for the first time that its quota of new chats nears its end."""
        return self.capping is not None and self.capping.status is CappingStatus.FIRST_WARNING

    def new_chats_allowed(self) -> int | None:
        """Chats that may be begun in 24 hours, by the number's age and WhatsApp's quota; None: no limit."""
        now, quota = self.now(), self.capping
        limits = [new_chats_a_day(warm_up=self.sending.warm_up, paired_at=self.memory.paired_at, now=now)]
        if quota is not None and quota.total_quota is not None and quota.used_quota is not None:
            limits.append(
                share_of_quota(
                    total=quota.total_quota,
                    used=quota.used_quota,
                    cycle_ends_at=quota.cycle_ends_at,
                    now=now,
                )
            )
        return min((limit for limit in limits if limit is not None), default=None)

    def show_kaspi(self, **changes: Any) -> None:
        """Change what is known of reading orders, and tell."""
        self.kaspi_health = self._shown(self.kaspi_health, changes)

    def show_session(self, **changes: Any) -> None:
        """Change what is known of the session; `since` moves by itself when the problem changes."""
        before = self.session_health
        if "problem" in changes and changes["problem"] is not before.problem:
            changes.setdefault("since", self.now())
        self.session_health = self._shown(before, changes)
        if self.session_health.problem is not before.problem:
            if before.problem is None:
                self._was_open = True
            elif self.session_is_open and self._was_open:
                self.reopened_at = self.now()
                self.must_hear_first = True
            self.send_bell.ring()
            self.recover_bell.ring()
            self.ack_bell.ring()
            self.reply_bell.ring()

    def show_queue(self, health: QueueHealth) -> None:
        """What waits now."""
        if health != self.queue_health:
            self.queue_health = health
            self.changed(Change.STATUS)

    def show_quota(self, capping: Capping | None) -> None:
        """What WhatsApp says of its quota of new chats."""
        if capping != self.capping:
            self.capping = capping
            self.changed(Change.STATUS)

    def show_replies(self, health: ReplyHealth) -> None:
        """What waits for an answer now."""
        if health != self.reply_health:
            self.reply_health = health
            self.changed(Change.STATUS)

    def show_digest(self, digest: DayDigest) -> None:
        """A digest to be shown."""
        self.digest = digest
        self.changed(Change.STATUS)

    def show_trouble(self, name: str, failing: bool) -> None:
        """A loop began to fail, or works again."""
        self.trouble = name if failing else None
        self.changed(Change.STATUS)

    def _shown(self, health: Any, changes: dict[str, Any]) -> Any:
        after = replace(health, **changes)
        if after != health:
            self.changed(Change.STATUS)
        return after

    def session_lost(self, problem: SessionProblem) -> None:
        """A request showed that the session is not open; the watch looks again at once."""
        self.show_session(problem=problem)
        self.session_bell.ring()

    def rest_after_lock(self) -> timedelta:
        """How long to wait after the end of a restriction; not to the minute, that looks like a machine."""
        return timedelta(minutes=self.dice.uniform(10, 60))

    async def set_pause(self, pause: Pause | None) -> None:
        """Pause or resume sending, and remember it over a restart."""
        self.pause = pause
        await self.db(
            self.store.settings.set_pause,
            self.shop_id,
            pause.reason.value if pause else None,
            pause.since if pause else None,
            pause.until if pause else None,
        )
        self.changed(Change.STATUS)
        self.send_bell.ring()

    async def pause_for(self, reason: PauseReason, since: datetime | None = None) -> None:
        """Stop sending for a reason of the program's own; another pause is not overwritten."""
        if self.pause is None:
            await self.set_pause(Pause(reason=reason, since=since or self.now()))

    async def proved(self, *, finds_messages: bool) -> None:
        """A look-up of a message that was surely sent found it, or did not."""
        memory, now = self.memory, self.now()
        is_old = memory.proved_at is None or now - memory.proved_at >= _PROOF_RENEWED_AFTER
        if memory.finds_messages is not finds_messages or is_old:
            await self.remember(finds_messages=finds_messages, proved_at=now)

    async def remember(self, **changes: Any) -> None:
        """Change what is remembered of the session."""
        self.memory = replace(self.memory, **changes)
        await self.db(self.store.sessions.save, self.shop_id, self.memory)
        self.changed(Change.STATUS)


def _stored_pause(stored: StoredShop) -> Pause | None:
    if stored.pause_reason is None or stored.pause_since is None:
        return None
    return Pause(reason=PauseReason(stored.pause_reason), since=stored.pause_since, until=stored.pause_until)
