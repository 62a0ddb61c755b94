"""Attacks on a prescriber's signature: who has not just said who they are decides nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from fornya.audit.scope import opened
from fornya.people import session, step_up
from fornya.people.models import Session
from fornya.people.step_up import SessionOver
from fornya.renewals.models import Decision
from fornya.rules.retention import KEPT_FOR, Kept
from tests import make
from tests.attacks.held_off import LetIn, held_off_by
from tests.attacks.scenes import StaffScene, copy_of, who
from tests.browser import Browser
from tests.contracts.staff_sign_in import StaffBrowser
from tests.make import EVA, JOHAN, NOW
from tests.mutants import Change
from tests.pages.clinic.test_assess import SIGN, fields

PEOPLE, RENEWALS, OIDC = "fornya.people", "fornya.renewals", "fornya.integrations.oidc"
CONFIRMED = Change(RENEWALS, "raise NotConfirmed(request_id)", "pass")
MINUTES = Change(PEOPLE, "has_ended(Kept.STEP_UP, at, now)", "False")
SAME_PERSON = Change(PEOPLE, 'claims.get("employeeHsaId") != staff.hsa_id', "False")
OLD_ONE_ENDS = Change(PEOPLE, "raise SessionOver(staff.staff_id)", "pass")
OLD_ONE_GOES = Change(PEOPLE, "not was.update(ended_at=now)", "False", "confirm")
FRESH = Change(
    OIDC, "_require(now - expected.max_age - SKEW <= signed_in_at < now + SKEW, Fault.TOO_OLD)", "None"
)
SHOWN = Change(RENEWALS, "raise ShownDiffers(request_id)", "pass")
VERSION = Change(RENEWALS, "refuse_stale(request, seen_version)", "None", "decide_request")
STILL_ASSIGNED = Change(
    PEOPLE, "staff.clinic_id not in {commission.clinic_id for commission in member.commissions}", "False"
)
# What is looked at once more, at every request.
HOLDS_NOW = Change(PEOPLE, "each.key in last_days and holds_on(today, last_days[each.key])", "True")
THERE_NOW = Change(
    PEOPLE, "clinic_id if clinic_id in {each.clinic_id for each in assignments} else None", "clinic_id"
)


class Doctor:
    """Eva with a request open. `confirmed` is whether she has just said who she is."""

    def __init__(self, *, confirmed: bool = False) -> None:
        self.browser = Browser(make.staff_token(confirmed=confirmed))
        self.path = f"/personal/arende/{make.request()}"
        self.page = self.browser.press(self.browser.get(self.path), "Börja bedöma")

    def signs(self, browser: Browser | None = None, **sent: str) -> int:
        """Press Signera, perhaps in somebody else's browser; gives what was answered."""
        (names,) = fields(self.page)
        answer = (browser or self.browser).send(self.page, SIGN, **({names["do"]: "renew"} | sent))
        return int(answer.status_code)


def undecided() -> None:
    """Look that nothing has been decided at the clinic. Raises LetIn."""
    clinic = make.page().id
    with opened(by=make.SERVICE, what="test", clinic_id=clinic, now=NOW):
        if Decision.objects.filter(clinic_id=clinic).exists():
            raise LetIn("somebody has decided who may not")


def confirms(staffs: StaffScene, doctor: Doctor, hsa_id: str = EVA) -> int:
    """Say afresh who one is, as somebody, and open the request again; gives the answer."""
    address = doctor.browser.client.get("/personal/bekrafta/start", {"till": "/personal"})["Location"]
    answer = staffs.come_back(doctor.browser, StaffBrowser().choose(address, hsa_id))
    again = doctor.browser.get(doctor.path)
    doctor.page = again if fields(again) else doctor.page
    return int(answer.status_code)


@held_off_by(CONFIRMED)
def test_a_worklist_that_was_left_open_signs_nothing(undone):
    status = Doctor().signs()

    undecided()
    assert status == 303


@held_off_by(MINUTES)
def test_minutes_after_the_last_word_of_who_one_is_nothing_is_signed(undone):
    doctor = Doctor(confirmed=True)
    Session.objects.update(confirmed_at=F("confirmed_at") - KEPT_FOR[Kept.STEP_UP])

    doctor.signs()

    undecided()


@held_off_by(SAME_PERSON, behind=(HOLDS_NOW,))
def test_somebody_elses_card_confirms_nothing_in_her_session(staffs):
    doctor = Doctor()

    status = confirms(staffs, doctor, JOHAN)
    doctor.signs()

    undecided()
    assert status == 403


@held_off_by(FRESH, behind=(MINUTES,))
def test_a_sign_in_of_this_morning_confirms_nothing(staffs):
    doctor = Doctor()
    staffs.spoil(claims={"auth_time": (datetime.now(UTC) - timedelta(hours=3)).timestamp()})

    status = confirms(staffs, doctor)
    doctor.signs()

    undecided()
    assert status == 200


@held_off_by(OLD_ONE_ENDS, lets_in=False)
def test_a_session_that_is_ended_meanwhile_is_not_brought_back_by_confirming(undone):
    # She signs out in one window, while another one comes back from the provider.
    eva = make.staff(confirmed=False)
    session.end(eva.token_hash, now=NOW)

    with pytest.raises(SessionOver):
        step_up.confirm(eva, make.claims(EVA, make.BJORKEN, auth_time=NOW.timestamp()), now=NOW)


@held_off_by(OLD_ONE_GOES, lets_in=False)
def test_who_has_copied_the_session_before_she_confirmed_has_nothing_afterwards(staffs):
    doctor = Doctor()
    thief = copy_of(doctor.browser)

    confirms(staffs, doctor)

    assert who(doctor.browser) == EVA
    assert who(thief) is None


@held_off_by(STILL_ASSIGNED, behind=(THERE_NOW,))
def test_who_is_no_longer_assigned_there_confirms_nothing_there(staffs):
    doctor = Doctor()
    elsewhere = make.commission(make.EKBACKEN, 2)
    staffs.spoil(claims={"allCommissions": [elsewhere]})

    status = confirms(staffs, doctor)
    doctor.signs()

    undecided()
    assert status == 403


@held_off_by(SHOWN)
@pytest.mark.parametrize("shown", ["0" * 64, "", "x"])
def test_a_signature_is_for_what_the_page_showed_and_nothing_else(undone, shown):
    doctor = Doctor(confirmed=True)

    doctor.signs(shown=shown)

    undecided()


@held_off_by(VERSION)
def test_a_form_from_before_something_happened_signs_nothing(undone):
    doctor = Doctor(confirmed=True)

    doctor.signs(version="1")

    undecided()
