"""A token and a server tried before anything is saved; each answer is a real one over loopback."""

import asyncio

import msgspec
import pytest

from kaspi_notifier.domain.settings import Kaspi, Waha
from kaspi_notifier.engine import trial
from kaspi_notifier.engine.status import KaspiProblem, SessionProblem
from kaspi_notifier.engine.trial import find_server, try_server, try_token
from kaspi_notifier.simulator import Simulator
from tests.engine.desk import PATIENCE


def kaspi_of(simulator: Simulator) -> Kaspi:
    """The settings that open the simulated Kaspi."""
    return Kaspi(base_url=simulator.kaspi.base_url, token=simulator.kaspi.token)


async def test_a_token_that_works_shows_a_real_order() -> None:
    async with Simulator(orders=12) as simulator:
        trial = await try_token(kaspi_of(simulator))
    assert trial.problem is None
    assert trial.orders == 12
    assert trial.order_code is not None
    assert trial.order_code.isdigit()


async def test_a_shop_without_orders_is_no_trouble() -> None:
    async with Simulator() as simulator:
        trial = await try_token(kaspi_of(simulator))
    assert (trial.problem, trial.orders, trial.order_code) == (None, 0, None)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("unauthorized", KaspiProblem.TOKEN_REJECTED),
        ("forbidden_json", KaspiProblem.NO_RIGHTS),
        ("forbidden_html", KaspiProblem.BLOCKED),
        ("error_500_json", KaspiProblem.SERVER_FAULT),
    ],
)
async def test_what_keeps_a_token_from_working(fault: str, problem: KaspiProblem) -> None:
    async with Simulator() as simulator:
        simulator.kaspi.faults.always("*", fault)
        trial = await try_token(kaspi_of(simulator))
    assert trial.problem is problem


async def test_no_token_and_no_kaspi() -> None:
    assert (await try_token(Kaspi())).problem is KaspiProblem.NO_TOKEN
    async with Simulator() as simulator:
        kaspi = kaspi_of(simulator)
    assert (await try_token(kaspi)).problem is KaspiProblem.UNREACHABLE


async def test_servers_that_answer() -> None:
    async with Simulator() as simulator:
        waha = Waha(**simulator.addresses()["waha"])
        trial = await try_server(waha)
        assert (trial.problem, trial.version, trial.engine, trial.is_open) == (
            None,
            "2026.9.2",
            "GOWS",
            False,
        )
        wrong = await try_server(msgspec.structs.replace(waha, api_key="wrong"))
        assert wrong.problem is SessionProblem.KEY_REFUSED
        simulator.waha.api_key = ""
        assert (await try_server(waha)).is_open
    assert (await try_server(waha)).problem is SessionProblem.UNREACHABLE


async def test_a_server_is_found_where_it_usually_answers() -> None:
    async with Simulator() as first, Simulator() as second:
        second.waha.api_key = ""
        nobody = "http://127.0.0.1:9"
        assert await find_server((nobody, first.waha.url)) == first.waha.url
        assert await find_server((second.waha.url,)) == second.waha.url
        assert await find_server((nobody, first.kaspi.base_url.removesuffix("/shop/api/v2"))) is None


async def test_a_server_that_takes_the_call_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_PATIENCE", 0.1)
    hung_up = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()
        hung_up.set()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    async with silent:
        address = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        assert (await try_server(Waha(url=address))).problem is SessionProblem.UNREACHABLE
        await asyncio.wait_for(hung_up.wait(), PATIENCE)
