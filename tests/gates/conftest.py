"""Every public page as the running service gives it, and a screen to read it on."""

import os
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.gates import results
from tests.gates.pages import COOKIE, Sheet, every_sheet
from tests.running import Service, household

Screen = Callable[..., Page]


@pytest.fixture(scope="session")
def plain(service: Service) -> Iterator[httpx.Client]:
    """Give what asks the service for plain answers."""
    strangers = {"request": [lambda request: request.headers.update(household())]}
    with httpx.Client(base_url=service.url, trust_env=False, timeout=20, event_hooks=strangers) as client:
        yield client


@pytest.fixture(scope="session")
def documents(plain: httpx.Client) -> dict[Sheet, httpx.Response]:
    """Give the answer to each page in each of its languages, fetched once."""
    return {
        sheet: plain.get(sheet.path, headers={"Cookie": f"{COOKIE}={sheet.asked}"}) for sheet in every_sheet()
    }


@pytest.fixture
def screen(service: Service, browser: Browser) -> Iterator[Screen]:
    """Give what opens a page for a reader of a language; what is opened is closed after the test."""
    contexts = []

    def opened(language: str = "sv", **options: object) -> Page:
        context = browser.new_context(**{"base_url": service.url, "reduced_motion": "reduce"} | options)
        context.add_cookies([{"name": COOKIE, "value": language, "url": service.url}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def pytest_sessionfinish(exitstatus: int) -> None:
    """Write the statement's results when the run was told to and everything has passed."""
    if exitstatus == 0 and results.WRITE in os.environ:
        results.write(every_sheet())
