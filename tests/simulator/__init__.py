"""Tests of `kaspi_notifier.simulator`."""
