"""The small commands: check, settings, templates, messages, orders, backup and what is near it, simulate."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from kaspi_notifier import exports, logs
from kaspi_notifier.datafolder import Access, DataFolder, FolderError
from kaspi_notifier.failure import Failure
from kaspi_notifier.store import Store, StoreError

T = TypeVar("T")

_LARGEST_FILE = 10_000_000


def check(arguments: argparse.Namespace) -> int:
    """Test every part a message needs; 0 when all of them are well."""
    items = asyncio.run(_check(_folder(arguments, Access.READ)))
    is_well = all(item["ok"] for item in items)
    if arguments.json:
        print(json.dumps({"ok": is_well, "checks": items}, ensure_ascii=False))  # noqa: T201
    else:
        for item in items:
            where = " ".join(str(item[key]) for key in ("shop", "part") if item[key])
            remedy = f"; {item['remedy']}" if item.get("remedy") else ""
            print(f"{'ok' if item['ok'] else 'FAILED':<7}{where}: {item['detail'] or 'well'}{remedy}")  # noqa: T201
    return 0 if is_well else 1


async def _check(data: DataFolder) -> list[dict[str, Any]]:
    from kaspi_notifier.engine.engine import Engine

    try:
        async with data:
            engine = Engine(data.store, data.db, on_change=lambda _change: None)
            items = [
                {
                    "shop": item.shop,
                    "part": item.part,
                    "ok": item.ok,
                    "detail": item.detail,
                    "remedy": item.remedy,
                }
                for item in await engine.check()
            ]
            if not await data.db(data.store.settings.shops):
                items.append(
                    {"shop": None, "part": "settings", "ok": False, "detail": "no shop is set up yet"}
                )
    except FolderError as error:
        return [{"shop": None, "part": "database", "ok": False, "detail": str(error)}]
    return items


def export_settings(arguments: argparse.Namespace) -> int:
    """Write the settings as JSON, without tokens and keys unless they are asked for."""
    import msgspec

    settings = _with_store(arguments, Access.READ, lambda store: store.settings.load())
    document = msgspec.to_builtins(settings)
    if not arguments.with_secrets:
        for shop in document["shops"]:
            del shop["kaspi"]["token"], shop["waha"]["api_key"]
    return _write(arguments.file, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


def import_settings(arguments: argparse.Namespace) -> int:
    """Change the settings as a JSON file says; a refused file changes nothing."""
    from kaspi_notifier.domain.settings import BadSettings, parse

    document = _read(arguments.file)

    def change(store: Store) -> None:
        settings = parse(document, store.settings.load())
        for shop in settings.shops:
            logs.hide(shop.kaspi.token, shop.waha.api_key)
        store.settings.save(settings)

    data = _folder(arguments, Access.OWN)
    try:
        _work(data, change)
    except BadSettings as error:
        raise Failure(str(error), code=2) from None
    if data.warning is not None:
        _note(data.warning)
    return 0


def export_templates(arguments: argparse.Namespace) -> int:
    """Write all templates as JSON."""
    from kaspi_notifier.domain.template_file import templates_document

    templates = _with_store(arguments, Access.READ, lambda store: store.templates.list())
    return _write(arguments.file, templates_document(templates))


def import_templates(arguments: argparse.Namespace) -> int:
    """Add the templates of a JSON file, or have only those; a refused file changes nothing."""
    from kaspi_notifier.domain.template_file import BadTemplates, parse_templates

    try:
        templates = parse_templates(_read(arguments.file))
    except BadTemplates as error:
        raise Failure(str(error), code=2) from None

    def change(store: Store) -> None:
        if arguments.replace:
            store.templates.replace(templates)
        else:
            store.templates.merge(templates)

    _with_store(arguments, Access.OWN, change)
    return 0


def export_messages(arguments: argparse.Namespace) -> int:
    """Write every message with its state, as the file name's ending says."""
    return _export(arguments, exports.MESSAGE_COLUMNS, lambda store: store.reports.export_messages())


def export_orders(arguments: argparse.Namespace) -> int:
    """Write every order that is known, as the file name's ending says."""
    return _export(arguments, exports.ORDER_COLUMNS, lambda store: store.reports.export_orders())


