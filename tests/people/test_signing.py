"""A patient's signature: by nobody but that person, for exactly one thing, kept once with its proof."""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from fornya.audit.scope import opened
from fornya.integrations.bankid.messages import Failed
from fornya.integrations.bankid.not_proven import Fault, NotProven
from fornya.integrations.bankid.proof import Function
from fornya.people import orders, sign_in, signing
from fornya.people.expiry import remove_old_signing_requests
from fornya.people.models import SignIn
from fornya.people.orders import NoSuchSignIn, Progress, Starter
from fornya.people.session import SignedInPatient
from fornya.people.signing import NothingToSign, NotSigned
from tests import make
from tests.committed import as_worker, owner, web
from tests.make import NOW
from tests.people.scripted import ScriptedBankId, complete
from tests.threads import at_once

LATER = NOW + timedelta(seconds=3)
CONTENT = {"mandate": "m-1", "scope": "see", "agent": 7}
TEXT = "Jag utser Kim att se mina recept."


@dataclass
class Signer:
    """A patient in a browser, who has begun to sign."""

    bankid: ScriptedBankId
    patient: SignedInPatient
    signing_id: uuid.UUID
    order: orders.Started

    @property
    def nonce(self) -> str:
        return parse_qs(urlsplit(self.bankid.started[-1]["return_url"]).query)["nonce"][0]

    def finish(self, nonce=None, *, patient=None, token=None, now=LATER):
        return signing.finish(
            bankid=self.bankid,
            order_id=self.order.id,
            browser_token=token or self.order.browser_token,
            nonce=nonce,
            patient=patient or self.patient,
            now=now,
        )

    def follow(self, patient=None):
        return signing.progress(
            bankid=self.bankid,
            order_id=self.order.id,
            browser_token=self.order.browser_token,
            patient=patient or self.patient,
            now=LATER,
        )


def asked(patient: SignedInPatient, *, purpose="mandate.give", content=CONTENT) -> uuid.UUID:
    return signing.ask(
        patient=patient, purpose=purpose, visible=TEXT, content=content, next_path="/mina/ombud", now=NOW
    )


def started(patient=None, *, same_device=False, signing_id=None, approved=True) -> Signer:
    patient = patient or make.patient()
    bankid = ScriptedBankId()
    signing_id = signing_id or asked(patient)
    by = Starter(
        same_device, "http://127.0.0.1:8000/mina/skriv-under/klar/", "192.0.2.1", "Läsare", "device-1"
    )
    order = signing.start(bankid=bankid, signing_id=signing_id, patient=patient, by=by, now=NOW)
    if approved:
        bankid.answer = complete(patient.personnummer)
    return Signer(bankid, patient, signing_id, order)


def found(signer: Signer, *, patient=None, purpose="mandate.give", content=CONTENT) -> signing.Signature:
    patient = patient or signer.patient
    with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=NOW):
        return signing.signature_of(
            signer.signing_id, patient_id=patient.patient_id, purpose=purpose, content=content
        )


SIGNED = "SELECT id, purpose, digest, visible, method, signer, proof, ocsp FROM people_signature"


def test_what_is_signed_is_kept_whole_and_found_for_what_it_is(database):
    signer = started()

    assert signer.finish() == "/mina/ombud"

    digest = signing.digest_of(CONTENT)
    assert owner(SIGNED) == [
        (
            signer.signing_id,
            "mandate.give",
            digest,
            TEXT,
            "bankid",
            signer.patient.personnummer,
            "signature",
            "ocsp",
        )
    ]
    signature = found(signer)
    assert (signature.id, signature.purpose, signature.digest, signature.method) == (
        signer.signing_id,
        "mandate.give",
        digest,
        "bankid",
    )


