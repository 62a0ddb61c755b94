"""What is set and what is left in a clinic's settings, and what was changed last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fornya.audit.scope import Actor, opened
from fornya.clinics.cards import ClinicPage
from fornya.clinics.directory import fee_on
from fornya.clinics.models import Administrator, SettingChange
from fornya.clinics.settings.log import Changed, Part, latest
from fornya.rules.fees import FeeUnknown
from fornya.rules.opening_hours import Hours
from fornya.rules.swedish_time import swedish_day

# One is ill or on holiday sometimes.
ENOUGH_ADMINISTRATORS = 2
# A clinic that says nothing has the standard rules, asks nothing more, and writes its answers anew.
OPTIONAL = frozenset({Part.POLICY, Part.QUESTIONS, Part.REPLIES, Part.ABSENCES, Part.ALARM})


class State(StrEnum):
    """How far a part has come."""

    DONE = "done"
    TO_DO = "to_do"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts with their states, who there is, and the latest changes."""

    states: dict[Part, State]
    administrators: int
    changes: tuple[Changed, ...]


def overview(clinic: ClinicPage, *, by: Actor, now: datetime) -> Overview:
    """Read how far the clinic's settings have come."""
    today = swedish_day(now)
    with opened(by=by, what="settings.read", now=now, clinic_id=clinic.id):
        changes = latest(clinic.id)
        saved = set(
            SettingChange.objects.filter(clinic_id=clinic.id).values_list("part", flat=True).distinct()
        )
        administrators = Administrator.objects.filter(
            clinic_id=clinic.id, ended_at=None, ends_on__gte=today
        ).count()
    return Overview(states(clinic, saved, administrators, today), administrators, changes)


def states(clinic: ClinicPage, saved: Collection[str], administrators: int, today: date) -> dict[Part, State]:
    """Say of each part whether it is set, by what the clinic has, or by somebody having saved it."""
    done = {
        Part.ANSWER: clinic.answer_days is not None,
        Part.HOURS: has_hours(clinic.phone_hours),
        Part.FEE: _has_fee(clinic, today),
        Part.WHO: Part.WHO in saved,
        Part.POLICY: any(rule.name for rule in clinic.policy.rules),
        Part.QUESTIONS: bool(clinic.own_questions),
        Part.REPLIES: bool(clinic.replies),
        Part.SERVICE: clinic.renews_online or Part.SERVICE in saved,
        Part.ABSENCES: Part.ABSENCES in saved,
        Part.ALARM: Part.ALARM in saved,
        Part.ADMINISTRATORS: administrators >= ENOUGH_ADMINISTRATORS,
    }
    undone = {part: State.OPTIONAL if part in OPTIONAL else State.TO_DO for part in Part}
    return {part: State.DONE if done[part] else undone[part] for part in Part}


def has_hours(hours: Hours) -> bool:
    """Tell whether there is any time in an ordinary week."""
    return any(hours.weekly)


def _has_fee(clinic: ClinicPage, today: date) -> bool:
    try:
        fee_on(clinic, today)
    except FeeUnknown:
        return False
    return True
