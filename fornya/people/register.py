"""Keeps who a patient is, as their e-ID says it."""

from datetime import datetime

from django.db import connection

from fornya.rules.personnummer import parse


def patient_came(*, personnummer: str, given_name: str, surname: str, now: datetime) -> int:
    """Give the patient's id, made at the first sign-in; the name is the e-ID's. Raises NotAPersonNumber."""
    number = parse(personnummer, today=now.date())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_patient_came(%s, %s, %s, %s, %s)",
            [number.value, given_name, surname, number.birth_date, now],
        )
        return cursor.fetchone()[0]
