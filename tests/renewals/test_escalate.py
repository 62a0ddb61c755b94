"""Each open request has somebody, and no promise breaks without the right ones being told, each once."""

from datetime import timedelta

import pytest

from fornya.clinics.settings.absences import absences, end_absence, set_absence
from fornya.clinics.settings.colleagues import came
from fornya.renewals.answer import answer_question
from fornya.renewals.escalate import escalate, remove_old_escalations
from fornya.renewals.hand_over import hand_over
from fornya.renewals.take_next import NothingLeft, take_next
from fornya.renewals.worklist import Shown, for_clinic
from fornya.rules.access import Role
from fornya.rules.claims import HELD_FOR
from fornya.rules.escalation import Step
from tests import make
from tests.committed import as_worker, owner
from tests.make import ADA, BJORKEN, EVA, JOHAN, NOW, SIGNE, TODAY

DAY = timedelta(days=1)
LATER = NOW + HELD_FOR
TOLD = "SELECT to_hsa_id, step, count(*)::int FROM renewals_escalation GROUP BY 1, 2 ORDER BY 1, 2"


@pytest.fixture
def team(database):
    """Let four have worked at Björken, and Ada lead it."""
    found = {hsa_id: make.staff(hsa_id) for hsa_id in (EVA, JOHAN, SIGNE, ADA)}
    for each in found.values():
        came(clinic_id=each.clinic_id, hsa_id=each.hsa_id, name=each.name, role=Role.PRESCRIBER, now=NOW)
    make.administrator(ADA)
    return found


def away(team, who, cover="", *, days=(TODAY, TODAY + 5 * DAY)):
    ada = team[ADA]
    set_absence(clinic_id=ada.clinic_id, hsa_id=who, days=days, cover_hsa_id=cover, by=ada.actor, now=NOW)


def looks(now=LATER) -> int:
    with as_worker():
        return escalate(now=now)


def mine(who, *, today=TODAY):
    return for_clinic(by=who, shown=Shown.MINE, after=None, today=today, now=LATER)


def owner_of(request_id):
    ((taken_by,),) = owner("SELECT taken_by_id FROM renewals_renewalrequest WHERE id = %s", request_id)
    return taken_by


def test_what_somebody_who_is_away_has_is_among_the_covers_own_with_whose_it_is(team):
    theirs = make.taken(team[JOHAN], make.request()).id
    away(team, JOHAN, EVA)
    looks()

    found = mine(team[EVA])

    assert [(row.id, row.taken_by) for row in found.rows] == [(theirs, "Johan Sköterska")]
    assert found.counts[Shown.MINE] == 1
    assert found.over.covers == (("Johan Sköterska", TODAY + 5 * DAY),)
    # Nobody else's, and not before or after.
    assert mine(team[SIGNE]).rows == ()
    assert mine(team[EVA], today=TODAY + 6 * DAY).rows == mine(team[EVA], today=TODAY - DAY).rows == ()
    assert take_next(by=team[EVA], today=TODAY, now=LATER) == theirs
    assert owner_of(theirs) == team[EVA].staff_id


def test_ones_own_and_those_one_covers_stand_in_one_order(team):
    ids = [make.request(answer_by=TODAY + day * DAY) for day in (1, 2, 3, 4)]
    for place, request_id in enumerate(ids):
        make.taken(team[(EVA, JOHAN)[place % 2]], request_id)
    away(team, JOHAN, EVA)

    assert [row.id for row in mine(team[EVA]).rows] == ids


def test_without_a_cover_it_goes_to_the_clinic_and_is_free_for_the_next(team):
    # Mutant: giving back only what waits for the clinic; what is asked would come to nobody once answered.
    theirs = make.taken(team[JOHAN], make.request()).id
    patient = make.patient()
    asked = make.taken(team[JOHAN], make.request(patient))
    make.decide(team[JOHAN], asked, make.question(asked.lines[0].id))
    others = make.taken(team[EVA], make.request()).id
    away(team, JOHAN)

    looks()

    assert (owner_of(theirs), owner_of(asked.id), owner_of(others)) == (None, None, team[EVA].staff_id)
    assert owner(
        "SELECT what, actor_kind FROM renewals_renewalevent WHERE request_id = %s ORDER BY id DESC LIMIT 1",
        theirs,
    ) == [("handed_back", "service")]
    ((question,),) = owner("SELECT id FROM renewals_question")
    answer_question(question_id=question, answer="ja", patient=patient, now=LATER)
    assert {take_next(by=team[SIGNE], today=TODAY, now=LATER) for _each in range(2)} == {theirs, asked.id}


def test_a_cover_who_is_away_too_covers_nobody(team):
    theirs = make.taken(team[JOHAN], make.request()).id
    away(team, JOHAN, EVA)
    away(team, EVA, SIGNE)

    assert (mine(team[EVA]).rows, mine(team[SIGNE]).rows) == ((), ())
    looks()

    assert owner_of(theirs) is None


def test_what_somebody_reads_at_the_moment_is_not_taken_from_them(team):
    theirs = make.taken(team[JOHAN], make.request()).id
    away(team, JOHAN)

    looks(NOW)
    assert owner_of(theirs) == team[JOHAN].staff_id
    looks(LATER)
    assert owner_of(theirs) is None


