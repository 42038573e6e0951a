"""Kaspi Notifier: a WhatsApp message for every Kaspi order, sent through the shop's own WAHA server."""

import sys

__version__ = "0.1.0"

# httpx loads a command line of its own where the libraries for it are installed: 0.15 s at each start.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: Python's word for "not there"
