"""How soon a page can be read on a slow phone: `python -m bench.paint [http://127.0.0.1:8000]`, of ./run.

A lab figure and no test: it says more about the machine the busier that is. The best of some tries is shown.
"""

import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "Start": "/",
    "Article": "/artiklar/fornya-recept-pa-natet",
    "Article, Arabic": "/artiklar/fornya-recept-pa-natet?sprak=ar",
    "Find a clinic": "/hitta-vard?q=vardcentral",
    "Search": "/sok?q=recept",
    "Clinic page": "/mottagning/bjorkens-vardcentral",
}
TRIES = 5
MOST_MS, MOST_SHIFT = 1500, 0.02
# 1.6 Mbit/s there, 0.75 Mbit/s back, 150 ms, a quarter of the processor, no cache.
NET = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
WATCH = """window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(each => { seen.paint = each.startTime }))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => {
    if (!each.hadRecentInput) seen.shift += each.value;
})).observe({type: 'layout-shift', buffered: true});"""

# What has been painted is told a moment later.
TOLD = "new Promise(done => { const look = () => seen.paint ? done(seen) : setTimeout(look, 50); look() })"


def main(url: str) -> int:
    """Print a row for each page; give 1 if one is too slow or does not hold still."""
    slow = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        print(
            "| Page | Largest paint, best of 5 (ms) | middle | Shift, worst |\n| --- | ---: | ---: | ---: |"
        )
        for name, path in PAGES.items():
            tries = [_seen(browser, url + path) for _try in range(TRIES)]
            paints, shift = sorted(each["paint"] for each in tries), max(each["shift"] for each in tries)
            slow += paints[0] > MOST_MS or shift > MOST_SHIFT
            print(f"| {name} | {paints[0]:.0f} | {paints[TRIES // 2]:.0f} | {shift:.3f} |", flush=True)
        browser.close()
    return 1 if slow else 0


def _seen(browser: Browser, address: str) -> dict[str, Any]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", NET)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load")
        return page.evaluate(TOLD)


if __name__ == "__main__":
    sys.exit(main((sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/")))