def test_bankid_is_told_whose_signature_it_is_and_what_it_is_for(database):
    signer = started()
    signer.finish()

    (sent,), (proven,) = signer.bankid.started, signer.bankid.proven
    assert (sent["personnummer"], sent["visible"]) == (signer.patient.personnummer, TEXT)
    assert json.loads(sent["hidden"]) == {
        "v": 1,
        "purpose": "mandate.give",
        "request": str(signer.signing_id),
        "sha256": signing.digest_of(CONTENT),
    }
    assert (proven["function"], proven["visible"], proven["hidden"]) == (Function.SIGN, TEXT, sent["hidden"])


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "mandate.accept"},
        {"content": CONTENT | {"scope": "request"}},
        {"content": CONTENT | {"mandate": "m-2"}},
        {"content": {}},
    ],
)
def test_a_signature_does_for_nothing_but_what_was_signed(database, changes):
    # Mutant: the purpose or the digest is not compared; a signature is then played again for another thing.
    signer = started()
    signer.finish()

    with pytest.raises(NotSigned):
        found(signer, **changes)


def test_a_signature_does_for_nobody_else_and_not_before_it_is_there(database):
    signer, other = started(), make.patient()

    with pytest.raises(NotSigned):
        found(signer)
    signer.finish()
    with pytest.raises(NotSigned):
        found(signer, patient=other)


def test_the_same_content_has_one_digest_however_it_is_written():
    assert signing.digest_of({"b": 1, "a": "å"}) == signing.digest_of({"a": "å", "b": 1})
    assert signing.canonical({"b": [True, None], "a": "å"}) == '{"a":"å","b":[true,null]}'


@pytest.mark.parametrize("purpose", ["", "Mandate", "a b", "x" * 41, "1a"])
def test_a_purpose_is_a_code(database, purpose):
    with pytest.raises(ValueError, match="purpose"):
        asked(make.patient(), purpose=purpose)


def test_on_the_same_device_the_address_and_the_cookie_are_needed(database):
    for wrong in ({"nonce": None}, {"nonce": "x" * 43}, {"token": "x"}):
        signer = started(same_device=True)
        with pytest.raises(NoSuchSignIn):
            signer.finish(**({"nonce": signer.nonce} | wrong))
    assert owner(SIGNED) == []

    right = started(same_device=True)
    assert right.finish(right.nonce) == "/mina/ombud"


def test_another_session_cannot_finish_not_even_the_same_persons(database):
    # Mutant: the order is not bound to the session that started it.
    signer = started()
    again = make.patient(signer.patient.personnummer)
    other = make.patient()

    for who in (again, other):
        with pytest.raises(NoSuchSignIn):
            signer.finish(patient=who)
        with pytest.raises(NoSuchSignIn):
            signer.follow(who)
    assert owner(SIGNED) == []


def test_an_order_to_sign_signs_nobody_in_and_a_sign_in_signs_nothing(database):
    # Mutant: the two kinds of orders are not told apart.
    signer = started()
    as_sign_in = {"bankid": signer.bankid, "order_id": signer.order.id, "now": LATER}

    with pytest.raises(NoSuchSignIn):
        sign_in.follow(browser_token=signer.order.browser_token, **as_sign_in)
    with pytest.raises(NoSuchSignIn):
        sign_in.finish(browser_token=signer.order.browser_token, nonce=None, **as_sign_in)

    entered = sign_in.start(
        bankid=signer.bankid,
        same_device=False,
        next_path="/mina",
        return_base="http://127.0.0.1/",
        visible="x",
        user_ip="127.0.0.1",
        user_agent="",
        device_id="d",
        now=NOW,
    )
    signer.order = entered
    with pytest.raises(NoSuchSignIn):
        signer.finish()


def test_somebody_else_who_approves_has_signed_nothing(database):
    # BankID was told who it has to be; that it kept to it is looked at again.
    signer = started()
    signer.bankid.answer = complete()

    result = signer.finish()

    assert isinstance(result, Progress)
    assert (result.message, owner(SIGNED)) == ("not_proven", [])


def test_a_signature_that_is_not_proven_is_none(database):
    signer = started()
    signer.bankid.proof = NotProven(Fault.HIDDEN)

    assert signer.follow().message == "not_proven"
    assert isinstance(signer.finish(), Progress)
    assert owner(SIGNED) == []


