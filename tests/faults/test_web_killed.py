"""What was acknowledged is there and stays, whenever the web server is killed; pressing again is safe."""

import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings as our_settings

from tests import make
from tests.browser import Browser, values
from tests.committed import owner
from tests.faults import processes
from tests.sandbox_process import free_ports

LIVES, AT_ONCE = 6, 6
CLINIC = make.EKBACKEN
RECEIPT = re.compile(r"/mina/forfragan/[0-9a-f-]{36}")


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

    def press(self, port: int) -> None:
        """Press Skicka; a receipt is remembered, everything else is the death of the server."""
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
        assert answer.status_code == 303, answer.text[:2000]
        found = RECEIPT.match(answer.headers["location"])
        assert found, answer.headers["location"]
        self.told.add(found[0])


@pytest.fixture
def plain_static_files(settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/mina", trust_env=False, timeout=20).status_code == 302
    except httpx.TransportError:
        return False


def test_killing_the_web_at_any_moment_loses_nothing_acknowledged(database, plain_static_files, tmp_path):
    port, chance = free_ports(), random.Random(20261123)
    people = [Presser() for _ in range(LIVES * (1 + AT_ONCE))]
    rest = iter(people)

    for _life in range(LIVES):
        server = processes.web(port, tmp_path / "web.log")
        try:
            server.wait_until(lambda: ready(port), "the web server")
            next(rest).press(port)
            pressing = [threading.Thread(target=next(rest).press, args=(port,)) for _ in range(AT_ONCE)]
            for each in pressing:
                each.start()
            time.sleep(chance.uniform(0, 0.12))
        finally:
            server.kill()
        for each in pressing:
            each.join()
    acknowledged = {receipt for person in people for receipt in person.told}
    kept = {f"/mina/forfragan/{row}" for (row,) in owner("SELECT id FROM renewals_renewalrequest")}
    assert acknowledged <= kept

    server = processes.web(port, tmp_path / "web.log")
    try:
        server.wait_until(lambda: ready(port), "the web server")
        with ThreadPoolExecutor(4) as pool:
            for _again in range(2):
                list(pool.map(lambda person: person.press(port), people))
    finally:
        server.stop()

    assert [len(person.told) for person in people] == [1] * len(people)
    assert owner("SELECT count(*), count(DISTINCT send_key) FROM renewals_renewalrequest") == [
        (len(people),) * 2
    ]
    assert owner("SELECT count(*) FROM renewals_renewalline") == [(len(people),)]
    assert owner("SELECT count(*) FROM renewals_renewaldraft") == [(0,)]
    assert LIVES < len(acknowledged) < len(people), "some were answered and some were cut off"
