"""Earlier versions of templates, and what statistics are counted from; part of step 2 and as fixed."""

TEMPLATE_VERSIONS = (
    """
    CREATE TABLE template_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        template_id INTEGER NOT NULL,
        replaced_at INTEGER NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX versions_by_template ON template_versions (template_id, id)",
    # Whoever changes a text, an earlier one is kept: the window, an import, another program.
    """
    CREATE TRIGGER template_versions_are_kept AFTER UPDATE OF text, language ON whatsapp_templates
    WHEN old.text <> new.text OR old.language <> new.language
    BEGIN
        INSERT INTO template_versions (template_id, replaced_at, name, language, text)
        VALUES (old.id, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), old.name, old.language,
            old.text);
        DELETE FROM template_versions WHERE template_id = old.id AND id <= (
            SELECT id FROM template_versions WHERE template_id = old.id ORDER BY id DESC LIMIT 1 OFFSET 50);
    END""",
    """
    CREATE TRIGGER template_versions_go_with_it AFTER DELETE ON whatsapp_templates
    BEGIN DELETE FROM template_versions WHERE template_id = old.id; END""",
)

_FORGET_DAY = (
    "DELETE FROM statistics_days WHERE shop_id = old.shop_id"
    " AND starts > old.accepted_at - 90000000 AND starts <= old.accepted_at;"
)

STATISTICS = (
    "ALTER TABLE whatsapp_messages_log ADD COLUMN delivery TEXT",
    # As `Order.delivery` derives it.
    """
    UPDATE whatsapp_messages_log SET delivery = (
        SELECT CASE
            WHEN delivery_mode = 'DELIVERY_PICKUP' AND is_kaspi_delivery = 0 THEN 'pickup'
            WHEN delivery_mode IN ('DELIVERY_PICKUP', 'DELIVERY_POSTOMAT') THEN 'postomat'
            WHEN delivery_mode = 'DELIVERY_LOCAL' AND is_kaspi_delivery = 0 THEN 'own_delivery'
            WHEN delivery_mode NOT IN
                ('DELIVERY_LOCAL', 'DELIVERY_REGIONAL_TODOOR', 'DELIVERY_REGIONAL_PICKUP') THEN 'unknown'
            WHEN is_kaspi_delivery = 1 AND is_express = 1 THEN 'express'
            WHEN is_kaspi_delivery = 1 OR delivery_mode = 'DELIVERY_REGIONAL_PICKUP' THEN 'kaspi_delivery'
            ELSE 'unknown' END
        FROM orders WHERE orders.shop_id = whatsapp_messages_log.shop_id
            AND orders.code = whatsapp_messages_log.order_code)""",
    # Who got the most is read from this index alone; nothing in it changes when a tick comes in.
    "DROP INDEX messages_accepted",
    "CREATE INDEX messages_accepted ON whatsapp_messages_log (shop_id, accepted_at, phone)"
    " WHERE accepted_at IS NOT NULL",
    "CREATE INDEX replies_by_time ON chat_messages (shop_id, from_me, at, chat)",
    "CREATE INDEX events_by_time ON order_events (shop_id, observed_at)",
    # What `store.statistics_days` has counted, and up to which move and which reply that is true.
    """
    CREATE TABLE statistics_days (
        shop_id INTEGER NOT NULL REFERENCES shops (shop_id),
        starts INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        counts TEXT NOT NULL,
        PRIMARY KEY (shop_id, starts)
    ) STRICT, WITHOUT ROWID""",
    """
    CREATE TABLE statistics_marks (
        shop_id INTEGER PRIMARY KEY REFERENCES shops (shop_id),
        history_id INTEGER NOT NULL,
        reply_id INTEGER NOT NULL
    ) STRICT""",
    # Changes that are no moves. A day has 24 or 25 hours; a reply counts for three days before it.
    f"""
    CREATE TRIGGER statistics_forget_leaving AFTER UPDATE OF accepted_at ON whatsapp_messages_log
    WHEN old.accepted_at IS NOT NULL AND new.accepted_at IS NOT old.accepted_at
    BEGIN {_FORGET_DAY} END""",
    f"""
    CREATE TRIGGER statistics_forget_phone AFTER UPDATE OF phone ON whatsapp_messages_log
    WHEN old.accepted_at IS NOT NULL AND new.phone IS NOT old.phone
    BEGIN {_FORGET_DAY} END""",
    # The id of a reply that is gone may come again.
    """
    CREATE TRIGGER statistics_forget_reply AFTER DELETE ON chat_messages
    BEGIN
        DELETE FROM statistics_days WHERE old.from_me = 0 AND shop_id = old.shop_id
            AND starts > old.at - 349200000 AND starts <= old.at;
        UPDATE statistics_marks SET reply_id = (SELECT ifnull(max(id), 0) FROM chat_messages)
        WHERE reply_id > (SELECT ifnull(max(id), 0) FROM chat_messages);
    END""",
)
