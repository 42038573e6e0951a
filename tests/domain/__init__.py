"""Tests of `kaspi_notifier.domain`."""
