"""Changes what a clinic's own row says: open or shut, how soon it answers, whom it serves."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from fornya.audit.scope import Actor, opened
from fornya.clinics import directory
from fornya.clinics.models import Clinic
from fornya.clinics.settings import log
from fornya.clinics.settings.log import Part
from fornya.rules.swedish_time import swedish_day


class NoPromiseYet(Exception):
    """The service cannot be opened before the clinic has said how soon it answers."""


@contextmanager
def changing(*, clinic_id: int, part: Part, by: Actor, now: datetime) -> Iterator[Clinic]:
    """Run a transaction that may write in one clinic's settings, and give its row, locked.

    Afterwards nobody in this process is given the old directory; the others are told with the commit.
    """
    with opened(by=by, what="settings.change", now=now, clinic_id=clinic_id, subject=part):
        yield Clinic.objects.select_for_update().get(pk=clinic_id)
    directory.changed()


def looked_after(clinic: Clinic, now: datetime, *fields: str) -> None:
    """Write the row's changed fields, and that the clinic has gone through its facts today."""
    clinic.updated_on = swedish_day(now)
    clinic.save(update_fields=[*fields, "updated_on"])


def set_service(
    *,
    clinic_id: int,
    is_on: bool,
    closed: tuple[date, date] | None,
    closed_text: str,
    by: Actor,
    now: datetime,
) -> None:
    """Open or shut the service, and say when it is closed on purpose; raises NoPromiseYet."""
    first, last = closed or (None, None)
    values = {"renews_online": is_on, "closed_from": first, "closed_until": last, "closed_text": closed_text}
    with changing(clinic_id=clinic_id, part=Part.SERVICE, by=by, now=now) as clinic:
        if is_on and clinic.answer_days is None:
            raise NoPromiseYet
        _write(clinic, Part.SERVICE, values, by, now)


def set_answer_days(*, clinic_id: int, days: int, by: Actor, now: datetime) -> None:
    """Say within how many working days the clinic answers. What was promised before stays promised."""
    with changing(clinic_id=clinic_id, part=Part.ANSWER, by=by, now=now) as clinic:
        _write(clinic, Part.ANSWER, {"answer_days": days}, by, now)


def set_who(
    *,
    clinic_id: int,
    min_age: int | None,
    max_age: int | None,
    listed_only: bool,
    accepts_other_clinics: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Say whom the clinic serves, and whether it renews what others have prescribed."""
    values = {
        "min_age": min_age,
        "max_age": max_age,
        "listed_only": listed_only,
        "accepts_other_clinics": accepts_other_clinics,
    }
    with changing(clinic_id=clinic_id, part=Part.WHO, by=by, now=now) as clinic:
        _write(clinic, Part.WHO, values, by, now)


def set_questions(*, clinic_id: int, questions: tuple[str, ...], by: Actor, now: datetime) -> None:
    """Say what the clinic itself asks in the form, at most three questions; forms begun ask the new ones."""
    with changing(clinic_id=clinic_id, part=Part.QUESTIONS, by=by, now=now) as clinic:
        _write(clinic, Part.QUESTIONS, {"own_questions": list(questions)}, by, now)


def _write(clinic: Clinic, part: Part, values: Mapping[str, Any], by: Actor, now: datetime) -> None:
    """Write what differs. A part that is saved as it stands leaves a row too: somebody has looked at it."""
    fields = log.difference({name: getattr(clinic, name) for name in values}, values)
    for name in fields:
        setattr(clinic, name, values[name])
    looked_after(clinic, now, *fields)
    log.note(clinic_id=clinic.pk, part=part, fields=fields, by=by, now=now)
