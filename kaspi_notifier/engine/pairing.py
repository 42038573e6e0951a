"""What a person does with the WhatsApp session: start and stop it, pair a phone, take another number."""

from collections.abc import Awaitable, Callable

from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.refused import ActionRefused, refusals
from kaspi_notifier.engine.session import note
from kaspi_notifier.engine.status import SessionProblem


class Pairing:
    """The session of one shop; raises `ActionRefused` for what can't be done now."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context

    async def start(self) -> None:
        """Create or start the session, and keep it so from now on."""
        context = self._context
        await context.remember(stopped_by_person=False)
        async with refusals():
            session = await context.waha.session()
            await (context.waha.create_session() if session is None else context.waha.start())
        await note(context, "start_asked")
        context.session_bell.ring()

    async def restart(self) -> None:
        """Restart the session; the pairing stays."""
        await self._act("restart_asked", self._context.waha.restart, stopped=False)

    async def stop(self) -> None:
        """Stop the session and leave it stopped."""
        await self._act("stop_asked", self._context.waha.stop, stopped=True)

    async def log_out(self) -> None:
        """Unpair the phone; a new QR follows."""
        await self._act("unlink_asked", self._context.waha.logout, stopped=False)

    async def _act(self, name: str, action: Callable[[], Awaitable[None]], *, stopped: bool) -> None:
        await self._context.remember(stopped_by_person=stopped)
        await note(self._context, name)
        async with refusals():
            await action()
        self._context.session_bell.ring()

    async def accept_number(self) -> None:
        """Send from the number that is paired now; its warm-up begins."""
        context = self._context
        phone = context.session_health.phone
        if context.session_health.problem is not SessionProblem.OTHER_NUMBER or not phone:
            raise ActionRefused("no other number is paired")
        await context.remember(pinned_phone=phone, paired_at=context.now())
        await note(context, "number_accepted")
        context.session_bell.ring()

    async def request_code(self, phone: str) -> str:
        """A code to type into WhatsApp on the phone with this number, instead of scanning the QR."""
        context = self._context
        digits = mobile(phone)
        if isinstance(digits, NoChat):
            raise ActionRefused("this is not a Kazakh mobile number")
        if context.session_health.problem is not SessionProblem.NEEDS_SCAN:
            raise ActionRefused("the session is not waiting to be paired")
        async with refusals():
            code = await context.waha.pairing_code(digits)
        context.show_session(pairing_code=code)
        return code
