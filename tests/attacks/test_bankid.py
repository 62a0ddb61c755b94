"""Attacks on signing in with BankID, on the same device and by QR code: nobody else gets in, ever."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from fornya.people.models import SignIn
from tests import make
from tests.attacks.held_off import held_off_by
from tests.attacks.scenes import copy_of, nobody, only, who
from tests.browser import Browser
from tests.mutants import Change
from tests.people.scripted import AMINA

PEOPLE, PAGES = "fornya.people", "fornya.pages.login"
NONCE = Change(PEOPLE, "is_own and (is_back or not order.same_device)", "is_own")
WAITING = Change(PAGES, "progress.approved and (nonce or not progress.same_device)", "progress.approved")
COOKIE = Change(PEOPLE, "is_own and (is_back or not order.same_device)", "is_back or not order.same_device")
COOKIE_OF_FOLLOWER = Change(
    PEOPLE, "order is None or not _is_of(order, browser_token, session_hash)", "order is None"
)
ONE_HALF = Change(PEOPLE, "order.same_device and (is_own or is_back)", "False")
ONCE = Change(
    PEOPLE,
    "SignIn.objects.filter(pk=order_id, state=SignIn.State.APPROVED)",
    "SignIn.objects.filter(pk=order_id)",
)
LAPSE = Change(PEOPLE, "has_ended(Kept.SIGN_IN_ORDER, order.started_at, now)", "False", "end_if_too_old")
STOPPED = Change(PEOPLE, 'stop(bankid, order, SignIn.State.PENDING, hint="userCancel")', "None")
QR_TOKEN = Change(PEOPLE, '"" if by.same_device else order.qr_start_token', "order.qr_start_token")
QR_CODE = Change(PEOPLE, "pending and not order.same_device", "pending")
START_TOKEN = Change(PEOPLE, 'order.auto_start_token if by.same_device else ""', "order.auto_start_token")
# Not a guard taken out but a fault put in: to believe what the browser says of who it is.
BELIEVED = Change(
    PAGES, "let_in(request, patient_id, onward)", 'let_in(request, int(request.GET["id"]), onward)'
)


@held_off_by(NONCE, WAITING)
def test_who_started_an_order_that_somebody_else_approved_is_not_let_in(scene):
    # The attacker starts, and has the victim approve. Afterwards the attacker only has the own browser.
    attacker = Browser()
    order = scene.start(attacker)
    scene.approve()

    polled, waited = order.poll(), order.wait()
    come_back = attacker.client.get(order.path.replace("bankid/", "bankid/klar/"))

    nobody()
    assert "next" not in polled.json()
    assert (waited.status_code, come_back.status_code) == (200, 404)


@held_off_by(COOKIE)
def test_the_victim_of_a_sent_link_is_not_let_in(scene):
    # BankID opens the return address on the victim's device, where nothing was started.
    scene.start(Browser())
    scene.approve()

    answer = Browser().client.get(scene.way_back())

    nobody()
    assert answer.status_code == 404


@held_off_by(COOKIE)
def test_the_victim_of_a_sent_link_who_has_an_order_of_their_own_is_not_let_in_by_it(scene):
    victim = Browser()
    scene.start(Browser())
    attackers_way_back = scene.way_back()
    scene.start(victim)
    scene.approve()

    answer = victim.client.get(attackers_way_back)

    nobody()
    assert answer.status_code == 404


@held_off_by(ONE_HALF, lets_in=False)
def test_an_order_that_came_back_to_the_wrong_browser_is_over_for_both(scene):
    order = scene.start(Browser())
    scene.approve()
    Browser().client.get(scene.way_back())

    answer = order.browser.client.get(scene.way_back())

    nobody()
    assert "Inloggningen avbröts." in answer.content.decode()
    assert scene.told.cancelled == ["order-1"]


@held_off_by(COOKIE_OF_FOLLOWER, lets_in=False)
@pytest.mark.parametrize("same_device", [True, False])
def test_a_stolen_transaction_id_shows_nothing_and_stops_nothing(scene, same_device):
    order, thief = scene.start(Browser(), same_device=same_device), Browser()
    scene.start(thief)
    scene.approve()

    answers = [
        order.wait(thief),
        order.poll(thief),
        thief.client.get(order.path.replace("bankid/", "bankid/klar/")),
    ]
    key = thief.client.cookies[settings.CSRF_COOKIE_NAME].value
    answers.append(thief.client.post(f"{order.path}/avbryt", {"csrfmiddlewaretoken": key}))

    nobody()
    assert [answer.status_code for answer in answers] == [404] * 4
    assert scene.told.collected == scene.told.cancelled == []


@held_off_by(COOKIE, behind=(COOKIE_OF_FOLLOWER,))
def test_a_stolen_transaction_id_of_a_qr_code_lets_nobody_in(scene):
    order, thief = scene.start(Browser(), same_device=False), Browser()
    scene.approve()

    order.wait(thief)
    answer = thief.client.get(order.path.replace("bankid/", "bankid/klar/"))

    nobody()
    assert answer.status_code == 404


@held_off_by(COOKIE_OF_FOLLOWER, behind=(COOKIE,))
def test_two_browsers_that_swap_cookies_are_both_left_outside(scene):
    one, two = Browser(), Browser()
    first, second = scene.start(one, same_device=False), scene.start(two, same_device=False)
    ones, twos = first.cookie, second.cookie
    one.client.cookies[settings.SIGN_IN_COOKIE] = twos
    two.client.cookies[settings.SIGN_IN_COOKIE] = ones
    scene.approve()

    answers = [first.wait(), first.poll(), second.wait(), second.poll()]

    nobody()
    assert [answer.status_code for answer in answers] == [404] * 4


@held_off_by(ONCE)
@pytest.mark.parametrize("same_device", [True, False])
def test_a_return_that_is_replayed_with_the_cookie_lets_nobody_more_in(scene, same_device):
    order = scene.start(Browser(), same_device=same_device)
    thief = copy_of(order.browser)
    scene.approve()
    address = scene.way_back() if same_device else order.path
    order.browser.client.get(address)

    answer = thief.client.get(address)

    only(1)
    assert answer.status_code == 200
    assert settings.SESSION_COOKIE not in thief.client.cookies


@held_off_by(LAPSE)
@pytest.mark.parametrize("same_device", [True, False])
def test_a_return_that_comes_too_late_lets_nobody_in(scene, same_device):
    order = scene.start(Browser(), same_device=same_device)
    scene.approve()
    order.poll()
    scene.pass_time(minutes=10)

    answer = order.browser.client.get(scene.way_back() if same_device else order.path)

    nobody()
    assert "Det tog för lång tid." in answer.content.decode()


@held_off_by(NONCE)
@pytest.mark.parametrize("nonce", ["", "x", "a" * 43, "å", "\x00"])
def test_a_guessed_nonce_lets_nobody_in_and_spoils_the_right_one(scene, nonce):
    order = scene.start(Browser())
    scene.approve()
    order.browser.client.get(urlsplit(scene.way_back()).path, {"nonce": nonce})

    order.browser.client.get(scene.way_back())

    nobody()
    assert SignIn.objects.get().state == SignIn.State.FAILED


@held_off_by(STOPPED)
@pytest.mark.parametrize("same_device", [True, False])
def test_an_order_that_was_stopped_here_and_approved_there_lets_nobody_in(scene, same_device):
    browser = Browser()
    order = scene.start(browser, same_device=same_device)
    browser.press(browser.get(order.path), "Avbryt")
    scene.approve()

    order.poll()
    browser.client.get(scene.way_back() if same_device else order.path)

    nobody()


@held_off_by(START_TOKEN, QR_TOKEN, QR_CODE, lets_in=False)
def test_each_way_shows_its_own_start_and_never_the_others(scene):
    same, other = scene.start(Browser()), scene.start(Browser(), same_device=False)
    shown = {order: order.wait().content.decode() + order.poll().content.decode() for order in (same, other)}

    kept = SignIn.objects.order_by("started_at").values_list("auto_start_token", "qr_start_token")
    assert list(kept) == [("auto-1", ""), ("", "qr-2")]
    assert ("auto-1" in shown[same], "auto-2" in shown[other]) == (True, False)
    assert ("data:image/svg+xml" in shown[same], "data:image/svg+xml" in shown[other]) == (False, True)


@held_off_by(BELIEVED, lets_in=False)
def test_who_somebody_is_comes_from_bankid_and_from_no_form(scene):
    another = str(make.patient("191212121212").patient_id)
    browser, claimed = Browser(), {"personnummer": "191212121212", "patient": another, "id": another}
    page = browser.get("/logga-in")
    pressed = browser.send(page, "BankID på den här enheten", **claimed)
    assert pressed.status_code == 302
    scene.approve()

    browser.client.get(scene.way_back(), claimed | {"nonce": scene.way_back().partition("nonce=")[2]})

    assert who(browser) == AMINA
