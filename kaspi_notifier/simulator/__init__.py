"""Kaspi and WAHA on loopback over real HTTP, for the demo and the tests."""
