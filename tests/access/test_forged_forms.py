"""No form is taken from another site, nor without its key; and to ask for a page changes nothing."""

from typing import Any

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

from tests.access import walk
from tests.access.walk import PAGES, Page
from tests.access.world import World
from tests.committed import owner

FORMS = [page for page in PAGES if "POST" in page.methods]
READ = [page for page in PAGES if "GET" in page.methods]
REFUSED = "Sidan var för gammal för att skickas"
KEY, ANOTHER = _get_new_csrf_string(), _get_new_csrf_string()
HERE, EVIL = "http://testserver", "https://evil.example"
GOOD = {"csrfmiddlewaretoken": _mask_cipher_secret(KEY)}
# What is sent, and with which headers; the browser's own key is KEY.
FORGED: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "without a key": ({}, {}),
    "with a wrong key": ({"csrfmiddlewaretoken": "x" * 64}, {}),
    "with the key of another session": ({"csrfmiddlewaretoken": _mask_cipher_secret(ANOTHER)}, {}),
    "from nowhere": (GOOD, {"HTTP_ORIGIN": "null"}),
    "from another site": (GOOD, {"HTTP_ORIGIN": EVIL}),
    "from our name without TLS's end": (GOOD, {"HTTP_ORIGIN": HERE + ".evil.example"}),
    "over TLS from another page": (GOOD, {"secure": True, "HTTP_REFERER": f"{EVIL}/{HERE}"}),
    "over TLS from no page": (GOOD, {"secure": True}),
    "as the browser says": (GOOD, {"HTTP_ORIGIN": HERE, "HTTP_SEC_FETCH_SITE": "cross-site"}),
    "from a sister site": (GOOD, {"HTTP_ORIGIN": HERE, "HTTP_SEC_FETCH_SITE": "same-site"}),
    "as plain text": ({"text": '{"csrfmiddlewaretoken": "x"}'}, {"content_type": "text/plain"}),
}
GUARDS = ("django.middleware.csrf.CsrfViewMiddleware", "fornya.config.elsewhere.not_from_elsewhere")
# The log of readings, how often somebody asked, and that a session was seen.
ALWAYS = {"audit_accessentry", "limits_count", "people_session"}
# What looking does all the same, and nothing else anywhere.
BY_LOOKING = {
    "patient:renew": "renewals_renewaldraft",  # a form begins when it is opened, with the store read anew
    "patient:message": "messages_message",  # what has been shown has been read
    "login:bankid_wait": "people_signin",  # the one way to hear from BankID is to ask
    "login:sign_wait": "people_signin",
}


def who_may(page: Page) -> list[str]:
    """Give who is let in at a page's door: a patient, a member of staff, or those whom it is for alone."""
    let_in = [role for role, met in walk.DOORS[page.door].items() if met == "in"]
    return [role for role in ("patient", "prescriber") if role in let_in] or let_in[:1]


def sent(page: Page, world: World, role: str, form: dict[str, str], headers: dict[str, Any]) -> Any:
    client = walk.browser(page, world, role, "own", enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = KEY
    more = dict(headers)
    if kind := more.pop("content_type", None):
        return client.post(walk.address(page, world, role, "own"), form["text"], content_type=kind, **more)
    return client.post(walk.address(page, world, role, "own"), form, **more)


def kept(*, without: set[str] = frozenset()) -> dict[str, int]:
    """Give a digest of every table."""
    names = [
        name
        for (name,) in owner(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
    ]
    looked = [name for name in sorted(names) if name not in without]
    sums = ", ".join(
        f"(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {name} t)" for name in looked
    )
    return dict(zip(looked, owner(f"SELECT {sums}")[0], strict=True))


def test_a_forged_form_is_refused_at_every_address_and_nothing_has_changed(database):
    world, taken = World(), []
    before = kept()
    for page in FORMS:
        for role in who_may(page):
            for how, (form, headers) in FORGED.items():
                answer = sent(page, world, role, form, headers)
                if answer.status_code != 403 or REFUSED not in answer.content.decode():
                    taken.append((page.name, role, how, answer.status_code))

    assert taken == []
    assert kept() == before
    assert len(FORMS) > 15


@pytest.mark.parametrize("guard", GUARDS)
def test_each_guard_alone_is_missed(database, settings, guard):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != guard]
    world, (sign_out,) = World(), [page for page in FORMS if page.name == "login:sign_out"]

    answers = [sent(sign_out, world, "patient", *forged) for forged in FORGED.values()]

    assert [answer for answer in answers if answer.status_code != 403]


def test_a_form_of_ours_is_not_refused_anywhere(database):
    world = World()
    ours = {"HTTP_ORIGIN": HERE, "HTTP_SEC_FETCH_SITE": "same-origin"}

    for page in FORMS:
        answer = sent(page, world, who_may(page)[0], GOOD, ours)
        assert REFUSED not in answer.content.decode(), page.name


def test_asking_for_a_page_changes_nothing_twice(database):
    world, changed = World(), set()
    before = kept(without=ALWAYS)
    for page in READ:
        for role in who_may(page):
            for _look in range(2):
                walk.ask(page, world, role, "GET", "own")
            after = kept(without=ALWAYS)
            changed |= {(page.name, name) for name in after if after[name] != before[name]}
            before = after

    assert changed == set(BY_LOOKING.items())
