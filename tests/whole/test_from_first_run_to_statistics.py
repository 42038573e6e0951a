"""First run, QR code, order, ticks, reply, statistics: the whole program by mouse and keyboard.

What is checked is what the simulated WhatsApp really got, and what the window shows.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.domain.settings import App, Kaspi, Sending, Settings, Shop
from kaspi_notifier.simulator import AckDelays, Simulator, WahaOptions
from kaspi_notifier.store import Store
from kaspi_notifier.ui.widgets.qr_code import matrix
from tests.whole.person import Person, sitting_before
from tests.whole.screen import missing_tools

BUYER = "77000000051"
PACE = Sending(
    enabled=False, gap_seconds=(0, 0), warm_up=False, quiet_hours=None, typing=False, settle_seconds=5
)


async def until(true: Callable[[], Any], meaning: str, patience: float = 25.0) -> Any:
    """The outcome as soon as there is one."""
    async with asyncio.timeout(patience):
        while not (found := true()):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)
    assert found, meaning
    return found


async def prepare(data: Path, simulator: Simulator) -> None:
    """A new data folder whose first run is still to come, with the two things no person enters: where the
    simulated Kaspi is, and a pace that a test can wait for.
    """

    def fill(store: Store) -> None:
        kaspi = Kaspi(base_url=simulator.kaspi.base_url, poll_seconds=1)
        shop = Shop(name="My shop", kaspi=kaspi, sending=PACE)
        store.settings.save(Settings(shops=(shop,), app=App(language="en", updates=False)))
        store.settings.keep_first_run(0)

    async with DataFolder(data) as opened:
        await opened.db(fill, opened.store)


def is_on(picture: Path, place: list[int], modules: list[list[bool]]) -> bool:
    """Whether this code is to be seen there, as a phone's camera would read it."""
    image, count = QImage(str(picture)), len(modules)
    left, top, width, height = place
    side = min(width, height) // count
    left, top = left + (width - side * count) // 2, top + (height - side * count) // 2
    middle = side // 2

    def is_dark(x: int, y: int) -> bool:
        return QColor(image.pixel(left + x * side + middle, top + y * side + middle)).value() < 128

    return all(is_dark(x, y) is black for y, row in enumerate(modules) for x, black in enumerate(row))


async def first_run(person: Person, simulator: Simulator, folder: Path) -> None:
    """Five steps, as a person goes through them."""
    await person.reads("Step 1 of 5")
    await person.fill("Name of the shop", "Arman Techno")
    await person.click("Next")
    await person.reads("Step 2 of 5")
    await person.fill("Kaspi token", simulator.kaspi.token)
    await person.click("Next")
    await person.reads("Step 3 of 5")
    await person.fill("Address", simulator.waha.url)
    await person.fill("Key", simulator.waha.api_key)
    await person.click("Next")
    await person.reads("Step 4 of 5")
    await until(lambda: simulator.waha.status() == "SCAN_QR_CODE", "a session waits for the phone")
    modules = matrix(simulator.waha.sessions["default"].qr or "")
    async with asyncio.timeout(15):
        while True:
            code = await person.sees("QR code for the phone")
            if is_on(await person.photograph(folder), code["place"], modules):
                break
    simulator.waha.scan_qr()
    await person.sees("+7 700 000 00 00")
    await person.click("Next")
    await person.reads("Step 5 of 5")
    await person.reads("3 old orders found")
    await person.click("Start sending")
    await person.sees("Overview", "QLabel")


async def order_and_ticks(person: Person, simulator: Simulator) -> str:
    """A new order brings one message, and its ticks come back; the order's number."""
    order = simulator.kaspi.add_order(phone=BUYER[1:], name="Aigerim Saparova")
    await until(lambda: simulator.waha.bubbles, "the buyer got a message")
    (bubble,) = simulator.waha.bubbles
    assert bubble.chat_id == f"{BUYER}@c.us"
    assert order.code in bubble.text
    assert "Arman Techno" in bubble.text
    await person.screen.press("ctrl+3")
    await person.sees_row(order.code, "Read")
    await person.screen.press("ctrl+2")
    await person.sees_row(order.code, "Read")
    return order.code


async def reply_and_answer(person: Person, simulator: Simulator) -> None:
    """What the buyer writes is seen, and an answer typed here reaches the buyer."""
    # WhatsApp's times are whole seconds, and nobody answers within the one in which a message came.
    written_at = simulator.waha.bubbles[0].at
    await until(lambda: simulator.waha.now() - written_at > timedelta(seconds=1), "a second has gone by")
    simulator.waha.reply(BUYER, "When do you close?")
    await person.screen.press("ctrl+4")
    await person.reads("When do you close?")
    await person.fill("Answer…", "At eight in the evening")
    await person.screen.press("Return")
    await until(lambda: len(simulator.waha.bubbles) == 2, "the answer arrived")
    assert simulator.waha.bubbles[1].text == "At eight in the evening"
    assert simulator.waha.bubbles[1].chat_id == f"{BUYER}@c.us"


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a test may land in the keyring of the person who runs it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


async def test_from_the_first_run_to_the_statistics(tmp_path: Path) -> None:
    missing = await asyncio.to_thread(missing_tools)
    if missing:
        pytest.skip(f"a real screen needs {', '.join(missing)}, which can't be installed here")
    ticks = AckDelays(server=0.05, device=0.2, read=0.5)
    async with Simulator(orders=3, waha=WahaOptions(ack_delays=ticks)) as simulator:
        await prepare(tmp_path / "data", simulator)
        async with sitting_before(tmp_path / "data", tmp_path) as (person, process):
            await first_run(person, simulator, tmp_path)
            await order_and_ticks(person, simulator)
            await reply_and_answer(person, simulator)
            await person.screen.press("ctrl+6")
            await person.sees("Statistics", "QLabel")
            for card in ("Sent: 2", "Delivered: 100 %", "Read: 100 %", "Replied: 50 %", "Not sent: 0"):
                await person.names(card.replace(" %", "\u00a0%"))
            await person.screen.press("alt+F4")
            assert await asyncio.wait_for(process.wait(), 15) == 0
        assert len(simulator.waha.bubbles) == 2, "nobody old was written to, and nobody twice"
