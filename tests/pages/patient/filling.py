"""Fills in the form as a person does, page by page, by what the pages say."""

from tests import make
from tests.browser import Browser
from tests.pages.public.reading import Page

FORM = f"/mina/fornya/{make.BJORKEN}"
ON = "Fortsätt"
LATER = "Spara och gör klart senare"
ANSWERS = {"works": "yes", "side_effects": "no", "as_prescribed": "yes"}


def opened(person: Browser | None = None) -> tuple[Browser, Page]:
    """Open the form at Björkens vårdcentral."""
    browser = person or Browser(make.patient_token())
    return browser, browser.get(FORM)


def chosen(browser: Browser, *names: str) -> Page:
    """Open the form and choose the prescriptions that are named; gives the first page of questions."""
    page = browser.get(FORM)
    keys = [key for key, text in choices(page).items() if any(name in text for name in names)]
    return browser.press(page, ON, chosen=keys)


def answered(browser: Browser, *names: str) -> Page:
    """Choose and answer everything about the medicines; gives the clinic's own question."""
    page = chosen(browser, *names)
    while "/fragor/" in at(page):
        page = browser.press(page, ON, **ANSWERS)
    return page


def filled_in(browser: Browser, *names: str) -> Page:
    """Answer every question in the plainest way; gives the page to check and send."""
    page = browser.press(answered(browser, *names), ON)
    page = browser.press(page, ON)
    return browser.press(page, ON, way="here")


def sent(browser: Browser, *names: str) -> Page:
    """Send the form; gives the receipt."""
    return browser.press(filled_in(browser, *names), "Skicka till Björkens vårdcentral")


def choices(page: Page) -> dict[str, str]:
    """Give the prescriptions that can be chosen: id and the words beside the box."""
    return {
        box.get("value"): " ".join(box.getparent().text_content().split())
        for box in page.tree.xpath('//input[@name="chosen"]')
    }


def at(page: Page) -> str:
    """Give the address that one ended up at."""
    return page.answer.wsgi_request.get_full_path()
