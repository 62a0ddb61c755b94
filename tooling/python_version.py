"""Turns an old Python away with one sentence.

Kept apart, and without newer syntax, because a Python that is too old has to be able to read this file.
"""

import sys

OLDEST = (3, 11)


def refuse_too_old(version):  # type: ignore[no-untyped-def]
    """Stop with a sentence when the Python that reads this is older than Förnya needs."""
    if tuple(version[:2]) < OLDEST:
        sys.exit(
            "Förnya needs Python %d.%d or newer and this is Python %d.%d; "
            "install a newer one and start with its name, for example: python3.11 run"
            % (OLDEST + tuple(version[:2]))
        )
