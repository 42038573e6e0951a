"""The window: reads the store, acts through the engine."""
