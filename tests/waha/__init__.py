"""Tests of `kaspi_notifier.waha`."""
