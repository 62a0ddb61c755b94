"""How soon clinics answer, as counts that name nobody: the one thing about requests that needs no scope."""

from django.db import migrations, models

from fornya.audit.walls import WEB

# SECURITY DEFINER, since the wall hides every request from a page without a scope. The function gives nothing
# about fewer than twenty answers: a clinic with two requests would tell when its neighbours were treated.
FUNCTION = f"""
CREATE FUNCTION renewals_answer_times(since timestamptz, days_off date[])
RETURNS TABLE (clinic_id bigint, answers bigint, days integer) LANGUAGE sql STABLE
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
    SELECT c.clinic_id, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY c.days)::integer
    FROM counted c GROUP BY c.clinic_id HAVING count(*) >= 20;
$$;
REVOKE ALL ON FUNCTION renewals_answer_times(timestamptz, date[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renewals_answer_times(timestamptz, date[]) TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """An index by when requests ended, and the function over it."""

    dependencies = [("renewals", "0003_who_has_asked"), ("audit", "0002_roles")]

    operations = [
        migrations.AddIndex(
            "renewalrequest",
            models.Index(
                fields=["ended_at"], name="requests_ended", condition=models.Q(ended_at__isnull=False)
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION renewals_answer_times(timestamptz, date[]);"),
    ]
