"""Lifts, without a window and without the loops, what waits for a person."""

from datetime import datetime

from msgspec.structs import replace

from kaspi_notifier.store import Store


def go_on(store: Store, now: datetime) -> list[tuple[str, str]]:
    """Let every shop send again; the names of those that waited, with what they waited for."""
    went_on = []
    with store.transaction():
        for stored in store.settings.shops():
            if stored.pause_reason is not None:
                store.settings.set_pause(stored.id, None, None, None)
                went_on.append((stored.shop.name, stored.pause_reason))
            memory = store.sessions.get(stored.id)
            limit = memory.restriction
            if limit is not None and limit.until is None:
                # WhatsApp's own time is over and one message tries; only a person may let it.
                store.sessions.save(stored.id, replace(memory, restriction=limit.tried_at(now)))
                went_on.append((stored.shop.name, f"no new chats, {limit.why}"))
    return went_on
