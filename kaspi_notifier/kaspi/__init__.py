"""Reads orders through Kaspi's Merchant API; never writes to it."""
