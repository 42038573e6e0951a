"""Everything the program remembers, in one SQLite file."""
