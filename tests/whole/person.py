"""A person before the program: sees what is on the screen, and uses mouse and keyboard."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.whole.screen import ROOT, Screen, screen

PATIENCE = 25.0
Seen = dict[str, Any]


class Person:
    """Looks until something is there; everything done goes through the X server."""

    def __init__(self, screen: Screen, port: int) -> None:
        self.screen = screen
        self._port = port

    async def _ask(self, what: str) -> list[Seen]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**24)
        try:
            writer.write(f"{what}\n".encode())
            answer = await reader.readline()
        finally:
            writer.close()
        found: list[Seen] = json.loads(answer)
        return found

    async def until(self, what: Callable[[list[Seen]], Any], meaning: str) -> Any:
        """What is seen as soon as it is there."""
        seen: list[Seen] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    seen = await self._ask("look")
                    if found := what(seen):
                        return found
                    await asyncio.sleep(0.05)
        except TimeoutError:
            texts = [one["text"] or one["name"] for one in seen if one["text"] or one["name"]]
            raise AssertionError(f"nobody sees {meaning}; on the screen: {texts}") from None

    async def sees(self, text: str, kind: str = "") -> Seen:
        """Something with these words, or with this name for those who don't see."""

        def find(seen: list[Seen]) -> Seen | None:
            # What was made last lies on top.
            fits = (one for one in reversed(seen) if text in (one["text"], one["name"]))
            return next((one for one in fits if kind in one["kind"] and one["enabled"]), None)

        found: Seen = await self.until(find, text)
        return found

    async def reads(self, part: str) -> str:
        """A text with this part in it."""
        found: str = await self.until(
            lambda seen: next((one["text"] for one in seen if part in one["text"]), ""), part
        )
        return found

    async def names(self, start: str) -> None:
        """Something whose name for those who don't see begins like this."""
        await self.until(lambda seen: any(one["name"].startswith(start) for one in seen), start)

    async def sees_row(self, *parts: str) -> list[str]:
        """A row of a table with all of these words in it."""

        def find(seen: list[Seen]) -> list[str] | None:
            rows = (row for one in seen for row in one["rows"])
            return next((row for row in rows if all(part in " ".join(row) for part in parts)), None)

        found: list[str] = await self.until(find, f"a row with {parts}")
        return found

    async def click(self, text: str, kind: str = "") -> None:
        """Click on it as soon as it is there, stands still and can be used."""
        before: list[int] = []
        while (place := (await self.sees(text, kind))["place"]) != before:
            before = place
            await asyncio.sleep(0.1)
        await self.screen.click(place)

    async def fill(self, name: str, text: str) -> None:
        """Click into the line with this name and type over what stands there."""
        async with asyncio.timeout(PATIENCE):
            await self.click(name, "Line")
            while not (await self.sees(name, "Line"))["focus"]:
                await self.click(name, "Line")
        await self.screen.press("ctrl+a")
        await self.screen.type(text)
        await self.until(
            lambda seen: any(name == one["name"] and one["text"] == text for one in seen), f"{text} in {name}"
        )

    async def photograph(self, folder: Path) -> Path:
        """A picture of the whole screen."""
        picture = folder / "screen.png"
        await self._ask(str(picture))
        return picture


@asynccontextmanager
async def sitting_before(
    data: Path, folder: Path
) -> AsyncIterator[tuple[Person, asyncio.subprocess.Process]]:
    """The program started with this data folder on a screen of its own, and a person before it."""
    port_file, errors = folder / "port", folder / "stderr"
    async with screen() as made:
        environment = {
            **made.environment,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        with errors.open("wb") as stream:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.whole.eye", str(port_file), "--data-dir", str(data)),
                cwd=ROOT,
                env=environment,
                stdout=stream,
                stderr=stream,
            )
        try:
            async with asyncio.timeout(PATIENCE):
                while not (port_file.exists() and port_file.read_text()):
                    assert process.returncode is None, errors.read_text()
                    await asyncio.sleep(0.05)
            yield Person(made, int(port_file.read_text())), process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert "Traceback" not in errors.read_text()
