"""Kaspi Notifier: a WhatsApp message for every Kaspi order, sent through the shop's own WAHA server."""

__version__ = "0.1.0"
