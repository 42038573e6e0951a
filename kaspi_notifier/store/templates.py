"""Message templates as the shop keeps them."""

import builtins
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.store.columns import json_array, moment
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.models import TemplateVersion
from kaspi_notifier.store.settings import SettingsTable

_SELECT = "SELECT id, name, event, delivery, language, enabled, delay_minutes, text FROM whatsapp_templates"
_INSERT = """
    INSERT INTO whatsapp_templates (name, event, delivery, language, enabled, delay_minutes, text)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
_UPDATE = """
    UPDATE whatsapp_templates SET name = ?, event = ?, delivery = ?, language = ?, enabled = ?,
        delay_minutes = ?, text = ? WHERE id = ?"""


class Templates:
    """The table of templates; they are the same for every shop (their `shop_id` is NULL)."""

    def __init__(self, database: Database, settings: SettingsTable) -> None:
        self._db = database
        self._settings = settings

    def get(self, template_id: int) -> Template | None:
        """The template, or None."""
        row = self._db.row(_SELECT + " WHERE id = ?", (template_id,))
        return None if row is None else _template_of(row)

    def list(self) -> list[Template]:
        """Every template, the oldest first."""
        return [_template_of(row) for row in self._db.rows(_SELECT + " ORDER BY id")]

    def save(self, template: Template) -> Template:
        """Add the template, or change the one with its id; the template with its id."""
        with self._db.transaction():
            return self._save(template)

    def apply(self, kept: Sequence[Template], gone: Sequence[int]) -> None:
        """Save these and remove those, together or not at all."""
        with self._db.transaction():
            for template in kept:
                self._save(template)
            for template_id in gone:
                self._delete(template_id)

    def versions(self, template_ids: Sequence[int]) -> builtins.list[TemplateVersion]:
        """The earlier texts of these templates, the newest first; the store keeps 50 of each."""
        rows = self._db.rows(
            "SELECT replaced_at, name, language, text FROM template_versions"
            " WHERE template_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            (json_array(template_ids),),
        )
        return [
            TemplateVersion(replaced_at=moment(row[0]), name=row[1], language=row[2], text=row[3])
            for row in rows
        ]

    def delete(self, template_id: int) -> None:
        """Remove the template; messages that were made from it keep its name."""
        with self._db.transaction():
            self._delete(template_id)

    def _delete(self, template_id: int) -> None:
        self._db.write("DELETE FROM whatsapp_templates WHERE id = ?", (template_id,))

    def replace(self, templates: Iterable[Template]) -> None:
        """Keep these templates and no others. One like a stored one keeps its id."""
        with self._db.transaction():
            kept = self._merge(templates)
            for template in self.list():
                if template.id is not None and template.id not in kept:
                    self._delete(template.id)

    def merge(self, templates: Iterable[Template]) -> None:
        """Add these; one of the same event, delivery, language and name takes the stored one's place."""
        with self._db.transaction():
            self._merge(templates)

    @property
    def is_seeded(self) -> bool:
        """Whether the templates a new program comes with were added already."""
        wanted = "SELECT 1 FROM whatsapp_settings WHERE shop_id IS NULL AND key = 'seeded'"
        return self._db.value(wanted) is not None

    def seed(self, templates: Sequence[Template]) -> bool:
        """Add the templates a new program comes with, once in the life of the file."""
        with self._db.transaction():
            if self.is_seeded:
                return False
            self._merge(templates)
            self._settings.put(None, "seeded", "true")
        return True

    def _merge(self, templates: Iterable[Template]) -> set[int | None]:
        ids = {_likeness(template): template.id for template in reversed(self.list())}
        kept: set[int | None] = set()
        for template in templates:
            saved = self._save(replace(template, id=ids.get(_likeness(template))))
            ids[_likeness(template)] = saved.id
            kept.add(saved.id)
        return kept

    def _save(self, template: Template) -> Template:
        row = (
            template.name,
            template.event.value,
            template.delivery.value if template.delivery else None,
            template.language,
            int(template.enabled),
            template.delay_minutes,
            template.text,
        )
        if template.id is not None and self._db.write(_UPDATE, (*row, template.id)):
            return template
        return replace(template, id=self._db.insert(_INSERT, row))


def _likeness(template: Template) -> tuple[Event, Delivery | None, str, str]:
    return template.event, template.delivery, template.language, template.name


def _template_of(row: Row) -> Template:
    return Template(
        id=row[0],
        name=row[1],
        event=Event(row[2]),
        delivery=Delivery(row[3]) if row[3] else None,
        language=row[4],
        enabled=bool(row[5]),
        delay_minutes=row[6],
        text=row[7],
    )
