"""Tests of `kaspi_notifier.ui`."""
