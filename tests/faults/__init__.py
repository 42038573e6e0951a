"""The fault matrix: one row for each thing that can go wrong, and the tests that show what then happens."""
