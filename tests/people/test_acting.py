"""Acting for another: a new session, both named in the log, and asked about anew at every request."""

from datetime import timedelta

import pytest

from fornya.integrations.http import Unavailable
from fornya.people import session
from fornya.people.acting import NobodySuch, RegisterSilent, begin, others, right_now, stop
from fornya.people.contact import chosen_ways, set_contact
from fornya.people.expiry import remove_old_guardian_contacts
from fornya.people.registered import ask_soon, may_hear, refresh
from fornya.people.session import Capacity
from fornya.rules.acting import Ability, Reason, Scope
from tests import make
from tests.committed import as_worker, owner
from tests.people import mandates
from tests.people.registry import acting_for, stand_in

GUARDIAN = {Ability.SEE, Ability.REQUEST, Ability.CONTACT}


@pytest.fixture
def registry(database, monkeypatch):
    return stand_in(monkeypatch)


@pytest.fixture
def maria(registry):
    """Give a mother who acts for nobody yet, with a child of six."""
    found = make.patient(name="Maria Exempel")
    registry.child_of(found)
    return found


def names(person) -> list[tuple[str, Capacity]]:
    return [(other.given_name, other.capacity) for other in others(person=person, now=make.NOW)]


def test_a_child_is_offered_and_a_teenager_is_not(registry, maria):
    registry.child_of(maria, years=14, name="Tove Exempel")

    assert names(maria) == [("Alma", Capacity.GUARDIAN)]


def test_the_matter_that_opens_is_the_childs_and_names_who_acts(registry, maria):
    alma, _token = acting_for(maria, "Alma")

    assert (alma.name, alma.acting.name) == ("Alma Exempel", "Maria Exempel")
    assert alma.patient_id != maria.patient_id == alma.acting.patient_id
    assert (alma.actor.kind.value, alma.actor.id) == ("guardian", maria.patient_id)
    assert right_now(alma, now=make.NOW)[0].abilities == GUARDIAN


def test_beginning_and_stopping_end_the_session_before(registry, maria):
    alma, token = acting_for(maria, "Alma")
    own = stop(person=alma, now=make.NOW)

    assert make.signed_in(own).patient_id == maria.patient_id
    assert session.find(token, now=make.NOW) is None
    assert [
        bytes(kept) for (kept,) in owner("SELECT token_hash FROM people_session WHERE ended_at IS NULL")
    ] == [session.digest(own)]


def test_acting_does_not_make_the_longest_day_longer(registry, maria):
    later = make.NOW + timedelta(hours=11)
    owner("UPDATE people_session SET last_seen_at = %s", later)
    (chosen,) = others(person=maria, now=later)
    token = begin(person=maria, key=chosen.key, now=later)

    end = make.NOW + timedelta(hours=12)
    owner("UPDATE people_session SET last_seen_at = %s", end - timedelta(minutes=1))

    assert session.find(token, now=end - timedelta(seconds=30))
    assert session.find(token, now=end) is None


def test_an_ended_session_opens_nothing(registry, maria):
    (chosen,) = others(person=maria, now=make.NOW)
    session.end(maria.token_hash, now=make.NOW)

    with pytest.raises(NobodySuch):
        begin(person=maria, key=chosen.key, now=make.NOW)


def test_a_key_from_another_session_or_for_another_child_opens_nothing(registry, maria):
    stranger = make.patient(name="Bo Exempel")
    registry.child_of(stranger, name="Lo Exempel")
    (lo,) = others(person=stranger, now=make.NOW)

    for key in (lo.key, "", "self", "å" * 64, lo.personnummer):
        with pytest.raises(NobodySuch):
            begin(person=maria, key=key, now=make.NOW)
    assert owner("SELECT count(*) FROM people_session WHERE acts_for_id IS NOT NULL") == [(0,)]


