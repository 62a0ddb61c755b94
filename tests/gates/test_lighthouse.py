"""Lighthouse gives the pages that most people meet full marks, but for speed, which no test measures."""

import json
import subprocess

import pytest

from tests import seen
from tests.gates.pages import RENEWS
from tooling.npm import node
from tooling.test import GATES, NODE

pytestmark = pytest.mark.xdist_group("journeys")

PAGES = (
    *("/", "/artiklar/fornya-recept-pa-natet", "/hitta-vard?q=vardcentral", "/sok?q=recept"),
    f"/mottagning/{RENEWS}",
)


def test_lighthouse_gives_full_marks(service):
    addresses = {service.url + path: path for path in PAGES}

    done = subprocess.run(
        [node(NODE), "lighthouse.mjs", seen.CHROMIUM, *addresses],
        cwd=GATES,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {addresses[at] for at in told} == set(PAGES)
    marks = {addresses[at]: (*each["scores"].values(), each["faults"]) for at, each in told.items()}
    assert {at: mark for at, mark in marks.items() if mark[:3] != (100, 100, 100)} == {}