def test_who_is_not_away_yet_or_not_any_more_keeps_theirs(team):
    theirs = make.taken(team[JOHAN], make.request()).id
    away(team, JOHAN, days=(TODAY + DAY, TODAY + 2 * DAY))
    away(team, JOHAN, days=(TODAY + 9 * DAY, TODAY + 9 * DAY))
    for each in absences(clinic_id=team[ADA].clinic_id, by=team[ADA].actor, now=NOW):
        if each.first_day == TODAY + DAY:
            looks()
            end_absence(absence_id=each.id, clinic_id=team[ADA].clinic_id, by=team[ADA].actor, now=NOW)

    looks(NOW + 2 * DAY)

    assert owner_of(theirs) == team[JOHAN].staff_id


def test_another_clinics_absence_changes_nothing_here(team):
    theirs = make.taken(team[JOHAN], make.request()).id
    away(team, JOHAN)
    owner("UPDATE clinics_absence SET clinic_id = %s", make.page(make.EKBACKEN).id)

    looks()

    assert owner_of(theirs) == team[JOHAN].staff_id


def test_on_its_day_who_answers_is_told_and_after_it_who_leads_each_once(team):
    request_id = make.taken(team[JOHAN], make.request(answer_by=TODAY + DAY)).id

    assert looks() == 0
    assert (looks(NOW + DAY), looks(NOW + DAY)) == (1, 0)
    assert owner(TOLD) == [(JOHAN, "due", 1)]
    assert (looks(NOW + 2 * DAY), looks(NOW + 2 * DAY), looks(NOW + 3 * DAY)) == (1, 0, 0)

    assert owner(TOLD) == sorted([(JOHAN, "due", 1), (ADA, "late", 1)])
    ((told),) = mine(team[ADA], today=TODAY + 2 * DAY).over.told
    assert (told.id, told.patient_name, told.step) == (request_id, "Amina Exempel", Step.LATE)


def test_the_cover_is_told_in_place_of_who_is_away(team):
    make.taken(team[JOHAN], make.request(answer_by=TODAY))
    away(team, JOHAN, SIGNE)

    looks()

    assert owner(TOLD) == [(SIGNE, "due", 1)]
    assert [each.step for each in mine(team[SIGNE]).over.told] == [Step.DUE]
    assert mine(team[JOHAN]).over.told == ()


def test_of_what_is_nobodys_those_who_lead_are_told_at_once(team):
    make.request(answer_by=TODAY)
    owner("UPDATE clinics_administrator SET ends_on = %s WHERE hsa_id <> %s", TODAY - DAY, ADA)
    make.administrator(SIGNE, ends_on=TODAY - DAY)

    looks()

    assert owner(TOLD) == [(ADA, "due", 1)]


def test_what_waits_for_the_patient_is_nobodys_to_be_late_with(team):
    patient = make.patient()
    asked = make.taken(team[EVA], make.request(patient, answer_by=TODAY))
    make.decide(team[EVA], asked, make.question(asked.lines[0].id))
    make.request(answer_by=TODAY + DAY)

    assert looks(NOW + 2 * DAY) == 1


def test_a_day_that_was_moved_on_is_a_new_promise(team):
    make.taken(team[EVA], make.request(answer_by=TODAY))
    looks()

    owner("UPDATE renewals_renewalrequest SET answer_by = answer_by + 3")

    assert mine(team[EVA]).over.told == ()
    assert (looks(NOW + 3 * DAY), owner(TOLD)) == (1, [(EVA, "due", 2)])


def test_what_is_answered_is_off_the_list_and_forgotten(team):
    whole = make.taken(team[EVA], make.request(answer_by=TODAY))
    looks()
    assert len(mine(team[EVA]).over.told) == 1

    make.decide(team[EVA], whole, make.refusal(whole.lines[0].id))

    assert mine(team[EVA]).over.told == ()
    with as_worker():
        assert remove_old_escalations(now=LATER) == 1


def test_what_was_sent_on_is_told_where_it_is_now(team):
    request_id = make.request(answer_by=TODAY)
    looks()
    owner("UPDATE renewals_renewalrequest SET clinic_id = %s", make.page(make.EKBACKEN).id)
    make.administrator(SIGNE, clinic=make.EKBACKEN)

    looks()

    assert mine(team[ADA]).over.told == ()
    there = mine(make.staff(SIGNE, clinic=make.EKBACKEN)).over.told
    assert [each.id for each in there] == [request_id]


def test_what_is_handed_to_who_is_away_comes_back(team):
    away(team, JOHAN)
    request_id = make.request()
    hand_over(request_id=request_id, to_hsa_id=JOHAN, seen_version=1, by=team[EVA], now=NOW)
    with pytest.raises(NothingLeft):
        take_next(by=team[SIGNE], today=TODAY, now=NOW)

    looks()

    assert take_next(by=team[SIGNE], today=TODAY, now=LATER) == request_id
    assert make.page(BJORKEN).id == team[EVA].clinic_id
