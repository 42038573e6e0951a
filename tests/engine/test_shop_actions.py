"""What a person or another program may ask of a shop: answers, checks, orders handed over, its removal."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kaspi_notifier.domain.message import Kind
from kaspi_notifier.engine.engine import ActionRefused
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.status import Change, SessionProblem
from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.engine.desk import manners, settings_for, until, until_so
from tests.engine.test_engine import Office, office, running
from tests.kaspi import bodies

ORDER = bodies.order(1, creationDate=bodies.CREATED_MS, status="APPROVED_BY_BANK", state="NEW")


async def unread(place: Office, shop_id: int) -> int:
    """How much is unread."""
    return (await place.db(place.store.conversations.unanswered, shop_id)).unread


async def test_an_answer_reads_the_chat(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        shop_id = engine.statuses[0].shop_id
        simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        simulator.waha.reply("77000000001", "Когда?")
        await until(lambda: engine.statuses[0].replies.unread == 1)
        number = await engine.answer(shop_id, "77000000001", "Сегодня до шести")
        await until(lambda: len(simulator.waha.bubbles) == 2)
        await until(lambda: engine.statuses[0].replies.unread == 0)
        message = await place.db(place.store.outbox.get, number)
        assert message is not None
        assert message.kind is Kind.BY_HAND
        simulator.waha.reply("77000000001", "Спасибо")
        await until(lambda: engine.statuses[0].replies.unread == 1)
        await engine.mark_read(shop_id, "77000000001")
        await engine.mark_read(shop_id, "77000000001")
        assert await unread(place, shop_id) == 0


async def test_a_phone_is_asked_about_once(tmp_path: Path) -> None:
    options = WahaOptions(without_whatsapp={"77000000009"})
    async with Simulator(waha=options) as simulator:
        simulator.waha.pair()
        async with office(tmp_path, settings_for(simulator, manners())) as place, place.engine() as engine:
            await until(lambda: engine.statuses[0].session.problem is None)
            shop_id = engine.statuses[0].shop_id
            for _ in range(2):
                found = await engine.check_phone(shop_id, "8 (700) 000-00-01")
                assert (found.phone, found.has_whatsapp) == ("77000000001", True)
            asked = [call for call in simulator.waha.requests if "check-exists" in call.path]
            assert len(asked) == 1
            assert not (await engine.check_phone(shop_id, "77000000009")).has_whatsapp
            assert (await engine.check_phone(shop_id, "1")).phone is None
            assert "77000000009" not in repr(found)
            simulator.waha.faults.next("check-exists", "error_500")
            with pytest.raises(ActionRefused):
                await engine.check_phone(shop_id, "77000000002")


async def test_a_test_message_may_go_to_any_number(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _, engine):
        shop_id = engine.statuses[0].shop_id
        await engine.send_test_to(shop_id, "8 700 000 00 03", "Проба")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        assert simulator.waha.bubbles[0].chat_id == "77000000003@c.us"
        with pytest.raises(ActionRefused, match="not a phone number"):
            await engine.send_test_to(shop_id, "звонок", "Проба")


@pytest.mark.parametrize("document", [bodies.page(ORDER), [ORDER], ORDER, {"data": ORDER}])
async def test_orders_that_are_handed_over_become_messages_once(tmp_path: Path, document: object) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        shop_id = engine.statuses[0].shop_id
        fresh = fresh_like(simulator, document)
        taken = await engine.take_orders(shop_id, fresh)
        assert (taken.orders, taken.unreadable, taken.queued) == (1, 0, 1)
        again = await engine.take_orders(shop_id, fresh)
        assert (again.orders, again.queued) == (1, 0)
        assert await place.db(place.store.orders.count, shop_id) == 1


def fresh_like(simulator: Simulator, document: object) -> object:
    """The document with an order of this minute that is hidden from the poll: Kaspi would not know it."""
    created = int(simulator.kaspi.now().timestamp() * 1000)
    text = msgspec.json.encode(document).replace(str(bodies.CREATED_MS).encode(), str(created).encode())
    return msgspec.json.decode(text)


@pytest.mark.parametrize(
    "document", [None, "orders", {}, {"data": 7}, {"orders": []}, {"data": "\ud800"}, object()]
)
async def test_what_is_no_list_of_orders_is_refused(tmp_path: Path, document: object) -> None:
    async with running(tmp_path) as (_, _place, engine):
        with pytest.raises(ActionRefused, match="no list of orders"):
            await engine.take_orders(engine.statuses[0].shop_id, document)


async def test_before_the_baseline_handed_orders_are_old_ones(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.kaspi.faults.next("orders", "truncated", times=99)
        settings = settings_for(simulator, manners())
        async with office(tmp_path, settings) as place, place.engine() as engine:
            shop_id = engine.statuses[0].shop_id
            taken = await engine.take_orders(shop_id, [fresh_like(simulator, ORDER), {"id": 1}])
            assert (taken.orders, taken.unreadable, taken.queued) == (1, 1, 0)
            assert await place.db(place.store.orders.count, shop_id) == 1


async def test_a_shop_is_removed_while_the_others_go_on(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        one = settings_for(simulator, manners())
        other = msgspec.structs.replace(one.shops[0], name="Второй")
        settings = msgspec.structs.replace(one, shops=(*one.shops, other))
        async with office(tmp_path, settings) as place, place.engine() as engine:
            await until(lambda: all(status.kaspi.has_baseline for status in engine.statuses))
            await until(lambda: all(status.session.problem is None for status in engine.statuses))
            first, second = (status.shop_id for status in engine.statuses)
            simulator.waha.sessions["default"].config = {"webhooks": []}
            await place.db(place.store.settings.set_webhook_address, first, "http://127.0.0.1:9/hook")
            simulator.waha.faults.next("session", "error_500", times=9)
            await engine.remove_shop(first)
            assert [status.shop_id for status in engine.statuses] == [second]
            with pytest.raises(ActionRefused, match="no such shop"):
                await engine.remove_shop(first)
            assert [shop.name for shop in (await place.db(place.store.settings.load)).shops] == ["Второй"]
            simulator.kaspi.add_order(delivery="own_delivery")

            async def told() -> bool:
                return [m.event for m in await place.messages() if m.event == "new_order"] != []

            await until_so(told)


async def test_a_session_is_looked_at_before_it_is_told(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _, engine):
        shop_id = engine.statuses[0].shop_id
        simulator.waha.set_status("PASSKEY_REQUIRED")
        status = await engine.see_session(shop_id)
        assert status.session.problem is SessionProblem.NEEDS_PASSKEY
        assert status == engine.status(shop_id)


async def test_what_others_changed_is_told_to_everybody(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, place, engine):
        place.changes.clear()
        engine.tell(Change.TEMPLATES)
        assert Change.TEMPLATES in place.changes
        assert abs(engine.now() - utc_now()) < timedelta(minutes=1)
