CREATE TABLE shops (
        shop_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        position INTEGER,
        baseline_at INTEGER,
        pause_reason TEXT,
        pause_since INTEGER,
        pause_until INTEGER
    , last_pass_at INTEGER) STRICT;

CREATE UNIQUE INDEX shops_by_name ON shops (name);

CREATE TABLE whatsapp_settings (
        shop_id INTEGER REFERENCES shops (shop_id),
        key TEXT NOT NULL,
        value TEXT NOT NULL
    ) STRICT;

CREATE UNIQUE INDEX settings_by_key ON whatsapp_settings (ifnull(shop_id, 0), key);

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
    ) STRICT;

CREATE TABLE waha_sessions (
        shop_id INTEGER PRIMARY KEY REFERENCES shops (shop_id),
        pinned_phone TEXT,
        paired_at INTEGER,
        ids_honoured INTEGER,
        stopped_by_person INTEGER NOT NULL,
        restarted_at INTEGER,
        server_version TEXT,
        engine TEXT
    , finds_messages INTEGER, proved_at INTEGER, canary_id INTEGER, canary_at INTEGER, struck_at INTEGER, restriction TEXT, restricted_since INTEGER, restricted_until INTEGER, probe_id INTEGER, replied_only INTEGER NOT NULL DEFAULT 0) STRICT;

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
    , baseline_events TEXT, typed_phone TEXT, goods TEXT NOT NULL DEFAULT '', wiped_at INTEGER) STRICT;

CREATE UNIQUE INDEX orders_by_code ON orders (shop_id, code);

CREATE INDEX orders_by_shop ON orders (shop_id);

CREATE INDEX orders_to_follow ON orders (shop_id, created_at) WHERE is_final = 0;

CREATE TABLE order_events (
        shop_id INTEGER NOT NULL,
        order_code TEXT NOT NULL,
        event TEXT NOT NULL,
        happened_at INTEGER NOT NULL,
        observed_at INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (shop_id, order_code, event),
        FOREIGN KEY (shop_id, order_code) REFERENCES orders (shop_id, code)
    ) STRICT, WITHOUT ROWID;

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
    ) STRICT;

CREATE INDEX history_by_message ON message_history (message_id);

CREATE INDEX attempts_by_time ON message_history (shop_id, at) WHERE after = 'sending';

CREATE TRIGGER history_is_kept BEFORE DELETE ON message_history BEGIN SELECT raise(ABORT, 'append only'); END;

CREATE TRIGGER history_is_fixed BEFORE UPDATE ON message_history BEGIN SELECT raise(ABORT, 'append only'); END;

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
    ) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_by_chat_id ON contacts (shop_id, chat_id) WHERE chat_id IS NOT NULL;

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
    ) STRICT;

CREATE UNIQUE INDEX inbox_by_event ON inbox (shop_id, event_id, event_name);

CREATE INDEX inbox_by_time ON inbox (received_at);

CREATE TABLE "whatsapp_messages_log" (
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
        wiped_at INTEGER, delivery TEXT,
        FOREIGN KEY (shop_id, order_code) REFERENCES orders (shop_id, code)
    ) STRICT;

CREATE UNIQUE INDEX messages_by_event ON whatsapp_messages_log (shop_id, order_code, event) WHERE kind = 'event';

CREATE INDEX messages_by_order ON whatsapp_messages_log (shop_id, order_code) WHERE order_code IS NOT NULL;

CREATE UNIQUE INDEX messages_by_wa_id ON whatsapp_messages_log (shop_id, wa_id) WHERE wa_id IS NOT NULL;

CREATE INDEX messages_by_reply_wa_id ON whatsapp_messages_log (shop_id, reply_wa_id) WHERE reply_wa_id IS NOT NULL;

CREATE INDEX messages_by_state ON whatsapp_messages_log (shop_id, state);

CREATE INDEX messages_due ON whatsapp_messages_log (shop_id, due_at) WHERE state = 'queued';

CREATE INDEX messages_expiring ON whatsapp_messages_log (shop_id, expires_at) WHERE state IN ('queued', 'held');

CREATE INDEX messages_doubtful ON whatsapp_messages_log (shop_id, settle_until) WHERE state = 'unknown';

CREATE INDEX messages_awaiting_ack ON whatsapp_messages_log (shop_id, next_ack_at) WHERE next_ack_at IS NOT NULL;

