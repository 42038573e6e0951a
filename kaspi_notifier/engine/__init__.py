"""The loops between an order and its message; plain asyncio, no Qt."""
