"""Tests, laid out like the package; real servers on loopback, real SQLite files, real Qt."""
