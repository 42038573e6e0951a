"""The schema, as plain SQL steps; step N brings a file from version N-1 to N and is never edited again."""

from collections.abc import Sequence

from kaspi_notifier.store.first_schema import FIRST, MESSAGE_INDEXES
from kaspi_notifier.store.log_schema import LOG
from kaspi_notifier.store.page_schema import STATISTICS, TEMPLATE_VERSIONS

APPLICATION_ID = 0x4B4E4F54
"""`KNOT` in the file's header: Kaspi NOTifier."""

# Not every message is about an event: a person writes too, and the shop tests its own number. Such a message
# has its text as a draft until it is frozen. The table is made anew because a column can't lose its NOT NULL.
_ANY_MESSAGE = (
    """
    CREATE TABLE messages_made_anew (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        order_code TEXT,
        event TEXT,
        template_id INTEGER,
        template_name TEXT NOT NULL,
        phone TEXT,
        chat_id TEXT,
        text TEXT,
        wa_id TEXT,
        reply_wa_id TEXT,
        state TEXT NOT NULL,
        reason TEXT,
        error TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        resends INTEGER NOT NULL DEFAULT 0,
        is_doubted INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        happened_at INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        attempt_at INTEGER,
        settle_until INTEGER,
        absences INTEGER NOT NULL DEFAULT 0,
        accepted_at INTEGER,
        sent_at INTEGER,
        delivered_at INTEGER,
        read_at INTEGER,
        next_ack_at INTEGER,
        search TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'event',
        draft TEXT,
        joined_to INTEGER,
        wiped_at INTEGER,
        FOREIGN KEY (shop_id, order_code) REFERENCES orders (shop_id, code)
    ) STRICT""",
    """
    INSERT INTO messages_made_anew (id, shop_id, order_code, event, template_id, template_name, phone,
        chat_id, text, wa_id, reply_wa_id, state, reason, error, attempts, resends, is_doubted, created_at,
        happened_at, due_at, expires_at, attempt_at, settle_until, absences, accepted_at, sent_at,
        delivered_at, read_at, next_ack_at, search)
    SELECT id, shop_id, order_code, event, template_id, template_name, phone, chat_id, text, wa_id,
        reply_wa_id, state, reason, error, attempts, resends, is_doubted, created_at, happened_at, due_at,
        expires_at, attempt_at, settle_until, absences, accepted_at, sent_at, delivered_at, read_at,
        next_ack_at, search
    FROM whatsapp_messages_log""",
    "DROP TABLE whatsapp_messages_log",
    "ALTER TABLE messages_made_anew RENAME TO whatsapp_messages_log",
    "CREATE UNIQUE INDEX messages_by_event ON whatsapp_messages_log (shop_id, order_code, event)"
    " WHERE kind = 'event'",
    "CREATE INDEX messages_by_order ON whatsapp_messages_log (shop_id, order_code)"
    " WHERE order_code IS NOT NULL",
    *MESSAGE_INDEXES,
    # What went out stays as it went out, until the buyer's data is wiped from it.
    """
    CREATE TRIGGER messages_are_frozen BEFORE UPDATE OF wa_id, text, chat_id ON whatsapp_messages_log
    WHEN (old.wa_id IS NOT NULL AND new.wa_id IS NOT old.wa_id)
      OR (old.text IS NOT NULL AND new.text IS NOT old.text
          AND (new.wiped_at IS NULL OR new.text IS NOT NULL))
      OR (old.chat_id IS NOT NULL AND new.chat_id IS NOT old.chat_id
          AND (new.wiped_at IS NULL OR new.chat_id IS NOT NULL))
    BEGIN SELECT raise(ABORT, 'frozen'); END""",
)

