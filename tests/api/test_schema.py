"""What the OpenAPI document promises holds for whatever is sent, with the key and without."""

import asyncio
import warnings
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # Of libraries of its own, while they are imported.
    warnings.simplefilter("ignore")
    import schemathesis
    from hypothesis import HealthCheck, given, seed
    from hypothesis import settings as manners
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode
    from schemathesis.checks import (
        CheckFunction,
        load_all_checks,
        not_a_server_error,
    )
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        ignored_auth,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
        unsupported_method,
    )

from kaspi_notifier.api.application import application
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.receiver import Receiver
from tests.api.place import KEY, opened

load_all_checks()
CHECKS: Sequence[CheckFunction] = (
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
EXAMPLES = 5
"""Of each route, of right and of wrong requests; `max_examples` more are a matter of patience."""


def exercise(url: str, document: dict[str, Any], headers: dict[str, str], checks: Sequence[Any]) -> int:
    """Send to each route what fits and what doesn't; how many requests that were."""
    schema = schemathesis.openapi.from_dict(document)
    sent = 0
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        # Right requests speak of a shop and a template that are there.
        names = [item for item in ("store_id", "template_id") if f"{{{item}}}" in operation.path]
        for mode in GenerationMode:
            there = dict.fromkeys(names, 1) if mode is GenerationMode.POSITIVE and names else None

            @seed(1)
            @manners(
                max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )
            @given(case=operation.as_strategy(generation_mode=mode, path_parameters=there))
            def right(case: schemathesis.Case[Any]) -> None:
                nonlocal sent
                sent += 1
                answer = case.call(base_url=url, headers=headers)
                case.validate_response(answer, checks=list(checks))

            # Where anything goes there is nothing wrong to send.
            with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
                right()
    return sent


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("has_key", [True, False])
async def test_no_request_breaks_the_promise(tmp_path: Path, has_key: bool) -> None:
    async with opened(tmp_path) as place:
        document = (await place.client.get("openapi.json")).json()
        headers = {"Authorization": f"Bearer {KEY}"} if has_key else {}
        checks = (*CHECKS, ignored_auth) if has_key else CHECKS
        sent = await asyncio.to_thread(exercise, place.url, document, headers, checks)
        assert sent > 150
        assert (await place.client.get("health")).status_code == 200


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
