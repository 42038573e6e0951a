"""A store in a folder of its own, with one shop or two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kaspi_notifier.store import Store
from tests.store.desk import opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open store with the shop «Арман Техно» (1) and a second one (2)."""
    with opened(tmp_path, "Арман Техно", "Второй") as store:
        yield store
