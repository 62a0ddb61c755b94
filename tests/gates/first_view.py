"""What a browser that has never been here loads for one page, counted as it comes."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from fornya.design.languages import WRITTEN
from tests.gates.pages import Sheet

KB = 1000
MOST, MOST_WITH_TWO_SCRIPTS = 110 * KB, 160 * KB
MOST_REQUESTS = 8


class FirstView:
    """Opens pages as if each were the first, and knows what the last one took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._forget()
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", lambda event: self._asked(event["request"]["url"]))
        wire.on("Network.loadingFinished", lambda event: self._came(event["encodedDataLength"]))
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def of(self, sheet: Sheet) -> "FirstView":
        """Open the page, its fonts too."""
        self._forget()
        self.page.goto(sheet.path, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self

    def is_too_much(self, sheet: Sheet, *, ours: str) -> tuple[object, ...]:
        """Give the weight in bytes, the number of requests and who else was asked, where it is too much."""
        directions = {WRITTEN[sheet.asked].direction, WRITTEN[sheet.language].direction}
        most = MOST_WITH_TWO_SCRIPTS if "rtl" in directions else MOST
        strangers = [each for each in self.addresses if urlsplit(each).netloc != urlsplit(ours).netloc]
        fits = 0 < self.weight <= most and len(self.addresses) <= MOST_REQUESTS and not strangers
        return () if fits else (self.weight, len(self.addresses), strangers)

    def _forget(self) -> None:
        self.addresses: list[str] = []
        self.weight = 0

    def _asked(self, address: str) -> None:
        if not address.startswith("data:"):
            self.addresses.append(address)

    def _came(self, weight: float) -> None:
        self.weight += int(weight)
