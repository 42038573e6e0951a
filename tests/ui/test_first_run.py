"""The first run, as a person goes through it: against the simulator, with a real engine."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QObject, Qt

from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.engine import trial
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.ui import docker, tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.kaspi_step import KaspiStep
from kaspi_notifier.ui.first_run.new_server import NewServer
from kaspi_notifier.ui.first_run.phone_step import PhoneStep
from kaspi_notifier.ui.first_run.server_step import ServerStep
from kaspi_notifier.ui.first_run.shop_step import ShopStep
from kaspi_notifier.ui.first_run.templates_step import TemplatesStep
from kaspi_notifier.ui.first_run.wizard import STEPS, FirstRun
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.settings.group import changed
from tests.ui.conftest import until
from tests.ui.test_settings_page import put

S = TypeVar("S", ShopStep, KaspiStep, ServerStep, PhoneStep, TemplatesStep)


class Beginning:
    """A window over an empty store; as in the program, saved settings enter the engine anew."""

    def __init__(self, window: MainWindow, desk: Desk, simulator: Simulator) -> None:
        self.window = window
        self.desk = desk
        self.simulator = simulator

    @property
    def wizard(self) -> FirstRun:
        """The first run that is shown."""
        assert self.window.first_run is not None
        return self.window.first_run

    async def step(self, kind: type[S]) -> S:
        """This step, as soon as it is shown."""
        await until(lambda: self.window.first_run and isinstance(self.window.first_run.step, kind), 20)
        await until(self.wizard.forward.isEnabled, 20)
        return cast(S, self.wizard.step)


@asynccontextmanager
async def beginning(folder: Path, *, orders: int = 0) -> AsyncIterator[Beginning]:
    """Everything new: no shop, no token, no phone."""
    async with DataFolder(folder) as data, Simulator(orders=orders) as simulator:
        window = MainWindow()
        desk = await Desk.load(data.store, data.db, window)
        window.open_desk(desk)
        window.show()
        restart = asyncio.Event()
        desk.settings_saved.connect(restart.set)

        async def run() -> None:
            while True:
                restart.clear()
                async with Engine(desk.store, desk.db, on_change=desk.bridge.on_change) as engine:
                    desk.attach(engine)
                    await restart.wait()
                    desk.attach(None)

        running = asyncio.create_task(run())
        try:
            yield Beginning(window, desk, simulator)
        finally:
            window.hide()
            running.cancel()
            await asyncio.wait([running])
            await tasks.drain()


async def point_at(start: Beginning) -> None:
    """Let the shop read the simulated Kaspi; a person's shop reads the real one."""
    shop = start.desk.settings.shops[0]
    kaspi = changed(shop.kaspi, base_url=start.simulator.kaspi.base_url, poll_seconds=1)
    await start.desk.save(changed(start.desk.settings, shops=[changed(shop, kaspi=kaspi)]))


async def test_from_nothing_to_the_first_message(tmp_path: Path) -> None:
    async with beginning(tmp_path, orders=7) as start:
        shop = await start.step(ShopStep)
        assert start.wizard.where.text() == "Step 1 of 5"
        start.wizard.forward.click()
        await asyncio.sleep(0)
        assert shop.name.error.isVisible()
        put(shop.name, "Арман Техно")
        put(shop.hours, "10:00-20:00")
        start.wizard.forward.click()
        await start.step(KaspiStep)
        assert not start.desk.settings.shops[0].sending.enabled
        await point_at(start)
        kaspi = await start.step(KaspiStep)
        put(kaspi.token, "wrong")
        start.wizard.forward.click()
        await until(lambda: kaspi.trial.answer.title.text() == "Token not accepted")
        await until(start.wizard.forward.isEnabled)
        put(kaspi.token, start.simulator.kaspi.token)
        start.wizard.forward.click()
        server = await start.step(ServerStep)
        put(server.url, start.simulator.waha.url)
        put(server.key, "wrong")
        start.wizard.forward.click()
        await until(lambda: server.trial.answer.title.text() == "Key not accepted")
        await until(start.wizard.forward.isEnabled)
        put(server.key, start.simulator.waha.api_key)
        start.wizard.forward.click()
        phone = await start.step(PhoneStep)
        await until(lambda: phone.linking.qr.isVisible() and phone.linking.qr.modules, 15)
        start.simulator.waha.scan_qr()
        await until(lambda: phone.linking.title.text() == "+7 700 000 00 00", 15)
        start.wizard.forward.click()
        await finish(start)


