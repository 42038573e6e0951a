"""Kaspi and WAHA on loopback over real HTTP, for the demo and the tests."""

from kaspi_notifier.simulator.chats import Bubble
from kaspi_notifier.simulator.faults import Fault, Faults
from kaspi_notifier.simulator.kaspi_server import KaspiOptions, KaspiSimulator
from kaspi_notifier.simulator.options import AckDelays, WahaOptions
from kaspi_notifier.simulator.orders import MISSING, SimulatedOrder
from kaspi_notifier.simulator.simulator import Simulator
from kaspi_notifier.simulator.waha_server import WahaSimulator

__all__ = [
    "MISSING",
    "AckDelays",
    "Bubble",
    "Fault",
    "Faults",
    "KaspiOptions",
    "KaspiSimulator",
    "SimulatedOrder",
    "Simulator",
    "WahaOptions",
    "WahaSimulator",
]
