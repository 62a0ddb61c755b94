"""Takes away what a test has committed: every row about people, and what has been counted on.

TRUNCATE makes each table and each index anew, whether a test has used it or not; that took longer than most
tests. Here only what has rows is emptied, past triggers and walls, as the server's superuser. What has grown
large is truncated all the same, so that no test has another's dead rows to count with.
"""

from typing import Any

import psycopg

# What administrators of clinics have written beside the directory.
OF_SETTINGS = (
    *("clinics_absence", "clinics_administrator", "clinics_alarmbox", "clinics_catalogueupload"),
    *("clinics_colleague", "clinics_settingchange"),
)
ABOUT_PEOPLE = (
    *("people", "renewals", "messages", "outbox", "limits", "audit", "support", "statistics", "log"),
    "procrastinate",
)
# Those, and all that refers to them: what TRUNCATE … CASCADE would reach.
REACHED = """
WITH RECURSIVE reached AS (
    SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND (split_part(relname, '_', 1) = ANY(%s) OR relname = ANY(%s))
    UNION SELECT conrelid FROM pg_constraint JOIN reached ON confrelid = reached.oid WHERE contype = 'f'
)
SELECT oid::regclass::text FROM reached ORDER BY 1
"""
COUNTERS = """
SELECT seqrelid::regclass::text, seqstart FROM pg_depend JOIN pg_sequence ON seqrelid = objid
WHERE refobjid = ANY(%s::regclass[]) AND deptype IN ('a', 'i') ORDER BY 1
"""
LARGE_BYTES = 400_000


class Broom:
    """Empties one database, as often as it is asked."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._tables = [name for (name,) in connection.execute(REACHED, [[*ABOUT_PEOPLE], [*OF_SETTINGS]])]
        self._counters = dict(connection.execute(COUNTERS, [self._tables]).fetchall())
        sizes = [
            f"CASE WHEN EXISTS (SELECT FROM {each}) THEN pg_relation_size('{each}') END"
            for each in self._tables
        ]
        used = [f"(SELECT is_called FROM {each})" for each in self._counters]
        self._found = f"SELECT {', '.join([*sizes, *used])}"
        self._all_anew = f"TRUNCATE {', '.join(self._tables)} RESTART IDENTITY"
        connection.execute("SET session_replication_role = replica")

    def sweep(self) -> None:
        """Empty it, when whoever still writes in it is done."""
        with self._connection.transaction():
            self._connection.execute(f"LOCK TABLE {', '.join(self._tables)}")
            found = self._connection.execute(self._found, prepare=True).fetchone() or ()
            for statement in self._needed(found[: len(self._tables)], found[len(self._tables) :]):
                self._connection.execute(statement)

    def make_anew(self) -> None:
        """Empty it so that not even dead rows are left: for who counts the pages that PostgreSQL looks at."""
        self._connection.execute(self._all_anew)

    def _needed(self, sizes: tuple[int | None, ...], used: tuple[bool, ...]) -> list[str]:
        if max(size or 0 for size in sizes) > LARGE_BYTES:
            return [self._all_anew]
        counted = [each for each, is_used in zip(self._counters, used, strict=True) if is_used]
        return [
            *(
                f"DELETE FROM {each}"
                for each, size in zip(self._tables, sizes, strict=True)
                if size is not None
            ),
            *(f"SELECT setval('{each}', {self._counters[each]}, false)" for each in counted),
        ]