async def finish(start: Beginning) -> None:
    """The last step: nobody old is messaged, a test arrives, and the start."""
    last = await start.step(TemplatesStep)
    await until(lambda: last.baseline.isVisible(), 15)
    assert last.baseline.title.text() == "7 old orders found: nobody old will be messaged"
    await until(lambda: last.of_order.text().startswith("On your order"))
    assert "{" not in last.bubble.text
    first = last.list.item(0)
    was = first.checkState()
    first.setCheckState(Qt.CheckState.Unchecked if was is Qt.CheckState.Checked else Qt.CheckState.Checked)
    expected = first.checkState() is Qt.CheckState.Checked

    async def switched() -> bool:
        stored = await start.desk.read(start.desk.store.templates.list)
        return next(t.enabled for t in stored if t.id == last.templates[0].id) is expected

    async with asyncio.timeout(5):
        while not await switched():  # noqa: ASYNC110 - another thread writes it
            await asyncio.sleep(0.02)
    assert start.simulator.waha.bubbles == []
    start.wizard.forward.click()
    await until(lambda: start.window.first_run is None, 15)
    assert start.window.page == "overview"
    assert start.desk.settings.shops[0].sending.enabled
    assert await start.desk.read(start.desk.store.settings.first_run) is None


async def arrived(start: Beginning, number: int) -> None:
    """The step with this number is shown."""
    await until(lambda: start.wizard.number == number)
    assert start.wizard.where.text() == f"Step {number + 1} of 5"


async def test_every_step_can_be_skipped_and_gone_back_to(tmp_path: Path) -> None:
    async with beginning(tmp_path) as start:
        for number in range(len(STEPS)):
            await arrived(start, number)
            if number:
                start.wizard.back.click()
                await arrived(start, number - 1)
                start.wizard.skip.click()
                await arrived(start, number)
            start.wizard.skip.click()
        await until(lambda: start.window.first_run is None)


async def test_where_a_person_stopped_the_next_start_goes_on(tmp_path: Path) -> None:
    async with beginning(tmp_path) as start:
        start.wizard.skip.click()
        await until(lambda: start.wizard.number == 1)
        start.wizard.skip.click()
        await until(lambda: start.wizard.number == 2)
    async with beginning(tmp_path) as again:
        assert again.wizard.number == 2
        assert isinstance(again.wizard.step, ServerStep)


async def test_a_server_on_this_computer_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with beginning(tmp_path) as start:
        await start.desk.keep_first_run(2)
        monkeypatch.setattr(trial, "USUAL_ADDRESSES", (start.simulator.waha.url,))
        step = ServerStep(start.desk)
        step.entered()
        await until(lambda: step.url.text() == start.simulator.waha.url)
        assert step.found.title.text() == f"A server was found: {start.simulator.waha.url}"
        monkeypatch.setattr(trial, "USUAL_ADDRESSES", ("http://127.0.0.1:9",))
        other = ServerStep(start.desk)
        other.entered()
        await until(lambda: other.found.title.text() == "No server was found on this computer")
        other.none_yet.click()
        assert not other.new.isHidden()


def docker_that(folder: Path, script: str) -> Path:
    """A `docker` command of the test's own."""
    program = folder / "docker"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for docker is a shell script")
async def test_docker_starts_the_server_and_can_be_stopped(tmp_path: Path) -> None:
    program = docker_that(tmp_path, 'echo "Pulling waha"; echo "$@" > seen; exit 0')
    holder = QObject()
    card = NewServer(tmp_path, docker.Starter(holder, lambda: str(program)))
    keys: list[str] = []
    card.made.connect(keys.append)
    card.show()
    card.look()
    card.write.click()
    assert card.cancel.isVisible()
    await until(lambda: keys)
    assert card.answer.title.text() == "The server is started"
    text = (tmp_path / "waha" / "docker-compose.yml").read_text()
    assert keys[0] not in text
    assert docker.IMAGE in text
    assert "127.0.0.1:3000:3000" in text
    assert "restart: always" in text
    assert "up -d" in (tmp_path / "waha" / "seen").read_text()
    docker_that(tmp_path, 'echo "no space left"; exec sleep 60')
    card.write.click()
    await until(lambda: card.said.text() == "no space left")
    card.cancel.click()
    await until(lambda: card.answer.title.text() == "Docker did not start the server")
    assert card.answer.text.text() == "no space left"
    assert len(keys) == 1


async def test_without_docker_the_file_is_written_and_the_way_is_said(tmp_path: Path) -> None:
    holder = QObject()
    card = NewServer(tmp_path, docker.Starter(holder, lambda: None))
    card.show()
    card.look()
    assert card.answer.title.text() == "Docker is not installed on this computer"
    card.write.click()
    assert card.answer.title.text() == "The file is written, Docker is still missing"
    assert (tmp_path / "waha" / "docker-compose.yml").exists()
    ended: list[bool] = []
    card.starter.ended.connect(ended.append)
    card.starter.start(tmp_path)
    assert ended == [False]
    gone = docker.Starter(holder, lambda: str(tmp_path / "nothing here"))
    gone.ended.connect(ended.append)
    gone.start(tmp_path / "x.yml")
    await until(lambda: len(ended) == 2)
    assert ended == [False, False]
    (tmp_path / "file").touch()
    blocked = NewServer(tmp_path / "file", docker.Starter(holder, lambda: None))
    blocked.write.click()
    assert blocked.answer.title.text() == "The file can't be written"


def test_every_key_is_another_one_and_long() -> None:
    keys = {docker.new_key() for _ in range(50)}
    assert len(keys) == 50
    assert min(map(len, keys)) >= 64
