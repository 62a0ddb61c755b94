"""The unfinished form: what a patient may choose at this clinic, and what has been answered so far."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from fornya.audit.scope import opened
from fornya.clinics.cards import ClinicPage
from fornya.medicines.overview import Overview, overview
from fornya.people.contact import keep_contact
from fornya.people.session import Capacity, SignedInPatient
from fornya.renewals.choice import Choice, choice_of
from fornya.renewals.models import OPEN_STATES, RenewalDraft, RenewalLine
from fornya.rules.swedish_time import swedish_day


class NoDraft(LookupError):
    """The patient has no form open at this clinic: never begun, too old, or already sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in progress. `content` holds the answers: see `Sheet.keep` for its parts.

    `asks_contact` is False where an agent fills it in: how the patient is told is the patient's to say.
    """

    id: uuid.UUID
    clinic_id: int
    send_key: uuid.UUID
    content: dict[str, Any]
    choices: tuple[Choice, ...]
    read_at: datetime | None
    source_down: bool
    hidden: bool
    updated_at: datetime
    asks_contact: bool = True

    @property
    def chosen(self) -> list[Choice]:
        """The chosen prescriptions, in the order shown."""
        wanted = self.content.get("chosen", [])
        return [choice for choice in self.choices if choice.id in wanted and choice.may_ask]

    @property
    def seal(self) -> str:
        """A digest of the answers and the prescriptions behind them: two forms with one seal say the same."""
        whole = [self.content, [choice.as_json() for choice in self.choices]]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def by_hand(self) -> list[dict[str, str]]:
        """Medicines the patient wrote by hand: {"id", "name", "strength", "why"}."""
        return self.content.get("by_hand", [])


def begin(*, patient: SignedInPatient, clinic: ClinicPage, now: datetime) -> Draft:
    """Open the form at a clinic: read the store, and keep what was answered before.

    A store that is down opens the form all the same, with `source_down` and what was seen last.
    """
    found = overview(patient.personnummer, now=now)
    today = swedish_day(now)
    with opened(
        by=patient.actor, what="form.opened", patient_id=patient.patient_id, subject=clinic.hsa_id, now=now
    ):
        asked = set(_open_lines(patient).values_list("prescription_id", flat=True))
        choices = [
            choice_of(medicine, clinic=clinic, is_asked=medicine.prescription.id in asked, today=today)
            for medicine in found.medicines
        ]
        return _upsert(
            patient,
            clinic,
            found,
            sorted(choices, key=lambda choice: (not choice.may_ask, choice.is_aid)),
            now,
        )


def load(*, patient: SignedInPatient, clinic: ClinicPage, now: datetime) -> Draft:
    """Give the form in progress at a clinic. Raises NoDraft."""
    with opened(
        by=patient.actor, what="form.read", patient_id=patient.patient_id, subject=clinic.hsa_id, now=now
    ):
        row = _drafts(patient.patient_id).filter(clinic_id=clinic.id).first()
        if row is None:
            raise NoDraft(clinic.slug)
        return as_draft(row, patient)


class Sheet:
    """The form while one page of it is being filled in. `keep` writes; what is not kept changes nothing."""

    def __init__(self, row: RenewalDraft, by: SignedInPatient) -> None:
        self._row = row
        self._by = by
        self.draft = as_draft(row, by)

    def keep(self, part: dict[str, Any], *, now: datetime) -> Draft:
        """Keep one page's answers; gives the form with them.

        Parts: "chosen" (prescription ids), "by_hand" (list of {"id", "name", "strength", "why"}), "answers"
        (medicine id → {"works", "side_effects", "as_prescribed": "yes" | "no" | "unknown", "note"}; merged
        per medicine), "own" (the clinic's questions: list of {"question", "answer"}), "pharmacy" ({"kind":
        "any" | "chosen" | "online", "gln"}), "message". How to be told has a deed of its own: `save_contact`.
        """
        row = self._row
        answers = row.content.get("answers", {}) | part.get("answers", {})
        row.content = row.content | part | {"answers": answers}
        row.updated_at = now
        row.save(update_fields=["content", "updated_at"])
        self.draft = as_draft(row, self._by)
        return self.draft


@contextmanager
def editing(*, patient: SignedInPatient, clinic: ClinicPage, now: datetime) -> Iterator[Sheet]:
    """Hold the form while a page's answers are kept, so that two tabs cannot mix. Raises NoDraft."""
    with opened(
        by=patient.actor, what="form.saved", patient_id=patient.patient_id, subject=clinic.hsa_id, now=now
    ):
        row = _drafts(patient.patient_id).select_for_update().filter(clinic_id=clinic.id).first()
        if row is None:
            raise NoDraft(clinic.slug)
        yield Sheet(row, patient)


