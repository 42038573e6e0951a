"""The file of the log; a module of its own, because the handler it builds on takes long to load."""

import contextlib
from logging.handlers import RotatingFileHandler
from pathlib import Path


class LogFile(RotatingFileHandler):
    """A log file that makes its folder when the first line is written, readable by its owner only."""

    def _open(self):  # type: ignore[no-untyped-def]  # the type is the handler's own business
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        stream = super()._open()
        with contextlib.suppress(OSError):
            path.chmod(0o600)
        return stream
