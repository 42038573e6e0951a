"""The matrix itself: every row once, and every test it names exists."""

from pathlib import Path

import pytest

from tests.faults.matrix import GROUPS, ROWS

TESTS = Path(__file__).parents[1]


def test_every_row_of_every_group_is_there() -> None:
    assert len(ROWS) == sum(map(len, GROUPS.values())) == 156


@pytest.mark.parametrize("name", ROWS)
def test_the_tests_it_names_exist(name: str) -> None:
    for test in ROWS[name].tests:
        file, _, function = test.partition("::")
        source = (TESTS / file).read_text("utf-8")
        assert f"def {function.partition('[')[0]}" in source
    assert not (ROWS[name].tests and ROWS[name].elsewhere)
