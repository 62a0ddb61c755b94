"""A request can be sent on: its history goes along, and what the clinic had got ready does not."""

from django.db import migrations

from fornya.audit.walls import WEB


class Migration(migrations.Migration):
    """The history stays append-only: only whose it is to read may change, and the wall asks whose it was."""

    dependencies = [("renewals", "0010_seal_links")]

    operations = [
        migrations.RunSQL(
            f"GRANT UPDATE (clinic_id) ON renewals_renewalevent TO {WEB};"
            f" GRANT DELETE ON renewals_preparation TO {WEB};",
            f"REVOKE UPDATE (clinic_id) ON renewals_renewalevent FROM {WEB};"
            f" REVOKE DELETE ON renewals_preparation FROM {WEB};",
        )
    ]
