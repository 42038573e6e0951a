"""Rows of what comes from outside: network, Kaspi, WAHA, events, texts, settings."""

from tests.faults.row import row

_CRASH = "engine/test_crash.py::test_no_message_is_lost_or_doubled"
_LINK = "waha/test_link.py::"
_SEND = "engine/test_send.py::"
_SEND_MANNERS = "engine/test_send_manners.py::"
_SEND_ANSWERS = "engine/test_send_answers.py::"
_RECOVER = "engine/test_recover.py::"
_ACKS = "engine/test_acks.py::"
_SESSION = "engine/test_session.py::"
_POLL = "engine/test_poll.py::"
_ORDERS = "store/test_orders.py::"
_OUTBOX = "store/test_outbox.py::"
_KASPI_FAULTS = "kaspi/test_faults.py::"
_KASPI = "kaspi/test_client.py::"
_PARSE = "kaspi/test_parse.py::"
_WAHA_SEND = "waha/test_send.py::"
_LOOKUP = "waha/test_lookup.py::"
_NEW_CHATS = "engine/test_new_chats.py::"
_ANNOUNCED = "engine/test_announced_limits.py::"
_HOOKS = "engine/test_webhooks.py::"
_RECEIVER = "api/test_receiver.py::"
_TEMPLATE = "domain/test_template_language.py::"

NETWORK = {
    "N1": row("name can't be resolved"),
    "N2": row("refused", _LINK + "test_nobody_listens", _KASPI_FAULTS + "test_nobody_there"),
    "N3": row(
        "connection reset before, in, after the body",
        _LINK + "test_bytes_may_have_left",
        _KASPI_FAULTS + "test_a_broken_connection_is_tried_once_more",
    ),
    "N4": row(
        "answers in drops or without end",
        _LINK + "test_a_silent_server_is_no_answer_in_time",
        _KASPI_FAULTS + "test_an_answer_in_drops_ends_at_the_deadline",
    ),
    "N5": row("Content-Length and chunks that lie", _KASPI_FAULTS + "test_what_is_not_http"),
    "N6": row(
        "huge body",
        _LINK + "test_an_answer_without_end_is_dropped",
        _KASPI_FAULTS + "test_an_endless_answer_is_cut",
    ),
    "N7": row("compressed bomb", _KASPI_FAULTS + "test_bad_packing"),
    "N8": row(
        "redirects",
        _LINK + "test_a_redirect_is_not_followed",
        _KASPI_FAULTS + "test_a_redirect_is_not_followed",
    ),
    "N9": row(
        "a web page in place of an answer",
        _RECOVER + "test_what_was_sent_is_found[reply_garbage-",
        _KASPI_FAULTS + "test_an_answer_that_is_none",
    ),
    "N10": row(
        "broken JSON of every kind", "kaspi/test_fuzz.py::", "waha/test_events.py::test_no_frame_breaks"
    ),
    "N11": row(
        "certificates that are not trusted",
        _LINK + "test_an_untrusted_certificate",
        _LINK + "test_another_hosts_certificate",
        _LINK + "test_no_tls_at_all",
        _KASPI_FAULTS + "test_tls_that_is_not_trusted",
    ),
    "N12": row(
        "a pinned certificate changed",
        "waha/test_pin.py::test_another_certificate_stops_everything_and_both_are_shown",
    ),
    "N13": row("proxy and .netrc of the environment", _LINK + "test_the_environments_proxy_is_ignored"),
    "N14": row(
        "a kept connection closed by the server",
        _KASPI_FAULTS + "test_a_connection_kept_too_long_is_replaced",
        _LINK + "test_bytes_may_have_left",
    ),
    "N15": row(
        "429 with every Retry-After",
        _WAHA_SEND + "test_retry_after",
        _KASPI_FAULTS + "test_how_long_kaspi_wants_us_to_wait",
    ),
    "N16": row(
        "5xx once and a thousand times", "engine/test_parts.py::test_other_pauses_grow_and_stay_bounded"
    ),
    "N17": row("204, empty 200, 206"),
    "N18": row("another network in mid-request", _KASPI_FAULTS + "test_the_other_address_family_is_tried"),
    "N19": row("a day without network"),
    "N20": row(
        "the answer to another request",
        _SEND_ANSWERS + "test_server_that_sends_under_other_ids_is_not_trusted_with_them",
        _LOOKUP + "test_not_to_be_told",
    ),
}

