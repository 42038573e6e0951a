"""Whether a server can be reached at all, asked without sending it anything."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

_PATIENCE = 3.0


async def is_reachable(url: str) -> bool:
    """Whether something accepts connections at this address within three seconds."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True
