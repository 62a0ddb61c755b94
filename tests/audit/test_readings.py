"""Every reading of patient data writes exactly one row in the access log, with who, whose and what."""

import re
import uuid

import pytest

from fornya.clinics.region.rules import versions
from fornya.journal import readings
from fornya.journal.own_data import own_data
from fornya.journal.timeline import timeline
from fornya.log_review.months import clinics_behind, months_of
from fornya.medicines.high_cost import logged_high_cost
from fornya.medicines.withdrawals import logged_withdrawals
from fornya.messages.inbox import NoSuchMessage, inbox, read
from fornya.people import signing
from fornya.people.mandates import mandate_of, mandates_of
from fornya.people.open_sessions import open_sessions
from fornya.people.typed import typed
from fornya.reminders.wishes import chosen_with_medicines
from fornya.renewals import draft, glance, reading, worklist
from fornya.renewals.asked import own_medicines
from fornya.renewals.batch import next_to_see, seen_by
from fornya.renewals.by_region import clinics_now
from fornya.renewals.draft import NoDraft
from fornya.renewals.filled import filled, keep_filled
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.meetings import meetings
from fornya.renewals.stuck import heaps
from fornya.renewals.worklist import Shown
from fornya.statistics.clinic import of_clinic
from tests import make
from tests.committed import owner
from tests.house.tree import ROOT
from tests.people.mandates import accepted

ROOMS = ("audit", "journal", "medicines", "messages", "outbox", "people", "reminders", "renewals")
ROOMS += ("statistics", "log_review")
LOG = "SELECT what, patient_id, clinic_id FROM audit_accessentry"


class Scene:
    """A patient with a request, a form in progress and a message, and staff at their clinic."""

    def __init__(self) -> None:
        self.token = make.patient_token()
        self.patient = make.signed_in(self.token)
        self.request_id = make.request(self.patient)
        make.draft(self.patient, [make.choice()])
        self.staff = make.staff()
        self.typed_id = make.typed(self.token)
        self.signing_id = make.to_sign(self.patient)
        self.mandate_id = accepted(self.patient, make.patient())
        ((self.message_id,),) = owner("SELECT id FROM messages_message")
        owner("TRUNCATE audit_accessentry")

    @property
    def log_row(self) -> int:
        """Give the number of the row that the next reading writes: there is none before."""
        ((number,),) = owner("SELECT last_value + 1 FROM audit_accessentry_id_seq")
        return number

    @property
    def whose(self) -> dict:
        return {"patient_id": self.patient.patient_id, "by": self.patient.actor, "now": make.NOW}


# Nothing listens where the settings say that the national sources are: a reading that failed is logged too.
BY_PATIENT = {
    "request.read": lambda s: reading.for_patient(request_id=s.request_id, patient=s.patient, now=make.NOW),
    "requests.read": lambda s: reading.list_for_patient(patient=s.patient, now=make.NOW),
    "overview.read": lambda s: glance.glance(patient=s.patient, now=make.NOW),
    "form.read": lambda s: draft.load(patient=s.patient, clinic=make.page(), now=make.NOW),
    "form.opened": lambda s: draft.begin(patient=s.patient, clinic=make.page(), now=make.NOW),
    "inbox.read": lambda s: inbox(**s.whose),
    "message.read": lambda s: read(message_id=s.message_id, **s.whose),
    "sessions.read": lambda s: open_sessions(patient=s.patient, now=make.NOW),
    "signing.read": lambda s: signing.wanted(signing_id=s.signing_id, patient=s.patient, now=make.NOW),
    "typed.read": lambda s: typed(form_id=s.typed_id, patient=s.patient, now=make.NOW),
    "mandates.read": lambda s: mandates_of(patient=s.patient, now=make.NOW, today=make.TODAY),
    "mandate.read": lambda s: mandate_of(
        mandate_id=s.mandate_id, patient=s.patient, now=make.NOW, today=make.TODAY
    ),
    "medicines.read": lambda s: own_medicines(patient=s.patient, now=make.NOW),
    "reminders.read": lambda s: chosen_with_medicines(patient=s.patient, now=make.NOW),
    "withdrawals.read": lambda s: logged_withdrawals(s.patient.personnummer, **s.whose),
    "journal.read": lambda s: timeline(patient=s.patient, before=None, now=make.NOW),
    "own_data.read": lambda s: own_data(patient=s.patient, now=make.NOW),
    "access_log.read": lambda s: readings.readings(
        patient=s.patient, others_only=False, within=None, before=None, now=make.NOW
    ),
    "access_row.read": lambda s: readings.reading(number=s.log_row, patient=s.patient, now=make.NOW),
    "high_cost.read": lambda s: logged_high_cost(s.patient.personnummer, **s.whose),
}