def backup(arguments: argparse.Namespace) -> int:
    """Write everything into one file; the token and the key only under a password."""
    data = _folder(arguments, Access.READ)
    password = _password("Password for the backup: ", is_new=True) if arguments.password else None

    async def write() -> None:
        async with data:
            await data.backup(Path(arguments.file), password)

    asyncio.run(write())
    if password is None:
        _note("the backup is readable for everybody who gets it, and has no token and no key in it")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup in the place of the data."""
    from kaspi_notifier.store.backup import needs_password

    source = Path(arguments.file)
    with _explained(f"can't read {source}"):
        is_sealed = needs_password(source)
    data = _folder(arguments, Access.OWN)
    password = _password("Password of the backup: ", is_new=False) if is_sealed else None
    if data.restore(source, password):
        _note(
            "sending is paused until a person goes on: look at the messages, then use the window or 'resume'"
        )
    if data.warning is not None:
        _note(data.warning)
    return 0


def resume(arguments: argparse.Namespace) -> int:
    """Go on sending where it is paused, and say what the pause was for."""
    from datetime import UTC, datetime

    from kaspi_notifier.engine.going_on import go_on

    went_on = _with_store(arguments, Access.OWN, lambda store: go_on(store, datetime.now(UTC)))
    for shop, why in went_on:
        print(f"{shop}: sending goes on, it was paused: {why}")  # noqa: T201 - a command's output
    if not went_on:
        print("sending is not paused")  # noqa: T201 - a command's output
    return 0


def erase(arguments: argparse.Namespace) -> int:
    """Show what there is, and with --yes delete it with the secrets, for good."""
    data = _folder(arguments, Access.OWN)
    if not arguments.yes:
        for path in data.remains():
            print(path)  # noqa: T201 - a command's output
        _note("nothing is erased yet; all this, the token and the keys are erased for good by: erase --yes")
        return 1
    for path in data.erase():
        print(f"erased: {path}")  # noqa: T201 - a command's output
    _note("the token and the keys are erased as well; backups that you made elsewhere are still there")
    return 0


def _password(prompt: str, *, is_new: bool) -> str:
    """Asked for on the terminal, unseen, else the first line of standard input; never an argument."""
    if sys.stdin.isatty():
        from getpass import getpass

        password = getpass(prompt)
        if is_new and getpass("Once more: ") != password:
            raise Failure("the two passwords differ", code=2)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Failure("a password is needed: type it, or give it as the first line of standard input", code=2)
    return password


def _note(text: str) -> None:
    print(f"kaspi-notifier: {text}", file=sys.stderr)  # noqa: T201 - a command's output


def api_key(arguments: argparse.Namespace) -> int:
    """Print the key that other programs need for the local API."""
    print(_with_store(arguments, Access.READ, lambda store: store.settings.api_key()))  # noqa: T201
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Run the simulated servers until SIGINT or SIGTERM."""
    from kaspi_notifier.demo import serve

    try:
        return serve(kaspi_port=arguments.kaspi_port, waha_port=arguments.waha_port, orders=arguments.orders)
    except OSError as error:
        raise Failure(f"the servers can't start: {error.strerror or error}") from None


def _export(
    arguments: argparse.Namespace,
    columns: tuple[str, ...],
    rows: Callable[[Store], Iterable[Mapping[str, object]]],
) -> int:
    if arguments.file == "-":
        _with_store(
            arguments,
            Access.READ,
            lambda store: exports.write_json(rows(store), columns, sys.stdout.buffer),
        )
        return 0
    target = Path(arguments.file)
    try:
        exports.writer_for(target)
    except exports.UnknownFormat as error:
        raise Failure(str(error), code=2) from None
    with _explained(f"can't write {target}"):
        _with_store(arguments, Access.READ, lambda store: exports.write_rows(rows(store), columns, target))
    return 0


def _folder(arguments: argparse.Namespace, access: Access) -> DataFolder:
    data = DataFolder(arguments.data_dir, access=access)
    # A file of its own: the window or `run` may be turning over theirs right now.
    logs.start(data.log_folder, "commands")
    return data


def _with_store(arguments: argparse.Namespace, access: Access, work: Callable[[Store], T]) -> T:
    return _work(_folder(arguments, access), work)


def _work(data: DataFolder, work: Callable[[Store], T]) -> T:
    """The result of `work`, done with the open store on the database's thread."""

    async def open_and_work() -> T:
        async with data:
            return await data.db(work, data.store)

    try:
        return asyncio.run(open_and_work())
    except StoreError as error:
        raise Failure(str(error)) from error


def _read(name: str) -> bytes:
    """The whole file, or standard input for '-'."""
    with _explained(f"can't read {name}"):
        if name == "-":
            document = sys.stdin.buffer.read(_LARGEST_FILE + 1)
        else:
            with Path(name).open("rb") as stream:
                document = stream.read(_LARGEST_FILE + 1)
    if len(document) > _LARGEST_FILE:
        raise Failure(f"{name} is larger than {_LARGEST_FILE // 1_000_000} MB", code=2)
    return document


def _write(name: str, document: bytes) -> int:
    if name == "-":
        sys.stdout.buffer.write(document)
        return 0
    with _explained(f"can't write {name}"):
        exports.write_file(Path(name), document)
    return 0


@contextmanager
def _explained(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Failure(f"{what}: {error.strerror or error}") from None