KASPI = {
    "A1": row("401 once, always, after hours", _POLL + "test_one_401_is_not_yet_an_answer"),
    "A2": row("403, 405, a block page", _POLL + "test_each_failure_is_shown_and_its_end_too"),
    "A3": row("token of another shop", _POLL + "test_the_token_of_another_shop_begins_anew"),
    "A4": row("first run with 5,000 old orders"),
    "A5": row("an order that appears late"),
    "A6": row("orders come while pages are read"),
    "A7": row("one order on two pages", _ORDERS + "test_the_same_code_twice_in_a_page_is_one_order"),
    "A8": row(
        "impossible page counts, pages that repeat",
        _KASPI + "test_a_repeated_page_ends_the_walk",
        _KASPI + "test_pages_without_end_end_at_two_hundred",
        _KASPI + "test_an_empty_page_ends_the_walk_whatever_the_count_says",
    ),
    "A9": row("an empty list where orders were"),
    "A10": row("stages jumped over", _SEND + "test_pickup_order_gets_the_newest_stage_only"),
    "A11": row(
        "status back and forth",
        _ORDERS + "test_an_event_is_recorded_once_even_when_the_status_goes_back_and_forth",
    ),
    "A12": row("cancelled between poll and send", _SEND + "test_a_cancelled_order_is_not_messaged"),
    "A13": row("cancelled between look and send"),
    "A14": row("unknown words", _ORDERS + "test_words_nobody_knows_are_stored_and_never_messaged"),
    "A15": row(
        "codes that are none",
        _PARSE + "test_an_order_that_is_none_is_counted_and_the_others_stay",
        "kaspi/test_fuzz.py::",
    ),
    "A16": row("times that are none", _PARSE + "test_an_order_created_after_the_latest_is_skipped"),
    "A17": row(
        "phones that lead to no chat",
        "domain/test_phone.py::",
        _SEND + "test_a_phone_that_leads_to_no_chat_is_a_reason",
    ),
    "A18": row(
        "a hundred orders of one buyer",
        "engine/test_turn.py::test_one_buyer_gets_one_message_a_minute_and_others_go_on",
        "engine/test_turn.py::test_the_fifth_message_of_a_day_is_asked_about",
    ),
    "A19": row("one code in two shops", _ORDERS + "test_two_shops_may_have_the_same_code"),
    "A20": row(
        "Kaspi limits the rate",
        _KASPI + "test_the_pace_is_kept_on_loopback_too",
        "engine/test_parts.py::test_pauses_after_kaspis_errors",
    ),
    "A21": row("the window of 14 days refused", _KASPI + "test_a_long_time_is_read_in_windows_oldest_first"),
    "A22": row("accepted at once, never new", "domain/test_decide.py::test_an_accepted_order_of_a_delivery"),
    "A23": row("handed over, shown by a flag only"),
    "A24": row(
        "silence after the handshake",
        _KASPI_FAULTS + "test_silence_after_the_handshake",
        _KASPI_FAULTS + "test_silence_after_connecting_is_a_block",
    ),
    "A25": row("errors with and without a body", _KASPI_FAULTS + "test_an_answer_that_is_none"),
    "A26": row("the lines of one order missing"),
}

