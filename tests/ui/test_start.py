"""What a start loads, in a process of its own."""

import subprocess
import sys

_START = """
import kaspi_notifier.app, kaspi_notifier.program, kaspi_notifier.engine.engine
import linecache, sys
late = {"jinja2", "websockets", "httpcore", "keyring", "fastapi", "kaspi_notifier.ui.pages"}
print(len(linecache.cache), len(sys.modules), *sorted(late & set(sys.modules)))
"""


def test_a_start_reads_no_source_and_loads_nothing_that_can_wait() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    sources, modules, *early = done.stdout.split()
    assert int(modules) > 300
    # PySide's own hook on `import` would read the text of every module.
    assert int(sources) < 20
    assert early == []