def test_the_log_names_both(registry, maria):
    alma, _token = acting_for(maria, "Alma")
    make.request(alma)

    rows = owner(
        "SELECT what, actor_kind, actor_id, actor_name FROM audit_accessentry WHERE patient_id = %s"
        " AND actor_kind = 'guardian' ORDER BY id",
        alma.patient_id,
    )
    assert ("request.sent", "guardian", maria.patient_id, "Maria Exempel") in rows
    assert rows[0] == ("acting.begun", "guardian", maria.patient_id, "Maria Exempel")
    assert owner("SELECT actor_kind, actor_name FROM renewals_renewalevent") == [
        ("guardian", "Maria Exempel")
    ]


EVENTS = {
    "custody ends": (lambda r, alma, maria: r.custody.clear(), Reason.NOT_GUARDIAN),
    "the child dies": (lambda r, alma, maria: r.bury(alma), Reason.SUBJECT_DECEASED),
    "the guardian dies": (lambda r, alma, maria: r.bury(maria), Reason.ACTOR_DECEASED),
    "the child is hidden": (lambda r, alma, maria: r.protect(alma), Reason.SUBJECT_PROTECTED),
}


@pytest.mark.parametrize("event", EVENTS)
def test_what_ends_the_right_bites_at_the_very_next_request(registry, maria, event):
    alma, token = acting_for(maria, "Alma")
    assert right_now(make.signed_in(token), now=make.NOW)[0].abilities == GUARDIAN
    change, reason = EVENTS[event]

    change(registry, alma.personnummer, maria.personnummer)

    found, verdict = right_now(make.signed_in(token), now=make.NOW)
    assert (found.abilities, verdict.reasons) == (frozenset(), (reason,))


def test_the_thirteenth_birthday_ends_it_in_the_middle_of_a_session(registry, maria):
    registry.child_of(maria, years=12, name="Elis Exempel")
    elis, token = acting_for(maria, "Elis")
    birthday = elis.birth_date.replace(year=elis.birth_date.year + 13)
    midnight = make.NOW + timedelta(days=(birthday - make.TODAY).days)

    before = right_now(elis, now=midnight - timedelta(days=1))[0].abilities
    after = right_now(elis, now=midnight)[1]

    assert (before, after.reasons) == (GUARDIAN, (Reason.CHILD_OF_AGE,))


def test_a_silent_register_lets_nobody_act_and_everybody_be_themselves(registry, maria):
    alma, _token = acting_for(maria, "Alma")
    registry.silent = True

    with pytest.raises(RegisterSilent):
        right_now(alma, now=make.NOW)
    with pytest.raises(RegisterSilent):
        others(person=maria, now=make.NOW)
    registry.asked.clear()
    assert Ability.SETTINGS in right_now(maria, now=make.NOW)[0].abilities
    assert registry.asked == []


@pytest.mark.parametrize(
    ("scope", "abilities"),
    [
        (Scope.SEE, {Ability.SEE, Ability.OVERVIEW}),
        (Scope.REQUEST, {Ability.SEE, Ability.OVERVIEW, Ability.REQUEST}),
    ],
)
def test_an_agent_may_what_the_mandate_says(registry, scope, abilities):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo, scope=scope)

    found, _token = acting_for(bo, "Berit")

    assert right_now(found, now=make.NOW)[0].abilities == abilities
    assert found.actor.kind.value == "agent"
    assert (found.phone, found.email) == ("", "")


@pytest.mark.parametrize("event", ["ended", "giver protected", "agent protected", "giver dead", "over"])
def test_a_mandate_that_no_longer_holds_gives_nothing_at_the_next_request(registry, event):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo)
    found, _token = acting_for(bo, "Berit")
    at = make.NOW + timedelta(days=366) if event == "over" else make.NOW
    match event:
        case "ended":
            owner("UPDATE people_mandate SET ended_at = now(), ended_by = 'giver'")
        case "giver protected":
            registry.protect(berit.personnummer)
        case "agent protected":
            registry.protect(bo.personnummer)
        case "giver dead":
            registry.bury(berit.personnummer)

    assert right_now(found, now=at)[0].abilities == frozenset()


