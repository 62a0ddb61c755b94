"""What somebody could try past the pages: the rooms' own deeds on what is not theirs.

A page looks before it acts, and would hide a deed that does not look. Each trial says True when it was held
off.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fornya.audit.scope import opened
from fornya.medicines.own_counts import drop_count
from fornya.messages import inbox
from fornya.people import signing
from fornya.people.appoint import mark_used
from fornya.people.contact import chosen_ways
from fornya.people.session import SignedInStaff
from fornya.people.signing import NothingToSign
from fornya.people.typed import NothingTyped, typed
from fornya.reminders.wishes import chosen_with_medicines
from fornya.renewals import draft as drafts
from fornya.renewals.answer import answer_question
from fornya.renewals.batch import mark_seen, next_to_see, seen_by
from fornya.renewals.book import NoSuchTime, book, cancel
from fornya.renewals.decide import NotClean, decide_request
from fornya.renewals.draft import NoDraft
from fornya.renewals.filled import filled, keep_filled
from fornya.renewals.forward import forward_request
from fornya.renewals.hand_over import hand_over
from fornya.renewals.history import HeldByAnother, NoSuchRequest
from fornya.renewals.models import RenewalRequest
from fornya.renewals.offer import NotOffered, offer
from fornya.renewals.reading import for_patient, for_staff
from fornya.renewals.record import keep_proposal
from fornya.renewals.shown import digest_of_shown
from fornya.renewals.take import take_request
from fornya.renewals.withdraw import withdraw_request
from fornya.renewals.withdraw_time import see_to, withdraw_time
from fornya.rules.appointments import Slot, Way
from tests import make
from tests.access.world import ALIKE, Person, World
from tests.committed import owner


def let_through(world: World) -> str:
    """Try one thing after the other; gives the name of the first that was not held off, or ""."""
    return next((trial.__name__ for trial in TRIALS if not trial(world)), "")


def reading_anothers_request(world: World) -> bool:
    return _refused(for_patient, request_id=world.bert.requests[make.BJORKEN], patient=world.anna.who)


def reading_anothers_message(world: World) -> bool:
    patient = {"patient_id": world.anna.who.patient_id, "by": world.anna.who.actor}
    return _refused(inbox.read, message_id=world.bert.messages[0], **patient)


def reading_what_another_typed(world: World) -> bool:
    return _refused(typed, form_id=world.bert.typed, patient=world.anna.who)


def using_one_givers_mandate_as_anothers(world: World) -> bool:
    with opened(by=world.cia.actor, what="test", patient_id=world.cia.patient_id, now=make.NOW):
        mark_used(giver_id=world.anna.who.patient_id, agent_id=world.cia.patient_id, now=make.NOW)
    return owner("SELECT id FROM people_mandate WHERE first_used_at IS NOT NULL") == [(world.anna.mandate,)]


def taking_back_anothers_request(world: World) -> bool:
    return _refused(withdraw_request, request_id=world.bert.requests[make.BJORKEN], patient=world.anna.who)


def answering_anothers_question(world: World) -> bool:
    about = {"question_id": world.bert.questions[make.BJORKEN], "answer": "Ja"}
    return _refused(answer_question, patient=world.anna.who, **about)


def reading_another_clinics_request(world: World) -> bool:
    return _refused(for_staff, request_id=world.bert.requests[make.EKBACKEN], staff=make.staff())


def taking_another_clinics_request(world: World) -> bool:
    return _refused(take_request, request_id=world.bert.requests[make.EKBACKEN], by=make.staff())


def deciding_another_clinics_request(world: World) -> bool:
    request_id = world.bert.requests[make.STRANDGATAN]
    whole = make.taken(make.staff(make.SIGNE, clinic=make.STRANDGATAN), request_id)
    decisions = tuple(make.renewal(line.id) for line in whole.lines)
    return _refused(
        decide_request,
        request_id=request_id,
        decisions=decisions,
        seen_version=whole.version,
        shown=digest_of_shown(whole, {}),
        checked={},
        by=_eva(),
    )


def filling_in_for_another_clinics_request(world: World) -> bool:
    return _refused(keep_filled, request_id=world.bert.requests[make.STRANDGATAN], fields={}, by=make.staff())


def coming_back_at_another_clinic_to_what_one_filled_in(world: World) -> bool:
    about = {"request_id": world.bert.requests[make.BJORKEN], "now": make.NOW}
    keep_filled(fields={"do": "renew"}, by=make.staff(), **about)
    return filled(by=make.staff(clinic=make.EKBACKEN), **about) == {}


def proposing_for_another_clinics_request(world: World) -> bool:
    return _refused(keep_proposal, request_id=world.bert.requests[make.EKBACKEN], fields={}, by=make.staff())


def sending_another_clinics_request_on(world: World) -> bool:
    request_id = world.bert.requests[make.EKBACKEN]
    return _refused(
        forward_request,
        request_id=request_id,
        to=make.page(make.STRANDGATAN),
        seen_version=_version(request_id),
        by=make.staff(),
        today=make.TODAY,
    )


def handing_over_another_clinics_request(world: World) -> bool:
    request_id = world.bert.requests[make.EKBACKEN]
    version = _version(request_id)
    return _refused(hand_over, request_id=request_id, to_hsa_id="", seen_version=version, by=make.staff())


def coming_on_from_another_clinics_request(world: World) -> bool:
    return _refused(next_to_see, after=world.bert.requests[make.EKBACKEN], by=make.staff())


def marking_another_clinics_request_as_seen(world: World) -> bool:
    whole = for_staff(
        request_id=world.bert.requests[make.EKBACKEN], staff=make.staff(clinic=make.EKBACKEN), now=make.NOW
    )
    facts = {"checked": {}, "seen_version": whole.version, "shown": digest_of_shown(whole, {})}
    return _refused(mark_seen, whole=whole, by=make.staff(), **facts)


def seeing_at_one_clinic_what_one_has_marked_at_another(world: World) -> bool:
    eva = make.staff()
    owner(
        "INSERT INTO renewals_filleddecision (request_id, staff_id, clinic_id, fields, kept_at)"
        """ SELECT id, %s, clinic_id, '{"seen_clean": {}}', %s FROM renewals_renewalrequest WHERE id = %s""",
        eva.staff_id,
        make.NOW,
        world.bert.asked[make.EKBACKEN],
    )
    return seen_by(by=eva, now=make.NOW) == ()


def coming_on_to_another_clinics_request(world: World) -> bool:
    eva, there = make.staff(), world.bert.requests[make.EKBACKEN]
    owner(
        "UPDATE renewals_renewalrequest SET status = 'opened', taken_by_id = %s, taken_at = sent_at,"
        " answer_by = answer_by + 1 WHERE id = %s",
        eva.staff_id,
        there,
    )
    found = next_to_see(after=world.bert.requests[make.BJORKEN], by=eva, now=make.NOW)
    owner(
        "UPDATE renewals_renewalrequest SET status = 'sent', taken_by_id = NULL, taken_at = NULL"
        " WHERE id = %s",
        there,
    )
    return found != there


def telling_a_guardian_of_one_child_by_the_ways_for_another(world: World) -> bool:
    guardian = world.cia.patient_id
    for child, phone in ((world.anna, "0701740605"), (world.bert, "0701740606")):
        owner(
            "INSERT INTO people_guardiancontact (patient_id, guardian_id, phone, email)"
            " VALUES (%s, %s, %s, '') ON CONFLICT DO NOTHING",
            child.who.patient_id,
            guardian,
            phone,
        )
    about = {"patient_id": world.bert.who.patient_id, "guardian_id": guardian}
    with opened(by=world.cia.actor, what="test", patient_id=world.bert.who.patient_id, now=make.NOW):
        return chosen_ways(**about) == ("0701740606", "")


def forgetting_what_another_has_counted(world: World) -> bool:
    drop_count(patient=world.anna.who, chain_id=ALIKE, now=make.NOW)
    return owner("SELECT patient_id FROM medicines_owncount") == [(world.bert.who.patient_id,)]


def reckoning_with_what_another_has_counted(world: World) -> bool:
    _wish, found = chosen_with_medicines(patient=world.anna.who, now=make.NOW)
    return [each.own_count for each in found.medicines] == [None]


def signing_what_another_is_asked_to(world: World) -> bool:
    return _refused(signing.wanted, signing_id=world.bert.to_sign, patient=world.anna.who)


def showing_anothers_signature(world: World) -> bool:
    signed = make.signature(world.bert.who, content={"mandate": "m-1"})
    about = {"purpose": "mandate.give", "content": {"mandate": "m-1"}}
    with opened(by=world.anna.who.actor, what="test", patient_id=world.anna.who.patient_id, now=make.NOW):
        try:
            signing.signature_of(signed, patient_id=world.anna.who.patient_id, **about)
        except signing.NotSigned:
            return True
    return False


def sending_with_anothers_key(world: World) -> bool:
    return _nothing_sent(world.anna, world.bert.drafts[make.BJORKEN], make.BJORKEN)


def sending_one_clinics_form_to_another(world: World) -> bool:
    return _nothing_sent(world.anna, world.anna.drafts[make.EKBACKEN], make.BJORKEN)


def hearing_of_what_another_has_sent(world: World) -> bool:
    key = owner(
        "SELECT send_key FROM renewals_renewalrequest WHERE id = %s", world.bert.requests[make.BJORKEN]
    )[0][0]
    return _nothing_sent(world.anna, key, make.BJORKEN)


def booking_a_time_in_anothers_request(world: World) -> bool:
    return _refused(
        book, patient=world.anna.who, appointment_id=uuid.uuid4(), instead_of=None, **_berts(world)
    )


def cancelling_a_time_in_anothers_request(world: World) -> bool:
    return _refused(cancel, patient=world.anna.who, booked_id=None, **_berts(world))


def withdrawing_a_time_in_another_clinics_request(world: World) -> bool:
    request_id = world.bert.requests[make.EKBACKEN]
    return _refused(withdraw_time, request_id=request_id, appointment_id=uuid.uuid4(), by=make.staff())


def seeing_to_another_clinics_patient(world: World) -> bool:
    return _refused(see_to, request_id=world.bert.requests[make.EKBACKEN], by=make.staff())


def being_in_the_way_of_another_clinics_time(world: World) -> bool:
    eva, slot = make.staff(), Slot(make.NOW + timedelta(days=9), 20, Way.CLINIC)
    owner(
        "INSERT INTO renewals_appointment (id, request_id, patient_id, clinic_id, starts_at, minutes, way,"
        " whom, offered_by_id, offered_at) SELECT gen_random_uuid(), id, patient_id, clinic_id, %s, %s, %s,"
        " '', %s, sent_at FROM renewals_renewalrequest WHERE id = %s",
        slot.starts_at,
        slot.minutes,
        slot.way.value,
        eva.staff_id,
        world.bert.requests[make.EKBACKEN],
    )
    with opened(by=eva.actor, what="test", clinic_id=eva.clinic_id, now=make.NOW):
        here = RenewalRequest.objects.get(pk=world.bert.requests[make.BJORKEN])
        try:
            offer(here, [slot], by=eva, now=make.NOW)
        except NotOffered:
            return False
    return True


def changing_another_form_by_editing(world: World) -> bool:
    return _only_own_form_changes(world, _edit)


def changing_another_form_by_contact(world: World) -> bool:
    return _only_own_form_changes(world, _write_contact)


TRIALS: tuple[Callable[[World], bool], ...] = (
    reading_anothers_request,
    reading_anothers_message,
    reading_what_another_typed,
    using_one_givers_mandate_as_anothers,
    taking_back_anothers_request,
    answering_anothers_question,
    reading_another_clinics_request,
    taking_another_clinics_request,
    deciding_another_clinics_request,
    filling_in_for_another_clinics_request,
    coming_back_at_another_clinic_to_what_one_filled_in,
    proposing_for_another_clinics_request,
    sending_another_clinics_request_on,
    handing_over_another_clinics_request,
    coming_on_from_another_clinics_request,
    marking_another_clinics_request_as_seen,
    seeing_at_one_clinic_what_one_has_marked_at_another,
    coming_on_to_another_clinics_request,
    telling_a_guardian_of_one_child_by_the_ways_for_another,
    forgetting_what_another_has_counted,
    reckoning_with_what_another_has_counted,
    signing_what_another_is_asked_to,
    showing_anothers_signature,
    sending_with_anothers_key,
    sending_one_clinics_form_to_another,
    hearing_of_what_another_has_sent,
    changing_another_form_by_editing,
    changing_another_form_by_contact,
    booking_a_time_in_anothers_request,
    cancelling_a_time_in_anothers_request,
    withdrawing_a_time_in_another_clinics_request,
    seeing_to_another_clinics_patient,
    being_in_the_way_of_another_clinics_time,
)


def _refused(deed: Callable[..., object], **facts: Any) -> bool:
    try:
        deed(**facts, now=make.NOW)
    except (NoSuchRequest, NothingTyped, NothingToSign, inbox.NoSuchMessage):
        return True
    except (HeldByAnother, NotClean, NoSuchTime):
        # Only whoever has got as far as the request hears that.
        return False
    return False


def _berts(world: World) -> dict[str, uuid.UUID]:
    return {"request_id": world.bert.requests[make.BJORKEN]}


def _version(request_id: uuid.UUID) -> int:
    ((version,),) = owner("SELECT version FROM renewals_renewalrequest WHERE id = %s", request_id)
    return int(version)


def _eva() -> SignedInStaff:
    return make.staff(make.EVA)


def _nothing_sent(person: Person, key: uuid.UUID, clinic: str) -> bool:
    try:
        make.send(person.who, key, clinic=clinic, seal=None)
    except NoDraft:
        return True
    return False


def _only_own_form_changes(world: World, deed: Callable[[Person, str], None]) -> bool:
    """Do it to each of Anna's forms in turn: whichever is found first, the other one has to stay."""
    for clinic in (make.BJORKEN, make.EKBACKEN):
        others = {form for form in _forms() if form[0] != world.anna.drafts[clinic]}
        deed(world.anna, clinic)
        if not others <= set(_forms()):
            return False
    return True


def _forms() -> list[tuple[object, ...]]:
    return owner("SELECT send_key, content::text FROM renewals_renewaldraft")


def _edit(person: Person, clinic: str) -> None:
    with drafts.editing(patient=person.who, clinic=make.page(clinic), now=make.NOW) as sheet:
        sheet.keep({"message": clinic}, now=make.NOW)


def _write_contact(person: Person, clinic: str) -> None:
    typed = {"way": "sms", "phone": "0701740605", "email": clinic}
    drafts.save_contact(patient=person.who, clinic=make.page(clinic), typed=typed, contact=None, now=make.NOW)
