"""The promises of the OpenAPI document, in short, and the routes that are there."""

from pathlib import Path
from typing import Any

import pytest

from kaspi_notifier.api.application import application
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.receiver import Receiver
from tests.api.place import KEY
from tests.api.promise import promise


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("has_key", [True, False])
async def test_no_request_breaks_the_promise(tmp_path: Path, has_key: bool) -> None:
    assert await promise(tmp_path, examples=5, has_key=has_key) > 150


def test_each_route_of_the_first_version_is_there(tmp_path: Path) -> None:
    behind: Any = Behind.__new__(Behind)
    paths = application(behind, Receiver(behind), KEY).openapi()["paths"]
    found = {f"{method.upper()} {path.removeprefix('/waha/')}" for path in paths for method in paths[path]}
    assert found == {
        "POST sessions/connect/{store_id}",
        "POST sessions/restart/{store_id}",
        "POST sessions/stop/{store_id}",
        "GET sessions/status/{store_id}",
        "POST templates/{store_id}",
        "GET templates/{store_id}",
        "GET templates/template/{template_id}",
        "PUT templates/{template_id}",
        "DELETE templates/{template_id}",
        "POST templates/preview",
        "GET templates/variables",
        "POST settings/{store_id}",
        "GET settings/{store_id}",
        "POST send-test/{store_id}",
        "POST check-phone/{store_id}",
        "GET statistics/{store_id}",
        "GET logs/{store_id}",
        "POST webhook",
        "POST process-orders/{store_id}",
        "GET health",
    }
