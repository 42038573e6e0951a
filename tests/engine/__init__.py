"""Tests of `kaspi_notifier.engine`."""
