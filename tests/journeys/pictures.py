"""Takes the README's pictures of a running ./run: `python -m tests.journeys.pictures [http://127.0.0.1:8000]`.

It walks the journey as Amina and Eva do, and so leaves a request behind: begin with `./run --reset`.
"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.patient import Patient
from tests.journeys.staff import Prescriber

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
CLINIC = "Björkens vårdcentral"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def main(url: str) -> None:
    """Walk the journey and take a picture at six places of it."""
    host, port = url.rsplit(":", 1)
    service: Any = SimpleNamespace(url=url, sandbox=f"{host}:{int(port) + 1}")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        amina = _asks(browser, service)
        _decides(browser, service)
        _reads(amina)
        browser.close()


def _asks(browser: Browser, service: Any) -> Patient:
    amina = Patient(_page(browser, PHONE), service, looks=False)
    amina.finds_clinic("vardcentraln bjorken", CLINIC)
    _take(amina.page, "clinic")
    amina.asks_to_renew()
    amina.signs_in_here()
    amina.page.wait_for_url("**/mina/fornya/**")
    _take(amina.page, "form")
    amina.chooses("Metoprolol", "Levaxin")
    amina.answers("Ja", "Nej", "Ja")
    amina.answers("Ja", "Ja", "Ja")
    amina.skips_own_questions()
    amina.takes_any_pharmacy()
    amina.wants_to_be_told(phone="070-174 06 05")
    amina.sends(CLINIC)
    return amina


def _decides(browser: Browser, service: Any) -> None:
    eva = Prescriber(_page(browser, DESK), service, looks=False)
    eva.signs_in("Eva Läkare", CLINIC)
    _take(eva.page, "worklist")
    eva.opens_request_of("Amina")
    eva.decides("Metoprolol Sandoz 50 mg", "Förnya oförändrat")
    eva.decides("Levaxin 100 mikrogram", "Ni behöver träffas")
    eva.page.get_by_role("combobox").select_option(label="Prov behöver tas")
    eva.page.set_viewport_size({"width": 1280, "height": 1000})
    _take(eva.page, "assessment")
    eva.signs()


def _reads(amina: Patient) -> None:
    amina.waits_until(amina.page.url, "Delvis förnyat")
    _take(amina.page, "answered")
    amina.opens("/mina/hogkostnad", where="high-cost protection")
    _take(amina.page, "high-cost")


def _page(browser: Browser, size: Any) -> Page:
    return browser.new_context(viewport=size, locale="sv-SE", color_scheme="light").new_page()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state()
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); return document.fonts.ready }")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main((sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/"))
