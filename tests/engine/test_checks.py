"""Ten checks, each with its cause: all well, each thing wrong, and while the engine runs."""

import ssl
from pathlib import Path

import pytest
import trustme

from kaspi_notifier.engine import checks
from kaspi_notifier.engine.status import REMEDIES, CheckItem, Fault, KaspiProblem, Part, SessionProblem
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.waha import shown_by
from tests.engine.desk import FREE, settings_for, until
from tests.engine.test_engine import Office, office


async def found(place: Office) -> dict[Part, CheckItem]:
    """The items by what they looked at."""
    return {item.part: item for item in await place.engine().check()}


async def test_all_ten_are_well_while_the_engine_runs(tmp_path: Path) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator, FREE)) as place:
        simulator.waha.pair()
        async with place.engine() as engine:
            shop = engine.statuses[0].shop_id
            await until(lambda: engine.statuses[0].session.problem is None)
            items = await engine.check_up(shop)
        assert {item.part for item in items} == set(Part) == set(REMEDIES)
        assert all(item.ok and item.problem is None and not item.remedy for item in items)
        journal = await place.db(place.store.sessions.journal, shop)
        assert journal[0].what == "open"


async def test_each_thing_that_is_wrong_has_a_name_and_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator, FREE)) as place:
        items = await found(place)
        assert items[Part.SESSION].problem is SessionProblem.NOT_FOUND
        assert items[Part.NUMBER].problem is Fault.NO_NUMBER
        simulator.waha.pair()
        simulator.waha.set_status("STOPPED")
        assert (await found(place))[Part.SESSION].problem is SessionProblem.STOPPED
        simulator.waha.faults.always("version", "unauthorized")
        simulator.kaspi.faults.always("*", "unauthorized")
        monkeypatch.setattr(checks, "LEAST_SPACE", 10**18)
        items = await found(place)
        assert items[Part.KASPI].problem is KaspiProblem.TOKEN_REJECTED
        assert items[Part.KEY].problem is SessionProblem.KEY_REFUSED
        assert items[Part.VERSION].problem is items[Part.NUMBER].problem is Fault.NOT_ASKED
        assert items[Part.DISK].problem is Fault.DISK_LOW
        assert items[Part.DISK].remedy == REMEDIES[Part.DISK]


async def test_an_old_server_and_an_open_one(tmp_path: Path) -> None:
    options = WahaOptions(version="2024.9.1", engine="WEBJS")
    async with Simulator(waha=options) as simulator, office(tmp_path, settings_for(simulator)) as place:
        simulator.waha.api_key = ""
        items = await found(place)
        assert items[Part.VERSION].problem is Fault.OLD_VERSION
        assert items[Part.KEY].problem is Fault.OPEN_TO_ALL
        assert items[Part.ENGINE].ok


async def test_an_engine_that_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "KNOWN_ENGINES", frozenset())
    async with Simulator() as simulator, office(tmp_path, settings_for(simulator)) as place:
        assert (await found(place))[Part.ENGINE].problem is Fault.UNKNOWN_ENGINE


async def test_without_any_server(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        settings = settings_for(simulator)
    async with office(tmp_path, settings) as place:
        items = await found(place)
    assert items[Part.WAHA].problem is SessionProblem.UNREACHABLE
    assert items[Part.KEY].problem is Fault.NOT_ASKED
    assert items[Part.KASPI].problem is KaspiProblem.UNREACHABLE
    assert items[Part.DATABASE].ok


async def test_a_server_with_a_certificate_of_its_own_is_told_by_its_fingerprint(tmp_path: Path) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(own)
    async with Simulator(ssl_context=own) as simulator:
        settings = settings_for(simulator, FREE)
        shown = await shown_by(settings.shops[0].waha.url)
        assert shown is not None
        async with office(tmp_path, settings) as place:
            item = (await found(place))[Part.WAHA]
            assert item.problem is SessionProblem.UNREACHABLE
            assert shown in item.detail and "waha.certificate" in item.detail
