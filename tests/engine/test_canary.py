"""What proves that messages go out and are found: ordinary ones, and where there are none, a canary."""

from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.engine.canary import SILENT_MESSAGES, TEXTS
from kaspi_notifier.engine.status import Capability, Pause, PauseReason, SessionProblem
from kaspi_notifier.simulator import AckDelays, WahaOptions
from kaspi_notifier.store import Message
from tests.engine.desk import Desk, fly, working_desk

S = MessageState
OWN = "77000000000@c.us"
MUTE = AckDelays(server=None, device=None)
SILENT = WahaOptions(engine="NOWEB", ack_delays=MUTE)


def canaries(desk: Desk) -> list[str]:
    """The texts the shop's own phone got."""
    return [bubble.text for bubble in desk.simulator.waha.bubbles if bubble.chat_id == OWN]


def flies(desk: Desk) -> bool:
    """Whether a canary is on its way."""
    return desk.context.memory.canary_id is not None


async def row_of(desk: Desk) -> Message:
    """The canary that is on its way."""
    assert desk.context.memory.canary_id is not None
    message = await desk.db(desk.store.outbox.get, desk.context.memory.canary_id)
    assert message is not None
    return message


async def quiet_day(desk: Desk) -> None:
    """Enough time without messages for a proof to be wanted."""
    desk.clock.forward(hours=25)
    await desk.session.look()
    await desk.poll.read()


@pytest.mark.parametrize(
    ("options", "capability"),
    [
        (WahaOptions(engine="GOWS"), Capability.RESENDS),
        (WahaOptions(engine="NOWEB"), Capability.RESENDS),
        (WahaOptions(engine="NOWEB", version="2026.4.1"), Capability.LOOKS_UP),
        (WahaOptions(engine="GOWS", honours_ids=False), Capability.LOOKS_UP),
        (WahaOptions(engine="GOWS", has_store=False), Capability.ASKS),
        (WahaOptions(engine="NOWEB", has_store=False), Capability.ASKS),
    ],
    ids=str,
)
async def test_a_canary_finds_out_what_the_server_can(
    tmp_path: Path, options: WahaOptions, capability: Capability
) -> None:
    async with working_desk(tmp_path, waha=options) as desk:
        assert desk.context.capability is Capability.UNPROVEN
        await quiet_day(desk)
        await desk.canary.mind()
        message = await row_of(desk)
        assert (message.kind, message.chat_id) == (Kind.TEST, OWN)
        await desk.canary.mind()
        if capability is Capability.ASKS:
            await desk.send_all()
            desk.clock.forward(minutes=2)
        await fly(desk)
        assert desk.context.capability is capability
        assert canaries(desk) == [TEXTS["ru"]]
        assert desk.context.status().number.proved_at is not None
        assert desk.context.pause is None
        desk.clock.forward(hours=2)
        await desk.canary.mind()
        assert not flies(desk)


