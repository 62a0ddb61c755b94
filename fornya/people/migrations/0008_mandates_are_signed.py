"""A mandate's two signatures are there, each of the right one of the two; and the worker may end mandates."""

from django.db import migrations

from fornya.audit.walls import grant

FORWARDS = """
ALTER TABLE people_signature ADD CONSTRAINT signature_and_whose_it_is UNIQUE (id, patient_id);
ALTER TABLE people_mandate
    ADD CONSTRAINT mandate_signed_by_its_giver FOREIGN KEY (giver_signature_id, giver_id)
        REFERENCES people_signature (id, patient_id),
    ADD CONSTRAINT mandate_signed_by_its_agent FOREIGN KEY (agent_signature_id, agent_id)
        REFERENCES people_signature (id, patient_id);
"""
BACKWARDS = """
ALTER TABLE people_mandate
    DROP CONSTRAINT mandate_signed_by_its_giver, DROP CONSTRAINT mandate_signed_by_its_agent;
ALTER TABLE people_signature DROP CONSTRAINT signature_and_whose_it_is;
"""


class Migration(migrations.Migration):
    """Ties the two; Django's models have no key of two columns."""

    dependencies = [("people", "0007_signatures")]

    # The worker asks the population register, whose word ends mandates.
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        grant("people_mandate", worker="UPDATE (ended_at, ended_by)"),
    ]
