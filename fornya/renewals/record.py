"""Facts out of the clinic's record that the checks need: written in by somebody who has looked there.

A clinic with a source of its own gives the same facts; until then a named person does. What nobody has
written is not known, and the check that needs it is not run.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from fornya.people.session import SignedInStaff
from fornya.renewals.history import locked_at_clinic, note
from fornya.renewals.models import Preparation, RenewalEvent
from fornya.rules.checks.case import Record


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody has found in the record: of the person, and when each medicine was last checked."""

    person: Record = field(default_factory=Record)
    checked_on: Mapping[uuid.UUID, date] = field(default_factory=dict)

    def of(self, line_id: uuid.UUID) -> Record:
        """Give the facts for one medicine."""
        known = {name: getattr(self.person, name) for name in _PERSON}
        return Record(**known, last_check_on=self.checked_on.get(line_id))

    def as_json(self) -> dict[str, Any]:
        """Give the facts as they are kept: only what is known."""
        person = {name: _plain(value) for name, value in asdict(self.person).items() if value is not None}
        checked = {str(line_id): on.isoformat() for line_id, on in self.checked_on.items()}
        return ({"person": person} if person else {}) | ({"checked_on": checked} if checked else {})


_DAYS = ("last_visit_on", "egfr_on", "bags_stop_on")
_PERSON = (*_DAYS, "egfr", "allergies", "pregnant", "in_bags")


def facts_of(kept: Mapping[str, Any]) -> Facts:
    """Give the facts from what was kept."""
    person = dict(kept.get("person", {}))
    person |= {name: date.fromisoformat(person[name]) for name in _DAYS if name in person}
    if "allergies" in person:
        person["allergies"] = tuple(person["allergies"])
    checked = {
        uuid.UUID(line_id): date.fromisoformat(on) for line_id, on in kept.get("checked_on", {}).items()
    }
    return Facts(Record(**person), checked)


def keep_record(*, request_id: uuid.UUID, facts: Facts, by: SignedInStaff, now: datetime) -> None:
    """Keep what somebody has found in the record for a request that is open. Raises NoSuchRequest.

    What stood there before goes, whoever wrote it; the history says that it was done, not what it said.
    """
    kept = {"record": facts.as_json(), "record_by_id": by.staff_id, "record_at": now}
    _keep(request_id, "record", kept, by, now)


def keep_proposal(
    *, request_id: uuid.UUID, fields: Mapping[str, str], by: SignedInStaff, now: datetime
) -> None:
    """Keep a form of decisions filled in, for the prescriber to look at and sign. Raises NoSuchRequest."""
    kept = {"fields": dict(fields), "proposed_by_id": by.staff_id, "proposed_at": now}
    _keep(request_id, "proposal", kept, by, now)


def _keep(request_id: uuid.UUID, what: str, kept: dict[str, Any], by: SignedInStaff, now: datetime) -> None:
    with locked_at_clinic(request_id, what="record.kept", by=by, now=now) as (request, _lines):
        if request.ended_at is not None:
            return
        whose = {"patient_id": request.patient_id, "clinic_id": request.clinic_id}
        Preparation.objects.update_or_create(request_id=request.pk, defaults=whose | kept)
        RenewalEvent.objects.bulk_create([note(request, None, what, by=by.actor, now=now)])


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