WAHA = {
    "W1": row("WAHA restarts in mid-queue"),
    "W2": row("WAHA restarts and its store is lost"),
    "W3": row(
        "FAILED, STOPPED, STARTING for ever",
        _SESSION + "test_a_failed_session_is_restarted_once_an_hour",
        _SESSION + "test_starting_is_not_repeated_within_a_minute",
        _SESSION + "test_a_session_stopped_by_the_person_stays_stopped",
    ),
    "W4": row("a QR code in mid-queue", _SESSION + "test_the_qr_is_read_again_as_it_changes"),
    "W5": row("passkeys, unknown statuses", _SESSION + "test_statuses_that_need_a_person"),
    "W6": row("paired with another number", _SESSION + "test_another_number_blocks_until_it_is_accepted"),
    "W7": row("the session gate refuses, once and often"),
    "W8": row(
        "a refusal after an earlier attempt that is still held",
        _RECOVER + "test_a_definite_no_after_a_doubt_does_not_end_the_doubt",
        _OUTBOX + "test_a_definite_no_does_not_speak_for_an_earlier_doubtful_attempt",
    ),
    "W9": row("400 for every send", _SEND_ANSWERS + "test_two_bad_requests_in_a_row_pause"),
    "W10": row("key revoked or read-only"),
    "W11": row("session deleted"),
    "W12": row("500 before and after the effect", _RECOVER + "test_what_was_sent_is_found"),
    "W13": row(
        "463 in both styles",
        _NEW_CHATS + "test_known_chats_go_on_while_new_ones_wait",
        _NEW_CHATS + "test_one_probe_and_then_the_others",
        _NEW_CHATS + "test_the_second_refusal_in_a_week_waits_for_a_person",
        _NEW_CHATS + "test_the_style_of_noweb",
        _ACKS + "test_an_error_tick_under_a_restriction_holds_the_message",
    ),
    "W14": row(
        "quota warnings, quota used up, quota unreadable",
        _ANNOUNCED + "test_a_quota_stops_new_chats_until_it_is_free_again",
        _ANNOUNCED + "test_the_quota_is_spread_over_its_cycle",
        "engine/test_turn.py::test_a_warning_halves_the_limits",
    ),
    "W15": row(
        "refused after it was accepted",
        _ACKS + "test_an_error_tick_asks_the_person",
        _ACKS + "test_a_late_error_tick_is_noise",
    ),
    "W16": row("PENDING for ever though delivered"),
    "W17": row(
        "connected and dead",
        "engine/test_canary.py::test_connected_but_dead_stops_and_says_since_when",
        "engine/test_canary.py::test_phones_that_are_off_are_no_dead_connection",
    ),
    "W18": row(
        "another id, no id in the answer",
        _SEND_ANSWERS + "test_server_that_sends_under_other_ids_is_not_trusted_with_them",
        _RECOVER + "test_what_was_sent_is_found[reply_no_id-",
    ),
    "W19": row(
        "ticks out of order, twice, missing",
        _OUTBOX + "test_ticks_come_late_twice_and_out_of_order",
        _ACKS + "test_a_late_error_tick_is_noise",
    ),
    "W20": row(
        "look-ups that lag",
        _LOOKUP + "test_found_under_the_lid",
        _RECOVER + "test_nothing_is_looked_up_before_it_settled",
        _RECOVER + "test_a_look_up_that_fails_proves_nothing",
    ),
    "W21": row("one request, two bubbles"),
    "W22": row(
        "number without WhatsApp, checks refused",
        _SEND_ANSWERS + "test_number_without_whatsapp_fails_and_is_not_asked_again",
        _SEND_MANNERS + "test_a_limit_without_a_time_rests_for_an_hour",
    ),
    "W23": row(
        "another number answers the check", _SEND_ANSWERS + "test_an_account_that_bears_another_number"
    ),
    "W24": row(
        "typing fails or hangs", _SEND_MANNERS + "test_typing_is_shown_before_a_message_and_never_stops_it"
    ),
    "W25": row(
        "no ids, rubbish ids, one id twice",
        _WAHA_SEND + "test_new_message_id",
        _OUTBOX + "test_one_id_belongs_to_one_message",
    ),
    "W26": row("another version or engine", _SESSION + "test_another_engine_has_to_prove_itself_anew"),
    "W27": row("WAHA's clock two hours off", _LOOKUP + "test_sent_since_by_a_slow_server_clock"),
    "W28": row("what WAHA would accept without sending"),
    "W29": row("ids in every engine's shape", _WAHA_SEND + "test_accepted"),
    "W30": row("look-up errors that prove nothing", _LOOKUP + "test_not_to_be_told"),
    "W31": row("Connection Closed, Timed Out", _CRASH, _RECOVER + "test_surely_absent_is_resent"),
}

