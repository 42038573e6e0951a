"""The command line: the window, `run`, and the small commands around them."""

import argparse
import contextlib
import gc
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kaspi_notifier import __version__, logs
from kaspi_notifier.failure import Failure

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_log = logging.getLogger("kaspi_notifier")

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0 when all went well, 1 on failure, 2 for a bad command or file."""
    _prepare_process()
    try:
        arguments = _parser().parse_args(argv)
        return guarded(arguments.command, arguments)
    except SystemExit as end:
        # argparse ends like this after --help and after a bad command line.
        return end.code if isinstance(end.code, int) else 1


def guarded(command: Command, arguments: argparse.Namespace) -> int:
    """The command's exit code; a failure becomes one line on stderr, a bug a record in the log as well."""
    try:
        code = command(arguments)
        sys.stdout.flush()
    except Failure as failure:
        return _say(str(failure), failure.code)
    except KeyboardInterrupt:
        return _say("interrupted", 130)
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it flushes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last resort: never a traceback before a person
        log_file = logs.current_file()
        if log_file is None:
            return _say(f"unexpected error ({type(error).__name__})", 1)
        _log.critical("unexpected error", exc_info=True)
        return _say(f"unexpected error, please see {log_file}", 1)
    finally:
        logs.stop()
    return code


def _say(line: str, code: int) -> int:
    print(f"kaspi-notifier: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201 - this is its place
    return code


def _prepare_process() -> None:
    # A windowed program on Windows has no standard streams, and a console there may know no Cyrillic.
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BufferedWriter(_Nowhere()))
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BufferedWriter(_Nowhere()))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What this program writes names buyers: it is for its owner's eyes only.
    os.umask(0o077)


class _Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        return memoryview(data).nbytes


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 and one line, without the usage text."""
        print(f"{self.prog}: {message} (see --help)", file=sys.stderr)  # noqa: T201 - argparse's place for it
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kaspi-notifier",
        description="WhatsApp messages about Kaspi orders, sent through the shop's own WAHA server.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="folder for the database, settings and log"
    )
    parser.add_argument("--demo", action="store_true", help="play with simulated Kaspi and WhatsApp servers")
    parser.add_argument("--tray", action="store_true", help="start hidden in the system tray")
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    _add_run(commands)
    _add_check(commands)
    _add_files(commands)
    _add_exports(commands)
    _add_backup(commands)
    _add_simulate(commands)
    key = commands.add_parser("api-key", help="the key of the local REST API, made if there is none")
    key.set_defaults(command=_command("api_key"))
    return parser


def _add_run(commands: "argparse._SubParsersAction[_Parser]") -> None:
    run = commands.add_parser("run", help="work without a window; JSON lines on stdout")
    run.add_argument("--once", action="store_true", help="one poll, send what is due, end")
    run.set_defaults(command=_run)


def _add_check(commands: "argparse._SubParsersAction[_Parser]") -> None:
    check = commands.add_parser("check", help="test the Kaspi token, WAHA, WhatsApp, database and clock")
    check.add_argument("--json", action="store_true", help="the result as JSON")
    check.set_defaults(command=_command("check"))


def _add_files(commands: "argparse._SubParsersAction[_Parser]") -> None:
    for what in ("settings", "templates"):
        actions = commands.add_parser(what, help=f"{what} as a JSON file").add_subparsers(
            metavar="ACTION", required=True
        )
        write = actions.add_parser("export", help=f"write the {what} to a file")
        write.add_argument("file", metavar="FILE", help="'-' for standard output")
        write.set_defaults(command=_command(f"export_{what}"))
        read = actions.add_parser("import", help=f"take the {what} from a file")
        read.add_argument("file", metavar="FILE", help="'-' for standard input")
        read.set_defaults(command=_command(f"import_{what}"))
        if what == "settings":
            write.add_argument("--with-secrets", action="store_true", help="with tokens and keys")
        else:
            read.add_argument("--replace", action="store_true", help="remove what is not in the file")


def _add_exports(commands: "argparse._SubParsersAction[_Parser]") -> None:
    for what in ("messages", "orders"):
        actions = commands.add_parser(what, help=f"{what} as a table").add_subparsers(
            metavar="ACTION", required=True
        )
        write = actions.add_parser("export", help="write a .csv, .json or .xlsx file")
        write.add_argument("file", metavar="FILE", help="'-' for JSON on standard output")
        write.set_defaults(command=_command(f"export_{what}"))


def _add_backup(commands: "argparse._SubParsersAction[_Parser]") -> None:
    write = commands.add_parser("backup", help="write everything into one file")
    write.add_argument("file", metavar="FILE")
    write.add_argument(
        "--password", action="store_true", help="ask for a password; then the token and the key go along"
    )
    write.set_defaults(command=_command("backup"))
    read = commands.add_parser("restore", help="put a backup in the place of the data")
    read.add_argument("file", metavar="FILE")
    read.set_defaults(command=_command("restore"))
    resume = commands.add_parser("resume", help="go on sending after a pause, as after a restore or a move")
    resume.set_defaults(command=_command("resume"))
    erase = commands.add_parser("erase", help="what this program keeps on this computer, and its end")
    erase.add_argument("--yes", action="store_true", help="erase it for good, with the token and the keys")
    erase.set_defaults(command=_command("erase"))


def _add_simulate(commands: "argparse._SubParsersAction[_Parser]") -> None:
    simulate = commands.add_parser("simulate", help="the simulated servers alone, in the foreground")
    simulate.add_argument("--kaspi-port", type=_port, default=0, metavar="P")
    simulate.add_argument("--waha-port", type=_port, default=0, metavar="P")
    simulate.add_argument("--orders", type=_count, default=0, metavar="N", help="older orders to begin with")
    simulate.set_defaults(command=_command("simulate"))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 1_000_000:
        raise argparse.ArgumentTypeError("a number from 0 to 1000000 is expected")
    return int(text)


def _command(name: str) -> Command:
    """The function of this name in `commands`, imported only when it is called."""

    def command(arguments: argparse.Namespace) -> int:
        if arguments.demo or arguments.tray:
            raise Failure("--demo and --tray go with the window and with run only", code=2)
        from kaspi_notifier import commands

        function: Command = getattr(commands, name)
        return function(arguments)

    return command


def _window(arguments: argparse.Namespace) -> int:
    # Nothing that a start loads is garbage. What is later is taken away by the window's own `Tidying`.
    gc.disable()
    from kaspi_notifier.datafolder import DataFolder

    data = DataFolder(arguments.data_dir, demo=arguments.demo)
    from kaspi_notifier import app

    return app.main(data, demo=arguments.demo, tray=arguments.tray)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.tray:
        raise Failure("--tray goes with the window only", code=2)
    from kaspi_notifier import headless
    from kaspi_notifier.datafolder import DataFolder

    data = DataFolder(arguments.data_dir, demo=arguments.demo)
    logs.start(data.log_folder)
    logs.catch_crashes(data.log_folder)
    return headless.run(data, once=arguments.once)


def _leave(code: int) -> NoReturn:
    """End the process, on Windows without taking apart what is left of Qt and Python.

    All is written and closed by now. Taken apart in no certain order, Qt now and then posted an event to an
    object that was gone: the program had ended well and the system was told that it had crashed.
    """
    if sys.platform == "win32" and "PySide6.QtWidgets" in sys.modules:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    _leave(main())