_CONVERSATIONS = (
    """
    CREATE TABLE chats (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        phone TEXT NOT NULL,
        last_at INTEGER NOT NULL,
        unread INTEGER NOT NULL,
        waiting_since INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX chats_by_phone ON chats (shop_id, phone)",
    "CREATE INDEX chats_by_time ON chats (shop_id, last_at)",
    "CREATE INDEX chats_unread ON chats (shop_id, unread, waiting_since) WHERE unread > 0",
    """
    CREATE TABLE chat_messages (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL,
        chat INTEGER NOT NULL REFERENCES chats (id),
        wa_id TEXT NOT NULL,
        from_me INTEGER NOT NULL,
        body TEXT,
        media TEXT,
        at INTEGER NOT NULL,
        order_code TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX chat_messages_by_wa_id ON chat_messages (shop_id, wa_id)",
    "CREATE INDEX chat_messages_by_time ON chat_messages (chat, at)",
    "CREATE INDEX chat_messages_by_order ON chat_messages (shop_id, order_code) WHERE order_code IS NOT NULL",
    """
    CREATE TABLE lids (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        lid TEXT NOT NULL,
        phone TEXT NOT NULL,
        PRIMARY KEY (shop_id, lid)
    ) STRICT, WITHOUT ROWID""",
)

# What WhatsApp restricts outlasts a restart, and so does what a server has proved. A restriction was a pause.
_LIMITS = (
    "ALTER TABLE waha_sessions ADD COLUMN finds_messages INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN proved_at INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN canary_id INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN canary_at INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN struck_at INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN restriction TEXT",
    "ALTER TABLE waha_sessions ADD COLUMN restricted_since INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN restricted_until INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN probe_id INTEGER",
    "ALTER TABLE waha_sessions ADD COLUMN replied_only INTEGER NOT NULL DEFAULT 0",
    """
    UPDATE waha_sessions SET restriction = 'timelock', restricted_since = s.pause_since,
        restricted_until = s.pause_until
    FROM shops s WHERE s.shop_id = waha_sessions.shop_id AND s.pause_reason = 'restricted'""",
    "UPDATE shops SET pause_reason = NULL, pause_since = NULL, pause_until = NULL"
    " WHERE pause_reason = 'restricted'",
    "CREATE INDEX messages_to_phone ON whatsapp_messages_log (shop_id, phone) WHERE phone IS NOT NULL",
    "CREATE INDEX messages_joined ON whatsapp_messages_log (joined_to) WHERE joined_to IS NOT NULL",
    "CREATE INDEX messages_due_personal ON whatsapp_messages_log (shop_id, due_at)"
    " WHERE state = 'queued' AND kind <> 'event'",
)

# What had happened to an order when its shop was first read takes no rows: a shop begins with thousands of
# orders, and each has several such events. The times are those of `domain.rules.happened_at`.
_BASELINE = (
    "ALTER TABLE orders ADD COLUMN baseline_events TEXT",
    """
    CREATE VIEW recorded_events AS
    SELECT shop_id, order_code, event, happened_at, observed_at, note FROM order_events
    UNION ALL
    SELECT shop_id, code, e.value,
        CASE e.value
            WHEN 'handed_to_delivery' THEN coalesce(handed_over_at, approved_at, created_at)
            WHEN 'completed' THEN coalesce(completed_at, approved_at, created_at)
            WHEN 'review_request' THEN coalesce(completed_at, approved_at, created_at)
            ELSE coalesce(approved_at, created_at)
        END,
        first_seen_at, 'baseline'
    FROM orders, json_each(orders.baseline_events) AS e
    WHERE baseline_events IS NOT NULL""",
)

_SESSION_JOURNAL = (
    """
    CREATE TABLE session_journal (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        at INTEGER NOT NULL,
        what TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX journal_by_shop ON session_journal (shop_id, id)",
)

# When a shop was last read whole; orders whose buyer was wiped; marks of the journal of sent messages that
# this database can't explain; refusals of buyers whose phone is no longer kept.
_HOUSE = (
    "ALTER TABLE shops ADD COLUMN last_pass_at INTEGER",
    "ALTER TABLE orders ADD COLUMN wiped_at INTEGER",
    "CREATE TABLE sent_elsewhere (mark BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE opt_outs (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        phone_hash BLOB NOT NULL,
        opted_out_at INTEGER NOT NULL,
        PRIMARY KEY (shop_id, phone_hash)
    ) STRICT, WITHOUT ROWID""",
)

STEPS: Sequence[Sequence[str]] = (
    FIRST,
    (
        *_ANY_MESSAGE,
        *_BASELINE,
        *_SESSION_JOURNAL,
        *TEMPLATE_VERSIONS,
        *_LIMITS,
        *_CONVERSATIONS,
        *STATISTICS,
        *LOG,
        *_HOUSE,
    ),
)
"""Step by step from an empty file to the schema of this version."""
