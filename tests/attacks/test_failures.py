"""Whatever goes wrong at BankID leaves nobody signed in, also when somebody approves afterwards."""

import pytest

from fornya.integrations.bankid.client import AlreadyInProgress, OrderGone
from fornya.integrations.bankid.messages import Failed, Pending
from fornya.integrations.bankid.not_proven import Fault, NotProven
from fornya.integrations.http import Refused, Unavailable
from fornya.people.models import SignIn
from tests.attacks.held_off import held_off_by
from tests.attacks.scenes import BankIdScene, Order, nobody
from tests.browser import Browser
from tests.mutants import Change
from tests.people.scripted import complete

PEOPLE = "fornya.people"
ENDS_IT = (
    *("userCancel", "cancelled", "expiredTransaction", "certificateErr", "startFailed"),
    *("mrtdVerificationFailed", "facialRecognitionFailed", "nfcNotSupportedByDevice"),
    *("multipleBankIdsOnDevice", "stepUpFailed", "userDeclinedCall", "notSupportedByUserApp"),
    *("transactionRiskBlocked", "hintOfTomorrow", ""),
)
GOES_ON = (
    *("outstandingTransaction", "noClient", "started", "userSign", "userMrtd", "userFace", "userStepUp"),
    *("processing", "userCallConfirm", "hintOfTomorrow", ""),
)
DOWN = Unavailable("bankid", "maintenance", outcome_unknown=False)
NO_STARTS = (AlreadyInProgress("alreadyInProgress"), DOWN, Refused("unauthorized"), Refused("of tomorrow"))
FAILED = Change(PEOPLE, "mine.update(state=SignIn.State.FAILED, message=message)", "None")
HIGH = Change(PEOPLE, "RISKS.get(risk, HIGHEST) == HIGHEST", "False")
RISK = Change(PEOPLE, "RISKS[risk] > RISKS[settings.BANKID_ACCEPTED_RISK]", "False")
PROOF = Change(
    PEOPLE,
    "bankid.prove(answer, function=function, visible=asked.visible, hidden=hidden, at=now)",
    "None",
)
NO_RISK_IS_LOW = Change(
    PEOPLE, "{None: 0, 'low': 0, 'moderate': 1}", "{'high': 0, None: 0, 'low': 0, 'moderate': 1}"
)


def tried(scene: BankIdScene, order: Order) -> None:
    """Try every door with the order."""
    order.poll()
    order.wait()
    order.browser.client.get(scene.way_back() if scene.told.started[-1]["return_url"] else order.path)


def ends(scene: BankIdScene, answer: object, *, same_device: bool) -> Order:
    """Let BankID answer so, then as if somebody had approved."""
    order = scene.start(Browser(), same_device=same_device)
    scene.told.answer = answer
    scene.pass_time()
    tried(scene, order)
    scene.told.proof = None
    scene.approve()
    tried(scene, order)
    return order


@held_off_by(FAILED)
@pytest.mark.parametrize("same_device", [True, False], ids=["same", "qr"])
@pytest.mark.parametrize("hint", ENDS_IT)
def test_an_order_that_has_failed_stays_failed(scene, hint, same_device):
    order = ends(scene, Failed(hint), same_device=same_device)

    nobody()
    assert SignIn.objects.get().state == SignIn.State.FAILED
    assert "Inloggningen blev inte klar" in order.wait().content.decode()


@held_off_by(FAILED)
@pytest.mark.parametrize("fault", [OrderGone("invalidParameters"), Refused("unauthorized"), Refused("x")])
def test_an_order_that_bankid_refuses_to_tell_of_has_ended(scene, monkeypatch, fault):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    ends(scene, fault, same_device=True)

    nobody()


@pytest.mark.parametrize("same_device", [True, False], ids=["same", "qr"])
@pytest.mark.parametrize("answer", [*map(Pending, GOES_ON), DOWN], ids=repr)
def test_an_order_that_goes_on_lets_nobody_in_meanwhile(scene, answer, same_device):
    order = scene.start(Browser(), same_device=same_device)
    scene.told.answer = answer
    scene.pass_time()

    tried(scene, order)

    nobody()
    assert SignIn.objects.get().state == SignIn.State.PENDING


@pytest.mark.parametrize("fault", NO_STARTS, ids=repr)
def test_an_order_that_does_not_start_leaves_nothing(scene, fault):
    scene.told.answer = fault
    browser = Browser()
    browser.press(browser.get("/logga-in"), "BankID på den här enheten")

    nobody()
    assert not SignIn.objects.exists()


@held_off_by(HIGH, behind=(NO_RISK_IS_LOW,))
@pytest.mark.parametrize("risk", ["high", "of tomorrow"])
@pytest.mark.parametrize("same_device", [True, False], ids=["same", "qr"])
def test_an_approval_at_high_risk(scene, risk, same_device):
    order = ends(scene, complete(risk=risk), same_device=same_device)

    nobody()
    assert order.wait().status_code == 200


@held_off_by(RISK)
def test_an_approval_at_a_higher_risk_than_the_setting_accepts(scene):
    ends(scene, complete(risk="moderate"), same_device=True)

    nobody()


@held_off_by(PROOF)
@pytest.mark.parametrize("fault", [Fault.SIGNATURE, Fault.VISIBLE, Fault.OCSP_STATUS])
def test_an_approval_without_proof(scene, fault):
    scene.told.proof = NotProven(fault)
    ends(scene, complete(), same_device=False)

    nobody()
