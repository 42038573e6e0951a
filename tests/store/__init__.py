"""Tests of `kaspi_notifier.store`."""
