"""./test: ./check, then every test that is not of ./check itself, ending with pytest's own closing line."""

import os
import subprocess
import sys

from tooling import check, debian
from tooling.bootstrap import PYTHON, ROOT
from tooling.npm import make_modules_ready, node
from tooling.problem import exit_plainly

# What checks the pages is large and of no use to ./run, so it has a package list of its own.
GATES = ROOT / "tests" / "gates" / "node"
# The oldest Node that Lighthouse runs on.
NODE = (22, 19)


def main() -> int:
    """Give 0 when all checks and tests pass; a failed check does not keep the tests from running."""
    _have_what_tests_need()
    # Forbidden to keep what it has compiled, each process would compile all of our source anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    checked = check.main()
    print(flush=True)
    # The workers begin with two groups, as long as each other, of tests with a browser and a whole Förnya.
    # Then they take the others one by one, so that neither waits for the other at the end.
    pytest = [str(PYTHON), "-m", "pytest", "-q", "--numprocesses=2", "--dist=loadgroup"]
    pytest += sys.argv[1:] or [f"--ignore={check.HOUSE}"]
    tested = subprocess.run(pytest, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    return tested or checked


def _have_what_tests_need() -> None:
    """Fetch the programs that only tests use; raises a Problem that says what to do where we may not."""
    debian.have("chromium", package="chromium", why="The test of whole journeys")
    debian.have("java", package="default-jre-headless", why="The check that pages are valid HTML")
    make_modules_ready(GATES, "the programs that check the pages")
    node(NODE)


if __name__ == "__main__":
    exit_plainly(main)
