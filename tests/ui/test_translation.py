"""Every text of the window is there in Russian and Kazakh, and plurals are counted right."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kaspi_notifier.engine.status import QueueHealth
from kaspi_notifier.paths import resource
from kaspi_notifier.ui import formats, sending_labels
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.translation import Catalogue, plural_form
from tests.ui.sample import status

ROOT = Path(__file__).resolve().parents[2]
Texts = dict[tuple[str, str], bool]


def texts_in_code(folder: Path) -> Texts:
    """Every (context, text) that lupdate finds, and whether it is counted."""
    sources = sorted(str(path) for path in (ROOT / "kaspi_notifier" / "ui").rglob("*.py"))
    target = folder / "found.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([tool, *sources, "-ts", target], check=True, capture_output=True)
    found: Texts = {}
    for context in ET.parse(target).getroot().iter("context"):
        for message in context.iter("message"):
            key = context.findtext("name", ""), message.findtext("source", "")
            found[key] = message.get("numerus") == "yes"
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """What stands in the code."""
    return texts_in_code(tmp_path_factory.mktemp("lupdate"))


@pytest.mark.parametrize(("language", "forms"), [("ru", 3), ("kk", 2)])
def test_every_text_is_translated_and_none_is_left_over(found: Texts, language: str, forms: int) -> None:
    catalogue = Catalogue(resource(f"i18n/kaspi_notifier_{language}.ts"), language)
    assert set(catalogue.texts) == set(found)
    assert len(found) > 250
    for key, is_counted in found.items():
        assert len(catalogue.texts[key]) == (forms if is_counted else 1), key


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_catalogue_is_read_as_xml_would_be(language: str) -> None:
    path = resource(f"i18n/kaspi_notifier_{language}.ts")
    texts: dict[tuple[str, str], list[str]] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            forms = [form.text or "" for form in message.iter("numerusform")]
            found = forms or [message.findtext("translation", "")]
            if all(found):
                texts[context.findtext("name", ""), message.findtext("source", "")] = found
    assert Catalogue(path, language).texts == texts


def test_escaped_characters_are_read_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "escaped.ts"
    path.write_text(
        "<TS><context><name>A&amp;B</name><message><source>&lt;b&gt; &amp;quot;</source>"
        '<translation type="unfinished">&quot;Б&quot; &apos;</translation></message>'
        "<message><source>None</source><translation></translation></message></context></TS>",
        "utf-8",
    )
    assert Catalogue(path, "ru").texts == {("A&B", "<b> &quot;"): ['"Б" \'']}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_translations_keep_the_places_to_fill_in(found: Texts, language: str) -> None:
    catalogue = Catalogue(resource(f"i18n/kaspi_notifier_{language}.ts"), language)
    for (context, source), texts in catalogue.texts.items():
        for text in texts:
            assert sorted(re.findall(r"\{\w+\}|%n", text)) == sorted(re.findall(r"\{\w+\}|%n", source)), (
                context,
                source,
            )


def test_english_has_its_plurals(found: Texts) -> None:
    catalogue = Catalogue(resource("i18n/kaspi_notifier_en.ts"), "en")
    assert set(catalogue.texts) == {key for key, is_counted in found.items() if is_counted}


@pytest.mark.parametrize(
    ("n", "form"), [(1, 0), (21, 0), (2, 1), (24, 1), (5, 2), (11, 2), (12, 2), (111, 2), (0, 2)]
)
def test_russian_plurals(n: int, form: int) -> None:
    assert plural_form("ru", n) == form


def test_plurals_reach_the_screen(english: Application) -> None:
    english.speak("ru")
    titles = [sending_labels.queue_title(QueueHealth(waiting=n)) for n in (0, 1, 3, 7)]
    assert titles == ["Очередь пуста", "1 ждёт отправки", "3 ждут отправки", "7 ждут отправки"]
    english.speak("en")
    assert sending_labels.queue_title(QueueHealth(waiting=1)) == "1 message waiting"


def test_changing_the_language_changes_the_words(english: Application) -> None:
    assert sending_labels.sending(None)[1] == "Not set up yet"
    english.speak("kk")
    english.speak("kk")
    assert sending_labels.sending(None)[1] == "Әлі бапталмаған"
    english.speak("ru")
    assert sending_labels.sending(None)[1] == "Ещё не настроено"
    assert sending_labels.queue_title(status().queue) == "3 ждут отправки"
    assert english.translate("labels", "Not a text of ours") == "Not a text of ours"


def test_qts_own_words_are_translated_too(english: Application) -> None:
    english.speak("ru")
    assert english.translate("QPlatformTheme", "Cancel") == "Отмена"
    english.speak("kk")
    assert english.translate("QPlatformTheme", "Cancel") == "Бас тарту"


def test_a_text_without_a_translation_stays_english(tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    file.write_text(
        '<TS><context><name>a</name><message><source>b</source><translation type="unfinished"/></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    catalogue = Catalogue(file, "ru")
    assert catalogue.translate("a", "b") is None
    assert catalogue.isEmpty()


def test_weekday_in_each_language(english: Application) -> None:
    from datetime import UTC, datetime

    moment = datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert formats.weekday(moment) == "Monday, 23 November"
    english.speak("ru")
    assert formats.weekday(moment) == "Понедельник, 23 ноября"
    english.speak("kk")
    assert "дүйсенбі" in formats.weekday(moment)


def test_counted_numbers_are_written_as_the_language_does(english: Application) -> None:
    english.speak("ru")
    queue = QueueHealth(waiting=1_234)
    assert sending_labels.queue_title(queue) == "1\u00a0234 ждут отправки"
    english.speak("en")
    assert sending_labels.queue_title(queue) == "1,234 messages waiting"
