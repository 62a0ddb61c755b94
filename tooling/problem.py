"""The one exception of the tools: something a person can mend, said in one plain sentence."""

import sys
from collections.abc import Callable


class Problem(Exception):
    """Says what is wrong and what to do; shown as it is, without a traceback."""


def exit_plainly(command: Callable[[], int]) -> None:
    """Run a command and leave with its exit code; a Problem becomes its sentence and exit code 1."""
    try:
        code = command()
    except Problem as problem:
        print(problem, file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
