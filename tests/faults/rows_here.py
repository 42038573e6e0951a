"""Rows of what happens to the program and its computer: crashes, disk, process, time."""

from tests.faults.row import Row, row

_CRASH = "engine/test_crash.py::test_no_message_is_lost_or_doubled"
_LINK = "waha/test_link.py::"
_POLL = "engine/test_poll.py::"
_FILE = "store/test_database.py::"
_SENT = "store/test_sent.py::"
_BACKUP = "cli/test_backup.py::"
_TIME = "engine/test_time.py::"
_WINDOWS = "needs Windows"
_VM = "needs a virtual machine that is switched off"

CRASH = {
    "K1": row("killed before an order's ingest is committed"),
    "K2": row("killed between event and message"),
    "K3": row("killed in the middle of the pages"),
    "K4": row("killed inside the baseline", _POLL + "test_a_crash_inside_the_baseline_begins_it_again"),
    "K5": row("killed after the id was fixed"),
    "K6": row("killed after an id was fetched", _CRASH + "[prepared-"),
    "K7": row("killed in the claim, before its commit"),
    "K8": row("killed after the claim, before the request", _CRASH + "[claimed-"),
    "K9": row("killed with the request on the wire", _LINK + "test_bytes_may_have_left"),
    "K10": row("killed while WAHA holds the request"),
    "K11": row("killed after WAHA sent, before its answer"),
    "K12": row("killed after the answer, before it is recorded", _CRASH + "[answered-"),
    "K13": row("killed in the recovery, five times in a row"),
    "K14": row("killed while typing is shown", _CRASH + "[typed-"),
    "K15": row(
        "killed in an upgrade or a backup",
        _FILE + "test_a_failed_upgrade_leaves_the_file_as_it_was",
        _FILE + "test_a_backup_that_is_stopped_leaves_the_older_one",
    ),
    "K16": row("killed at random, again and again"),
    "K17": row("power cut at every sync"),
    "K18": Row("power cut of a whole machine", elsewhere=_VM),
    "K19": row(
        "the system ends the session while something is sent",
        "ui/test_leaving.py::test_log_off_ends_although_the_engine_does_not",
        "engine/test_engine.py::test_a_request_that_outlives_the_farewell",
    ),
}

DISK = {
    "D1": row("disk full at the claim"),
    "D2": row("disk full at the outcome"),
    "D3": row(
        "disk full in log or backup",
        "test_logs.py::test_a_folder_that_cannot_be_written_costs_the_log_only",
        "cli/test_exports.py::test_a_failure_half_way_leaves_the_older_file",
    ),
    "D4": row(
        "another program holds the file", _FILE + "test_a_second_writer_is_told_that_the_file_is_in_use"
    ),
    "D5": row(
        "file or folder can't be written",
        _FILE + "test_a_file_that_can_not_be_written_is_called_so",
        "cli/test_commands.py::test_a_store_that_cannot_write_is_one_line",
    ),
    "D6": row(
        "damaged header: kept aside, a good backup offered, paused",
        _BACKUP + "test_a_damaged_database_says_which_copy_is_there",
        "store/test_nightly.py::test_the_newest_whole_copy_is_found_and_put_in_place",
        "ui/test_house.py::test_a_damaged_database_is_replaced_when_the_person_says_so",
    ),
    "D7": row("damaged page: kept aside, a good backup offered, paused"),
    "D8": row("the write-ahead log deleted, or another file's"),
    "D9": row("an I/O error at any operation"),
    "D10": Row("a virus scanner or OneDrive holds the file", elsewhere=_WINDOWS),
    "D11": row(
        "the file is of a newer version",
        "store/test_database.py::test_a_file_is_copied_before_it_is_upgraded",
    ),
    "D12": row("a hundred thousand orders in the file"),
    "D13": row(
        "yesterday's backup restored",
        _SENT + "test_a_restored_copy_asks_about_what_was_sent_after_it",
        "store/test_backup.py::test_here_it_goes_on_and_asks_about_what_was_sent_since",
        "store/test_backup.py::test_elsewhere_it_begins_paused_and_knows_nothing_for_new",
    ),
    "D14": row(
        "the journal of what was sent missing or torn",
        _SENT + "test_a_lost_list_is_written_anew_from_the_database",
        _SENT + "test_a_torn_mark_and_a_foreign_file_do_no_harm",
        _SENT + "test_a_mark_that_a_power_cut_took_comes_back_from_the_database",
    ),
    "D15": row(
        "the folder copied to a second computer",
        "store/test_ballast.py::test_on_another_computer_every_shop_begins_paused",
    ),
}

PROCESS = {
    "P1": row("the program started twice", "cli/test_one_at_a_time.py::"),
    "P2": row("a lock left by a killed program", "cli/test_run.py::test_run_ends_by_ctrl_c_and_a_killed_one"),
    "P3": row(
        "a loop fails unexpectedly",
        "engine/test_parts.py::test_a_failing_loop_is_logged_once_and_lives_on",
        "engine/test_engine.py::test_a_loop_that_fails_is_shown_until_it_works_again",
    ),
    "P4": row("the event loop stands still for ten seconds"),
    "P5": row("the window closed to the tray", "ui/test_app.py::test_the_demo_from_start_to_end"),
    "P6": row("buttons pressed many times", "engine/test_engine.py::test_a_decision_is_taken_once"),
    "P7": row(
        "ten thousand log lines",
        "test_logs.py::test_the_file_turns_over_at_a_megabyte_and_five_are_kept",
        "engine/test_parts.py::test_a_failing_loop_is_logged_once_and_lives_on",
    ),
}

TIME = {
    "T1": row(
        "clock a day ahead while something settles",
        _TIME + "test_after_a_jump_no_doubt_is_settled_before_a_server_told_the_time",
    ),
    "T2": row("clock a day or a year back"),
    "T3": row("clock at 1970 or 2106 at the start"),
    "T4": row("clock corrected by three minutes during a request"),
    "T5": row("the 25-hour day of 2024, an old zone file", "domain/test_clock.py::"),
    "T6": row("computer set to another zone"),
    "T7": row("zones with summer time"),
    "T8": row(
        "computer asleep for minutes, hours, days",
        _TIME + "test_after_sleep_the_orders_are_read_before_anything_leaves",
        _TIME + "test_after_hours_away_it_asks_what_is_still_worth_sending",
        _TIME + "test_what_grew_stale_is_told_and_not_sent",
        _TIME + "test_after_two_weeks_everything_found_is_old",
    ),
    "T9": row("computer asleep in the middle of a request"),
    "T10": row("order of 23:59, in the quiet hours"),
    "T11": row("leap second, 2038, odd numbers of milliseconds"),
    "T12": row(
        "Kaspi's Date header wrong or missing",
        _TIME + "test_one_server_that_is_wrong_alone_is_ignored",
        "domain/test_skew.py::test_a_server_that_stands_alone_is_wrong_itself",
    ),
}
