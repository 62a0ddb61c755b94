"""Attacks on signatures: nobody signs for somebody else, for something else, or when they are not there."""

import pytest
from django.conf import settings

from fornya.audit.scope import opened
from fornya.integrations.bankid.messages import Complete
from fornya.integrations.bankid.proof import verify
from fornya.people.models import Signature
from fornya.people.session import SignedInPatient
from tests import make
from tests.attacks.held_off import LetIn, held_off_by
from tests.attacks.scenes import BUTTONS, BankIdScene, Order, copy_of
from tests.browser import Browser
from tests.integrations.bankid import proofs
from tests.make import NOW
from tests.mutants import Change
from tests.people.scripted import AMINA

PEOPLE, PROOF = "fornya.people", "fornya.integrations.bankid"
BOUND = Change(PEOPLE, "is_browser and compare_digest(session_hash, bytes(order.session_hash))", "is_browser")
COOKIE = Change(PEOPLE, "is_own and (is_back or not order.same_device)", "is_back or not order.same_device")
FOLLOWER = Change(PEOPLE, "order is None or not _is_of(order, browser_token, session_hash)", "order is None")
PERSON = Change(PEOPLE, "proof.personnummer != asked.personnummer", "False")
LAPSE = Change(PEOPLE, "has_ended(Kept.SIGN_IN_ORDER, order.started_at, now)", "False", "end_if_too_old")
NONCE = Change(PEOPLE, "is_own and (is_back or not order.same_device)", "is_own")
STOPPED = Change(PEOPLE, 'stop(bankid, order, SignIn.State.PENDING, hint="userCancel")', "None")
HIDDEN = Change(PROOF, "require(data.hidden == hidden, Fault.HIDDEN)", "None")
VISIBLE = Change(PROOF, "require(data.visible == visible.encode(), Fault.VISIBLE)", "None")
FUNCTION = Change(PROOF, "require(data.function == function, Fault.FUNCTION)", "None")
CERTIFICATE = Change(PROOF, "require(person_of(leaf) == personnummer, Fault.PERSON)", "None")


class Signer:
    """Amina in a browser, who is asked to sign something and has started to."""

    def __init__(self, scene: BankIdScene, *, same_device: bool = False, token: str | None = None) -> None:
        self.scene, self.browser = scene, Browser(token or make.patient_token(AMINA))
        found = make.signed_in(self.browser.client.cookies[settings.SESSION_COOKIE].value)
        assert isinstance(found, SignedInPatient)
        self.patient, self.id = found, make.to_sign(found)
        page = self.browser.press(self.browser.get(f"/mina/skriv-under/{self.id}"), BUTTONS[same_device])
        assert page.status == 200, page.text
        self.order = Order(self.browser, page.answer.wsgi_request.path)

    def finish(self, browser: Browser | None = None) -> set[int]:
        """Try every door to bring the signature home, perhaps in somebody else's browser."""
        doors = [f"{self.order.path}/lage", self.order.path, self.order.path.replace("vantar/", "klar/")]
        return {(browser or self.browser).client.get(door).status_code for door in doors}


def nothing(patient: SignedInPatient) -> None:
    """Look that nothing is signed in this person's name. Raises LetIn."""
    with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=NOW):
        if Signature.objects.filter(patient_id=patient.patient_id).exists():
            raise LetIn("there is a signature that nobody has made")


def shows(scene: BankIdScene, made: proofs.Made) -> None:
    """Let BankID answer with a real document, which is looked at as always."""
    scene.told.answer = Complete(AMINA, "Amina", "Exempel", "low", "192.0.2.1", made.signature, made.ocsp)
    scene.told.prove = lambda answer, **asked: verify(  # type: ignore[method-assign]
        answer.signature,
        answer.ocsp,
        trust=proofs.trust(),
        personnummer=answer.personnummer,
        **(asked | {"at": made.at}),
    )
    scene.pass_time()


def document(scene: BankIdScene, order: int = -1, *, spoil: str = "", **changes: str) -> proofs.Made:
    """Give the document that the person's phone makes for an order, or another one."""
    sent = scene.told.started[order]
    asked = {"text": sent["visible"], "hidden": sent["hidden"]}
    return proofs.proof(spoil, **(asked | changes))


