"""The one thread on which every database call runs, and the awaitable that leads to it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """`await db(function, *args)` runs a plain function on the database's thread, one at a time, in order.

    No `await` can stand inside a transaction, and no commit on a slow disk stalls the window. A call that
    has begun is finished even if its awaiter is cancelled; leaving waits for what was handed in.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, or its exception."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(function, *args, **kwargs))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        # Shut down in a thread of the loop's own: a join here would stand still the whole program.
        await asyncio.get_running_loop().run_in_executor(None, self._executor.shutdown)
