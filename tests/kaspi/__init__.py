"""Tests of `kaspi_notifier.kaspi`."""
