"""People who press Skicka on a real server, again and again, until they have their receipt."""

import re
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings as our_settings

from tests import make
from tests.browser import Browser, values

CLINIC = make.EKBACKEN
RECEIPT = re.compile(r"/mina/forfragan/[0-9a-f-]{36}")


@pytest.fixture
def plain_static_files(settings: Any) -> None:
    """Let pages be drawn here before the static files are gathered."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


class Presser:
    """Somebody who stands at Skicka, with the page's form filled in, and presses it on a real server."""

    def __init__(self) -> None:
        token = make.patient_token()
        medicine = make.choice()
        make.draft(
            make.signed_in(token),
            [medicine],
            clinic=CLINIC,
            answers={medicine.id: {"works": "yes", "side_effects": "no", "as_prescribed": "yes", "note": ""}},
            pharmacy={"kind": "any", "gln": ""},
            contact={"phone": "", "email": ""},
            own=[],
        )
        browser = Browser(token)
        page = browser.get(f"/mina/fornya/{CLINIC}/kontrollera")
        (form,) = [each for each in page.tree.xpath("//main//form") if "send_key" in dict(each.form_values())]
        self.path, self.form = urlsplit(page.answer.wsgi_request.path).path, values(form)
        csrf = our_settings.CSRF_COOKIE_NAME
        self.cookies = {our_settings.SESSION_COOKIE: token, csrf: browser.client.cookies[csrf].value}
        self.told: set[str] = set()
        self.turned_away = 0

    def press(self, port: int) -> None:
        """Press Skicka: a receipt is remembered, a 503 counted; else the server has died meanwhile."""
        try:
            answer = httpx.post(
                f"http://127.0.0.1:{port}{self.path}",
                data=self.form,
                cookies=self.cookies,
                timeout=20,
                trust_env=False,
            )
        except httpx.TransportError:
            return
        if answer.status_code == 503:
            self.turned_away += 1
            return
        assert answer.status_code == 303, answer.text[:2000]
        found = RECEIPT.match(answer.headers["location"])
        assert found, answer.headers["location"]
        self.told.add(found[0])


def answers(port: int) -> bool:
    """Tell whether the web server asks who one is, as it does when all is well."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/mina", trust_env=False, timeout=20).status_code == 302
    except httpx.TransportError:
        return False
