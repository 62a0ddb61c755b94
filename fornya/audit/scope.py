"""Opens the wall for one transaction and writes who did it, in the same statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction


class ActorKind(StrEnum):
    """Who acts: a person in their own matter or in another's, a member of staff, or the service itself.

    Of a guardian and of an agent the log names themselves as actor, and whom they act for as patient.
    """

    PATIENT = "patient"
    GUARDIAN = "guardian"
    AGENT = "agent"
    STAFF = "staff"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or does something, as the access log and the request's history name them."""

    kind: ActorKind
    id: int | None
    name: str


# The region of whoever runs the service.
EVERYWHERE = "*"
SERVICE = Actor(ActorKind.SERVICE, None, "Förnya")

_SET = "SELECT set_config('fornya.patient', %s, true), set_config('fornya.clinic', %s, true)"
_COLUMNS = "(at, actor_kind, actor_id, actor_name, patient_id, clinic_id, what, subject)"
_OPEN = f"""
WITH opened AS ({_SET})
INSERT INTO audit_accessentry {_COLUMNS} SELECT %s, %s, %s, %s, %s, %s, %s, %s FROM opened
"""  # noqa: S608 - constants only
_LOG = f"INSERT INTO audit_accessentry {_COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - constants only

_OPEN_REGION = f"""
WITH opened AS (SELECT set_config('fornya.region', %s, true))
INSERT INTO audit_accessentry {_COLUMNS} SELECT %s, %s, %s, %s, NULL, NULL, %s, %s FROM opened
"""  # noqa: S608 - constants only

_OPEN_LOG = f"""
WITH opened AS (SELECT set_config('fornya.clinic', %s, true), set_config('fornya.log', %s, true))
INSERT INTO audit_accessentry {_COLUMNS} SELECT %s, %s, %s, %s, %s, %s, %s, %s FROM opened
"""  # noqa: S608 - constants only

_LOG_EACH = """
INSERT INTO audit_accessentry (at, actor_kind, actor_id, actor_name, what, subject, patient_id)
SELECT %s, %s, %s, %s, %s, '', patient_id FROM unnest(%s::bigint[]) AS patient_id
"""


@contextmanager
def opened(
    *,
    by: Actor,
    what: str,
    now: datetime,
    patient_id: int | None = None,
    clinic_id: int | None = None,
    subject: object = "",
) -> Iterator[None]:
    """Run a transaction that may see the given patient's or the given clinic's rows, and log that it did.

    The log row and the work stand or fall together: if nothing could be logged nothing was read, and a
    reading that ends in an exception (a page that was not there) leaves no row. Nested use is refused by
    Django (`durable`): a deed owns its transaction.
    """
    row: list[Any] = [now, by.kind.value, by.id, by.name, patient_id, clinic_id, what, str(subject)]
    with transaction.atomic(durable=True):
        with _one_trip():
            _run(_OPEN, [str(patient_id or ""), str(clinic_id or ""), *row])
        yield


@contextmanager
def opened_region(
    *, by: Actor, what: str, now: datetime, region: str, subject: object = ""
) -> Iterator[None]:
    """Run a transaction that may see and write what a region decides of itself, and log that it did.

    `region` is its code, or EVERYWHERE. No patient's row and no clinic's log can be seen from there.
    """
    row: list[Any] = [now, by.kind.value, by.id, by.name, what, str(subject)]
    with transaction.atomic(durable=True):
        with _one_trip():
            _run(_OPEN_REGION, [region, *row])
        yield


@contextmanager
def opened_log(
    *, by: Actor, what: str, now: datetime, clinic_id: int, subject: object = ""
) -> Iterator[None]:
    """Run a transaction that may read one clinic's log, and what the clinic knows of whom it is about.

    For those who review the log; that they did is a row of it.
    """
    row: list[Any] = [now, by.kind.value, by.id, by.name, None, clinic_id, what, str(subject)]
    with transaction.atomic(durable=True):
        with _one_trip():
            _run(_OPEN_LOG, [str(clinic_id), str(clinic_id), *row])
        yield


def log_each(patient_ids: Sequence[int], *, by: Actor, what: str, now: datetime) -> None:
    """Log that something is done with each of several people, in a transaction that is open already.

    For work that looks at many in turn: the wall is the worker's, and is not opened for anybody.
    """
    _run(_LOG_EACH, [now, by.kind.value, by.id, by.name, what, list(patient_ids)])


class Case:
    """The one patient's matter that staff have opened; named once it is known whose and which it is."""

    def __init__(self, subject: object) -> None:
        self.patient_id: int | None = None
        self.subject = subject

    def concerns(self, patient_id: int, *, clinic_id: int) -> None:
        """Say whose matter it is: the log names the patient, and a deed may write in that patient's inbox."""
        self.patient_id = patient_id
        _run(_SET, [str(patient_id), str(clinic_id)])


@contextmanager
def opened_case(
    *, by: Actor, what: str, now: datetime, clinic_id: int | None, subject: object
) -> Iterator[Case]:
    """Run a transaction on one patient's matter at a clinic, found by `subject`; the log row comes last.

    The body calls `concerns` as soon as it knows the patient.
    """
    case = Case(subject)
    with transaction.atomic(durable=True):
        with _one_trip():
            _run(_SET, ["", str(clinic_id or "")])
        yield case
        _run(_LOG, [now, by.kind.value, by.id, by.name, case.patient_id, clinic_id, what, str(case.subject)])


@contextmanager
def _one_trip() -> Iterator[None]:
    """Send BEGIN together with the first statement: a page waits for PostgreSQL four times, not five."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
