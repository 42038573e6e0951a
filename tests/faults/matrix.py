"""The rows of the fault matrix, and which tests elsewhere speak for them.

A row is also spoken for by every test in this package that is marked with its name. A row without any test is
not built, and a row with a reason in `elsewhere` needs what a test process does not have.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tests.faults.row import Row
from tests.faults.rows_here import CRASH, DISK, PROCESS, TIME
from tests.faults.rows_outside import CONFIG, EVENTS, KASPI, NETWORK, TEXT, WAHA

GROUPS: Mapping[str, Mapping[str, Row]] = MappingProxyType(
    {
        "crash and power": CRASH,
        "disk and database": DISK,
        "process": PROCESS,
        "time": TIME,
        "network": NETWORK,
        "Kaspi": KASPI,
        "WAHA": WAHA,
        "events": EVENTS,
        "texts, phones": TEXT,
        "settings, updates": CONFIG,
    }
)
ROWS: Mapping[str, Row] = MappingProxyType(
    {name: row for group in GROUPS.values() for name, row in group.items()}
)
