"""Finds a clinic's requests by who asked: a personnummer or a name, which never stand in an address."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInStaff
from fornya.renewals.worklist_row import COLUMNS, ROWS, Row, row_of
from fornya.rules.personnummer import NotAPersonNumber, parse

MOST = 25
# By name: what is open, and what was done lately. By number: all there is.
LATELY = timedelta(days=90)
ORDER = "r.ended_at IS NOT NULL, r.ended_at DESC, r.answer_by, r.id"
_BY_NUMBER = "r.patient_id = (SELECT id FROM people_patient WHERE personnummer = %(number)s)"
_BY_NAME = """
(r.ended_at IS NULL OR r.ended_at > %(since)s) AND EXISTS (SELECT FROM people_patient p
    WHERE p.id = r.patient_id AND ' ' || lower(p.given_name || ' ' || p.surname) LIKE ALL (%(starts)s))
"""
_FOUND = f"""
WITH page AS (
    SELECT {COLUMNS} FROM renewals_requestatclinic r WHERE {{where}} ORDER BY {ORDER} LIMIT {MOST}
) {ROWS.format(order=ORDER)}
"""  # noqa: S608 - constants only


def find(*, text: str, by: SignedInStaff, today: date, now: datetime) -> tuple[Row, ...]:
    """Give the clinic's requests of a patient, open ones first, at most 25.

    Each word may be the beginning of a name.
    """
    where, values = _wanted(text, today, now)
    if not where:
        return ()
    with (
        opened(by=by.actor, what="worklist.searched", clinic_id=by.clinic_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_FOUND.format(where=where), values)
        (found,) = cursor.fetchone()
    return tuple(row_of(each, today=today, now=now) for each in found or ())


def _wanted(text: str, today: date, now: datetime) -> tuple[str, dict[str, Any]]:
    try:
        return _BY_NUMBER, {"number": parse(text, today=today).value}
    except NotAPersonNumber:
        words = text.replace("\0", " ").lower().split()
    if not words or any(word[0].isdigit() for word in words):
        return "", {}
    starts = [f"% {_literal(word)}%" for word in words]
    return _BY_NAME, {"starts": starts, "since": now - LATELY}


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
