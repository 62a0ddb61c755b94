"""Every hint and every refusal that the sandbox's BankID can play, as the person reads it."""

import pytest

from fornya.integrations.bankid.hints import DeviceKind, Message, message_for
from fornya.pages.login.words import words_for
from sandbox.bankid.phone import FAILED_HINTS, PENDING_HINTS
from tests.browser import Browser
from tests.committed import owner

FORM = "/mina/fornya/bjorkens-vardcentral"
SAME, OTHER = "BankID på den här enheten", "BankID på en annan enhet"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 14; K) Chrome/142.0 Mobile Safari/537.36"
DEVICES = {
    DeviceKind.COMPUTER: (WINDOWS, SAME),
    DeviceKind.SAME: (PHONE, SAME),
    DeviceKind.OTHER: (WINDOWS, OTHER),
}
# On each kind of device where the words differ, else on the one most people use.
DIFFER = ("outstandingTransaction", "started", "startFailed")
CASES = [
    (hint, device)
    for hint in (*PENDING_HINTS, *FAILED_HINTS)
    for device in DeviceKind
    if hint in DIFFER or device is DeviceKind.SAME
]
TOO_OLD = "UPDATE people_signin SET asked_at = asked_at - interval '3 seconds'"


@pytest.fixture(autouse=True)
def own_link(real, settings):
    """Let the two links differ, as they do outside the sandbox."""
    settings.BANKID_APP_URL = "https://app.example/"
    settings.BANKID_COMPUTER_APP_URL = "bankid:///"


def started(device: DeviceKind):
    """Start a sign-in on a device; gives the browser and the page that waits."""
    browser, (user_agent, button) = Browser(), DEVICES[device]
    browser.client.defaults["HTTP_USER_AGENT"] = user_agent
    return browser, browser.press(browser.get("/logga-in", till=FORM), button)


def seen(browser: Browser, page):
    """Look at the waiting page again, when BankID may be asked again."""
    owner(TOO_OLD)
    return browser.get(page.answer.wsgi_request.path)


@pytest.mark.parametrize(("hint", "device"), CASES)
def test_a_hint_of_the_phone_is_told_in_its_own_words(database, real, hint, device):
    browser, page = started(device)

    real.control("bankid/hint", latest=True, hint=hint)
    shown = seen(browser, page)

    status = "failed" if hint in FAILED_HINTS else "pending"
    waits = "Skanna koden med BankID" if device is DeviceKind.OTHER else "Öppna BankID"
    assert words_for(message_for(status, hint, device)) in shown.text
    assert shown.heading == (waits if status == "pending" else "Inloggningen blev inte klar")
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


@pytest.mark.parametrize(
    ("status", "code", "message", "is_error"),
    [
        (400, "alreadyInProgress", Message.RFA4, False),
        (400, "invalidParameters", Message.RFA22, True),
        (400, "codeFromTheFuture", Message.RFA22, True),
        (400, "", Message.RFA22, True),
        (401, "unauthorized", Message.OURS, True),
        (403, "", Message.OURS, True),
        (404, "notFound", Message.OURS, True),
        (405, "methodNotAllowed", Message.OURS, True),
        (415, "unsupportedMediaType", Message.OURS, True),
        (408, "requestTimeout", Message.RFA5, True),
        (429, "tooManyRequests", Message.BUSY, True),
        (500, "internalError", Message.RFA5, True),
        (502, "", Message.RFA5, True),
        (503, "maintenance", Message.RFA5, True),
    ],
)
def test_a_refusal_to_start_is_told_in_its_own_words(database, real, status, code, message, is_error):
    real.control("bankid/refuse", status=status, code=code)

    _browser, page = started(DeviceKind.SAME)

    assert words_for(message) in page.text
    assert (page.status, page.heading) == (503 if is_error else 200, "Inloggningen blev inte klar")


@pytest.mark.parametrize(
    ("status", "code", "times", "message", "heading"),
    [
        # These are tried once more, quietly: only the second is told.
        (408, "requestTimeout", 2, Message.SILENT, "Öppna BankID"),
        (503, "maintenance", 2, Message.SILENT, "Öppna BankID"),
        (503, "maintenance", 1, Message.RFA13, "Öppna BankID"),
        (500, "", 1, Message.SILENT, "Öppna BankID"),
        (429, "tooManyRequests", 1, Message.SILENT, "Öppna BankID"),
        (400, "codeFromTheFuture", 1, Message.RFA22, "Inloggningen blev inte klar"),
        (401, "unauthorized", 1, Message.OURS, "Inloggningen blev inte klar"),
    ],
)
def test_a_refusal_while_one_waits_is_told_in_its_own_words(
    database, real, status, code, times, message, heading
):
    browser, page = started(DeviceKind.SAME)
    real.control("bankid/refuse", status=status, code=code, times=times)

    shown = seen(browser, page)

    assert words_for(message) in shown.text
    assert shown.heading == heading


def test_silence_is_over_when_bankid_answers_again(database, real):
    browser, page = started(DeviceKind.SAME)
    real.control("bankid/refuse", status=503, code="maintenance", times=2)
    seen(browser, page)

    real.control("bankid/hint", latest=True, hint="userSign")

    assert words_for(Message.RFA9) in seen(browser, page).text


@pytest.mark.parametrize(
    ("device", "link"),
    [
        (DeviceKind.COMPUTER, "bankid:///?autostarttoken="),
        (DeviceKind.SAME, "https://app.example/?autostarttoken="),
    ],
)
def test_a_computer_has_its_own_link_to_the_app(database, real, device, link):
    _browser, page = started(device)

    assert page.links("Öppna BankID")[0].startswith(link)
    assert words_for(Message.RFA2) in page.text


def test_without_a_script_the_page_says_how_the_code_is_scanned(database, real):
    _browser, page = started(DeviceKind.OTHER)
    told = page.tree.xpath("string(//main//noscript)")

    assert "tryck på Uppdatera och skanna genast" in told
    assert "Tryck på Uppdatera igen när du har godkänt." in told
    assert page.links("Uppdatera") == [page.answer.wsgi_request.path]


def test_a_stopped_sign_in_offers_every_other_way_and_keeps_the_form(database, real, settings):
    browser, page = started(DeviceKind.SAME)
    real.control("bankid/hint", latest=True, hint="userCancel")

    shown = seen(browser, page)

    assert "Har du redan fyllt i något i formuläret finns det kvar." in shown.text
    assert shown.tree.xpath('//main//input[@name="till"]/@value') == [FORM]
    for one in settings.PATIENT_ISSUERS:
        assert shown.links(one.name) == [f"/logga-in/med/{one.key}?till={FORM}"]
    assert shown.links("Fråga supporten") == ["/support"]
    assert shown.links("Hitta mottagningens telefonnummer") == ["/hitta-vard"]
