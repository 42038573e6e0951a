"""Step 1: the tables of the first release. Files with it are out there: it is never edited again."""

_SHOPS = (
    """
    CREATE TABLE shops (
        shop_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        position INTEGER,
        baseline_at INTEGER,
        pause_reason TEXT,
        pause_since INTEGER,
        pause_until INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX shops_by_name ON shops (name)",
    """
    CREATE TABLE whatsapp_settings (
        shop_id INTEGER REFERENCES shops (shop_id),
        key TEXT NOT NULL,
        value TEXT NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX settings_by_key ON whatsapp_settings (ifnull(shop_id, 0), key)",
    """
    CREATE TABLE whatsapp_templates (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        shop_id INTEGER REFERENCES shops (shop_id),
        name TEXT NOT NULL,
        event TEXT NOT NULL,
        delivery TEXT,
        language TEXT NOT NULL,
        enabled INTEGER NOT NULL,
        delay_minutes INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """
    CREATE TABLE waha_sessions (
        shop_id INTEGER PRIMARY KEY REFERENCES shops (shop_id),
        pinned_phone TEXT,
        paired_at INTEGER,
        ids_honoured INTEGER,
        stopped_by_person INTEGER NOT NULL,
        restarted_at INTEGER,
        server_version TEXT,
        engine TEXT
    ) STRICT""",
)

_ORDERS = (
    """
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        code TEXT NOT NULL,
        first_seen_at INTEGER NOT NULL,
        last_seen_at INTEGER NOT NULL,
        looked_at INTEGER NOT NULL DEFAULT 0,
        is_final INTEGER NOT NULL,
        kaspi_id TEXT NOT NULL,
        state TEXT NOT NULL,
        status TEXT NOT NULL,
        delivery_mode TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        is_kaspi_delivery INTEGER NOT NULL,
        is_express INTEGER NOT NULL,
        is_assembled INTEGER NOT NULL,
        is_preorder INTEGER NOT NULL,
        needs_signature INTEGER NOT NULL,
        approved_at INTEGER,
        planned_at INTEGER,
        reserved_until INTEGER,
        handed_over_at INTEGER,
        completed_at INTEGER,
        total_price TEXT,
        buyer_first_name TEXT NOT NULL,
        buyer_last_name TEXT NOT NULL,
        buyer_phone TEXT NOT NULL,
        has_phone_alias INTEGER NOT NULL,
        pickup_address TEXT NOT NULL,
        delivery_address TEXT NOT NULL,
        cancellation_reason TEXT NOT NULL,
        entries TEXT,
        search TEXT NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX orders_by_code ON orders (shop_id, code)",
    "CREATE INDEX orders_by_shop ON orders (shop_id)",
    "CREATE INDEX orders_to_follow ON orders (shop_id, created_at) WHERE is_final = 0",
    """
    CREATE TABLE order_events (
        shop_id INTEGER NOT NULL,
        order_code TEXT NOT NULL,
        event TEXT NOT NULL,
        happened_at INTEGER NOT NULL,
        observed_at INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (shop_id, order_code, event),
        FOREIGN KEY (shop_id, order_code) REFERENCES orders (shop_id, code)
    ) STRICT, WITHOUT ROWID""",
)

MESSAGE_INDEXES = (
    "CREATE UNIQUE INDEX messages_by_wa_id ON whatsapp_messages_log (shop_id, wa_id) WHERE wa_id IS NOT NULL",
    "CREATE INDEX messages_by_reply_wa_id ON whatsapp_messages_log (shop_id, reply_wa_id)"
    " WHERE reply_wa_id IS NOT NULL",
    "CREATE INDEX messages_by_state ON whatsapp_messages_log (shop_id, state)",
    "CREATE INDEX messages_by_day ON whatsapp_messages_log (shop_id, created_at, state, reason)",
    "CREATE INDEX messages_due ON whatsapp_messages_log (shop_id, due_at) WHERE state = 'queued'",
    "CREATE INDEX messages_expiring ON whatsapp_messages_log (shop_id, expires_at)"
    " WHERE state IN ('queued', 'held')",
    "CREATE INDEX messages_doubtful ON whatsapp_messages_log (shop_id, settle_until) WHERE state = 'unknown'",
    "CREATE INDEX messages_awaiting_ack ON whatsapp_messages_log (shop_id, next_ack_at)"
    " WHERE next_ack_at IS NOT NULL",
    "CREATE INDEX messages_accepted ON whatsapp_messages_log (shop_id, accepted_at)"
    " WHERE accepted_at IS NOT NULL",
)

_MESSAGES = (
    """
    CREATE TABLE whatsapp_messages_log (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL,
        order_code TEXT NOT NULL,
        event TEXT NOT NULL,
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
        FOREIGN KEY (shop_id, order_code) REFERENCES orders (shop_id, code)
    ) STRICT""",
    "CREATE UNIQUE INDEX messages_by_event ON whatsapp_messages_log (shop_id, order_code, event)",
    *MESSAGE_INDEXES,
    """
    CREATE TRIGGER messages_are_frozen BEFORE UPDATE OF wa_id, text, chat_id ON whatsapp_messages_log
    WHEN (old.wa_id IS NOT NULL AND new.wa_id IS NOT old.wa_id)
      OR (old.text IS NOT NULL AND new.text IS NOT old.text)
      OR (old.chat_id IS NOT NULL AND new.chat_id IS NOT old.chat_id)
    BEGIN SELECT raise(ABORT, 'frozen'); END""",
    """
    CREATE TABLE message_history (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL REFERENCES whatsapp_messages_log (id),
        at INTEGER NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        reason TEXT,
        detail TEXT NOT NULL,
        by TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX history_by_message ON message_history (message_id)",
    "CREATE INDEX attempts_by_time ON message_history (shop_id, at) WHERE after = 'sending'",
    "CREATE TRIGGER history_is_kept BEFORE DELETE ON message_history"
    " BEGIN SELECT raise(ABORT, 'append only'); END",
    "CREATE TRIGGER history_is_fixed BEFORE UPDATE ON message_history"
    " BEGIN SELECT raise(ABORT, 'append only'); END",
)

_PEOPLE = (
    """
    CREATE TABLE contacts (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        phone TEXT NOT NULL,
        opted_out_at INTEGER,
        has_replied INTEGER NOT NULL DEFAULT 0,
        replied_at INTEGER,
        checked_at INTEGER,
        has_whatsapp INTEGER,
        chat_id TEXT,
        PRIMARY KEY (shop_id, phone)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contacts_by_chat_id ON contacts (shop_id, chat_id) WHERE chat_id IS NOT NULL",
    """
    CREATE TABLE inbox (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        event_id TEXT NOT NULL,
        event_name TEXT NOT NULL,
        kind TEXT NOT NULL,
        chat_id TEXT,
        phone TEXT,
        wa_id TEXT,
        body TEXT,
        at INTEGER NOT NULL,
        received_at INTEGER NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX inbox_by_event ON inbox (shop_id, event_id, event_name)",
    "CREATE INDEX inbox_by_time ON inbox (received_at)",
)

FIRST = (*_SHOPS, *_ORDERS, *_MESSAGES, *_PEOPLE)
