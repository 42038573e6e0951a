"""The window: it reads from the store, acts through the engine, and explains both in words."""
