"""What each part of a public page weighs, and whether it holds still; how fast it is, bench/ tells.

The first view as a whole is weighed where every page is opened anyway, in test_room.
"""

import gzip
import re

import pytest

from tests.gates.first_view import KB
from tests.gates.pages import RENEWS

pytestmark = pytest.mark.xdist_group("journeys")

MOST_ZIPPED = {"text/html": 20 * KB, "text/css": 12 * KB, "text/javascript": 10 * KB}
STILL = 0.02
# A slow phone on a slow net: 1.6 Mbit/s, 150 ms, a quarter of the processor.
SLOW_NET = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => {
    if (!each.hadRecentInput) window.shifted += each.value;
})).observe({type: 'layout-shift', buffered: true});"""
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
FIRST = (
    *("/", "/artiklar/fornya-recept-pa-natet", "/hitta-vard?q=vardcentral", "/sok?q=recept"),
    f"/mottagning/{RENEWS}",
)


def test_each_part_of_a_page_is_small_when_it_is_zipped(documents, plain):
    parts = {
        address: plain.get(address)
        for address in {
            each
            for answer in documents.values()
            for each in STATIC.findall(answer.text)
            if each.endswith((".css", ".js"))
        }
    }
    assert len(parts) == 2

    heavy = []
    for name, answer in [*((str(sheet), answer) for sheet, answer in documents.items()), *parts.items()]:
        kind = answer.headers["Content-Type"].partition(";")[0]
        if len(gzip.compress(answer.content)) > MOST_ZIPPED[kind]:
            heavy.append((name, len(gzip.compress(answer.content))))

    assert heavy == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_page_holds_still_while_it_comes_slowly(screen, language):
    for path in FIRST:
        page = screen(language, viewport={"width": 390, "height": 844})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", SLOW_NET)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(SHIFTS)

        page.goto(path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")

        assert page.evaluate("window.shifted") <= STILL, path