_CONTACT = """
UPDATE renewals_renewaldraft SET content = content || %s::jsonb, updated_at = %s
WHERE patient_id = %s AND clinic_id = %s
"""


def save_contact(
    *,
    patient: SignedInPatient,
    clinic: ClinicPage,
    typed: dict[str, str],
    contact: dict[str, str] | None,
    now: datetime,
) -> None:
    """Keep how the patient wants to be told: as it was typed, and, once it holds, for this and later
    messages.

    `typed` is {"way", "phone", "email"}, `contact` {"phone", "email"} with the phone in E.164. Raises
    NoDraft.
    """
    part: dict[str, Any] = {"contact_typed": typed, "contact_by": patient.actor.id}
    part |= {"contact": contact} if contact else {}
    with (
        opened(
            by=patient.actor, what="form.saved", patient_id=patient.patient_id, subject=clinic.hsa_id, now=now
        ),
        connection.cursor() as cursor,
    ):
        cursor.execute(_CONTACT, [json.dumps(part), now, patient.patient_id, clinic.id])
        if cursor.rowcount == 0:
            raise NoDraft(clinic.slug)
        if contact is not None:
            keep_contact(patient_id=patient.patient_id, by=patient.actor, **contact)


def as_draft(row: RenewalDraft, by: SignedInPatient | None = None) -> Draft:
    """Give the stored form as plain values, to whoever fills it in."""
    return Draft(
        id=row.pk,
        clinic_id=row.clinic_id,
        send_key=row.send_key,
        content=_shown_to(by, row.content),
        choices=tuple(Choice(**choice) for choice in row.medicines),
        read_at=row.medicines_read_at,
        source_down=row.source_down,
        hidden=row.hidden,
        updated_at=row.updated_at,
        asks_contact=by is None or by.acting is None or by.acting.capacity is not Capacity.AGENT,
    )


def _shown_to(by: SignedInPatient | None, content: dict[str, Any]) -> dict[str, Any]:
    """Leave out how somebody else wants to be told: another guardian, or from an agent the patient."""
    if by is None or content.get("contact_by", by.patient_id) == by.actor.id:
        return content
    return {name: part for name, part in content.items() if name not in ("contact", "contact_typed")}


def _drafts(patient_id: int) -> QuerySet[RenewalDraft]:
    return RenewalDraft.objects.filter(patient_id=patient_id)


def _open_lines(patient: SignedInPatient) -> QuerySet[RenewalLine]:
    return RenewalLine.objects.filter(patient_id=patient.patient_id, state__in=OPEN_STATES)


_UPSERT = """
INSERT INTO renewals_renewaldraft AS d (id, patient_id, clinic_id, send_key, content, medicines,
                                        medicines_read_at, source_down, hidden, started_at, updated_at)
VALUES (%s, %s, %s, %s, '{}', %s::jsonb, %s, %s, %s, %s, %s)
ON CONFLICT (patient_id, clinic_id) DO UPDATE SET
    source_down = excluded.source_down,
    medicines = CASE WHEN excluded.source_down THEN d.medicines ELSE excluded.medicines END,
    medicines_read_at = CASE WHEN excluded.source_down THEN d.medicines_read_at
                             ELSE excluded.medicines_read_at END,
    hidden = CASE WHEN excluded.source_down THEN d.hidden ELSE excluded.hidden END
RETURNING d.*
"""


def _upsert(
    patient: SignedInPatient, clinic: ClinicPage, found: Overview, choices: list[Choice], now: datetime
) -> Draft:
    values = [
        uuid.uuid4(),
        patient.patient_id,
        clinic.id,
        uuid.uuid4(),
        json.dumps([choice.as_json() for choice in choices]),
        None if found.source_down else found.read_at,
        found.source_down,
        found.hidden,
        now,
        now,
    ]
    (row,) = RenewalDraft.objects.raw(_UPSERT, values)
    return as_draft(row, patient)
