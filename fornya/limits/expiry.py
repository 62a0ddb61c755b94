"""Takes away the counts whose window is over: they can refuse nobody any more."""

from datetime import datetime

from django.db import connection


def remove_old_counts(*, now: datetime) -> int:
    """Remove them; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM limits_count WHERE ends_at <= %s", [now])
        return cursor.rowcount
