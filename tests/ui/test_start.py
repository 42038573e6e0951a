"""What a start loads, in a process of its own."""

import subprocess
import sys

_START = """
import kaspi_notifier.app, kaspi_notifier.program, kaspi_notifier.engine.engine
import linecache, sys
print(len(linecache.cache), len(sys.modules))
"""


def test_a_start_does_not_read_the_source_of_what_it_imports() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    sources, modules = map(int, done.stdout.split())
    assert modules > 300
    assert sources < 20
