"""What a region may know of its clinics' requests: numbers, clinic by clinic, and never a row.

The functions look past the wall and give no id of a patient, a request or a decision. They answer for the
region that is open, and for whoever runs the service of all; with none open they give nothing.
"""

from django.db import migrations

from fornya.audit.walls import REGION, WEB

COUNTS = f"""
CREATE FUNCTION renewals_counts_in_region(today date)
RETURNS TABLE (clinic_id bigint, waiting bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.clinic_id, count(*), count(*) FILTER (WHERE r.status <> 'question' AND r.answer_by < today)
    FROM renewals_renewalrequest r
    WHERE r.ended_at IS NULL AND r.clinic_id IN (
        SELECT c.id FROM clinics_clinic c JOIN clinics_municipality m ON m.code = c.municipality_id
        WHERE m.region_id = {REGION})
    GROUP BY r.clinic_id
$$;
"""  # noqa: S608 - constants only
# Only what is about a decision belongs to a clinic; the rest is for whoever runs the service.
BEHIND = f"""
CREATE FUNCTION renewals_deliveries_in_region()
RETURNS TABLE (id bigint, topic varchar, clinic_id bigint, state varchar, last_fault varchar,
    put_at timestamptz, next_try_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT d.id, d.topic, x.clinic_id, d.state, d.last_fault, d.put_at, d.next_try_at
    FROM outbox_delivery d
    LEFT JOIN renewals_decision x ON x.id = CASE WHEN d.topic LIKE 'renewal.%' THEN d.subject::uuid END
    LEFT JOIN clinics_clinic c ON c.id = x.clinic_id
    LEFT JOIN clinics_municipality m ON m.code = c.municipality_id
    WHERE d.state <> 'done' AND ({REGION} = '*' OR m.region_id = {REGION})
$$;
REVOKE EXECUTE ON FUNCTION renewals_counts_in_region, renewals_deliveries_in_region FROM PUBLIC;
GRANT EXECUTE ON FUNCTION renewals_counts_in_region, renewals_deliveries_in_region TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Two functions for the web."""

    dependencies = [
        ("renewals", "0013_language"),
        ("clinics", "0011_regions_settings"),
        ("outbox", "0002_try_again"),
    ]

    operations = [
        migrations.RunSQL(
            COUNTS + BEHIND, "DROP FUNCTION renewals_counts_in_region, renewals_deliveries_in_region;"
        )
    ]
