-- What a shop may have in a file of version 1: rows in every table, a message in every state.
INSERT INTO shops (shop_id, name, position, baseline_at, pause_reason, pause_since, pause_until) VALUES
    (1, 'Арман Техно', 0, 1767222000000, NULL, NULL, NULL),
    (2, 'Арман Қызылорда', 1, 1767222000000, 'by_person', 1767225600000, NULL);
INSERT INTO whatsapp_settings (shop_id, key, value) VALUES
    (1, 'shop', '{"name":"Арман Техно","kaspi":{"token":"","poll_seconds":240},"waha":{"url":"http://localhost:3000","api_key":"","session":"default"},"sending":{"enabled":true,"hourly_limit":15}}'),
    (2, 'shop', '{"name":"Арман Қызылорда","kaspi":{"token":""},"waha":{"url":"http://localhost:3001","api_key":"","session":"second"}}'),
    (NULL, 'app', '{"language":"kk","theme":"dark"}');
INSERT INTO whatsapp_templates (id, shop_id, name, event, delivery, language, enabled, delay_minutes, text) VALUES
    (1, NULL, 'Новый заказ', 'new_order', NULL, 'ru', 1, 0, 'Здравствуйте, {{ first_name }}! Заказ {{ code }} принят.'),
    (2, 1, 'Тапсырыс дайын', 'ready_for_pickup', 'pickup', 'kk', 0, 30, 'Сәлеметсіз бе! {{ code }} дайын.');
INSERT INTO waha_sessions (shop_id, pinned_phone, paired_at, ids_honoured, stopped_by_person, restarted_at, server_version, engine) VALUES
    (1, '77000000000', 1767222000000, 1, 0, NULL, '2026.1.1', 'NOWEB'),
    (2, NULL, NULL, NULL, 1, 1767222000000, NULL, NULL);
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2000)
INSERT INTO orders (id, shop_id, code, first_seen_at, last_seen_at, looked_at, is_final, kaspi_id, state, status,
    delivery_mode, created_at, is_kaspi_delivery, is_express, is_assembled, is_preorder, needs_signature,
    approved_at, planned_at, reserved_until, handed_over_at, completed_at, total_price, buyer_first_name,
    buyer_last_name, buyer_phone, has_phone_alias, pickup_address, delivery_address, cancellation_reason,
    entries, search)
SELECT n, 1 + n % 2, printf('1%08d', n), 1767222000000 + n * 60000, 1767222000000 + n * 60000, 0, n % 3 = 0,
    printf('k%d', n), iif(n % 3 = 0, 'ARCHIVE', 'DELIVERY'), iif(n % 3 = 0, 'COMPLETED', 'ACCEPTED_BY_MERCHANT'),
    iif(n % 5 < 3, 'DELIVERY_LOCAL', 'DELIVERY_PICKUP'), 1767222000000 + n * 60000, n % 5 = 1, n % 10 = 1, 0, 0, 0,
    1767222030000 + n * 60000, NULL, NULL, NULL, iif(n % 3 = 0, 1767322030000 + n * 60000, NULL), '12990.50',
    'Айгүл', 'Сапарова', printf('70000000%02d', n % 100), 0, iif(n % 5 < 3, '', 'Алматы, Абай 1'),
    iif(n % 5 < 3, 'Алматы, Сәтбаев 2', ''), '',
    '[["Чайник","1"],["Сыр","0.5"]]', printf('1%08d айгул сапарова', n)
FROM n;
INSERT INTO order_events (shop_id, order_code, event, happened_at, observed_at, note)
SELECT shop_id, code, 'new_order', approved_at, first_seen_at, 'message' FROM orders;
INSERT INTO whatsapp_messages_log (id, shop_id, order_code, event, template_id, template_name, phone, chat_id,
    text, wa_id, reply_wa_id, state, reason, error, attempts, resends, is_doubted, created_at, happened_at, due_at,
    expires_at, attempt_at, settle_until, absences, accepted_at, sent_at, delivered_at, read_at, next_ack_at, search)
SELECT o.id, shop_id, code, 'new_order', 1, 'Новый заказ', '7' || buyer_phone,
    iif(s.sent, '7' || buyer_phone || '@c.us', NULL), iif(s.sent, 'Здравствуйте, Айгүл! Заказ ' || code || ' принят.', NULL),
    iif(s.sent, 'W' || o.id, NULL), NULL, s.state, s.reason, '', s.sent, 0, s.state IN ('unknown', 'needs_decision'),
    first_seen_at, approved_at, first_seen_at, first_seen_at + 86400000, iif(s.sent, first_seen_at + 1000, NULL),
    iif(s.state = 'unknown', first_seen_at + 120000, NULL), 0, iif(s.ticks >= 1, first_seen_at + 2000, NULL),
    iif(s.ticks >= 2, first_seen_at + 3000, NULL), iif(s.ticks >= 3, first_seen_at + 9000, NULL),
    iif(s.ticks >= 4, first_seen_at + 99000, NULL), iif(s.ticks IN (1, 2), first_seen_at + 60000, NULL), search
FROM orders AS o JOIN (
    SELECT 0 AS n, 'queued' AS state, NULL AS reason, 0 AS sent, 0 AS ticks
    UNION ALL VALUES (1, 'sending', NULL, 1, 0), (2, 'unknown', NULL, 1, 0), (3, 'needs_decision', NULL, 1, 0),
        (4, 'accepted', NULL, 1, 1), (5, 'sent', NULL, 1, 2), (6, 'delivered', NULL, 1, 3), (7, 'read', NULL, 1, 4),
        (8, 'held', 'restricted', 0, 0), (9, 'failed', 'no_whatsapp', 0, 0), (10, 'skipped', 'superseded', 0, 0)
) AS s ON s.n = o.id % 11;
INSERT INTO message_history (shop_id, message_id, at, before, after, reason, detail, by)
SELECT shop_id, id, created_at, NULL, 'queued', NULL, '', 'program' FROM whatsapp_messages_log
UNION ALL
SELECT shop_id, id, created_at + 1000, 'queued', state, reason, 'as it was', 'program' FROM whatsapp_messages_log
WHERE state <> 'queued';
INSERT INTO contacts (shop_id, phone, opted_out_at, has_replied, replied_at, checked_at, has_whatsapp, chat_id) VALUES
    (1, '77000000001', NULL, 1, 1767225600000, 1767225600000, 1, '123456789@lid'),
    (1, '77000000002', 1767225600000, 1, 1767225600000, NULL, NULL, NULL),
    (2, '77000000003', NULL, 0, NULL, 1767225600000, 0, NULL);
INSERT INTO inbox (id, shop_id, event_id, event_name, kind, chat_id, phone, wa_id, body, at, received_at) VALUES
    (1, 1, 'evt_1', 'message', 'message', '77000000001@c.us', '77000000001', 'R1', 'Рахмет!', 1767225600000, 1767225600500),
    (2, 1, 'evt_2', 'message.ack', 'ack', '77000000001@c.us', NULL, 'W7', NULL, 1767225600000, 1767225600500);
PRAGMA user_version = 1;
PRAGMA application_id = 0x4B4E4F54;
