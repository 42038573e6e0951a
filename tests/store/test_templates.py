"""Templates: kept, changed, merged from a file, and seeded once."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.store import Store

FIRST = Template(name="Новый заказ", event=Event.NEW_ORDER, text="Спасибо!")
KAZAKH = Template(
    name="Дайын",
    event=Event.READY_FOR_PICKUP,
    delivery=Delivery.PICKUP,
    language="kk",
    enabled=False,
    delay_minutes=15,
    text="Күтеміз",
)


def test_a_template_comes_back_as_it_was_saved(store: Store) -> None:
    first, kazakh = store.templates.save(FIRST), store.templates.save(KAZAKH)

    assert store.templates.list() == [first, kazakh]
    assert kazakh.id is not None
    assert store.templates.get(kazakh.id) == kazakh
    assert store.templates.get(kazakh.id + 1) is None
    assert replace(first, id=None) == FIRST
    assert replace(kazakh, id=None) == KAZAKH


def test_a_saved_template_is_changed_in_place(store: Store) -> None:
    first = store.templates.save(FIRST)

    changed = store.templates.save(replace(first, text="Рахмет!"))

    assert store.templates.list() == [changed]
    assert changed.id == first.id


def test_a_template_deleted_meanwhile_is_added_anew_under_another_id(store: Store) -> None:
    first = store.templates.save(FIRST)
    assert first.id is not None
    store.templates.delete(first.id)

    again = store.templates.save(first)

    assert store.templates.list() == [again]
    assert again.id != first.id


def test_merging_replaces_what_is_alike_and_adds_the_rest(store: Store) -> None:
    first = store.templates.save(FIRST)

    store.templates.merge([replace(FIRST, text="Рахмет!"), KAZAKH, replace(KAZAKH, text="Дайын")])

    one, two = store.templates.list()
    assert one == replace(first, text="Рахмет!")
    assert replace(two, id=None) == replace(KAZAKH, text="Дайын")


def test_replacing_keeps_nothing_else(store: Store) -> None:
    store.templates.save(FIRST)
    kazakh = store.templates.save(KAZAKH)

    store.templates.replace([replace(KAZAKH, enabled=True)])

    assert store.templates.list() == [replace(kazakh, enabled=True)]


def test_a_person_who_deletes_every_template_does_not_get_them_back(store: Store) -> None:
    assert store.templates.seed([FIRST, KAZAKH])
    store.templates.replace([])

    assert not store.templates.seed([FIRST, KAZAKH])
    assert store.templates.list() == []


def test_several_are_changed_together_or_not_at_all(store: Store) -> None:
    first, kazakh = store.templates.save(FIRST), store.templates.save(KAZAKH)
    assert first.id is not None
    assert kazakh.id is not None

    store.templates.apply([replace(first, text="Рахмет!"), replace(KAZAKH, name="Дайын")], [kazakh.id])

    assert [(t.id, t.name, t.text) for t in store.templates.list()] == [
        (first.id, FIRST.name, "Рахмет!"),
        (3, "Дайын", KAZAKH.text),
    ]


def test_earlier_texts_are_kept_however_they_were_changed(store: Store) -> None:
    first = store.templates.save(FIRST)
    assert first.id is not None
    began = datetime.now(UTC) - timedelta(seconds=1)

    store.templates.save(replace(first, enabled=not first.enabled, delay_minutes=9))
    assert store.templates.versions([first.id]) == []
    store.templates.save(replace(first, text="Рахмет!", name="Новое имя"))
    store.templates.merge([replace(FIRST, name="Новое имя", text="Сау болыңыз!")])
    store.templates.save(replace(first, name="Оба", language="both", text="Сау болыңыз!"))

    found = store.templates.versions([first.id, 77])
    assert [(v.name, v.language, v.text) for v in found] == [
        ("Новое имя", "ru", "Сау болыңыз!"),
        ("Новое имя", "ru", "Рахмет!"),
        (FIRST.name, "ru", FIRST.text),
    ]
    assert began < found[-1].replaced_at <= found[0].replaced_at < began + timedelta(minutes=1)

    store.templates.delete(first.id)
    assert store.templates.versions([first.id]) == []


def test_fifty_earlier_texts_of_a_template_are_kept(store: Store) -> None:
    first = store.templates.save(FIRST)
    assert first.id is not None
    for number in range(60):
        store.templates.save(replace(first, text=str(number)))

    found = store.templates.versions([first.id])

    assert [version.text for version in found] == [str(number) for number in range(58, 8, -1)]
