"""The window: it reads from the store, acts through the engine, and explains both in words."""

import builtins

import PySide6.QtCore  # noqa: F401 - it lays its hook on `import`

# From its first import on PySide looks into the source of every module that is imported, Qt or not, for the
# snake_case names it offers, and keeps all of that text: 17 MB and 60 ms of a start. We don't use them.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
