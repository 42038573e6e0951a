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
    "CREATE INDEX messages_by_hour ON whatsapp_messages_log (shop_id, accepted_at, state, kind, phone)"
    " WHERE accepted_at IS NOT NULL",
    "CREATE INDEX messages_by_template ON whatsapp_messages_log (shop_id, template_name, delivery,"
    " accepted_at, state, kind) WHERE accepted_at IS NOT NULL",
    "CREATE INDEX messages_by_phone ON whatsapp_messages_log (shop_id, phone, accepted_at, template_name,"
    " delivery, state, kind) WHERE accepted_at IS NOT NULL",
    "CREATE INDEX messages_not_sent ON whatsapp_messages_log (shop_id, created_at, reason, state, kind)"
    " WHERE state IN ('failed', 'skipped')",
    "CREATE INDEX replies_by_time ON chat_messages (shop_id, from_me, at, chat)",
    "CREATE INDEX events_by_time ON order_events (shop_id, observed_at)",
)
