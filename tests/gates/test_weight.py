"""What the first view of a public page weighs, and whether it holds still; how fast it is, bench/ tells."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from fornya.design.languages import WRITTEN
from tests.gates.pages import RENEWS, every_sheet

pytestmark = pytest.mark.xdist_group("journeys")

KB = 1000
MOST, MOST_WITH_TWO_SCRIPTS = 110 * KB, 160 * KB
MOST_REQUESTS = 8
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


class FirstView:
    """Counts what a browser that has never been here loads for one page."""

    def __init__(self, page):
        self.addresses, self.weight = [], 0
        self.wire = page.context.new_cdp_session(page)
        self.wire.on("Network.requestWillBeSent", lambda event: self._asked(event["request"]["url"]))
        self.wire.on("Network.loadingFinished", lambda event: self._came(event["encodedDataLength"]))
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _asked(self, address):
        if not address.startswith("data:"):
            self.addresses.append(address)

    def _came(self, weight):
        self.weight += int(weight)


def test_the_first_view_of_every_page_is_light_and_asks_nobody_else(screen, service):
    ours = urlsplit(service.url).netloc
    odd = []
    for language in sorted({sheet.asked for sheet in every_sheet()}):
        page = screen(language)
        for sheet in (each for each in every_sheet() if each.asked == language):
            view = FirstView(page)
            page.goto(sheet.path, wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            view.wire.detach()
            directions = {WRITTEN[sheet.asked].direction, WRITTEN[sheet.language].direction}
            most = MOST_WITH_TWO_SCRIPTS if "rtl" in directions else MOST
            strangers = [each for each in view.addresses if urlsplit(each).netloc != ours]
            if view.weight > most or len(view.addresses) > MOST_REQUESTS or strangers or not view.weight:
                odd.append((str(sheet), view.weight, len(view.addresses), strangers))

    assert odd == []


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