@pytest.mark.parametrize(("hint", "message"), [("userCancel", "rfa6"), ("newAndUnknown", "rfa22")])
def test_an_order_that_failed_leaves_the_request_to_be_signed_again(database, hint, message):
    signer = started(approved=False)
    signer.bankid.answer = Failed(hint)

    assert signer.follow().message == message
    again = started(signer.patient, signing_id=signer.signing_id)
    assert again.finish() == "/mina/ombud"


def test_ten_tabs_at_once_leave_one_signature(database):
    signer = started()
    signer.follow()

    results = at_once(10, lambda _number: signer.finish())

    assert sum(isinstance(result, str) for result in results) == 1
    assert owner("SELECT count(*) FROM people_signature") == [(1,)]


def test_two_orders_for_one_request_leave_the_first_signature(database):
    first = started()
    second = started(first.patient, signing_id=first.signing_id)
    second.bankid.answer = replace(second.bankid.answer, signature="second")

    assert (first.finish(), second.finish()) == ("/mina/ombud", "/mina/ombud")

    assert owner("SELECT proof FROM people_signature") == [("signature",)]


def test_stopping_stops_at_bankid_and_leaves_the_request(database):
    signer = started(approved=False)

    stopped = signing.cancel(
        bankid=signer.bankid,
        order_id=signer.order.id,
        browser_token=signer.order.browser_token,
        patient=signer.patient,
    )

    assert (stopped, signer.bankid.cancelled) == (signer.signing_id, ["order-1"])


def test_anothers_request_is_no_request(database):
    signer, other = started(), make.patient()

    for deed in (
        lambda: signing.wanted(signing_id=signer.signing_id, patient=other, now=NOW),
        lambda: started(other, signing_id=signer.signing_id),
        lambda: confirm(other, signer.signing_id),
    ):
        with pytest.raises(NothingToSign):
            deed()


def confirm(patient: SignedInPatient, signing_id: uuid.UUID) -> str:
    return signing.confirmed(
        signing_id=signing_id, patient=patient, method="freja", token="a.b.c", signed_at=NOW, now=NOW
    )


def test_a_confirmation_elsewhere_is_kept_as_what_it_is(database):
    patient = make.patient()
    signing_id = asked(patient)

    assert confirm(patient, signing_id) == "/mina/ombud"

    assert owner("SELECT method, proof, ocsp FROM people_signature") == [("freja", "a.b.c", "")]
    assert signing.wanted(signing_id=signing_id, patient=patient, now=NOW).is_signed


def test_a_request_that_is_too_old_is_not_signed_and_goes_but_a_signature_stays(database):
    signer, waits = started(), started(approved=False)
    signer.finish()
    later = NOW + timedelta(hours=24)

    with pytest.raises(NothingToSign):
        signing.wanted(signing_id=waits.signing_id, patient=waits.patient, now=later)
    with as_worker():
        assert remove_old_signing_requests(now=later) == 2
    assert found(signer).id == signer.signing_id


@pytest.mark.parametrize(
    "deed", ["DELETE FROM people_signature", "UPDATE people_signature SET purpose = 'x'"]
)
def test_a_signature_is_neither_changed_nor_removed(database, deed):
    started().finish()

    for run in (web, lambda statement: as_worker_runs(statement)):
        with pytest.raises(Exception, match="permission denied"):
            run(deed)


def as_worker_runs(statement: str) -> None:
    with as_worker():
        web(statement)


def test_nothing_that_was_asked_or_answered_can_be_read_in_the_orders_row(database):
    signer = started()
    signer.follow()

    row = str(owner("SELECT s.*, encode(asked, 'escape'), encode(proof, 'escape') FROM people_signin s"))

    assert [word for word in (TEXT, signer.patient.personnummer, "signature", "mandate") if word in row] == []
    assert SignIn.objects.get().state == "approved"
