"""The log: a rotating file in the data folder; secrets and phones are masked as a last line of defence."""

import contextlib
import faulthandler
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from kaspi_notifier.logfile import LogFile

_PHONE = re.compile(
    r"(?<![\d.])(?:\+?[78][\s\-(]{0,2})?7\d{2}[\s\-)]{0,2}\d{3}[\s\-]?\d{2}[\s\-]?\d{2}(?![\d.]*\d)"
)
_KEY = re.compile(
    r"(?i)((?:x-api-key|x-auth-token|api_key|token|authorization)['\"]?\s*[=:]\s*['\"]?)[^\s'\",;&]+"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SHORTEST_SECRET = 4

# Chatty at INFO, and their lines name addresses that may carry a key.
_QUIET = ("httpx", "httpcore", "websockets", "aiohttp", "peewee", "asyncio", "qasync", "keyring", "urllib3")

_CRASHES = "crash.log"
_LARGEST_CRASHES = 200_000

_hidden: set[str] = set()
_log_files: "list[LogFile]" = []
_crash_files: list[TextIO] = []


def hide(*secrets: str) -> None:
    """Never let these texts into the log; for tokens and keys as soon as they are known."""
    _hidden.update(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)


def redact(text: str) -> str:
    """The text without phone numbers, known secrets and things that look like a key."""
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, "<secret>")
    return _PHONE.sub("<phone>", _KEY.sub(r"\1<secret>", text))


class _OneLine(logging.Formatter):
    """Formats a record as one redacted line; where an error came from follows indented."""

    def format(self, record: logging.LogRecord) -> str:
        message = _CONTROL.sub(" ", record.getMessage())
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        lines = [f"{moment.removesuffix('+00:00')}Z {record.levelname} {record.name}: {message}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += [f"  | {line}" for line in _story(record.exc_info[1])]
        return redact("\n".join(lines))


def _story(error: BaseException) -> Iterator[str]:
    """Where an error came from, cause first, without its own text: that may quote a buyer's data."""
    if (earlier := error.__cause__ or error.__context__) is not None:
        yield from _story(earlier)
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{Path(frame.filename).name}:{frame.lineno} {frame.name}: {frame.line}"
    detail = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    yield f"{type(error).__name__}{detail}"
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from (f"  {line}" for line in _story(inner))


def start(folder: Path, name: str = "kaspi-notifier") -> Path:
    """Write the log to `folder/name.log` (1 MB, five older ones kept) from now on; returns its path.

    A disk that can't be written to costs the log, never the program.
    """
    from kaspi_notifier.logfile import LogFile

    stop()
    logging.raiseExceptions = False
    handler = LogFile(folder / f"{name}.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True)
    handler.setFormatter(_OneLine())
    root = logging.getLogger()
    root.addHandler(handler)
    _log_files.append(handler)
    root.setLevel(logging.INFO)
    for noisy in _QUIET:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return Path(handler.baseFilename)


def stop() -> None:
    """Close the log file."""
    while _log_files:
        handler = _log_files.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()
    if _crash_files:
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
    while _crash_files:
        _crash_files.pop().close()


def catch_crashes(folder: Path) -> None:
    """Let Python write to `folder/crash.log` where every thread was when the process dies of a fault in C.

    Only names of files and functions are written, no values. A disk that can't be written to costs the file.
    """
    path = folder / _CRASHES
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > _LARGEST_CRASHES:
            path.unlink()
        stream = path.open("a", encoding="utf-8")
        path.chmod(0o600)
        # It stays open to the end: a process that is dying can open nothing any more.
        _crash_files.append(stream)
        faulthandler.enable(stream, all_threads=True)


@contextlib.contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Where what stands inside takes longer, every thread's place is written to `crash.log`, once."""
    if _crash_files:
        faulthandler.dump_traceback_later(seconds, file=_crash_files[-1])
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def lines_for_report(limit: int) -> list[str]:
    """The last lines of the log and of the crashes, oldest first; empty when there is no log."""
    file = current_file()
    if file is None:
        return []
    lines: list[str] = []
    for path in (file.parent / _CRASHES, file.with_name(f"{file.name}.1"), file):
        with contextlib.suppress(OSError):
            lines += redact(path.read_text(encoding="utf-8", errors="replace")).splitlines()
    return lines[-limit:]


def drop_oldest() -> bool:
    """Give up all but the file in use, for the disk is full; whether there was one to give up."""
    return bool(_drop(_turned_over()))


def drop_older(moment: datetime) -> None:
    """Give up what was last written before this moment."""
    _drop([path for path in _turned_over() if path.stat().st_mtime < moment.timestamp()])


def _turned_over() -> list[Path]:
    current = current_file()
    return [] if current is None else sorted(current.parent.glob("*.log.*"))


def _drop(paths: list[Path]) -> int:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
    return len(paths)


def current_file() -> Path | None:
    """The file the log goes to, when it was started."""
    return Path(_log_files[-1].baseFilename) if _log_files else None


def open_files() -> list[Path]:
    """The files that this process writes to."""
    log = current_file()
    return [Path(stream.name) for stream in _crash_files] + ([] if log is None else [log])