CREATE TRIGGER messages_are_frozen BEFORE UPDATE OF wa_id, text, chat_id ON whatsapp_messages_log
    WHEN (old.wa_id IS NOT NULL AND new.wa_id IS NOT old.wa_id)
      OR (old.text IS NOT NULL AND new.text IS NOT old.text
          AND (new.wiped_at IS NULL OR new.text IS NOT NULL))
      OR (old.chat_id IS NOT NULL AND new.chat_id IS NOT old.chat_id
          AND (new.wiped_at IS NULL OR new.chat_id IS NOT NULL))
    BEGIN SELECT raise(ABORT, 'frozen'); END;

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
    WHERE baseline_events IS NOT NULL;

CREATE TABLE session_journal (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        at INTEGER NOT NULL,
        what TEXT NOT NULL
    ) STRICT;

CREATE INDEX journal_by_shop ON session_journal (shop_id, id);

CREATE TABLE template_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        template_id INTEGER NOT NULL,
        replaced_at INTEGER NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;

CREATE INDEX versions_by_template ON template_versions (template_id, id);

CREATE TRIGGER template_versions_are_kept AFTER UPDATE OF text, language ON whatsapp_templates
    WHEN old.text <> new.text OR old.language <> new.language
    BEGIN
        INSERT INTO template_versions (template_id, replaced_at, name, language, text)
        VALUES (old.id, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), old.name, old.language,
            old.text);
        DELETE FROM template_versions WHERE template_id = old.id AND id <= (
            SELECT id FROM template_versions WHERE template_id = old.id ORDER BY id DESC LIMIT 1 OFFSET 50);
    END;

CREATE TRIGGER template_versions_go_with_it AFTER DELETE ON whatsapp_templates
    BEGIN DELETE FROM template_versions WHERE template_id = old.id; END;

CREATE INDEX messages_to_phone ON whatsapp_messages_log (shop_id, phone) WHERE phone IS NOT NULL;

CREATE INDEX messages_joined ON whatsapp_messages_log (joined_to) WHERE joined_to IS NOT NULL;

CREATE INDEX messages_due_personal ON whatsapp_messages_log (shop_id, due_at) WHERE state = 'queued' AND kind <> 'event';

CREATE TABLE chats (
        id INTEGER PRIMARY KEY,
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        phone TEXT NOT NULL,
        last_at INTEGER NOT NULL,
        unread INTEGER NOT NULL,
        waiting_since INTEGER
    ) STRICT;

CREATE UNIQUE INDEX chats_by_phone ON chats (shop_id, phone);

CREATE INDEX chats_by_time ON chats (shop_id, last_at);

CREATE INDEX chats_unread ON chats (shop_id, unread, waiting_since) WHERE unread > 0;

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
    ) STRICT;

CREATE UNIQUE INDEX chat_messages_by_wa_id ON chat_messages (shop_id, wa_id);

CREATE INDEX chat_messages_by_time ON chat_messages (chat, at);

CREATE INDEX chat_messages_by_order ON chat_messages (shop_id, order_code) WHERE order_code IS NOT NULL;

CREATE TABLE lids (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        lid TEXT NOT NULL,
        phone TEXT NOT NULL,
        PRIMARY KEY (shop_id, lid)
    ) STRICT, WITHOUT ROWID;

CREATE INDEX messages_accepted ON whatsapp_messages_log (shop_id, accepted_at, phone) WHERE accepted_at IS NOT NULL;

CREATE INDEX replies_by_time ON chat_messages (shop_id, from_me, at, chat);

CREATE INDEX events_by_time ON order_events (shop_id, observed_at);

