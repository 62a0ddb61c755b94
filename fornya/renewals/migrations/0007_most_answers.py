"""How soon clinics answer most of what they get, beside the median: reminders are reckoned from it."""

from django.db import migrations

from fornya.audit.walls import WEB, WORKER

# As the function of before (0004), which stays for processes that were started before this. Nothing is given
# about fewer than twenty answers.
FUNCTION = f"""
CREATE FUNCTION renewals_answered_within(since timestamptz, days_off date[])
RETURNS TABLE (clinic_id bigint, answers bigint, days integer, most_days integer) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH answered AS (
        SELECT r.clinic_id,
               (r.sent_at AT TIME ZONE 'Europe/Stockholm')::date AS sent_on,
               (r.ended_at AT TIME ZONE 'Europe/Stockholm')::date AS ended_on
        FROM renewals_renewalrequest r
        WHERE r.ended_at >= since
          AND EXISTS (SELECT FROM renewals_renewalline l JOIN renewals_decision d ON d.line_id = l.id
                      WHERE l.request_id = r.id)
    ), counted AS (
        SELECT a.clinic_id, (a.ended_on - a.sent_on) - (
            SELECT count(*) FROM unnest(days_off) off WHERE off > a.sent_on AND off <= a.ended_on
        ) AS days
        FROM answered a
    )
    SELECT c.clinic_id, count(*),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY c.days)::integer,
           percentile_disc(0.8) WITHIN GROUP (ORDER BY c.days)::integer
    FROM counted c GROUP BY c.clinic_id HAVING count(*) >= 20;
$$;
REVOKE ALL ON FUNCTION renewals_answered_within(timestamptz, date[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renewals_answered_within(timestamptz, date[]) TO {WEB}, {WORKER};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Adds the function."""

    dependencies = [("renewals", "0006_seals"), ("audit", "0002_roles")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION renewals_answered_within(timestamptz, date[]);")]
