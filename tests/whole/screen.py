"""A screen of its own for a test: an X server without a monitor, a window manager, a mouse and a keyboard."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool")
SIZE = (1366, 768)
ROOT = Path(__file__).resolve().parents[2]


def missing_tools() -> list[str]:
    """What is still missing after the project's own script has tried to install it."""
    if any(shutil.which(tool) is None for tool in TOOLS):
        subprocess.run([ROOT / "tools/screen"], check=False, capture_output=True)
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Screen:
    """Real keys and clicks, as they come from a keyboard and a mouse."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        # A test has a desktop of its own: no session bus, no keyring, no theme of whoever runs it.
        for name in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "SESSION_MANAGER", "QT_SCALE_FACTOR"):
            self.environment.pop(name, None)

    async def _do(self, *words: str) -> None:
        process = await asyncio.create_subprocess_exec("xdotool", *words, env=self.environment)
        assert await process.wait() == 0, words

    async def click(self, place: Sequence[int]) -> None:
        """Press the left button in the middle of this place."""
        left, top, width, height = place
        x, y = left + width // 2, top + height // 2
        await self._do("mousemove", str(x), str(y), "click", "1")

    async def press(self, *keys: str) -> None:
        """Press these keys one after the other, as `ctrl+3`."""
        await self._do("key", "--clearmodifiers", *keys)

    async def type(self, text: str) -> None:
        """Type this text letter by letter."""
        await self._do("type", "--clearmodifiers", "--delay", "4", text)


@asynccontextmanager
async def screen() -> AsyncIterator[Screen]:
    """A screen with a window manager on it; the X server finds a free number by itself."""
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    server = await asyncio.create_subprocess_exec(
        "Xvfb",
        *("-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-dpi", "96"),
        pass_fds=(write,),
        stderr=asyncio.subprocess.DEVNULL,
    )
    os.close(write)
    manager = None
    try:
        with os.fdopen(read) as told:
            number = (await asyncio.to_thread(told.readline)).strip()
        assert number, "the X server did not start"
        made = Screen(f":{number}")
        manager = await asyncio.create_subprocess_exec(
            "openbox",
            env=made.environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        yield made
    finally:
        for process in (manager, server):
            if process is not None and process.returncode is None:
                process.terminate()
                await process.wait()