async def test_ordinary_messages_make_it_needless(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        await desk.acks.ask_due(ahead=timedelta(minutes=5))
        assert desk.context.capability is Capability.RESENDS
        proved_at = desk.context.memory.proved_at
        await desk.acks.ask_due(ahead=timedelta(minutes=5))
        assert desk.context.memory.proved_at == proved_at
        desk.clock.forward(hours=23)
        await desk.session.look()
        await desk.canary.mind()
        assert not flies(desk)
        desk.clock.forward(hours=2)
        await desk.canary.mind()
        assert flies(desk)


async def test_none_without_a_session_or_while_a_person_paused(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await quiet_day(desk)
        await desk.context.set_pause(Pause(reason=PauseReason.BY_PERSON, since=desk.clock()))
        await desk.canary.mind()
        await desk.context.set_pause(None)
        desk.context.show_session(problem=SessionProblem.STARTING)
        await desk.canary.mind()
        assert not flies(desk)


async def test_another_version_has_to_prove_itself_anew(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await quiet_day(desk)
        await fly(desk)
        await desk.context.remember(server_version="2026.4.3")
        await quiet_day(desk)
        assert desk.context.capability is Capability.UNPROVEN
        await fly(desk)
        assert len(canaries(desk)) == 2


async def unconfirmed(desk: Desk) -> None:
    """Messages that WAHA took and WhatsApp does not confirm, and some time."""
    for _ in range(SILENT_MESSAGES):
        _, message = await desk.sent_message()
        assert message.state is S.ACCEPTED
    await desk.canary.mind()
    assert not flies(desk)
    desk.clock.forward(minutes=6)
    await desk.canary.mind()
    assert flies(desk)
    await desk.send_all()
    await desk.canary.mind()


async def test_connected_but_dead_stops_and_says_since_when(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=SILENT) as desk:
        began = desk.clock()
        await unconfirmed(desk)
        desk.clock.forward(seconds=61)
        await desk.canary.mind()
        pause = desk.context.pause
        assert pause is not None
        assert pause.reason is PauseReason.ZOMBIE
        assert began - timedelta(seconds=1) <= pause.since <= began + timedelta(minutes=1)
        assert desk.context.status().needs_person
        order = await desk.new_order()
        await desk.send_all()
        assert (await desk.messages(order))[0].state is S.QUEUED
        await desk.canary.mind()
        assert not flies(desk)
        desk.simulator.waha.ack_delays = AckDelays()
        desk.context.show_session(problem=SessionProblem.STARTING)
        desk.context.show_session(problem=None)
        await fly(desk)
        assert desk.context.pause is None
        assert len(canaries(desk)) == 2
        await desk.poll.read()
        await desk.send_all()
        assert (await desk.messages(order))[0].state is S.ACCEPTED


async def test_phones_that_are_off_are_no_dead_connection(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=SILENT) as desk:
        await unconfirmed(desk)
        message = await row_of(desk)
        desk.simulator.waha.ack(message.wa_id or "", 1)
        await fly(desk)
        assert desk.context.pause is None
        desk.clock.forward(minutes=30)
        await desk.canary.mind()
        assert not flies(desk)


async def test_a_message_confirmed_meanwhile_speaks_for_the_connection(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=SILENT) as desk:
        await unconfirmed(desk)
        _, message = await desk.sent_message()
        await desk.acks.take(message.wa_id or "", 2)
        desk.clock.forward(seconds=61)
        await desk.canary.mind()
        assert desk.context.pause is None


async def test_a_canary_that_never_leaves_is_given_up(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await quiet_day(desk)
        await desk.canary.mind()
        message = await row_of(desk)
        desk.clock.forward(minutes=9)
        await desk.canary.mind()
        assert desk.context.memory.canary_id == message.id
        desk.clock.forward(minutes=2)
        await desk.canary.mind()
        await desk.canary.mind()
        assert not flies(desk)
        found = await desk.db(desk.store.outbox.get, message.id)
        assert found is not None
        assert (found.state, found.reason) == (S.SKIPPED, Reason.EXPIRED)
        await desk.canary.mind()
        assert not flies(desk)


async def test_a_canary_whose_look_up_fails_is_looked_up_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await quiet_day(desk)
        await desk.canary.mind()
        await desk.send_all()
        desk.simulator.waha.faults.next("message", "error_500")
        await desk.canary.mind()
        assert flies(desk)
        await fly(desk)
        assert desk.context.capability is Capability.RESENDS


async def test_a_canary_that_a_person_called_arrived_has_no_id(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await quiet_day(desk)
        await desk.canary.mind()
        message = await row_of(desk)
        assert not await desk.canary._is_found(message)


async def test_the_loop_looks_and_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        for _ in range(2):
            desk.context.proof_bell.ring()
            await desk.canary.step()
            await quiet_day(desk)
        assert flies(desk)