def test_an_offer_that_nobody_has_accepted_opens_nothing(registry):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.offered(berit, bo)

    assert names(bo) == []


def test_a_guardians_contact_ways_are_shown_to_that_guardian_alone(registry, maria):
    kim = make.patient(name="Kim Exempel")
    registry.custody[kim.personnummer] = registry.custody[maria.personnummer]
    alma, token = acting_for(maria, "Alma")
    set_contact(patient_id=alma.patient_id, phone="+46701740605", email="", by=alma.actor, now=make.NOW)

    by_kim, _ = acting_for(kim, "Alma")
    herself = make.patient(alma.personnummer, name="Alma Exempel")

    assert (make.signed_in(token).phone, by_kim.phone, herself.phone) == ("+46701740605", "", "")


def test_what_the_register_says_is_kept_after_signing_in(registry):
    petra = make.patient(name="Petra Exempel", phone="+46701740605", email="p@example.se")
    registry.protect(petra.personnummer)
    ask_soon(patient_id=petra.patient_id, now=make.NOW)
    ask_soon(patient_id=petra.patient_id, now=make.NOW)

    assert owner("SELECT topic, subject FROM outbox_delivery") == [
        ("people.registered", str(petra.patient_id))
    ]
    with as_worker():
        refresh(subject=str(petra.patient_id), attempt=1, now=make.NOW)
    again = make.patient(petra.personnummer, name="Petra Exempel")
    assert (again.is_protected, again.phone, again.email) == (True, "", "")


def test_who_is_protected_and_asks_to_be_told_is_told_also_after_the_next_question(registry):
    petra = make.patient(name="Petra Exempel")
    registry.protect(petra.personnummer)
    with as_worker():
        refresh(subject=str(petra.patient_id), attempt=1, now=make.NOW)
    set_contact(patient_id=petra.patient_id, phone="+46701740605", email="", by=petra.actor, now=make.NOW)
    with as_worker():
        refresh(subject=str(petra.patient_id), attempt=1, now=make.NOW)

    assert make.patient(petra.personnummer, name="Petra Exempel").phone == "+46701740605"


def test_the_dead_may_nothing_in_their_own_matter(registry):
    dan = make.patient(name="Dan Exempel")
    registry.bury(dan.personnummer)
    with as_worker():
        refresh(subject=str(dan.patient_id), attempt=1, now=make.NOW)

    found = make.patient(dan.personnummer, name="Dan Exempel")

    assert right_now(found, now=make.NOW)[1].reasons == (Reason.ACTOR_DECEASED,)


@pytest.mark.parametrize(("years", "known"), [(6, True), (14, False)])
def test_whoever_has_a_child_to_act_for_is_known_by_then(registry, years, known):
    maria = make.patient(name="Maria Exempel")
    registry.child_of(maria, years=years)
    with as_worker():
        refresh(subject=str(maria.patient_id), attempt=1, now=make.NOW)

    assert make.patient(maria.personnummer, name="Maria Exempel").has_others is known


@pytest.mark.parametrize("event", ["protect", "bury"])
def test_what_ends_a_mandate_is_written_on_it_too(registry, event):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo)
    getattr(registry, event)(bo.personnummer)

    with as_worker():
        refresh(subject=str(bo.patient_id), attempt=1, now=make.NOW)

    assert owner("SELECT ended_by FROM people_mandate") == [("register",)]


def test_the_first_time_that_an_agent_begins_is_noted(registry):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo)

    acting_for(bo, "Berit")

    assert owner("SELECT first_used_at FROM people_mandate") == [(make.NOW,)]