CREATE TABLE statistics_days (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        starts INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        counts TEXT NOT NULL,
        PRIMARY KEY (shop_id, starts)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE statistics_marks (
        shop_id INTEGER PRIMARY KEY REFERENCES shops (shop_id),
        history_id INTEGER NOT NULL,
        reply_id INTEGER NOT NULL
    ) STRICT;

CREATE TRIGGER statistics_forget_leaving AFTER UPDATE OF accepted_at ON whatsapp_messages_log
    WHEN old.accepted_at IS NOT NULL AND new.accepted_at IS NOT old.accepted_at
    BEGIN DELETE FROM statistics_days WHERE shop_id = old.shop_id AND starts > old.accepted_at - 90000000 AND starts <= old.accepted_at; END;

CREATE TRIGGER statistics_forget_phone AFTER UPDATE OF phone ON whatsapp_messages_log
    WHEN old.accepted_at IS NOT NULL AND new.phone IS NOT old.phone
    BEGIN DELETE FROM statistics_days WHERE shop_id = old.shop_id AND starts > old.accepted_at - 90000000 AND starts <= old.accepted_at; END;

CREATE TRIGGER statistics_forget_reply AFTER DELETE ON chat_messages
    BEGIN
        DELETE FROM statistics_days WHERE old.from_me = 0 AND shop_id = old.shop_id
            AND starts > old.at - 349200000 AND starts <= old.at;
        UPDATE statistics_marks SET reply_id = (SELECT ifnull(max(id), 0) FROM chat_messages)
        WHERE reply_id > (SELECT ifnull(max(id), 0) FROM chat_messages);
    END;

CREATE INDEX messages_by_day ON whatsapp_messages_log (shop_id, created_at);

CREATE INDEX orders_by_time ON orders (shop_id, created_at, status, delivery_mode, is_kaspi_delivery, is_express);

CREATE TABLE message_counts (shop_id INTEGER NOT NULL, block INTEGER NOT NULL, template_id INTEGER NOT NULL, queued INTEGER NOT NULL DEFAULT 0, sending INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0, needs_decision INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0, delivered INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (shop_id, block, template_id)) STRICT, WITHOUT ROWID;

CREATE TRIGGER message_counts_come AFTER INSERT ON whatsapp_messages_log BEGIN INSERT INTO message_counts (shop_id, block, template_id, queued, sending, unknown, needs_decision, accepted, sent, delivered, read, held, failed, skipped) VALUES (new.shop_id, new.id / 512, coalesce(new.template_id, 0), new.state = 'queued', new.state = 'sending', new.state = 'unknown', new.state = 'needs_decision', new.state = 'accepted', new.state = 'sent', new.state = 'delivered', new.state = 'read', new.state = 'held', new.state = 'failed', new.state = 'skipped') ON CONFLICT DO UPDATE SET queued = queued + excluded.queued, sending = sending + excluded.sending, unknown = unknown + excluded.unknown, needs_decision = needs_decision + excluded.needs_decision, accepted = accepted + excluded.accepted, sent = sent + excluded.sent, delivered = delivered + excluded.delivered, read = read + excluded.read, held = held + excluded.held, failed = failed + excluded.failed, skipped = skipped + excluded.skipped; END;

CREATE TRIGGER message_counts_move AFTER UPDATE OF state ON whatsapp_messages_log WHEN new.state IS NOT old.state BEGIN UPDATE message_counts SET queued = queued + (new.state = 'queued') - (old.state = 'queued'), sending = sending + (new.state = 'sending') - (old.state = 'sending'), unknown = unknown + (new.state = 'unknown') - (old.state = 'unknown'), needs_decision = needs_decision + (new.state = 'needs_decision') - (old.state = 'needs_decision'), accepted = accepted + (new.state = 'accepted') - (old.state = 'accepted'), sent = sent + (new.state = 'sent') - (old.state = 'sent'), delivered = delivered + (new.state = 'delivered') - (old.state = 'delivered'), read = read + (new.state = 'read') - (old.state = 'read'), held = held + (new.state = 'held') - (old.state = 'held'), failed = failed + (new.state = 'failed') - (old.state = 'failed'), skipped = skipped + (new.state = 'skipped') - (old.state = 'skipped') WHERE shop_id = old.shop_id AND block = old.id / 512 AND template_id = coalesce(old.template_id, 0); END;

CREATE TRIGGER message_counts_go AFTER DELETE ON whatsapp_messages_log BEGIN UPDATE message_counts SET queued = queued - (old.state = 'queued'), sending = sending - (old.state = 'sending'), unknown = unknown - (old.state = 'unknown'), needs_decision = needs_decision - (old.state = 'needs_decision'), accepted = accepted - (old.state = 'accepted'), sent = sent - (old.state = 'sent'), delivered = delivered - (old.state = 'delivered'), read = read - (old.state = 'read'), held = held - (old.state = 'held'), failed = failed - (old.state = 'failed'), skipped = skipped - (old.state = 'skipped') WHERE shop_id = old.shop_id AND block = old.id / 512 AND template_id = coalesce(old.template_id, 0); END;

CREATE VIRTUAL TABLE message_words USING fts5 (words, content = '', detail = none, prefix = '2 3');

CREATE TRIGGER message_words_come AFTER INSERT ON whatsapp_messages_log BEGIN INSERT INTO message_words (rowid, words) VALUES (new.id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(new.text, new.draft, ''), 'Ё', 'е'), 'ё', 'е'), 'Й', 'и'), 'й', 'и'), 'Ә', 'а'), 'ә', 'а'), 'І', 'и'), 'і', 'и'), 'Ң', 'н'), 'ң', 'н'), 'Ғ', 'г'), 'ғ', 'г'), 'Ү', 'у'), 'ү', 'у'), 'Ұ', 'у'), 'ұ', 'у'), 'Қ', 'к'), 'қ', 'к'), 'Ө', 'о'), 'ө', 'о'), 'Һ', 'х'), 'һ', 'х') || ' ' || new.search || ' ' || coalesce(substr(new.phone, 2), '') || ' ' || coalesce(substr(new.phone, -4), '') || ' ' || coalesce(substr(new.order_code, -4), '')); END;

