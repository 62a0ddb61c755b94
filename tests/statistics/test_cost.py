"""What the statistics cost: the same however many clinics, years and requests there are beside."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fornya.statistics.clinic import of_clinic
from fornya.statistics.open_data import open_rows
from tests import make
from tests.committed import owner
from tests.make import NOW
from tests.statistics.test_open_data import MARCH, MAY

# A clinic's year of twelve groups: 156 tallies and 468 answer times. At worst each lies on a page of its own,
# as they do here, since they come month by month with those of all others; the rest is the way to them.
MOST_BUFFERS = 156 + 468 + 60
# Of all clinics a month: the tallies and the times of all groups together, by indexes that hold nothing else.
MOST_BUFFERS_OF_A_ROW = 4
TALLIES = """
INSERT INTO statistics_tally
SELECT c.id, m::date, CASE g WHEN 0 THEN '' ELSE 'C' || lpad(g::text, 2, '0') END, 30, 30, 3, 20, 5, 5, 6, 5
FROM (SELECT id FROM clinics_clinic ORDER BY slug <> 'bjorkens-vardcentral', id LIMIT %s) c,
     generate_series(timestamp '2024-01-01', timestamp '2025-12-01', interval '1 month') m,
     generate_series(0, 12) g
ORDER BY m, g, c.id
"""
TIMES = """
INSERT INTO statistics_answertime
SELECT clinic_id, month, medicine_group, days, days * 24 + 3, 10
FROM statistics_tally, generate_series(0, 2) days ORDER BY month, medicine_group, days, clinic_id
"""


def fill(clinics: int) -> None:
    """Put two years of some clinics, Björken among them, anew."""
    for table in ("statistics_tally", "statistics_answertime"):
        owner(f"TRUNCATE {table}")
    owner(TALLIES, clinics)
    owner(TIMES)
    for table in ("statistics_tally", "statistics_answertime"):
        owner(f"VACUUM ANALYZE {table}")


def touched(statements: list[str], clinic_id: int) -> int:
    """Give how many of its pages PostgreSQL looks at."""
    buffers = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.clinic', %s, true)", [str(clinic_id)])
        for statement in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
            plan = cursor.fetchone()[0][0]["Plan"]
            buffers += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return buffers


def asked(look) -> list[str]:
    """Give the statements about statistics that something asks."""
    with CaptureQueriesContext(connection) as seen:
        look()
    return [each["sql"] for each in seen.captured_queries if "FROM statistics_" in each["sql"]]


def test_a_clinics_page_costs_what_its_year_does_whatever_there_is_beside(database):
    # Mutant: reading every year. (Without the clinic it would be the same: the wall names it.)
    eva = make.staff()
    fill(120)

    statements = asked(lambda: of_clinic(by=eva, year=2025, group="", now=NOW))

    assert len(statements) == 3
    assert touched(statements, eva.clinic_id) <= MOST_BUFFERS


def test_a_file_costs_what_its_rows_cost_and_no_other_month_or_group(database):
    eva, clinics = make.staff(), 60
    fill(clinics)

    statements = asked(lambda: open_rows(MARCH, MAY))

    assert len(statements) == 1
    assert len(open_rows(MARCH, MAY)) == clinics
    assert touched(statements, eva.clinic_id) <= MOST_BUFFERS_OF_A_ROW * clinics
