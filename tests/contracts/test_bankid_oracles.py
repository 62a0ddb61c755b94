"""Two BankID clients written by others run against the sandbox: so it is BankID's protocol that it speaks.

Ours then gets the same answers as they do, and sends what they cannot.
"""

from collections.abc import Iterator

import bankid
import bankid_sdk
import pytest

from fornya.integrations.bankid.client import AlreadyInProgress, OrderGone
from fornya.integrations.bankid.messages import Complete, Failed, Pending
from tests.contracts import bankid_parties as parties
from tests.contracts.bankid_parties import AMINA, TOLVAN, VISIBLE
from tests.sandbox_process import Sandbox


@pytest.fixture(autouse=True)
def _no_orders_left(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox.control("reset", only=["bankid"])


def test_pybankid_signs_a_person_in(sandbox: Sandbox) -> None:
    party = parties.pybankid(sandbox)

    order = party.authenticate("192.0.2.7", user_visible_data=VISIBLE)
    before = party.collect(order["orderRef"])
    sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)
    after = party.collect(order["orderRef"])

    assert (before["status"], before["hintCode"]) == ("pending", "outstandingTransaction")
    assert after["status"] == "complete"
    assert after["completionData"]["user"] == {
        "personalNumber": AMINA,
        "name": "Amina Exempel",
        "givenName": "Amina",
        "surname": "Exempel",
    }


def test_pybankid_signs_a_text_and_cancels_another(sandbox: Sandbox) -> None:
    party = parties.pybankid(sandbox)

    signed = party.sign("192.0.2.7", "Jag förnyar.", requirement={"personalNumber": TOLVAN})
    sandbox.control("bankid/approve", autoStartToken=signed["autoStartToken"], personnummer=TOLVAN)
    stopped = party.authenticate("192.0.2.7")

    assert party.collect(signed["orderRef"])["status"] == "complete"
    assert party.cancel(stopped["orderRef"]) is True
    with pytest.raises(bankid.exceptions.InvalidParametersError):
        party.collect(stopped["orderRef"])


def test_pybankids_own_qr_code_is_accepted_by_the_phone(sandbox: Sandbox) -> None:
    party = parties.pybankid(sandbox)
    order = party.authenticate("192.0.2.7")
    started = sandbox.seen("bankid/orders")[0]["createdAt"]

    text = party.generate_qr_code_content(
        order["qrStartToken"], parties.moment(started), order["qrStartSecret"]
    )
    sandbox.control("bankid/hint", qr=text, hint="userSign")

    assert party.collect(order["orderRef"])["hintCode"] == "userSign"


def test_bankid_sdk_signs_a_person_in_and_cancels(sandbox: Sandbox) -> None:
    party = parties.sdk(sandbox)

    order = party.auth("192.0.2.7", user_visible_data=VISIBLE)
    before = party.collect(order.order_ref)
    sandbox.control("bankid/approve", qr=bankid_sdk.generate_qr_code(order), personnummer=AMINA)
    after = party.collect(order.order_ref)
    stopped = party.sign("192.0.2.7", "Jag förnyar.")
    party.cancel(stopped.order_ref)

    assert isinstance(before, bankid_sdk.PendingCollect)
    assert isinstance(after, bankid_sdk.CompleteCollect)
    assert after.completion_data.user.personal_number == AMINA
    with pytest.raises(bankid_sdk.BankIDAPIError) as refused:
        party.collect(stopped.order_ref)
    assert refused.value.error_code == "invalidParameters"


def test_ours_follows_the_same_order_to_the_same_person(sandbox: Sandbox) -> None:
    party = parties.ours(sandbox)

    order = parties.start(party)
    before = party.collect(order.order_ref)
    parties.approve(sandbox, order, deviceIp="198.51.100.4")
    after = party.collect(order.order_ref)

    assert before == Pending("outstandingTransaction")
    assert isinstance(after, Complete)
    assert (after.personnummer, after.given_name, after.surname) == (AMINA, "Amina", "Exempel")
    assert (after.risk, after.device_ip) == ("low", "198.51.100.4")
    assert after.signature
    assert after.ocsp


