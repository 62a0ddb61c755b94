"""The tallies as one scan of all requests gives them: in SQL that shares nothing with count.py."""

from datetime import timedelta

from fornya.rules.medicine_groups import NAMES
from fornya.rules.working_days import is_working_day
from tests.committed import owner
from tests.make import TODAY

_ENDED = """
WITH day_off AS (SELECT unnest(%s::date[]) AS day),
ended AS (
    SELECT r.id, r.clinic_id, r.sent_at, r.ended_at, r.answer_by,
           (r.sent_at AT TIME ZONE 'Europe/Stockholm')::date AS sent_on,
           (r.ended_at AT TIME ZONE 'Europe/Stockholm')::date AS ended_on,
           EXISTS (SELECT FROM renewals_renewalline l JOIN renewals_decision d ON d.line_id = l.id
                   WHERE l.request_id = r.id) AS answered
    FROM renewals_renewalrequest r WHERE r.ended_at IS NOT NULL
), line AS (
    SELECT l.request_id, l.state, CASE WHEN left(l.prescription->>'atc', 3) = ANY(%s)
                                       THEN left(l.prescription->>'atc', 3) ELSE 'OTHER' END AS of
    FROM renewals_renewalline l
), grouped AS (
    SELECT DISTINCT e.*, g.of FROM ended e
    JOIN (SELECT request_id, of FROM line UNION SELECT request_id, '' FROM line) g ON g.request_id = e.id
)
"""
_TALLIES = (
    _ENDED
    + """
SELECT clinic_id, month, of, sum(sent), sum(answered), sum(late), sum(renewed), sum(renewed_changed),
       sum(meet), sum(declined), sum(withdrawn)
FROM (
    SELECT clinic_id, date_trunc('month', sent_on)::date AS month, of, 1 AS sent, 0 AS answered, 0 AS late,
           0 AS renewed, 0 AS renewed_changed, 0 AS meet, 0 AS declined, 0 AS withdrawn
    FROM grouped
    UNION ALL
    SELECT clinic_id, date_trunc('month', ended_on)::date, of, 0, answered::int,
           (answered AND ended_on > answer_by)::int, 0, 0, 0, 0, 0
    FROM grouped
    UNION ALL
    SELECT g.clinic_id, date_trunc('month', g.ended_on)::date, g.of, 0, 0, 0, (l.state = 'renewed')::int,
           (l.state = 'renewed_changed')::int, (l.state = 'meet')::int, (l.state = 'declined')::int,
           (l.state = 'withdrawn')::int
    FROM grouped g JOIN line l ON l.request_id = g.id AND g.of IN ('', l.of)
) each GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
)
_TIMES = (
    _ENDED
    + """
SELECT clinic_id, month, of, days, hours, count(*) FROM (
    SELECT clinic_id, date_trunc('month', ended_on)::date AS month, of,
           (ended_on - sent_on)
           - (SELECT count(*) FROM day_off WHERE day > sent_on AND day <= ended_on) AS days,
           floor((extract(epoch FROM ended_at - sent_at) - coalesce((
               SELECT sum(extract(epoch FROM
                   least(ended_at, (day + 1)::timestamp AT TIME ZONE 'Europe/Stockholm')
                   - greatest(sent_at, day::timestamp AT TIME ZONE 'Europe/Stockholm')))
               FROM day_off WHERE day BETWEEN sent_on AND ended_on), 0)) / 3600)::int AS hours
    FROM grouped WHERE answered
) each GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
)
COUNTED = (
    "SELECT clinic_id, month, medicine_group, sent, answered, late, renewed, renewed_changed, meet, declined,"
    " withdrawn FROM statistics_tally ORDER BY 1, 2, 3"
)
COUNTED_TIMES = "SELECT clinic_id, month, medicine_group, days, hours, answers FROM statistics_answertime"


def scanned() -> tuple[list, list]:
    """Scan all requests; give the tallies and the answer times."""
    days = [TODAY + timedelta(days=number) for number in range(-400, 400)]
    facts = [[day for day in days if not is_working_day(day)], sorted(NAMES)]
    return owner(_TALLIES, *facts), owner(_TIMES, *facts)


def counted() -> tuple[list, list]:
    """Give what was counted."""
    return owner(COUNTED), owner(f"{COUNTED_TIMES} ORDER BY 1, 2, 3, 4, 5")
