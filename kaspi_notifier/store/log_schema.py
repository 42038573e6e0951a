"""Tables that let a log of a million rows be counted, paged and searched; part of step 2 and as fixed."""

from collections.abc import Callable

BLOCK = 512
"""How many ids of the log share a row of counts."""

_STATES = (
    *("queued", "sending", "unknown", "needs_decision", "accepted", "sent", "delivered", "read"),
    *("held", "failed", "skipped"),
)

# A search finds Kazakh letters and ё, й under the letters people type instead; FTS5 folds the case itself.
_LETTERS = tuple(zip("ЁёЙйӘәІіҢңҒғҮүҰұҚқӨөҺһ", "ееииааииннггууууккоохх", strict=True))


def _folded(text: str) -> str:
    for letter, folded in _LETTERS:
        text = f"replace({text}, '{letter}', '{folded}')"
    return text


def _words_of_message(row: str) -> str:
    """Its text, what its row says of order and buyer, and the ends of the numbers, which people remember."""
    return " || ' ' || ".join(
        (
            _folded(f"coalesce({row}.text, {row}.draft, '')"),
            f"{row}.search",
            f"coalesce(substr({row}.phone, 2), '')",
            f"coalesce(substr({row}.phone, -4), '')",
            f"coalesce(substr({row}.order_code, -4), '')",
        )
    )


def _word_table(
    name: str, table: str, words: Callable[[str], str], columns: tuple[str, ...]
) -> tuple[str, ...]:
    """An index of words without a copy of the text, kept true by triggers.

    A row leaves the index by the words that came in with it, so they are made of its columns alone.
    """
    forget = f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', old.id, {words('old')});"
    learn = f"INSERT INTO {name} (rowid, words) VALUES (new.id, {words('new')});"
    differs = " OR ".join(f"new.{column} IS NOT old.{column}" for column in columns)
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5 (words, content = '', detail = none, prefix = '2 3')",
        f"INSERT INTO {name} (rowid, words) SELECT id, {words('t')} FROM {table} AS t",
        f"CREATE TRIGGER {name}_come AFTER INSERT ON {table} BEGIN {learn} END",
        f"CREATE TRIGGER {name}_go AFTER DELETE ON {table} BEGIN {forget} END",
        f"CREATE TRIGGER {name}_change AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN {differs}"
        f" BEGIN {forget} {learn} END",
    )


def _counts() -> tuple[str, ...]:
    """How many messages of each state and template there are in every block of ids, kept by triggers."""
    key = "shop_id, block, template_id"
    columns = ", ".join(f"{state} INTEGER NOT NULL DEFAULT 0" for state in _STATES)
    names = ", ".join(_STATES)
    one = ", ".join(f"new.state = '{state}'" for state in _STATES)
    added = ", ".join(f"{state} = {state} + excluded.{state}" for state in _STATES)
    moved = ", ".join(
        f"{state} = {state} + (new.state = '{state}') - (old.state = '{state}')" for state in _STATES
    )
    gone = ", ".join(f"{state} = {state} - (old.state = '{state}')" for state in _STATES)
    sums = ", ".join(f"sum(state = '{state}')" for state in _STATES)
    here = (
        f"WHERE shop_id = old.shop_id AND block = old.id / {BLOCK}"
        " AND template_id = coalesce(old.template_id, 0)"
    )
    return (
        "CREATE TABLE message_counts (shop_id INTEGER NOT NULL, block INTEGER NOT NULL,"
        f" template_id INTEGER NOT NULL, {columns}, PRIMARY KEY ({key})) STRICT, WITHOUT ROWID",
        f"INSERT INTO message_counts ({key}, {names})"
        f" SELECT shop_id, id / {BLOCK}, coalesce(template_id, 0), {sums}"
        " FROM whatsapp_messages_log GROUP BY 1, 2, 3",
        "CREATE TRIGGER message_counts_come AFTER INSERT ON whatsapp_messages_log BEGIN"
        f" INSERT INTO message_counts ({key}, {names})"
        f" VALUES (new.shop_id, new.id / {BLOCK}, coalesce(new.template_id, 0), {one})"
        f" ON CONFLICT DO UPDATE SET {added}; END",
        "CREATE TRIGGER message_counts_move AFTER UPDATE OF state ON whatsapp_messages_log"
        f" WHEN new.state IS NOT old.state BEGIN UPDATE message_counts SET {moved} {here}; END",
        "CREATE TRIGGER message_counts_go AFTER DELETE ON whatsapp_messages_log"
        f" BEGIN UPDATE message_counts SET {gone} {here}; END",
    )


LOG = (
    "ALTER TABLE orders ADD COLUMN typed_phone TEXT",
    "ALTER TABLE orders ADD COLUMN goods TEXT NOT NULL DEFAULT ''",
    "UPDATE orders SET goods = folded(entries) WHERE entries IS NOT NULL",
    # A state moves five times in a message's life, and each index that holds it with it.
    "DROP INDEX messages_by_day",
    "CREATE INDEX messages_by_day ON whatsapp_messages_log (shop_id, created_at)",
    "CREATE INDEX orders_by_time ON orders"
    " (shop_id, created_at, status, delivery_mode, is_kaspi_delivery, is_express)",
    *_counts(),
    *_word_table(
        "message_words",
        "whatsapp_messages_log",
        _words_of_message,
        ("text", "draft", "search", "phone"),
    ),
)
"""Counts, words, an order's goods as search compares them, and the phone that a person typed for an order
because Kaspi hides the buyer's. There are few orders beside the messages: a search reads them all."""