def test_all_three_hear_the_same_about_an_order_that_the_person_cancels(sandbox: Sandbox) -> None:
    theirs, other, own = parties.pybankid(sandbox), parties.sdk(sandbox), parties.ours(sandbox)
    first, second = theirs.authenticate("192.0.2.7"), other.auth("192.0.2.7")
    third = parties.start(own)
    for token in (first["autoStartToken"], second.auto_start_token, third.auto_start_token):
        sandbox.control("bankid/cancel", autoStartToken=token)

    told = theirs.collect(first["orderRef"])
    second_told = other.collect(second.order_ref)

    assert (told["status"], told["hintCode"]) == ("failed", "userCancel")
    assert isinstance(second_told, bankid_sdk.FailedCollect)
    assert second_told.hint_code is bankid_sdk.FailedHintCode.USER_CANCEL
    assert own.collect(third.order_ref) == Failed("userCancel")


def test_all_three_are_told_that_the_person_has_an_order_already(sandbox: Sandbox) -> None:
    theirs, other, own = parties.pybankid(sandbox), parties.sdk(sandbox), parties.ours(sandbox)
    wanted = {"personalNumber": AMINA}

    parties.sign(own)
    with pytest.raises(bankid.exceptions.AlreadyInProgressError):
        theirs.sign("192.0.2.7", "Jag förnyar.", requirement=wanted)
    parties.sign(own)
    with pytest.raises(bankid_sdk.BankIDAPIError) as refused:
        other.sign("192.0.2.7", "Jag förnyar.", bankid_sdk.Requirement(personal_number=AMINA))
    parties.sign(own)
    with pytest.raises(AlreadyInProgress):
        parties.sign(own)

    assert refused.value.error_code == "alreadyInProgress"


def test_ours_sends_the_members_that_the_others_lack(sandbox: Sandbox) -> None:
    order = parties.start(parties.ours(sandbox), return_url=parties.RETURN_URL)
    theirs = parties.pybankid(sandbox).authenticate("192.0.2.7", user_visible_data=VISIBLE)

    seen, other = (
        parties.order_seen(sandbox, order.order_ref),
        parties.order_seen(sandbox, theirs["orderRef"]),
    )

    assert (seen["returnUrl"], seen["returnRisk"]) == (parties.RETURN_URL, True)
    assert seen["web"] == {
        "referringDomain": "fornya.example",
        "userAgent": "Testläsare/1.0",
        "deviceIdentifier": "device-1",
    }
    assert seen["visible"] == other["visible"] == VISIBLE
    assert (other["returnUrl"], other["returnRisk"], other["web"]) == (None, False, {})


def test_ours_signs_and_cancels_as_they_do_with_the_members_that_they_lack(sandbox: Sandbox) -> None:
    own, theirs = parties.ours(sandbox), parties.pybankid(sandbox)
    order = parties.sign(own, return_url=parties.RETURN_URL, hidden=b"digest")
    seen = parties.order_seen(sandbox, order.order_ref)
    parties.approve(sandbox, order)
    stopped, also = parties.start(own), theirs.authenticate("192.0.2.7")

    signed = own.collect(order.order_ref)
    own.cancel(stopped.order_ref)
    theirs.cancel(also["orderRef"])

    assert isinstance(signed, Complete)
    assert (seen["kind"], seen["returnUrl"], seen["returnRisk"]) == ("sign", parties.RETURN_URL, True)
    assert set(seen["web"]) == {"referringDomain", "userAgent", "deviceIdentifier"}
    assert seen["personalNumber"] == signed.personnummer == AMINA
    with pytest.raises(OrderGone):
        own.collect(stopped.order_ref)
    with pytest.raises(bankid.exceptions.InvalidParametersError):
        theirs.collect(also["orderRef"])
