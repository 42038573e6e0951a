"""What the OpenAPI document promises holds for whatever is sent, with the key and without.

    python -m tests.api.promise --examples 100

The suite sends five requests of each kind to each route; this sends as many as there is patience for.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

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


async def promise(folder: Path, *, examples: int, has_key: bool, number: int = 1) -> int:
    """Send to each route so many requests that fit and so many that don't; how many that were.

    Raises what schemathesis found, with the request that shows it. `number` is the seed.
    """
    async with opened(folder) as place:
        document = (await place.client.get("openapi.json")).json()
        headers = {"Authorization": f"Bearer {KEY}"} if has_key else {}
        checks = (*CHECKS, ignored_auth) if has_key else CHECKS
        sent = await asyncio.to_thread(_exercise, place.url, document, headers, checks, examples, number)
        assert (await place.client.get("health")).status_code == 200
    return sent


def _exercise(
    url: str,
    document: dict[str, Any],
    headers: dict[str, str],
    checks: Sequence[Any],
    examples: int,
    number: int,
) -> int:
    schema = schemathesis.openapi.from_dict(document)
    sent = 0
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        # Right requests speak of a shop and a template that are there.
        names = [item for item in ("store_id", "template_id") if f"{{{item}}}" in operation.path]
        for mode in GenerationMode:
            there = dict.fromkeys(names, 1) if mode is GenerationMode.POSITIVE and names else None

            @seed(number)
            @manners(
                max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )
            @given(case=operation.as_strategy(generation_mode=mode, path_parameters=there))
            def right(case: schemathesis.Case[Any]) -> None:
                nonlocal sent
                sent += 1
                answer = case.call(base_url=url, headers=headers, timeout=60)
                case.validate_response(answer, checks=list(checks))

            # Where anything goes there is nothing wrong to send.
            with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
                right()
    return sent


def main() -> int:
    """Authorised and not; 0 when every answer was as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.api.promise")
    parser.add_argument("--examples", type=int, default=100, help="right and wrong ones for each route")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for has_key in (True, False):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sent = asyncio.run(
                promise(Path(folder), examples=arguments.examples, has_key=has_key, number=arguments.seed)
            )
        took = time.monotonic() - began
        key = "with" if has_key else "without"
        print(f"{sent:,} requests {key} the key in {took:.0f} s: each answer as promised", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
