"""Twenty starts at the same moment: one works with the folder, the others say so and end."""

import subprocess
import sys
from pathlib import Path

START = """
import asyncio, sys
from pathlib import Path
from kaspi_notifier.datafolder import AlreadyRunning, DataFolder

async def main():
    try:
        async with DataFolder(Path(sys.argv[1])):
            print("works", flush=True)
            sys.stdin.read()
    except AlreadyRunning:
        print("is running already", flush=True)

asyncio.run(main())
"""


def test_of_twenty_starts_one_works(tmp_path: Path) -> None:
    """The one that works is not let go before all others have ended."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(20)
    ]
    said = []
    for program in programs:
        assert program.stdout is not None
        said.append(program.stdout.readline().strip())
    assert sorted(said) == ["is running already"] * 19 + ["works"]
    for program in programs:
        program.communicate("", timeout=60)
        assert program.returncode == 0
