"""Every state, reason, wait and problem has its words, in each language, and every silence is explained."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    NumberStanding,
    Pause,
    PauseReason,
    QueueHealth,
    SessionHealth,
    SessionProblem,
    Wait,
)
from kaspi_notifier.paths import resource
from kaspi_notifier.ui import formats, labels, message_labels, opening, sending_labels
from tests.ui.conftest import Sample
from tests.ui.sample import status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (labels.EVENTS, Event),
        (labels.STATES, MessageState),
        (labels.LOOKS, MessageState),
        (labels.REASONS, Reason),
        (labels.KASPI_PROBLEMS, KaspiProblem),
        (labels.SESSION_PROBLEMS, SessionProblem),
        (sending_labels.PAUSES, PauseReason),
        (sending_labels.WAITS, Wait),
    ],
)
def test_everything_the_engine_names_has_words(table: Mapping[StrEnum, object], names: type[StrEnum]) -> None:
    assert set(table) == set(names)
    assert all(table.values())


def test_every_state_has_its_own_icon_or_colour() -> None:
    assert len(set(labels.LOOKS.values())) == len(MessageState)
    for _tone, name in labels.LOOKS.values():
        assert resource(f"icons/{name}.svg").exists()


def test_kaspi_in_words() -> None:
    assert labels.kaspi(KaspiHealth(), NOW)[1] == "Connecting…"
    good = KaspiHealth(last_poll_at=NOW - timedelta(seconds=18))
    assert labels.kaspi(good, NOW) == ("green", "Connected", "Last check 18 s ago")
    bad = KaspiHealth(problem=KaspiProblem.TOKEN_REJECTED, since=NOW - timedelta(hours=1))
    tone, _title, text = labels.kaspi(bad, NOW)
    assert tone == "red"
    assert text.endswith(" Since 13:00.")


@pytest.mark.parametrize("problem", SessionProblem)
def test_every_session_problem_is_said(problem: SessionProblem) -> None:
    tone, title, text = labels.session(SessionHealth(problem=problem, since=NOW), NOW)
    assert tone != "green"
    assert title
    assert text


def test_a_working_session_shows_its_number() -> None:
    assert labels.session(status().session, NOW)[1] == "+7 700 000 00 00"
    assert labels.session(SessionHealth(problem=None), NOW)[1] == "Connected"


@pytest.mark.parametrize("reason", PauseReason)
def test_every_pause_is_said_with_its_times(reason: PauseReason) -> None:
    text = sending_labels.pause(Pause(reason=reason, since=NOW, until=NOW + timedelta(hours=1)), NOW)
    assert text.endswith(" From 14:00 until 15:00.")
    assert "until" not in sending_labels.pause(Pause(reason=reason, since=NOW), NOW)


@pytest.mark.parametrize("wait", Wait)
def test_every_wait_is_said(wait: Wait) -> None:
    soon = NOW + timedelta(minutes=5)
    text = sending_labels.waiting(QueueHealth(waiting=1, wait=wait, next_send_at=soon), NOW)
    assert text
    assert ("14:05" in text) is (wait is not Wait.NOTHING)
    assert sending_labels.waiting(QueueHealth(wait=wait), NOW)


def test_sending_in_one_line() -> None:
    pause = Pause(reason=PauseReason.BY_PERSON, since=NOW)
    starting = SessionHealth(problem=SessionProblem.STARTING)
    failed = SessionHealth(problem=SessionProblem.FAILED)
    lines = [
        sending_labels.sending(shown)[1]
        for shown in (
            None,
            status(sending_enabled=False),
            status(pause=pause),
            status(session=starting),
            status(session=failed),
            status(kaspi=KaspiHealth(problem=KaspiProblem.UNREACHABLE)),
            status(number=NumberStanding(restriction=Restriction(why=Why.REFUSED, since=NOW, until=NOW))),
            status(),
        )
    ]
    assert len(set(lines)) == 8
    assert lines[-1] == "Sending is on"


def test_limits_in_words() -> None:
    assert sending_labels.sent_in_day(QueueHealth(sent_in_day=4)) == "In 24 hours: 4"
    assert sending_labels.sent_in_day(QueueHealth(sent_in_day=4, daily_limit=9)) == "In 24 hours: 4 of 9"


def test_times_in_words() -> None:
    assert formats.clock(NOW) == "14:00"
    titles = "No access", "WhatsApp refused it", "Kaspi is having trouble", "WAHA is old", ""
    assert [formats.after_colon(title) for title in titles] == ["no access", *titles[1:]]
    assert formats.clock_or_date(NOW, NOW + timedelta(days=1)) == "23.11 14:00"
    assert formats.clock_or_date(NOW, NOW + timedelta(days=60)) == "23.11.2026 14:00"
    spans = [formats.span(timedelta(seconds=s)) for s in (-5, 59, 60, 3599, 3600, 7_260, 90_000)]
    assert spans == ["0 s", "59 s", "1 min", "59 min", "1 h 0 min", "2 h 1 min", "1 d 1 h"]
    assert formats.countdown(NOW + timedelta(seconds=42), NOW) == "0:42"
    assert formats.countdown(NOW + timedelta(seconds=3_905), NOW) == "1:05:05"
    assert formats.countdown(NOW - timedelta(seconds=1), NOW) == "0:00"


async def test_every_message_explains_itself(shop: Sample) -> None:
    reports = shop.desk.store.reports
    ids = await shop.desk.read(reports.message_ids, None)
    messages = await shop.desk.read(reports.messages, ids)
    by_id = {message.id: message for message in messages}
    now = shop.filled.now
    said = {kind: message_labels.why(by_id[number], now) for kind, number in shop.ids.items()}
    assert said["read"] == "read after 9 min"
    assert said["delivered"] == "delivered in 2 s"
    assert said["hidden"] == "Kaspi hides the buyer's number"
    assert said["no_whatsapp"] == "this number has no WhatsApp"
    assert said["queued"] == "waits for its turn"
    assert len(set(said.values())) >= len(MessageState)
    assert {message.state for message in messages} == set(MessageState)


async def test_odd_messages_explain_themselves_too(shop: Sample) -> None:
    from msgspec.structs import replace

    found = await shop.desk.read(shop.desk.store.reports.messages, [shop.ids["needs_decision"]])
    message, now = found[0], shop.filled.now
    why = message_labels.why
    refused = replace(message, accepted_at=now)
    assert why(refused, now) == "WhatsApp did not send it"
    assert message_labels.decision_text(refused).startswith("WhatsApp did not send")
    assert message_labels.decision_text(message).startswith("We don't know")
    later = replace(message, state=MessageState.QUEUED, due_at=now + timedelta(days=2))
    assert why(later, now).startswith("will be sent at")
    assert why(replace(message, state=MessageState.FAILED, reason=None), now) == "will not be sent"
    assert why(replace(message, state=MessageState.READ), now) == "the buyer opened it"
    assert why(replace(message, state=MessageState.DELIVERED), now) == "is on the buyer's phone"


async def test_messages_about_no_event_have_a_subject_too(shop: Sample) -> None:
    from msgspec.structs import replace

    found = await shop.desk.read(shop.desk.store.reports.messages, [shop.ids["needs_decision"]])
    message = found[0]
    assert message_labels.title(message) == f"Ready for pickup · № {message.order_code}"
    subjects = {
        message_labels.subject(replace(message, event=None, kind=kind))
        for kind in Kind
        if kind is not Kind.EVENT
    }
    assert len(subjects) == len(Kind) - 1
    alone = replace(message, event=None, kind=Kind.BY_HAND, order_code=None)
    assert message_labels.title(alone) == "Written by hand"
    assert message_labels.decision_text(alone).startswith("We don't know")
    refused = replace(alone, accepted_at=shop.filled.now)
    assert message_labels.decision_text(refused) == "WhatsApp did not send the message."


def test_why_the_folder_stays_closed() -> None:
    from kaspi_notifier.store import Damaged, DiskFull, Locked, NewerFile, ReadOnly

    texts = {
        opening.explain(kind.__new__(kind), "detail")[1]
        for kind in (Damaged, DiskFull, Locked, NewerFile, ReadOnly)
    }
    assert len(texts) == 5
    assert opening.explain(None, "detail")[1] == "detail"
    assert "keys" in opening.secrets_in_file()