def test_a_guardians_ways_are_used_as_long_as_the_register_says_guardian(registry, maria):
    alma, _token = acting_for(maria, "Alma")
    set_contact(patient_id=alma.patient_id, phone="+46701740605", email="", by=alma.actor, now=make.NOW)
    birthday = make.NOW + timedelta(days=8 * 366)

    of_alma = {"patient_id": alma.patient_id, "guardian_id": maria.patient_id}

    with as_worker():
        assert may_hear(**of_alma, now=make.NOW)
        assert may_hear(patient_id=maria.patient_id, guardian_id=None, now=make.NOW)
        assert not may_hear(**of_alma, now=birthday)
        registry.custody.clear()
        assert not may_hear(**of_alma, now=make.NOW)
        assert may_hear(patient_id=alma.patient_id, guardian_id=None, now=make.NOW)
        registry.silent = True
        with pytest.raises(Unavailable):
            may_hear(**of_alma, now=make.NOW)


def test_two_guardians_and_the_child_keep_each_their_own_ways(registry, maria):
    kim = make.patient(name="Kim Exempel")
    registry.custody[kim.personnummer] = registry.custody[maria.personnummer]
    (by_maria, marias), (by_kim, kims) = acting_for(maria, "Alma"), acting_for(kim, "Alma")
    alma = make.patient(by_maria.personnummer, name="Alma Exempel")
    phones = {by_maria: "+46701740605", by_kim: "+46701740606", alma: "+46701740607"}

    for who, phone in phones.items():
        set_contact(patient_id=alma.patient_id, phone=phone, email="", by=who.actor, now=make.NOW)

    herself = make.patient(alma.personnummer, name="Alma Exempel")
    assert [make.signed_in(marias).phone, make.signed_in(kims).phone, herself.phone] == list(phones.values())


@pytest.mark.parametrize("who", ["the child", "the guardian"])
def test_protection_silences_the_guardians_ways_too(registry, maria, who):
    alma, token = acting_for(maria, "Alma")
    set_contact(patient_id=alma.patient_id, phone="+46701740605", email="", by=alma.actor, now=make.NOW)
    newly = alma if who == "the child" else maria
    registry.protect(newly.personnummer)

    with as_worker():
        refresh(subject=str(newly.patient_id), attempt=1, now=make.NOW)

    assert make.signed_in(token).phone == ""
    assert owner("SELECT count(*) FROM people_guardiancontact") == [(0,)]


def test_what_a_program_of_before_wrote_for_a_guardian_is_nobodys(registry, maria):
    alma, token = acting_for(maria, "Alma")
    owner(
        "UPDATE people_patient SET phone = '+46701740605', contact_by_id = %s WHERE id = %s",
        maria.patient_id,
        alma.patient_id,
    )

    herself = make.patient(alma.personnummer, name="Alma Exempel")
    assert (make.signed_in(token).phone, herself.phone) == ("", "")
    with as_worker():
        assert chosen_ways(patient_id=alma.patient_id) == ("", "")


@pytest.mark.parametrize(("years", "left"), [(12, 1), (13, 0)])
def test_a_guardians_ways_are_forgotten_when_the_child_speaks_for_herself(registry, maria, years, left):
    alma, _token = acting_for(maria, "Alma")
    set_contact(patient_id=alma.patient_id, phone="+46701740605", email="", by=alma.actor, now=make.NOW)
    owner("UPDATE people_patient SET birth_date = %s - make_interval(years => %s)", make.TODAY, years)

    with as_worker():
        assert remove_old_guardian_contacts(now=make.NOW) == 1 - left

    assert owner("SELECT count(*) FROM people_guardiancontact") == [(left,)]


def test_a_coordination_number_signs_in_and_is_read_as_a_birthday(registry):
    sam = make.patient("197003639817", name="Sam Samordning")

    assert (sam.birth_date.isoformat(), sam.name) == ("1970-03-03", "Sam Samordning")
    assert Ability.OVERVIEW in right_now(sam, now=make.NOW)[0].abilities
