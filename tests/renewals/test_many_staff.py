"""Sixty-four at one clinic decide the same three hundred requests at once: each is decided exactly once."""

import random
from collections import Counter
from dataclasses import replace

from fornya.people.models import Staff
from fornya.renewals.decide import decide_request
from fornya.renewals.history import AlreadyHandled
from fornya.renewals.shown import digest_of_shown
from tests import make
from tests.committed import by_hand, owner
from tests.make import NOW
from tests.threads import at_once

# Each tries two fifths of them, in an order of their own: some twenty-five come to each request.
STAFF, REQUESTS, TRIES = 64, 300, 120
# As many copies of the one request there is, of as many people, with its line and how it began.
COPIES = """
WITH person AS (
    INSERT INTO people_patient (personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
    SELECT '1900' || lpad(n::text, 8, '0'), given_name, surname, birth_date, '', '', first_seen_at
    FROM people_patient, generate_series(2, %s) AS n RETURNING id
), request AS (
    INSERT INTO renewals_renewalrequest
        (id, send_key, sent_at, answer_by, fee_ore, message, own_answers, status, version, patient_id,
         clinic_id)
    SELECT gen_random_uuid(), gen_random_uuid(), sent_at, answer_by, 0, '', '[]', 'opened', version,
           person.id, clinic_id FROM renewals_renewalrequest, person RETURNING *
), event AS (
    INSERT INTO renewals_renewalevent (request_id, patient_id, clinic_id, what, at, actor_kind, actor_name)
    SELECT id, patient_id, clinic_id, 'sent', sent_at, 'patient', 'Amina' FROM request
)
INSERT INTO renewals_renewalline
    (id, request_id, patient_id, clinic_id, position, prescription_id, name, prescription, answers, state)
SELECT gen_random_uuid(), request.id, request.patient_id, line.clinic_id, 1, 'rx', name, prescription,
       answers, 'opened' FROM request, renewals_renewalline line
"""


def colleagues():
    """Give as many who may sign: one session, with each their own name."""
    eva = make.staff()
    made = [
        Staff(hsa_id=f"SE0000000000-X{place:03}", name=f"Läkare {place}", licences="LK", seen_at=NOW)
        for place in range(STAFF)
    ]
    Staff.objects.bulk_create(made)
    return [replace(eva, staff_id=each.pk, name=each.name, hsa_id=each.hsa_id) for each in made]


def test_each_is_decided_once_and_the_others_are_told_who_and_when(database):
    # Mutants: no lock on the request; or no version asked for.
    everybody = colleagues()
    make.taken(everybody[0], make.request())
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    by_hand(COPIES, REQUESTS)
    seen = [make.seen(everybody[0], each) for (each,) in owner("SELECT id FROM renewals_renewalrequest")]
    forms = [(whole, digest_of_shown(whole, {})) for whole in seen]

    def decides_all(place):
        outcomes = Counter()
        for whole, shown in random.Random(place).sample(forms, TRIES):
            try:
                decide_request(
                    request_id=whole.id,
                    decisions=(make.refusal(whole.lines[0].id),),
                    seen_version=whole.version,
                    shown=shown,
                    checked={},
                    by=everybody[place],
                    now=NOW,
                )
                outcomes[whole.id, everybody[place].name, "decided"] += 1
            except AlreadyHandled as lost:
                outcomes[whole.id, lost.by, lost.at] += 1
        return outcomes

    told = sum(at_once(STAFF, decides_all), Counter())

    decided = owner(
        "SELECT l.request_id, s.name FROM renewals_decision d JOIN renewals_renewalline l ON l.id = d.line_id"
        " JOIN people_staff s ON s.id = d.decided_by_id"
    )
    assert len(decided) == len(dict(decided)) == REQUESTS
    assert {(each, by) for each, by, _when in told} == set(decided)
    assert {when for _each, _by, when in told} == {"decided", NOW}
    assert [told[each, name, "decided"] for each, name in decided] == [1] * REQUESTS
    assert told.total() == STAFF * TRIES
    assert len({name for _each, name in decided}) > 1