CREATE TRIGGER message_words_go AFTER DELETE ON whatsapp_messages_log BEGIN INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', old.id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(old.text, old.draft, ''), 'Ё', 'е'), 'ё', 'е'), 'Й', 'и'), 'й', 'и'), 'Ә', 'а'), 'ә', 'а'), 'І', 'и'), 'і', 'и'), 'Ң', 'н'), 'ң', 'н'), 'Ғ', 'г'), 'ғ', 'г'), 'Ү', 'у'), 'ү', 'у'), 'Ұ', 'у'), 'ұ', 'у'), 'Қ', 'к'), 'қ', 'к'), 'Ө', 'о'), 'ө', 'о'), 'Һ', 'х'), 'һ', 'х') || ' ' || old.search || ' ' || coalesce(substr(old.phone, 2), '') || ' ' || coalesce(substr(old.phone, -4), '') || ' ' || coalesce(substr(old.order_code, -4), '')); END;

CREATE TRIGGER message_words_change AFTER UPDATE OF text, draft, search, phone ON whatsapp_messages_log WHEN new.text IS NOT old.text OR new.draft IS NOT old.draft OR new.search IS NOT old.search OR new.phone IS NOT old.phone BEGIN INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', old.id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(old.text, old.draft, ''), 'Ё', 'е'), 'ё', 'е'), 'Й', 'и'), 'й', 'и'), 'Ә', 'а'), 'ә', 'а'), 'І', 'и'), 'і', 'и'), 'Ң', 'н'), 'ң', 'н'), 'Ғ', 'г'), 'ғ', 'г'), 'Ү', 'у'), 'ү', 'у'), 'Ұ', 'у'), 'ұ', 'у'), 'Қ', 'к'), 'қ', 'к'), 'Ө', 'о'), 'ө', 'о'), 'Һ', 'х'), 'һ', 'х') || ' ' || old.search || ' ' || coalesce(substr(old.phone, 2), '') || ' ' || coalesce(substr(old.phone, -4), '') || ' ' || coalesce(substr(old.order_code, -4), '')); INSERT INTO message_words (rowid, words) VALUES (new.id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(new.text, new.draft, ''), 'Ё', 'е'), 'ё', 'е'), 'Й', 'и'), 'й', 'и'), 'Ә', 'а'), 'ә', 'а'), 'І', 'и'), 'і', 'и'), 'Ң', 'н'), 'ң', 'н'), 'Ғ', 'г'), 'ғ', 'г'), 'Ү', 'у'), 'ү', 'у'), 'Ұ', 'у'), 'ұ', 'у'), 'Қ', 'к'), 'қ', 'к'), 'Ө', 'о'), 'ө', 'о'), 'Һ', 'х'), 'һ', 'х') || ' ' || new.search || ' ' || coalesce(substr(new.phone, 2), '') || ' ' || coalesce(substr(new.phone, -4), '') || ' ' || coalesce(substr(new.order_code, -4), '')); END;

CREATE TABLE sent_elsewhere (mark BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE opt_outs (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        phone_hash BLOB NOT NULL,
        opted_out_at INTEGER NOT NULL,
        PRIMARY KEY (shop_id, phone_hash)
    ) STRICT, WITHOUT ROWID;

