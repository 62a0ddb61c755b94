"""Everything that is kept of a person, as one document of plain JSON. docs/own-data.md says its shape."""

from datetime import datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.limits.count import count
from fornya.people.session import SignedInPatient
from fornya.rules.limits import Limited

# The version of the shape: one more whenever something in it changes its name or its meaning.
SHAPE = 1

Json = dict[str, Any]

# Tables that name the patient and are not in it, each with its reason.
LEFT_OUT = {
    "people_guardiancontact": "how a guardian is told about a child: the guardian's, and gone at 13",
    "renewals_preparation": "the clinic's working notes before a decision: its record's, and asked for there",
    "people_signin": "an order to the e-ID, gone within a day; the sign-ins say the same",
}

_PERSON = """
SELECT json_build_object('personnummer', personnummer, 'given_name', given_name, 'surname', surname,
  'birth_date', birth_date, 'phone', phone, 'email', email, 'first_seen_at', first_seen_at,
  'is_protected', is_protected, 'deceased_on', deceased_on, 'guards_children', guards_children)
FROM people_patient WHERE id = %(patient)s
"""

_REQUESTS = """
SELECT json_agg(json_build_object('id', r.id, 'clinic', json_build_object('name', c.name, 'hsa_id', c.hsa_id),
  'status', r.status, 'sent_at', r.sent_at, 'answer_by', r.answer_by, 'fee_ore', r.fee_ore,
  'language', r.language,
  'pharmacy', a.name, 'message', r.message, 'own_answers', r.own_answers, 'taken_by', t.name,
  'taken_at', r.taken_at, 'ended_at', r.ended_at,
  'medicines', (SELECT json_agg(json_build_object('id', l.id, 'name', l.name, 'state', l.state,
     'prescription', l.prescription, 'answers', l.answers,
     'questions', coalesce((SELECT json_agg(json_build_object('id', q.id, 'text', q.text, 'asked_by', s.name,
        'asked_at', q.asked_at, 'answer', q.answer, 'answered_at', q.answered_at) ORDER BY q.asked_at)
        FROM renewals_question q JOIN people_staff s ON s.id = q.asked_by_id WHERE q.line_id = l.id), '[]'),
     'decisions', coalesce((SELECT json_agg(json_build_object('id', d.id, 'outcome', d.outcome,
        'reason', d.reason, 'text', d.text, 'next_step', d.next_step, 'prescription', d.prescription,
        'checks', d.checks, 'decided_by', s.name, 'decided_at', d.decided_at, 'digest', d.digest,
        'superseded_at', d.superseded_at, 'stored_id', d.stored_id, 'stored_at', d.stored_at)
        ORDER BY d.decided_at)
        FROM renewals_decision d JOIN people_staff s ON s.id = d.decided_by_id WHERE d.line_id = l.id), '[]')
     ) ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
  'times', coalesce((SELECT json_agg(json_build_object('id', t.id, 'starts_at', t.starts_at,
     'minutes', t.minutes, 'way', t.way, 'whom', t.whom, 'offered_by', s.name, 'offered_at', t.offered_at,
     'booked_at', t.booked_at, 'booked_by', t.booked_by_name, 'booked_as', t.booked_by_kind,
     'withdrawn_at', t.withdrawn_at, 'closed_at', t.closed_at) ORDER BY t.starts_at, t.id)
     FROM renewals_appointment t JOIN people_staff s ON s.id = t.offered_by_id
     WHERE t.request_id = r.id), '[]'),
  'history', (SELECT json_agg(json_build_object('at', e.at, 'what', e.what, 'by', e.actor_name,
     'as', e.actor_kind, 'medicine', e.line_id) ORDER BY e.at, e.id)
     FROM renewals_renewalevent e WHERE e.request_id = r.id)) ORDER BY r.sent_at, r.id)
FROM renewals_renewalrequest r JOIN clinics_clinic c ON c.id = r.clinic_id
LEFT JOIN clinics_pharmacy a ON a.id = r.pharmacy_id LEFT JOIN people_staff t ON t.id = r.taken_by_id
WHERE r.patient_id = %(patient)s
"""

_DRAFTS = """
SELECT json_agg(json_build_object('clinic', c.name, 'content', d.content, 'medicines', d.medicines,
  'medicines_read_at', d.medicines_read_at, 'started_at', d.started_at, 'updated_at', d.updated_at)
  ORDER BY d.started_at)
FROM renewals_renewaldraft d JOIN clinics_clinic c ON c.id = d.clinic_id WHERE d.patient_id = %(patient)s
"""

_MESSAGES = """
SELECT json_agg(json_build_object('id', m.id, 'kind', m.kind, 'about', m.about, 'facts', m.facts,
  'created_at', m.created_at, 'read_at', m.read_at,
  'notices', coalesce((SELECT json_agg(json_build_object('channel', n.channel,
     'address', CASE WHEN n.guardian_id IS NULL THEN n.address ELSE '' END, 'put_at', n.put_at,
     'sent_at', n.sent_at) ORDER BY n.id)
     FROM messages_notice n WHERE n.message_id = m.id), '[]')) ORDER BY m.created_at, m.id)
FROM messages_message m WHERE m.patient_id = %(patient)s
"""

