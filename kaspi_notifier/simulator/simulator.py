"""Kaspi and WAHA together, as one shop and its buyers."""

import ssl
from types import TracebackType
from typing import Self

from kaspi_notifier.simulator.demo import Demo
from kaspi_notifier.simulator.kaspi_server import KaspiOptions, KaspiSimulator
from kaspi_notifier.simulator.options import WahaOptions
from kaspi_notifier.simulator.people import fill
from kaspi_notifier.simulator.waha_server import WahaSimulator

_WAHA = WahaOptions()
_KASPI = KaspiOptions()


class Simulator:
    """Both servers on loopback. `orders` is how many orders of the last days there are at the start."""

    def __init__(
        self,
        *,
        kaspi_port: int = 0,
        waha_port: int = 0,
        seed: int = 1,
        orders: int = 0,
        waha: WahaOptions = _WAHA,
        kaspi: KaspiOptions = _KASPI,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._seed = seed
        self.kaspi = KaspiSimulator(port=kaspi_port, seed=seed, options=kaspi, ssl_context=ssl_context)
        self.waha = WahaSimulator(port=waha_port, seed=seed, options=waha, ssl_context=ssl_context)
        fill(self.kaspi, orders, seed)

    async def __aenter__(self) -> Self:
        try:
            await self.kaspi.start_server()
            await self.waha.start_server()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        await self.waha.close()
        await self.kaspi.stop_server()

    def addresses(self) -> dict[str, dict[str, str]]:
        """Where both servers are and what opens them."""
        return {
            "kaspi": {"base_url": self.kaspi.base_url, "token": self.kaspi.token},
            "waha": {"url": self.waha.url, "api_key": self.waha.api_key, "session": self.waha.session},
        }

    async def demo(self, *, pace: float = 1.0) -> None:
        """Live by itself until cancelled: orders come and go, the phone scans, buyers read and reply."""
        await Demo(self.kaspi, self.waha, self._seed, pace).run()
