"""Talks to the owner's WAHA server (WhatsApp HTTP API)."""