# One's own as giver; as agent only what the agent's page says: the giver's is the giver's.
_MANDATES = """
SELECT json_agg(json_build_object('as', CASE WHEN giver_id = %(patient)s THEN 'giver' ELSE 'agent' END,
  'giver', giver_name, 'agent', agent_name, 'scope', scope, 'starts_on', starts_on, 'ends_on', ends_on,
  'offered_at', offered_at, 'accepted_at', accepted_at, 'declined_at', declined_at, 'ended_at', ended_at,
  'first_used_at', first_used_at) ORDER BY drafted_at, id)
FROM people_mandate
WHERE giver_id = %(patient)s OR (agent_number = %(number)s AND offered_at IS NOT NULL)
"""

_SIGN_INS = """
SELECT json_agg(json_build_object('device', device, 'started_at', started_at, 'last_seen_at', last_seen_at,
  'ended_at', ended_at, 'acting_as', acting_as) ORDER BY started_at)
FROM people_session WHERE patient_id = %(patient)s
"""

_TYPED = """
SELECT json_agg(json_build_object('path', path, 'fields', fields, 'kept_at', kept_at) ORDER BY kept_at)
FROM people_typedform WHERE patient_id = %(patient)s
"""

_COUNTS = """
SELECT json_agg(json_build_object('medicine', chain_id, 'amount', amount, 'unit', unit,
  'counted_at', counted_at) ORDER BY counted_at)
FROM medicines_owncount WHERE patient_id = %(patient)s
"""

_WISH = """
SELECT json_agg(json_build_object('phone', phone, 'email', email, 'medicines', chains,
  'while_protected', while_protected, 'chosen_at', chosen_at, 'look_on', look_on))
FROM reminders_wish WHERE patient_id = %(patient)s
"""

_REMINDERS = """
SELECT json_agg(json_build_object('prescription', prescription_id, 'ends_on', occasion, 'told_at', told_at)
  ORDER BY told_at, id)
FROM reminders_reminder WHERE patient_id = %(patient)s
"""

_SIGNATURES = """
SELECT json_agg(json_build_object('id', s.id, 'purpose', s.purpose, 'words', s.visible, 'content', s.content,
  'digest', s.digest, 'asked_at', a.asked_at, 'method', s.method, 'signed_at', s.signed_at,
  'proof', s.proof) ORDER BY s.signed_at, s.id)
FROM people_signature s LEFT JOIN people_signingrequest a ON a.id = s.id WHERE s.patient_id = %(patient)s
"""

_TO_SIGN = """
SELECT json_agg(json_build_object('purpose', a.purpose, 'words', a.visible, 'asked_at', a.asked_at)
  ORDER BY a.asked_at)
FROM people_signingrequest a WHERE a.patient_id = %(patient)s
  AND NOT EXISTS (SELECT FROM people_signature s WHERE s.id = a.id)
"""

_READINGS = """
SELECT json_agg(json_build_object('number', id, 'at', at, 'as', actor_kind, 'by', actor_name,
  'clinic', clinic, 'what', what, 'about', subject) ORDER BY at, id)
FROM (SELECT e.*, c.name AS clinic FROM audit_accessentry e LEFT JOIN clinics_clinic c ON c.id = e.clinic_id
      WHERE e.patient_id = %(patient)s) e
"""

PARTS = {
    "person": _PERSON,
    "requests": _REQUESTS,
    "drafts": _DRAFTS,
    "messages": _MESSAGES,
    "mandates": _MANDATES,
    "sign_ins": _SIGN_INS,
    "typed_forms": _TYPED,
    "own_counts": _COUNTS,
    "reminders_chosen": _WISH,
    "reminders": _REMINDERS,
    "signatures": _SIGNATURES,
    "to_sign": _TO_SIGN,
    "readings": _READINGS,
}
_ALL = "SELECT json_build_object({})".format(
    ", ".join(f"'{name}', coalesce(({sql}), '[]')" for name, sql in PARTS.items())
)


def own_data(*, patient: SignedInPatient, now: datetime) -> Json:
    """Gather all that is kept of the person, this reading too. Raises TooMany after many in an hour."""
    with (
        opened(by=patient.actor, what="own_data.read", patient_id=patient.patient_id, now=now),
        connection.cursor() as cursor,
    ):
        count((Limited.OWN_DATA_BY_PATIENT, patient.patient_id), now=now)
        cursor.execute(_ALL, {"patient": patient.patient_id, "number": patient.personnummer})
        (found,) = cursor.fetchone()
    about = {"service": "Förnya", "shape": SHAPE, "made_at": now.isoformat()}
    return {"about": about, **found}
