"""The room's own conditions: with PostgreSQL's wall down nothing of anybody else's is told either."""

import json

import pytest

from fornya.journal.own_data import PARTS, own_data
from fornya.journal.readings import NoSuchReading, reading, readings
from fornya.journal.timeline import timeline
from tests import make
from tests.committed import owner
from tests.conftest import connect_as
from tests.journal.course import patient_with_everything
from tooling.postgres_settings import OWNER, WEB

# Mutant of each: a statement without its patient.


@pytest.fixture
def two(database):
    """Give somebody new, and somebody about whom everything is kept, to whoever looks past the wall."""
    found = make.patient(name="Nora Ny"), patient_with_everything()
    connect_as(OWNER)
    yield found
    connect_as(WEB)


def test_the_file_holds_ones_own_alone(two):
    nora, other = two

    own = json.loads(json.dumps(own_data(patient=nora, now=make.NOW)))

    assert own["person"]["given_name"] == "Nora"
    assert [len(own["sign_ins"]), [row["what"] for row in own["readings"]]] == [1, ["own_data.read"]]
    assert [name for name in PARTS if own[name] and name not in ("person", "sign_ins", "readings")] == []
    assert other.personnummer not in json.dumps(own)


def test_the_timeline_holds_ones_own_alone(two):
    nora, other = two

    assert timeline(patient=nora, before=None, now=make.NOW).courses == ()
    assert len(timeline(patient=other, before=None, now=make.NOW).courses) == 2


def test_the_log_holds_ones_own_alone(two):
    nora, other = two
    ((theirs,),) = owner(
        "SELECT min(id) FROM audit_accessentry WHERE patient_id = %s AND subject <> ''", other.patient_id
    )

    page = readings(patient=nora, others_only=False, within=None, before=None, now=make.NOW)

    assert [row.what for row in page.rows] == ["access_log.read"]
    assert page.own == 1
    with pytest.raises(NoSuchReading):
        reading(number=theirs, patient=nora, now=make.NOW)


def test_a_row_that_names_anothers_request_does_not_tell_of_it(two):
    nora, _other = two
    ((request_id,),) = owner("SELECT id FROM renewals_renewalrequest LIMIT 1")
    owner(
        "INSERT INTO audit_accessentry (at, actor_kind, actor_name, patient_id, what, subject)"
        " VALUES (%s, 'staff', 'Eva', %s, 'request.read', %s)",
        make.NOW,
        nora.patient_id,
        str(request_id),
    )

    page = readings(patient=nora, others_only=True, within=None, before=None, now=make.NOW)

    assert [row.about for row in page.rows] == [None]
