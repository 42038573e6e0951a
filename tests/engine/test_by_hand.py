"""Messages that a person writes: to a buyer, into a chat, to the shop's own number."""

from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.engine.engine import ActionRefused
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.store import Draft, Message
from tests.engine.desk import settings_for, until, working_desk
from tests.engine.test_engine import office, running

S = MessageState


async def test_what_a_person_writes_goes_out_like_any_message(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        order = simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        shop_id = engine.statuses[0].shop_id
        number = await engine.write_by_hand(
            shop_id, "Курьер уже едет", phone="8 700 000 00 01", order_code=order.code
        )
        await until(lambda: len(simulator.waha.bubbles) == 2)
        message = await place.db(place.store.outbox.get, number)
        assert message is not None
        assert (message.kind, message.event, message.order_code) == (Kind.BY_HAND, None, order.code)
        assert (message.text, message.chat_id) == ("Курьер уже едет", "77000000001@c.us")
        assert simulator.waha.bubbles[1].text == "Курьер уже едет"
        assert repr(message) == f"Message(id={number}, 'by_hand', state={message.state.value!r})"
        history = await place.db(place.store.reports.history, number)
        assert [history[0].by, history[1].by] == ["person", "program"]
        moves = await place.db(place.store.reports.moves_after, 0)
        assert None in {move.event for move in moves}


async def test_an_answer_goes_into_the_chat_it_belongs_to(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, _place, engine):
        shop_id = engine.statuses[0].shop_id
        await engine.write_by_hand(shop_id, "Да, есть", chat_id="77000000002@c.us")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        assert simulator.waha.bubbles[0].chat_id == "77000000002@c.us"


async def test_the_shop_can_write_to_its_own_number(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        shop_id = engine.statuses[0].shop_id
        number = await engine.send_test(shop_id, "Проверка")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        message = await place.db(place.store.outbox.get, number)
        assert message is not None
        assert message.kind is Kind.TEST
        assert message.phone == engine.statuses[0].session.phone


@pytest.mark.parametrize(
    ("text", "phone", "why"),
    [
        ("Здравствуйте", "+7 495 000 00 01", "not a Kazakh mobile number"),
        ("Здравствуйте", None, "no phone"),
        ("  \n", "8 700 000 00 01", "empty"),
        ("а" * 4001, "8 700 000 00 01", "longer than 4000"),
    ],
)
async def test_what_can_not_be_sent_is_refused_at_once(
    tmp_path: Path, text: str, phone: str | None, why: str
) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        async with place.engine() as engine:
            with pytest.raises(ActionRefused, match=why):
                await engine.write_by_hand(engine.statuses[0].shop_id, text, phone=phone)
        assert await place.messages() == []


async def test_no_test_without_a_number(tmp_path: Path) -> None:
    async with (
        Simulator() as simulator,
        office(tmp_path, settings_for(simulator)) as place,
        place.engine() as engine,
    ):
        with pytest.raises(ActionRefused, match="not connected"):
            await engine.send_test(engine.statuses[0].shop_id, "Проверка")


async def test_a_number_without_whatsapp_gets_nothing(tmp_path: Path) -> None:
    options = WahaOptions(without_whatsapp={"77000000009"})
    async with working_desk(tmp_path, waha=options) as desk:
        draft = Draft(kind=Kind.BY_HAND, text="Здравствуйте", phone="77000000009")
        number = await desk.db(desk.store.outbox.write, desk.context.shop_id, draft, desk.clock())
        await desk.send_all()
        message: Message | None = await desk.db(desk.store.outbox.get, number)
        assert message is not None
        assert (message.state, message.reason) == (S.FAILED, Reason.NO_WHATSAPP)
        assert repr(draft) == "Draft(kind='by_hand')"