EVENTS = {
    "H1": row(
        "forged webhooks",
        "waha/test_webhook.py::test_any_other_signature_is_refused",
        _RECEIVER + "test_a_signed_event_moves_its_message",
        _HOOKS + "test_forged_broken_replayed_and_shuffled_events",
    ),
    "H2": row("a webhook changed by a byte", _HOOKS + "test_forged_broken_replayed_and_shuffled_events"),
    "H3": row("a webhook replayed", _HOOKS + "test_an_honest_repeat_may_be_late_but_not_a_day"),
    "H4": row("a thousand equal webhooks", _HOOKS + "test_a_thousand_repeats_at_once_are_one"),
    "H5": row(
        "events of another session",
        "waha/test_events.py::test_what_can_not_be_read_is_passed_over",
        _HOOKS + "test_what_is_signed_and_still_not_for_us",
    ),
    "H6": row(
        "huge and slow webhooks",
        _RECEIVER + "test_a_body_without_an_end",
        _RECEIVER + "test_a_body_that_drips",
        _RECEIVER + "test_a_head_that_drips_is_cut_off",
        _RECEIVER + "test_more_than_are_let_in",
        _RECEIVER + "test_a_flood_is_asked_to_come_again",
    ),
    "H7": row(
        "the webhook's port is taken",
        _RECEIVER + "test_a_port_that_is_taken",
        "api/test_door.py::test_a_port_that_is_taken_is_no_end",
    ),
    "H8": row(
        "the event stream drops again and again",
        _ACKS + "test_a_stream_that_drops_is_opened_again",
        _ACKS + "test_questions_bring_the_ticks_without_events",
    ),
    "H9": row("a wish to stop while a message is on the wire"),
    "H10": row(
        "words that only look like a wish to stop",
        "domain/test_opt_out.py::",
        _ACKS + "test_replies_are_kept_and_obeyed",
    ),
}

TEXT = {
    "M1": row(
        "wrong templates",
        _TEMPLATE + "test_every_mistake_is_told_with_its_place",
        _SEND + "test_missing_value_stops_the_message_with_its_name",
    ),
    "M2": row("templates that try to break out"),
    "M3": row("templates that take for ever", _TEMPLATE + "test_no_template_takes_long"),
    "M4": row("hostile names of buyers"),
    "M5": row("markup, links and lines in order data"),
    "M6": row(
        "formulas in exports",
        "cli/test_exports.py::test_csv_opens_in_a_kazakh_excel_and_runs_no_formula",
        "cli/test_exports.py::test_xlsx_has_texts_and_numbers_and_no_formula",
    ),
    "M7": row("texts too long or empty", _TEMPLATE + "test_a_text_that_cannot_be_sent_is_refused"),
    "M8": row("template changed after the text was fixed"),
    "M9": row("two buyers' texts the same"),
    "M10": row("spellings of a phone", "domain/test_phone.py::test_every_spelling_of_one_number"),
}

CONFIG = {
    "U1": row("false updates", "updates/test_updates.py::"),
    "U2": row("settings edited by hand", "domain/test_settings.py::test_any_json_is_settings_or_a_refusal"),
    "U3": row("addresses that are none", "domain/test_settings.py::test_a_waha_that_is_refused"),
    "U4": row(
        "no store for secrets",
        "store/test_secrets.py::test_a_store_that_is_not_the_systems_is_not_trusted",
        "store/test_secrets.py::test_a_store_that_fails_its_trial_is_not_used",
    ),
    "U5": row("an older program", "store/test_database.py::test_a_file_is_copied_before_it_is_upgraded"),
    "U6": row(
        "forget everything", "store/test_erasure.py::", "cli/test_backup.py::test_everything_is_erased"
    ),
}
