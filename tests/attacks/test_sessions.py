"""Attacks on being signed in: a session that was planted, kept, copied or left behind."""

from datetime import timedelta

import pytest
from django.conf import settings

from fornya.people import session
from tests import make
from tests.attacks.held_off import held_off_by
from tests.attacks.scenes import copy_of, nobody, only, who
from tests.browser import Browser
from tests.make import NOW
from tests.mutants import Change

PAGES, PEOPLE = "fornya.pages.login", "fornya.people"
END_BEFORE = Change(PAGES, "session.end(before.token_hash, now=request.now)", "None", "let_in")
END_BEFORE_STAFF = Change(
    PAGES, "session.end(before.token_hash, now=request.now)", "None", "_with_commission"
)
END_COMMISSION = Change(PAGES, "session.end(who.token_hash, now=request.now)", "None", "commission")
END_AT_SIGN_OUT = Change(PAGES, "session.end(who.token_hash, now=request.now)", "None", "sign_out")
NEW_KEY = Change(PEOPLE, "rotate_token(request)", "None")
EVERYWHERE = Change(PEOPLE, "_open(patient, now).update(ended_at=now)", "None")
IDLE = Change(PEOPLE, "has_ended(idle, last_seen_at, now)", "False")
WHOLE = Change(PEOPLE, "has_ended(whole, started_at, now)", "False")
BJORKEN = "SE0000000000-C0001"
# A time of one's own: a session that begins at NOW is seen as late as the test runs.
BEGAN = NOW - timedelta(minutes=1)


def key(browser: Browser) -> str:
    return str(browser.client.cookies[settings.CSRF_COOKIE_NAME].value)


@held_off_by(END_BEFORE, lets_in=False)
def test_a_session_that_was_planted_is_dead_once_the_victim_has_signed_in(scene):
    planted = make.patient_token()
    order = scene.start(Browser(), same_device=False)
    order.browser.client.cookies[settings.SESSION_COOKIE] = planted
    scene.approve()

    order.wait()

    only(1)
    assert who(Browser(planted)) is None
    assert order.browser.client.cookies[settings.SESSION_COOKIE].value != planted


@held_off_by(END_BEFORE_STAFF, lets_in=False)
def test_staffs_session_that_was_planted_is_dead_too(staffs):
    planted = make.staff_token()
    victim = Browser(planted)

    staffs.sign_in(victim)

    only(1)
    assert who(Browser(planted)) is None
    assert victim.client.cookies[settings.SESSION_COOKIE].value != planted


@held_off_by(NEW_KEY, lets_in=False)
def test_the_forms_key_that_was_known_before_is_worth_nothing_after_bankid(scene):
    order = scene.start(Browser(), same_device=False)
    before = key(order.browser)
    scene.approve()

    order.wait()

    assert key(order.browser) != before


@held_off_by(NEW_KEY, lets_in=False)
def test_nor_after_openid(openid):
    browser = Browser()
    browser.client.cookies[settings.CSRF_COOKIE_NAME] = planted = "p" * 32

    openid.sign_in(browser)

    assert key(browser) != planted


@held_off_by(NEW_KEY, END_COMMISSION, lets_in=False)
def test_another_commission_is_another_session_with_another_key(undone):
    browser = Browser(make.staff_token())
    page = browser.get("/personal/uppdrag")
    before, copied = key(browser), copy_of(browser)

    browser.press(page, "Fortsätt", commission=BJORKEN)

    only(1)
    assert who(copied) is None
    assert who(browser) == make.EVA
    assert key(browser) != before


@held_off_by(END_AT_SIGN_OUT)
@pytest.mark.parametrize("token", [make.patient_token, make.staff_token])
def test_a_cookie_that_was_copied_before_signing_out(undone, token):
    browser = Browser(token())
    browser.client.get("/logga-in", {"till": "/mina"}, follow=True)
    browser.client.get("/personal/logga-in", follow=True)
    thief = copy_of(browser)

    browser.client.post("/logga-ut", {"csrfmiddlewaretoken": key(browser)})

    nobody()
    assert who(thief) is None


@held_off_by(EVERYWHERE)
def test_a_lost_phone_that_is_signed_out_from_afar(undone):
    number = make.personnummer()
    lost, here = Browser(make.patient_token(number)), Browser(make.patient_token(number))

    here.press(here.get("/mina/inloggningar"), "Logga ut överallt")

    nobody()
    assert who(lost) is None


@held_off_by(IDLE, lets_in=False)
@pytest.mark.parametrize(("token", "minutes"), [(make.patient_token, 20), (make.staff_token, 15)])
def test_a_screen_that_was_left_alone(undone, token, minutes):
    left = token(now=BEGAN)

    assert session.find(left, now=BEGAN + timedelta(minutes=minutes)) is None


@held_off_by(WHOLE, lets_in=False)
@pytest.mark.parametrize(("token", "hours"), [(make.patient_token, 12), (make.staff_token, 10)])
def test_a_session_that_is_kept_alive_for_ever(undone, token, hours):
    kept = token(now=BEGAN)

    seen = [session.find(kept, now=BEGAN + timedelta(minutes=10 * step)) for step in range(1, hours * 6 + 1)]

    assert [bool(each) for each in seen] == [True] * (hours * 6 - 1) + [False]
