"""Templates as the window changes them: the next message is written with the new one."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_text import SEPARATOR, joined
from kaspi_notifier.engine.engine import ActionRefused
from tests.engine.desk import until
from tests.engine.test_engine import running


async def test_a_saved_template_counts_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        (old, *others) = await place.db(place.store.templates.list)
        both = replace(old, language="both", text=joined("№{order_num} қабылданды", "№{order_num} принят"))
        await engine.save_templates([both], [t.id for t in others if t.id is not None])
        order = simulator.kaspi.add_order(delivery="own_delivery", phone="7000000002")
        await until(lambda: len(simulator.waha.bubbles) == 2)
        assert simulator.waha.bubbles[1].text == (
            f"№{order.code} қабылданды\n\n{SEPARATOR}\n\n№{order.code} принят"
        )
        assert await place.db(place.store.templates.list) == [both]


async def test_imported_templates_count_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        (old, *_) = await place.db(place.store.templates.list)
        new = Template(name="Жаңа", event=Event.COMPLETED, language="kk", text="Рақмет")
        await engine.import_templates([replace(old, id=None, text="Принят"), new])
        simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        assert simulator.waha.bubbles[0].text == "Принят"


async def test_products_are_read_for_a_preview(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        order = simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        shop_id = engine.statuses[0].shop_id
        await engine.read_entries(shop_id, order.code)
        stored = await place.db(place.store.orders.get, shop_id, order.code)
        assert stored is not None
        assert stored.entries
        with pytest.raises(ActionRefused, match="no such order"):
            await engine.read_entries(shop_id, "1")
