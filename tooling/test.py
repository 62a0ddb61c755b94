"""./test: ./check, then every test, ending with pytest's own closing line."""

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
    checked = check.main()
    print(flush=True)
    # Journeys start a whole Förnya each and share the two cores: they stay together in one worker.
    pytest = [str(PYTHON), "-m", "pytest", "-q", "--numprocesses=2", "--dist=loadgroup", *sys.argv[1:]]
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
