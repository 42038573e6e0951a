"""A failure that is the person's to mend, not a bug: told in one line, without a traceback."""


class Failure(Exception):
    """`str()` is the line a person reads; `code` is the exit code of a command that ends with it.

    1: it did not work. 2: the command line or the file that was given is wrong.
    """

    def __init__(self, line: str, *, code: int = 1) -> None:
        super().__init__(line)
        self.code = code
