"""Two facts about people that no deed of ours gives: seen just now, and known to the register."""

from datetime import UTC, datetime

from django.db import connection, transaction

from fornya.people import session
from fornya.people.models import Session


def just_seen(token: str) -> None:
    """Let a session that a test begins without saying when have been seen just now.

    By the machine's clock: the tests may have begun longer ago than a session may lie idle.
    """
    Session.objects.filter(token_hash=session.digest(token)).update(last_seen_at=datetime.now(UTC))


def registered(patient_id: int) -> None:
    """Let the register have answered. It leaves no row in the access log, which tests read."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.patient', %s, true)", [str(patient_id)])
        cursor.execute("UPDATE people_patient SET registered_at = first_seen_at WHERE id = %s", [patient_id])
