"""Lets the wall around patients ask for a clinic's requests alone.

The requests' own wall lets through a patient's OR a clinic's, and stood in this policy too: for each name on
a page PostgreSQL weighed both. The view has the clinic's half in itself and lets through the same; that the
policy says it too is for whoever reads it.
"""

from django.db import migrations

from fornya.audit.walls import CLINIC, WEB

POLICY = (
    "DROP POLICY has_asked_the_clinic ON people_patient;\n"
    "CREATE POLICY has_asked_the_clinic ON people_patient FOR SELECT TO {web} USING (EXISTS (\n    {asked}))"
)
# OFFSET 0: one patient's requests are looked up, the clinic's are not gathered (migration 0003).
WHICH = f"r WHERE r.patient_id = people_patient.id AND r.clinic_id = {CLINIC} OFFSET 0"
ASKED = f"SELECT FROM renewals_requestatclinic {WHICH}"  # noqa: S608 - constants only
BEFORE = f"SELECT FROM renewals_renewalrequest {WHICH}"  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """Changes how the policy is looked up, not what it lets through."""

    dependencies = [("renewals", "0016_open_counts")]

    operations = [
        migrations.RunSQL(POLICY.format(web=WEB, asked=ASKED), POLICY.format(web=WEB, asked=BEFORE)),
    ]
