"""Help: every page is there in every language, its links lead somewhere, and reasons are found by name."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.paths import document
from kaspi_notifier.ui import labels
from kaspi_notifier.ui.application import Application, Language
from kaspi_notifier.ui.help import PAGES, HelpWindow, Topic, help_button, show_help

LANGUAGES: tuple[Language, ...] = ("ru", "kk", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", Topic)
def test_every_page_is_there_and_its_links_lead_somewhere(topic: Topic, language: str) -> None:
    page = document(f"{language}/{topic}.md")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    links = re.findall(r"\]\(([^)]+)\)", text)
    for link in links:
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_every_page_of_help_can_be_reached() -> None:
    reached: set[str] = set()
    waiting = {str(topic) for topic in PAGES.values()}
    while waiting:
        topic = waiting.pop()
        reached.add(topic)
        links = re.findall(r"\]\(([a-z-]+)\.md\)", document(f"ru/{topic}.md").read_text(encoding="utf-8"))
        waiting |= set(links) - reached
    assert reached | {Topic.TROUBLE, Topic.MOVING} == set(Topic)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_section(english: Application, language: Language) -> None:
    english.speak(language)
    text = document(f"{language}/{Topic.REASONS}.md").read_text(encoding="utf-8")
    headings = {line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")}
    try:
        assert headings >= {labels.reason(reason) for reason in Reason}
    finally:
        english.speak("en")


def test_the_pages_speak_of_the_same_things_in_every_language() -> None:
    for topic in Topic:
        shapes = {
            language: [
                line.split(" ")[0]
                for line in document(f"{language}/{topic}.md").read_text(encoding="utf-8").splitlines()
                if line.startswith(("#", "!", "```"))
            ]
            for language in LANGUAGES
        }
        assert len(shapes["ru"]) == len(shapes["kk"]) == len(shapes["en"]), topic


async def test_a_reason_is_shown_at_its_section(english: Application) -> None:
    window = QWidget()
    page = QWidget(window)
    section = labels.reason(Reason.BY_PERSON)
    made = show_help(page, Topic.REASONS, section)
    assert made.browser.verticalScrollBar().value() > 0
    assert show_help(page, Topic.START) is made
    assert made.browser.document().begin().text() == "First steps"
    assert made.browser.source().fileName() == "first-steps.md"
    made.open_at(Topic.REASONS, "no such section")
    assert made.browser.verticalScrollBar().value() == 0
    made.close()


async def test_the_button_opens_the_help_of_its_page(english: Application) -> None:
    window = QWidget()
    made = help_button(window, "whatsapp")
    assert isinstance(made, QPushButton)
    made.click()
    shown = window.findChild(HelpWindow)
    assert shown is not None
    assert shown.browser.source().fileName() == "waha-windows.md"
    shown.close()


def test_a_page_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="install it again"):
        document("ru/nowhere.md")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/x.md").write_text("# X")
    assert document("x.md", tmp_path) == tmp_path / "docs/x.md"


NAMED: dict[Topic, tuple[tuple[str, str], ...]] = {
    Topic.MOVING: (
        ("settings", "Data and copies"),
        ("DataGroup", "Back up everything…"),
        ("DataGroup", "Restore from a backup…"),
        ("BackupDialog", "With a password"),
        ("ShopStep", "I have a backup of this program…"),
        ("StoppedBanner", "Go on"),
    ),
    Topic.TROUBLE: (
        ("DoctorCard", "Check everything"),
        ("opening", "Take the copy"),
        ("DataGroup", "Forget a buyer…"),
        ("OrderDetails", "More"),
    ),
    Topic.NOT_BLOCKED: (
        ("SendingGroup", "Usual"),
        ("SendingGroup", "Gentle"),
        ("NumberCard", "Health of the number"),
        ("labels", "Known buyers only"),
    ),
    Topic.KASPI_TOKEN: (("trials", "Check the token"), ("SettingsPage", "Save")),
    Topic.START: (("ShopStep", "I have a backup of this program…"),),
}
"""What the pages name in quotation marks: the words on the buttons."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", NAMED)
def test_buttons_are_called_by_the_words_on_them(
    english: Application, topic: Topic, language: Language
) -> None:
    english.speak(language)
    text = " ".join(document(f"{language}/{topic}.md").read_text(encoding="utf-8").split())
    try:
        for context, source in NAMED[topic]:
            assert english.translate(context, source) in text, source
    finally:
        english.speak("en")
