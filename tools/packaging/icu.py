"""The data of ICU without the parts that Qt never opens: half of the largest file of a bundle.

Qt asks ICU for the order of words, upper and lower case, the names of time zones and old encodings. Names of
currencies, languages, regions and units, spelled-out numbers, transliterations and line breaks it has itself
or does without. What is left out here ICU reports as missing, as in any small build of it.
"""

import shutil
import struct
import subprocess
from pathlib import Path

UNUSED = frozenset({"brkitr", "curr", "lang", "rbnf", "region", "translit", "unit"})
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_ALIGNED = 16


def can_trim() -> bool:
    """Whether the tools that make a library of data are here: binutils, as for `strip`."""
    return shutil.which("objcopy") is not None and shutil.which("ld") is not None


def trim(library: Path, folder: Path) -> Path:
    """A library with the same name and symbol in the folder; raises `ValueError` if it is no ICU data."""
    folder.mkdir(parents=True, exist_ok=True)
    data, version = without_unused(library.read_bytes())
    blob, part, target = folder / "icudata", folder / "icudata.o", folder / library.name
    blob.write_bytes(data)
    # Relative names: the name of the file becomes a symbol.
    run(
        *("objcopy", "-I", "binary", "-O", "elf64-x86-64", "-B", "i386:x86-64"),
        *("--rename-section", ".data=.rodata,alloc,load,readonly,data,contents"),
        *("--set-section-alignment", f".data={_ALIGNED}", "--redefine-sym"),
        *(f"_binary_icudata_start=icudt{version}_dat", blob.name, part.name),
        folder=folder,
    )
    flags = ("-shared", "-s", "-z", "noexecstack", "-soname", library.name)
    run("ld", *flags, "-o", target.name, part.name, folder=folder)
    return target


def run(*command: str, folder: Path) -> None:
    """A tool, in a folder."""
    subprocess.run(command, cwd=folder, check=True)


def without_unused(library: bytes) -> tuple[bytes, str]:
    """The package of data in a library without what is not used, and ICU's major version."""
    start = library.find(_MAGIC) - 2
    if start < 0 or library[start + 12 : start + 16] != _FORMAT:
        raise ValueError("this is no library of ICU's data")
    (head,) = struct.unpack_from("<H", library, start)
    table = start + head
    (count,) = struct.unpack_from("<I", library, table)
    entries = [struct.unpack_from("<II", library, table + 4 + 8 * number) for number in range(count)]
    names = [library[table + name : library.index(b"\0", table + name)] for name, _ in entries]
    # The last one ends where the data ends; what a library has behind it does no harm.
    ends = [offset for _, offset in entries[1:]] + [len(library) - table]
    kept = [
        (name, library[table + offset : table + end])
        for name, (_, offset), end in zip(names, entries, ends, strict=True)
        if not is_unused(name.decode())
    ]
    version = kept[0][0].decode().removeprefix("icudt").partition("l/")[0]
    return library[start:table] + package(kept), version


def is_unused(name: str) -> bool:
    """Whether an item, as `icudt73l/lang/ru.res`, is of a tree that nobody asks for."""
    return name.count("/") == 2 and name.split("/")[1] in UNUSED


def package(items: list[tuple[bytes, bytes]]) -> bytes:
    """A table of contents, names and items, as ICU's `common data` has them."""
    first_name = 4 + 8 * len(items)
    offset = aligned(first_name + sum(len(name) + 1 for name, _ in items))
    table, names = struct.pack("<I", len(items)), b""
    parts = []
    for name, item in items:
        table += struct.pack("<II", first_name + len(names), offset)
        names += name + b"\0"
        padded = item.ljust(aligned(len(item)), b"\xaa")
        parts.append(padded)
        offset += len(padded)
    head = table + names
    return head.ljust(aligned(len(head)), b"\0") + b"".join(parts)


def aligned(size: int) -> int:
    """The next multiple of sixteen."""
    return -(-size // _ALIGNED) * _ALIGNED
