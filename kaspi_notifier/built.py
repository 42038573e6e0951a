"""What this build is: version and state of the sources, and where a release looks for the next one."""

import contextlib
import json

from msgspec import Struct

from kaspi_notifier import __version__
from kaspi_notifier.paths import resource


class Build(Struct, frozen=True, kw_only=True):
    """The stamp that a bundle was given; a checkout has none, and no place to ask for updates."""

    version: str = __version__
    commit: str = ""
    committed_at: str = ""
    updates_url: str = ""
    """Where the release's signed manifest lies; the release workflow knows its own home."""


def this_build() -> Build:
    """The stamp of the running program; what is not stamped is empty."""
    with contextlib.suppress(FileNotFoundError):
        return Build(**json.loads(resource("build.json").read_text(encoding="utf-8")))
    return Build()
