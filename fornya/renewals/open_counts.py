"""Makes few rows of the many that the counts of open requests get in an hour: the worker's job.

The sums are the same before and after, and a page meanwhile sees either all of it or nothing.
"""

from datetime import datetime

from django.db import connection

_ALIKE = "clinic_id, status, answer_by, taken_by_id, at_front_from"
# By id: what another adds meanwhile stays as it is, and what another took away is not added again.
_GATHER = f"""
WITH several AS (
    SELECT unnest(array_agg(id)) AS id FROM renewals_opencount GROUP BY {_ALIKE} HAVING count(*) > 1
), gone AS (
    DELETE FROM renewals_opencount c USING several WHERE c.id = several.id RETURNING c.*
)
INSERT INTO renewals_opencount ({_ALIKE}, number)
SELECT {_ALIKE}, sum(number) FROM gone GROUP BY {_ALIKE} HAVING sum(number) <> 0
"""  # noqa: S608 - constants only


def gather_open_counts(*, now: datetime) -> int:  # noqa: ARG001 - as every hourly job is called
    """Give each group of open requests that are alike one row; gives how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(_GATHER)
        return cursor.rowcount
