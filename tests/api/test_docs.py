"""The examples in the documentation work as they are written there."""

import asyncio
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.api.place import KEY, opened
from tests.engine.desk import until

_DOCUMENT = Path(__file__).parents[2] / "docs/api.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", _DOCUMENT.read_text("utf-8"), re.DOTALL)
COMMANDS = [
    command
    for block in BLOCKS
    for command in re.split(r"\n(?=curl )", block.strip())
]  # fmt: skip


def test_every_route_has_an_example() -> None:
    text = "\n".join(COMMANDS)
    for route in ("connect", "status", "restart", "stop"):
        assert f"sessions/{route}/" in text
    for route in ("variables", "preview", "template/1", "$SHOP"):
        assert f"templates/{route}" in text
    for route in ("settings", "check-phone", "send-test", "logs", "statistics", "process-orders"):
        assert f"/{route}/$SHOP" in text
    assert "/health" in text


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
async def test_the_examples_work(tmp_path: Path) -> None:
    async with opened(tmp_path) as place:
        environment = {
            **os.environ,
            "API": f"{place.url}/waha",
            "KEY": KEY,
            "SHOP": str(place.shop_id),
        }
        for command in COMMANDS:
            asked = command.replace("curl -s", r"curl -s --noproxy '*' -w '\n%{http_code}'", 1)
            process = await asyncio.create_subprocess_shell(
                asked, env=environment, stdout=asyncio.subprocess.PIPE
            )
            out, _ = await process.communicate()
            body, _, status = out.decode().rpartition("\n")
            assert status in ("200", "201", "204"), command
            assert status == "204" or json.loads(body) is not None
            if "/sessions/" in command:
                await place.engine.start_session(place.shop_id)
                await until(lambda: place.engine.statuses[0].session.problem is None)