@held_off_by(BOUND)
@pytest.mark.parametrize("same_device", [False, True])
def test_a_stolen_order_is_worth_nothing_in_another_session_of_the_same_person(scene, same_device):
    # A lost phone is still signed in as her, and has got hold of what binds the order to the browser.
    signer = Signer(scene, same_device=same_device)
    thief = copy_of(signer.browser)
    thief.client.cookies[settings.SESSION_COOKIE] = make.patient_token(AMINA)
    scene.approve()

    met = signer.finish(thief)
    if same_device:
        met.add(thief.client.get(scene.way_back()).status_code)

    nothing(signer.patient)
    assert met == {404}


@held_off_by(COOKIE, FOLLOWER, lets_in=False)
def test_a_stolen_order_id_shows_nothing_and_stops_nothing(scene):
    signer, thief = Signer(scene), Browser()
    thief.client.cookies[settings.SESSION_COOKIE] = signer.browser.client.cookies[
        settings.SESSION_COOKIE
    ].value
    thief.get("/mina")
    scene.approve()

    met = signer.finish(thief)
    key = thief.client.cookies[settings.CSRF_COOKIE_NAME].value
    met.add(thief.client.post(f"{signer.order.path}/avbryt", {"csrfmiddlewaretoken": key}).status_code)

    nothing(signer.patient)
    assert (met, scene.told.cancelled) == ({404}, [])


@held_off_by(NONCE)
@pytest.mark.parametrize("nonce", ["", "x", "\x00"])
def test_a_signature_on_the_same_device_needs_what_bankid_came_back_with(scene, nonce):
    signer = Signer(scene, same_device=True)
    scene.approve()

    signer.browser.client.get(signer.order.path.replace("vantar/", "klar/"), {"nonce": nonce})

    nothing(signer.patient)


@held_off_by(PERSON)
def test_another_persons_signature_is_not_hers(scene):
    signer = Signer(scene)
    scene.approve(personnummer="191212121212")

    signer.finish()

    nothing(signer.patient)


@held_off_by(LAPSE)
def test_a_signature_that_is_fetched_too_late_is_none(scene):
    signer = Signer(scene)
    scene.approve()
    signer.order.poll()
    scene.pass_time(minutes=10)

    signer.finish()

    nothing(signer.patient)


@held_off_by(STOPPED)
def test_what_was_stopped_here_and_signed_there_is_not_signed(scene):
    signer = Signer(scene)
    signer.browser.press(signer.browser.get(signer.order.path), "Avbryt")
    scene.approve()

    signer.finish()

    nothing(signer.patient)


def test_a_real_document_for_the_order_is_a_signature(scene):
    # Without this one the attacks below could be held off by anything.
    signer = Signer(scene)
    shows(scene, document(scene))

    signer.finish()

    with pytest.raises(LetIn):
        nothing(signer.patient)


@held_off_by(HIDDEN)
def test_a_document_that_was_signed_for_another_request_does_not_do_for_this_one(scene):
    # The same words, the same person, minutes ago: only what is hidden in it tells which request it was.
    Signer(scene)
    signer = Signer(scene)
    shows(scene, document(scene, order=0))

    signer.finish()

    nothing(signer.patient)


@held_off_by(VISIBLE)
def test_a_signature_over_another_text_than_was_shown_is_none(scene):
    signer = Signer(scene)
    shows(scene, document(scene, text="Jag utser Kim att se allt, för alltid."))

    signer.finish()

    nothing(signer.patient)


@held_off_by(FUNCTION)
def test_who_has_only_identified_themselves_has_signed_nothing(scene):
    signer = Signer(scene)
    shows(scene, document(scene, kind="auth"))

    signer.finish()

    nothing(signer.patient)


@held_off_by(CERTIFICATE, behind=(PERSON,))
def test_the_right_words_with_another_persons_certificate_are_not_hers(scene):
    signer = Signer(scene)
    shows(scene, document(scene, spoil="another_person"))

    signer.finish()

    nothing(signer.patient)
