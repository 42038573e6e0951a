"""The rows of the fault matrix, and which tests elsewhere speak for them.

A row is also spoken for by every test in this package that is marked with its name. A row without any test is
not built, and a row with a reason in `elsewhere` needs what a test process does not have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_CRASH = "engine/test_crash.py::test_no_message_is_lost_or_doubled"
_LINK = "waha/test_link.py::"
_SEND = "engine/test_send.py::"
_RECOVER = "engine/test_recover.py::"
_ACKS = "engine/test_acks.py::"
_SESSION = "engine/test_session.py::"
_POLL = "engine/test_poll.py::"
_ORDERS = "store/test_orders.py::"
_OUTBOX = "store/test_outbox.py::"
_FILE = "store/test_database.py::"
_KASPI_FAULTS = "kaspi/test_faults.py::"
_KASPI = "kaspi/test_client.py::"
_PARSE = "kaspi/test_parse.py::"
_WAHA_SEND = "waha/test_send.py::"
_LOOKUP = "waha/test_lookup.py::"
_SENT = "store/test_sent.py::"
_BACKUP = "cli/test_backup.py::"
_TIME = "engine/test_time.py::"
_NEW_CHATS = "engine/test_new_chats.py::"
_HOOKS = "engine/test_webhooks.py::"
_RECEIVER = "api/test_receiver.py::"
_TEMPLATE = "domain/test_template_language.py::"


@dataclass(frozen=True, slots=True)
class Row:
    """`tests` are node ids under `tests/`, or their beginnings; `elsewhere`: what the row needs instead."""

    title: str
    tests: tuple[str, ...] = ()
    elsewhere: str = ""


def _row(title: str, *tests: str) -> Row:
    return Row(title, tests)


_WINDOWS = "needs Windows"
_VM = "needs a virtual machine that is switched off"

CRASH = {
    "K1": _row("killed before an order's ingest is committed"),
    "K2": _row("killed between event and message"),
    "K3": _row("killed in the middle of the pages"),
    "K4": _row("killed inside the baseline", _POLL + "test_a_crash_inside_the_baseline_begins_it_again"),
    "K5": _row("killed after the id was fixed"),
    "K6": _row("killed after an id was fetched", _CRASH + "[prepared-"),
    "K7": _row("killed in the claim, before its commit"),
    "K8": _row("killed after the claim, before the request", _CRASH + "[claimed-"),
    "K9": _row("killed with the request on the wire", _LINK + "test_bytes_may_have_left"),
    "K10": _row("killed while WAHA holds the request"),
    "K11": _row("killed after WAHA sent, before its answer"),
    "K12": _row("killed after the answer, before it is recorded", _CRASH + "[answered-"),
    "K13": _row("killed in the recovery, five times in a row"),
    "K14": _row("killed while typing is shown", _CRASH + "[typed-"),
    "K15": _row(
        "killed in an upgrade or a backup",
        _FILE + "test_a_failed_upgrade_leaves_the_file_as_it_was",
        _FILE + "test_a_backup_that_is_stopped_leaves_the_older_one",
    ),
    "K16": _row("killed at random, again and again"),
    "K17": _row("power cut at every sync"),
    "K18": Row("power cut of a whole machine", elsewhere=_VM),
    "K19": Row("the system ends the session while something is sent", elsewhere=_WINDOWS),
}

DISK = {
    "D1": _row("disk full at the claim"),
    "D2": _row("disk full at the outcome"),
    "D3": _row(
        "disk full in log or backup",
        "test_logs.py::test_a_folder_that_cannot_be_written_costs_the_log_only",
        "cli/test_exports.py::test_a_failure_half_way_leaves_the_older_file",
    ),
    "D4": _row(
        "another program holds the file", _FILE + "test_a_second_writer_is_told_that_the_file_is_in_use"
    ),
    "D5": _row(
        "file or folder can't be written",
        _FILE + "test_a_file_that_can_not_be_written_is_called_so",
        "cli/test_commands.py::test_a_store_that_cannot_write_is_one_line",
    ),
    "D6": _row(
        "damaged header: kept aside, a good backup offered, paused",
        _BACKUP + "test_a_damaged_database_says_which_copy_is_there",
        "store/test_nightly.py::test_the_newest_whole_copy_is_found_and_put_in_place",
        "ui/test_house.py::test_a_damaged_database_is_replaced_when_the_person_says_so",
    ),
    "D7": _row("damaged page: kept aside, a good backup offered, paused"),
    "D8": _row("the write-ahead log deleted, or another file's"),
    "D9": _row("an I/O error at any operation"),
    "D10": Row("a virus scanner or OneDrive holds the file", elsewhere=_WINDOWS),
    "D11": _row(
        "the file is of a newer version",
        "store/test_database.py::test_a_file_is_copied_before_it_is_upgraded",
    ),
    "D12": _row("a hundred thousand orders in the file"),
    "D13": _row(
        "yesterday's backup restored",
        _SENT + "test_a_restored_copy_asks_about_what_was_sent_after_it",
        "store/test_backup.py::test_here_it_goes_on_and_asks_about_what_was_sent_since",
        "store/test_backup.py::test_elsewhere_it_begins_paused_and_knows_nothing_for_new",
    ),
    "D14": _row(
        "the journal of what was sent missing or torn",
        _SENT + "test_a_lost_list_is_written_anew_from_the_database",
        _SENT + "test_a_torn_mark_and_a_foreign_file_do_no_harm",
        _SENT + "test_a_mark_that_a_power_cut_took_comes_back_from_the_database",
    ),
    "D15": _row(
        "the folder copied to a second computer",
        "store/test_ballast.py::test_on_another_computer_every_shop_begins_paused",
    ),
}

PROCESS = {
    "P1": _row("the program started twice", "cli/test_one_at_a_time.py::"),
    "P2": _row(
        "a lock left by a killed program", "cli/test_run.py::test_run_ends_by_ctrl_c_and_a_killed_one"
    ),
    "P3": _row(
        "a loop fails unexpectedly",
        "engine/test_parts.py::test_a_failing_loop_is_logged_once_and_lives_on",
        "engine/test_engine.py::test_a_loop_that_fails_is_shown_until_it_works_again",
    ),
    "P4": _row("the event loop stands still for ten seconds"),
    "P5": _row("the window closed to the tray", "ui/test_app.py::test_the_demo_from_start_to_end"),
    "P6": _row("buttons pressed many times", "engine/test_engine.py::test_a_decision_is_taken_once"),
    "P7": _row(
        "ten thousand log lines",
        "test_logs.py::test_the_file_turns_over_at_a_megabyte_and_five_are_kept",
        "engine/test_parts.py::test_a_failing_loop_is_logged_once_and_lives_on",
    ),
}

TIME = {
    "T1": _row(
        "clock a day ahead while something settles",
        _TIME + "test_after_a_jump_no_doubt_is_settled_before_a_server_told_the_time",
    ),
    "T2": _row("clock a day or a year back"),
    "T3": _row("clock at 1970 or 2106 at the start"),
    "T4": _row("clock corrected by three minutes during a request"),
    "T5": _row("the 25-hour day of 2024, an old zone file", "domain/test_clock.py::"),
    "T6": _row("computer set to another zone"),
    "T7": _row("zones with summer time"),
    "T8": _row(
        "computer asleep for minutes, hours, days",
        _TIME + "test_after_sleep_the_orders_are_read_before_anything_leaves",
        _TIME + "test_after_hours_away_it_asks_what_is_still_worth_sending",
        _TIME + "test_what_grew_stale_is_told_and_not_sent",
        _TIME + "test_after_two_weeks_everything_found_is_old",
    ),
    "T9": _row("computer asleep in the middle of a request"),
    "T10": _row("order of 23:59, in the quiet hours"),
    "T11": _row("leap second, 2038, odd numbers of milliseconds"),
    "T12": _row(
        "Kaspi's Date header wrong or missing",
        _TIME + "test_one_server_that_is_wrong_alone_is_ignored",
        "domain/test_skew.py::test_a_server_that_stands_alone_is_wrong_itself",
    ),
}

NETWORK = {
    "N1": _row("name can't be resolved"),
    "N2": _row("refused", _LINK + "test_nobody_listens", _KASPI_FAULTS + "test_nobody_there"),
    "N3": _row(
        "connection reset before, in, after the body",
        _LINK + "test_bytes_may_have_left",
        _KASPI_FAULTS + "test_a_broken_connection_is_tried_once_more",
    ),
    "N4": _row(
        "answers in drops or without end",
        _LINK + "test_a_silent_server_is_no_answer_in_time",
        _KASPI_FAULTS + "test_an_answer_in_drops_ends_at_the_deadline",
    ),
    "N5": _row("Content-Length and chunks that lie", _KASPI_FAULTS + "test_what_is_not_http"),
    "N6": _row(
        "huge body",
        _LINK + "test_an_answer_without_end_is_dropped",
        _KASPI_FAULTS + "test_an_endless_answer_is_cut",
    ),
    "N7": _row("compressed bomb", _KASPI_FAULTS + "test_bad_packing"),
    "N8": _row(
        "redirects",
        _LINK + "test_a_redirect_is_not_followed",
        _KASPI_FAULTS + "test_a_redirect_is_not_followed",
    ),
    "N9": _row(
        "a web page in place of an answer",
        _RECOVER + "test_what_was_sent_is_found[reply_garbage-",
        _KASPI_FAULTS + "test_an_answer_that_is_none",
    ),
    "N10": _row(
        "broken JSON of every kind", "kaspi/test_fuzz.py::", "waha/test_events.py::test_no_frame_breaks"
    ),
    "N11": _row(
        "certificates that are not trusted",
        _LINK + "test_an_untrusted_certificate",
        _LINK + "test_another_hosts_certificate",
        _LINK + "test_no_tls_at_all",
        _KASPI_FAULTS + "test_tls_that_is_not_trusted",
    ),
    "N12": _row("a pinned certificate changed"),
    "N13": _row("proxy and .netrc of the environment", _LINK + "test_the_environments_proxy_is_ignored"),
    "N14": _row(
        "a kept connection closed by the server",
        _KASPI_FAULTS + "test_a_connection_kept_too_long_is_replaced",
        _LINK + "test_bytes_may_have_left",
    ),
    "N15": _row(
        "429 with every Retry-After",
        _WAHA_SEND + "test_retry_after",
        _KASPI_FAULTS + "test_how_long_kaspi_wants_us_to_wait",
    ),
    "N16": _row(
        "5xx once and a thousand times", "engine/test_parts.py::test_other_pauses_grow_and_stay_bounded"
    ),
    "N17": _row("204, empty 200, 206"),
    "N18": _row("another network in mid-request", _KASPI_FAULTS + "test_the_other_address_family_is_tried"),
    "N19": _row("a day without network"),
    "N20": _row(
        "the answer to another request",
        _SEND + "test_server_that_sends_under_other_ids_is_not_trusted_with_them",
        _LOOKUP + "test_not_to_be_told",
    ),
}

KASPI = {
    "A1": _row("401 once, always, after hours", _POLL + "test_one_401_is_not_yet_an_answer"),
    "A2": _row("403, 405, a block page", _POLL + "test_each_failure_is_shown_and_its_end_too"),
    "A3": _row("token of another shop", _POLL + "test_the_token_of_another_shop_begins_anew"),
    "A4": _row("first run with 5,000 old orders"),
    "A5": _row("an order that appears late"),
    "A6": _row("orders come while pages are read"),
    "A7": _row("one order on two pages", _ORDERS + "test_the_same_code_twice_in_a_page_is_one_order"),
    "A8": _row(
        "impossible page counts, pages that repeat",
        _KASPI + "test_a_repeated_page_ends_the_walk",
        _KASPI + "test_pages_without_end_end_at_two_hundred",
        _KASPI + "test_an_empty_page_ends_the_walk_whatever_the_count_says",
    ),
    "A9": _row("an empty list where orders were"),
    "A10": _row("stages jumped over", _SEND + "test_pickup_order_gets_the_newest_stage_only"),
    "A11": _row(
        "status back and forth",
        _ORDERS + "test_an_event_is_recorded_once_even_when_the_status_goes_back_and_forth",
    ),
    "A12": _row("cancelled between poll and send", _SEND + "test_a_cancelled_order_is_not_messaged"),
    "A13": _row("cancelled between look and send"),
    "A14": _row("unknown words", _ORDERS + "test_words_nobody_knows_are_stored_and_never_messaged"),
    "A15": _row(
        "codes that are none",
        _PARSE + "test_an_order_that_is_none_is_counted_and_the_others_stay",
        "kaspi/test_fuzz.py::",
    ),
    "A16": _row("times that are none", _PARSE + "test_an_order_created_after_the_latest_is_skipped"),
    "A17": _row(
        "phones that lead to no chat",
        "domain/test_phone.py::",
        _SEND + "test_a_phone_that_leads_to_no_chat_is_a_reason",
    ),
    "A18": _row(
        "a hundred orders of one buyer",
        "engine/test_turn.py::test_one_buyer_gets_one_message_a_minute_and_others_go_on",
        "engine/test_turn.py::test_the_fifth_message_of_a_day_is_asked_about",
    ),
    "A19": _row("one code in two shops", _ORDERS + "test_two_shops_may_have_the_same_code"),
    "A20": _row(
        "Kaspi limits the rate",
        _KASPI + "test_the_pace_is_kept_on_loopback_too",
        "engine/test_parts.py::test_pauses_after_kaspis_errors",
    ),
    "A21": _row("the window of 14 days refused", _KASPI + "test_a_long_time_is_read_in_windows_oldest_first"),
    "A22": _row("accepted at once, never new", "domain/test_decide.py::test_an_accepted_order_of_a_delivery"),
    "A23": _row("handed over, shown by a flag only"),
    "A24": _row(
        "silence after the handshake",
        _KASPI_FAULTS + "test_silence_after_the_handshake",
        _KASPI_FAULTS + "test_silence_after_connecting_is_a_block",
    ),
    "A25": _row("errors with and without a body", _KASPI_FAULTS + "test_an_answer_that_is_none"),
    "A26": _row("the lines of one order missing"),
}

WAHA = {
    "W1": _row("WAHA restarts in mid-queue"),
    "W2": _row("WAHA restarts and its store is lost"),
    "W3": _row(
        "FAILED, STOPPED, STARTING for ever",
        _SESSION + "test_a_failed_session_is_restarted_once_an_hour",
        _SESSION + "test_starting_is_not_repeated_within_a_minute",
        _SESSION + "test_a_session_stopped_by_the_person_stays_stopped",
    ),
    "W4": _row("a QR code in mid-queue", _SESSION + "test_the_qr_is_read_again_as_it_changes"),
    "W5": _row("passkeys, unknown statuses", _SESSION + "test_statuses_that_need_a_person"),
    "W6": _row("paired with another number", _SESSION + "test_another_number_blocks_until_it_is_accepted"),
    "W7": _row("the session gate refuses, once and often"),
    "W8": _row(
        "a refusal after an earlier attempt that is still held",
        _RECOVER + "test_a_definite_no_after_a_doubt_does_not_end_the_doubt",
        _OUTBOX + "test_a_definite_no_does_not_speak_for_an_earlier_doubtful_attempt",
    ),
    "W9": _row("400 for every send", _SEND + "test_two_bad_requests_in_a_row_pause"),
    "W10": _row("key revoked or read-only"),
    "W11": _row("session deleted"),
    "W12": _row("500 before and after the effect", _RECOVER + "test_what_was_sent_is_found"),
    "W13": _row(
        "463 in both styles",
        _NEW_CHATS + "test_known_chats_go_on_while_new_ones_wait",
        _NEW_CHATS + "test_one_probe_and_then_the_others",
        _NEW_CHATS + "test_the_second_refusal_in_a_week_waits_for_a_person",
        _NEW_CHATS + "test_the_style_of_noweb",
        _ACKS + "test_an_error_tick_under_a_restriction_holds_the_message",
    ),
    "W14": _row(
        "quota warnings, quota used up, quota unreadable",
        _NEW_CHATS + "test_a_quota_stops_new_chats_until_it_is_free_again",
        _NEW_CHATS + "test_the_quota_is_spread_over_its_cycle",
        "engine/test_turn.py::test_a_warning_halves_the_limits",
    ),
    "W15": _row(
        "refused after it was accepted",
        _ACKS + "test_an_error_tick_asks_the_person",
        _ACKS + "test_a_late_error_tick_is_noise",
    ),
    "W16": _row("PENDING for ever though delivered"),
    "W17": _row(
        "connected and dead",
        "engine/test_canary.py::test_connected_but_dead_stops_and_says_since_when",
        "engine/test_canary.py::test_phones_that_are_off_are_no_dead_connection",
    ),
    "W18": _row(
        "another id, no id in the answer",
        _SEND + "test_server_that_sends_under_other_ids_is_not_trusted_with_them",
        _RECOVER + "test_what_was_sent_is_found[reply_no_id-",
    ),
    "W19": _row(
        "ticks out of order, twice, missing",
        _OUTBOX + "test_ticks_come_late_twice_and_out_of_order",
        _ACKS + "test_a_late_error_tick_is_noise",
    ),
    "W20": _row(
        "look-ups that lag",
        _LOOKUP + "test_found_under_the_lid",
        _RECOVER + "test_nothing_is_looked_up_before_it_settled",
        _RECOVER + "test_a_look_up_that_fails_proves_nothing",
    ),
    "W21": _row("one request, two bubbles"),
    "W22": _row(
        "number without WhatsApp, checks refused",
        _SEND + "test_number_without_whatsapp_fails_and_is_not_asked_again",
        _SEND + "test_a_limit_without_a_time_rests_for_an_hour",
    ),
    "W23": _row("another number answers the check", _SEND + "test_an_account_that_bears_another_number"),
    "W24": _row("typing fails or hangs", _SEND + "test_typing_is_shown_before_a_message_and_never_stops_it"),
    "W25": _row(
        "no ids, rubbish ids, one id twice",
        _WAHA_SEND + "test_new_message_id",
        _OUTBOX + "test_one_id_belongs_to_one_message",
    ),
    "W26": _row("another version or engine", _SESSION + "test_another_engine_has_to_prove_itself_anew"),
    "W27": _row("WAHA's clock two hours off", _LOOKUP + "test_sent_since_by_a_slow_server_clock"),
    "W28": _row("what WAHA would accept without sending"),
    "W29": _row("ids in every engine's shape", _WAHA_SEND + "test_accepted"),
    "W30": _row("look-up errors that prove nothing", _LOOKUP + "test_not_to_be_told"),
    "W31": _row("Connection Closed, Timed Out", _CRASH, _RECOVER + "test_surely_absent_is_resent"),
}

EVENTS = {
    "H1": _row(
        "forged webhooks",
        "waha/test_webhook.py::test_any_other_signature_is_refused",
        _RECEIVER + "test_a_signed_event_moves_its_message",
        _HOOKS + "test_forged_broken_replayed_and_shuffled_events",
    ),
    "H2": _row("a webhook changed by a byte", _HOOKS + "test_forged_broken_replayed_and_shuffled_events"),
    "H3": _row("a webhook replayed", _HOOKS + "test_an_honest_repeat_may_be_late_but_not_a_day"),
    "H4": _row("a thousand equal webhooks", _HOOKS + "test_a_thousand_repeats_at_once_are_one"),
    "H5": _row(
        "events of another session",
        "waha/test_events.py::test_what_can_not_be_read_is_passed_over",
        _HOOKS + "test_what_is_signed_and_still_not_for_us",
    ),
    "H6": _row(
        "huge and slow webhooks",
        _RECEIVER + "test_a_body_without_an_end",
        _RECEIVER + "test_a_body_that_drips",
        _RECEIVER + "test_a_head_that_drips_is_cut_off",
        _RECEIVER + "test_more_than_are_let_in",
        _RECEIVER + "test_a_flood_is_asked_to_come_again",
    ),
    "H7": _row(
        "the webhook's port is taken",
        _RECEIVER + "test_a_port_that_is_taken",
        "api/test_door.py::test_a_port_that_is_taken_is_no_end",
    ),
    "H8": _row(
        "the event stream drops again and again",
        _ACKS + "test_a_stream_that_drops_is_opened_again",
        _ACKS + "test_questions_bring_the_ticks_without_events",
    ),
    "H9": _row("a wish to stop while a message is on the wire"),
    "H10": _row(
        "words that only look like a wish to stop",
        "domain/test_opt_out.py::",
        _ACKS + "test_replies_are_kept_and_obeyed",
    ),
}

TEXT = {
    "M1": _row(
        "wrong templates",
        _TEMPLATE + "test_every_mistake_is_told_with_its_place",
        _SEND + "test_missing_value_stops_the_message_with_its_name",
    ),
    "M2": _row("templates that try to break out"),
    "M3": _row("templates that take for ever", _TEMPLATE + "test_no_template_takes_long"),
    "M4": _row("hostile names of buyers"),
    "M5": _row("markup, links and lines in order data"),
    "M6": _row(
        "formulas in exports",
        "cli/test_exports.py::test_csv_opens_in_a_kazakh_excel_and_runs_no_formula",
        "cli/test_exports.py::test_xlsx_has_texts_and_numbers_and_no_formula",
    ),
    "M7": _row("texts too long or empty", _TEMPLATE + "test_a_text_that_cannot_be_sent_is_refused"),
    "M8": _row("template changed after the text was fixed"),
    "M9": _row("two buyers' texts the same"),
    "M10": _row("spellings of a phone", "domain/test_phone.py::test_every_spelling_of_one_number"),
}

CONFIG = {
    "U1": _row("false updates", "updates/test_updates.py::"),
    "U2": _row("settings edited by hand", "domain/test_settings.py::test_any_json_is_settings_or_a_refusal"),
    "U3": _row("addresses that are none", "domain/test_settings.py::test_a_waha_that_is_refused"),
    "U4": _row(
        "no store for secrets",
        "store/test_secrets.py::test_a_store_that_is_not_the_systems_is_not_trusted",
        "store/test_secrets.py::test_a_store_that_fails_its_trial_is_not_used",
    ),
    "U5": _row("an older program", "store/test_database.py::test_a_file_is_copied_before_it_is_upgraded"),
    "U6": _row("forget everything"),
}

GROUPS: Mapping[str, Mapping[str, Row]] = MappingProxyType(
    {
        "crash and power": CRASH,
        "disk and database": DISK,
        "process": PROCESS,
        "time": TIME,
        "network": NETWORK,
        "Kaspi": KASPI,
        "WAHA": WAHA,
        "events": EVENTS,
        "texts, phones": TEXT,
        "settings, updates": CONFIG,
    }
)
ROWS: Mapping[str, Row] = MappingProxyType(
    {name: row for group in GROUPS.values() for name, row in group.items()}
)
