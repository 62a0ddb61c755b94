"""What an attack is made of: a sign-in step by step, in as many browsers as it takes, and who has got in."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client

from fornya.pages.login import bankid, other, staff
from fornya.people import session
from fornya.people.models import Session, SignIn
from fornya.people.sealed import seal, unseal
from tests.attacks.held_off import LetIn
from tests.browser import Browser
from tests.contracts.patient_sign_in import FrejaBrowser
from tests.contracts.staff_sign_in import StaffBrowser
from tests.make import JOHAN
from tests.pages.public.reading import Page
from tests.people.scripted import ScriptedBankId, complete
from tests.sandbox_process import Sandbox

FORM = "/mina/fornya/bjorkens-vardcentral"
BUTTONS = {True: "BankID på den här enheten", False: "BankID på en annan enhet"}


def sessions() -> int:
    """Count who is signed in."""
    return Session.objects.filter(ended_at=None).count()


def only(number: int) -> None:
    """Look that no more than so many are signed in. Raises LetIn."""
    if (found := sessions()) > number:
        raise LetIn(f"{found} are signed in, and {number} should be")


def nobody() -> None:
    """Look that nobody is signed in. Raises LetIn."""
    only(0)


def who(browser: Browser) -> str | None:
    """Name whom a browser is signed in as: a personnummer or an HSA-id."""
    return who_by(browser.client)


def who_by(client: Client) -> str | None:
    """Name whom a client's cookie signs in."""
    cookie = client.cookies.get(settings.SESSION_COOKIE)
    found = session.find(cookie.value, now=datetime.now(UTC)) if cookie else None
    return getattr(found, "personnummer", None) or getattr(found, "hsa_id", None)


@dataclass(eq=False)
class Order:
    """A BankID order as the starting browser sees it: the address of its waiting page."""

    browser: Browser
    path: str

    @property
    def cookie(self) -> str:
        """What binds the order to the browser."""
        return str(self.browser.client.cookies[settings.SIGN_IN_COOKIE].value)

    def wait(self, browser: Browser | None = None) -> Any:
        """Look at the waiting page, perhaps from somebody else's browser."""
        return (browser or self.browser).client.get(self.path)

    def poll(self, browser: Browser | None = None) -> Any:
        """Ask as the waiting page's script does."""
        return (browser or self.browser).client.get(f"{self.path}/lage")


class BankIdScene:
    """BankID as the test tells it, with time passing between two questions."""

    def __init__(self, told: ScriptedBankId) -> None:
        self.told = told

    @classmethod
    def put_in(cls, monkeypatch: pytest.MonkeyPatch) -> Self:
        """Put a BankID of one's own in the place of the real one."""
        told = ScriptedBankId()
        monkeypatch.setattr(bankid, "bankid", lambda: told)
        return cls(told)

    def start(self, browser: Browser, *, same_device: bool = True, till: str = FORM) -> Order:
        """Press the button of one of the two ways."""
        page: Page = browser.press(browser.get("/logga-in", till=till), BUTTONS[same_device])
        assert page.status == 200, page.text
        return Order(browser, page.answer.wsgi_request.path)

    def approve(self, **facts: Any) -> None:
        """Let whoever holds the phone approve."""
        self.told.answer = complete(**facts)
        self.pass_time()

    def pass_time(self, **time: float) -> None:
        """Let a while pass for every order."""
        past = timedelta(**(time or {"seconds": 3}))
        SignIn.objects.update(asked_at=F("asked_at") - past, started_at=F("started_at") - past)

    def way_back(self, order: int = -1) -> str:
        """Give the address that BankID opens when the person has approved: it alone holds the nonce."""
        parts = urlsplit(self.told.started[order]["return_url"])
        return f"{parts.path}?{parts.query}"


@dataclass
class OpenIdScene:
    """A sign-in by OpenID Connect. `told` is what the log says."""

    sandbox: Sandbox
    told: list[dict[str, Any]]

    control = begin = back = ""

    def set_out(self, browser: Browser) -> str:
        """Leave for the provider; gives its address."""
        answer = browser.client.get(self.begin)
        assert answer.status_code == 302, answer.content
        return str(answer["Location"])

    def approve(self, address: str) -> dict[str, str]:
        """Sign in at the provider; gives what it sends the browser back with."""
        raise AssertionError

    def come_back(self, browser: Browser, params: dict[str, str]) -> Any:
        """Come back with an answer."""
        return browser.client.get(f"{self.back}?{urlencode(params)}")

    def sign_in(self, browser: Browser) -> Any:
        """Do all of it."""
        return self.come_back(browser, self.approve(self.set_out(browser)))

    def spoil(self, **plan: Any) -> None:
        """Let the provider's next token be wrong."""
        self.sandbox.control(f"{self.control}/spoil", **plan)

    def refused_for(self) -> list[str]:
        """Say what the log gives as reasons."""
        return [line["fault"] for line in self.told if line["event"] == "sign_in_refused"]

    def purpose(self) -> str:
        """Give what the cookie is sealed for."""
        raise AssertionError

    def made(self, browser: Browser) -> dict[str, Any]:
        """Open what the browser set out with."""
        kept = bytes.fromhex(browser.client.cookies[settings.SIGN_IN_COOKIE].value)
        return dict(json.loads(unseal(kept, purpose=self.purpose())))

    def grow_old(self, browser: Browser, minutes: int) -> None:
        """Let the browser's cookie have been made so long ago."""
        made = self.made(browser)
        made["at"] -= minutes * 60
        sealed = seal(json.dumps(made), purpose=self.purpose())
        browser.client.cookies[settings.SIGN_IN_COOKIE] = sealed.hex()


class FrejaScene(OpenIdScene):
    """A patient's sign-in with Freja+."""

    control, begin, back = "freja", f"/logga-in/med/freja?till={FORM}", "/logga-in/med/freja/tillbaka"

    def approve(self, address: str, **kind: str) -> dict[str, str]:
        return FrejaBrowser().approve(address, **kind)

    def purpose(self) -> str:
        return other._purpose(settings.PATIENT_ISSUERS[0])


class StaffScene(OpenIdScene):
    """A sign-in of staff at their provider."""

    control, begin, back = "idp", "/personal/logga-in/start", "/personal/tillbaka"

    def approve(self, address: str) -> dict[str, str]:
        return StaffBrowser().choose(address, JOHAN)

    def purpose(self) -> str:
        return staff.PURPOSE


def copy_of(browser: Browser) -> Browser:
    """Give a thief's browser with all of somebody's cookies."""
    thief = Browser()
    for name, cookie in browser.client.cookies.items():
        thief.client.cookies[name] = cookie.value
    return thief