@pytest.mark.parametrize("what", BY_PATIENT)
def test_a_patients_reading_is_one_row(database, what):
    scene = Scene()

    BY_PATIENT[what](scene)

    assert owner(LOG) == [(what, scene.patient.patient_id, None)]


def test_opening_a_request_at_the_clinic_is_one_row(database):
    scene = Scene()

    reading.for_staff(request_id=scene.request_id, staff=scene.staff, now=make.NOW)

    assert owner(LOG) == [("request.read", scene.patient.patient_id, scene.staff.clinic_id)]


def test_looking_at_the_worklist_is_one_row(database):
    scene = Scene()

    worklist.for_clinic(by=scene.staff, shown=Shown.NEW, after=None, today=make.TODAY, now=make.NOW)

    assert owner(LOG) == [("worklist.read", None, scene.staff.clinic_id)]


def test_looking_at_what_one_has_marked_to_sign_is_one_row(database):
    scene = Scene()

    seen_by(by=scene.staff, now=make.NOW)
    next_to_see(after=scene.request_id, by=scene.staff, now=make.NOW)

    assert owner(LOG) == [("batch.read", None, scene.staff.clinic_id)] * 2


@pytest.mark.parametrize(
    ("look", "what"),
    [
        (clinics_now, "region.read"),
        (clinics_behind, "region.read"),
        (versions, "region.read"),
        (heaps, "deliveries.read"),
    ],
)
def test_a_regions_look_at_its_clinics_is_one_row_about_nobody(database, look, what):
    scene = Scene()

    look(region_id="03", by=scene.staff.actor, now=make.NOW)

    assert owner(LOG) == [(what, None, None)]


def test_looking_at_which_months_are_reviewed_is_one_row(database):
    scene = Scene()

    months_of(clinic_id=scene.staff.clinic_id, by=scene.staff.actor, now=make.NOW)

    assert owner(LOG) == [("log.read", None, scene.staff.clinic_id)]


def test_looking_at_who_is_to_come_is_one_row(database):
    scene = Scene()

    meetings(by=scene.staff, now=make.NOW)

    assert owner(LOG) == [("meetings.read", None, scene.staff.clinic_id)]


def test_looking_at_the_clinics_statistics_is_one_row(database):
    scene = Scene()

    of_clinic(by=scene.staff, year=None, group="", now=make.NOW)

    assert owner(LOG) == [("statistics.read", None, scene.staff.clinic_id)]


def test_coming_back_to_what_one_had_filled_in_is_one_row(database):
    scene = Scene()
    keep_filled(request_id=scene.request_id, fields={"do": "renew"}, by=scene.staff, now=make.NOW)
    owner("TRUNCATE audit_accessentry")

    filled(request_id=scene.request_id, by=scene.staff, now=make.NOW)

    assert owner(LOG) == [("decision.read", scene.patient.patient_id, scene.staff.clinic_id)]


def test_what_does_not_exist_is_no_row(database):
    scene, nothing = Scene(), uuid.uuid4()
    ekbacken = make.page(make.EKBACKEN)

    with pytest.raises(NoSuchRequest):
        reading.for_patient(request_id=nothing, patient=scene.patient, now=make.NOW)
    with pytest.raises(NoSuchRequest):
        reading.for_staff(request_id=nothing, staff=scene.staff, now=make.NOW)
    with pytest.raises(NoSuchMessage):
        read(message_id=nothing, **scene.whose)
    with pytest.raises(NoDraft):
        draft.load(patient=scene.patient, clinic=ekbacken, now=make.NOW)

    assert owner(LOG) == []


def test_every_reading_that_the_rooms_name_is_tried_above():
    sources = [path.read_text() for room in ROOMS for path in (ROOT / "fornya" / room).glob("*.py")]

    named = {what for source in sources for what in re.findall(r'what="([a-z_]+\.read)"', source)}

    of_staff = {"worklist.read", "batch.read", "decision.read", "statistics.read"}
    of_staff |= {"region.read", "deliveries.read", "meetings.read"}
    # Tried in the tests of their rooms.
    of_staff |= {"log.read", "posts.read"}
    assert named - {*BY_PATIENT, *of_staff} == set()
    assert len(named) >= 8
