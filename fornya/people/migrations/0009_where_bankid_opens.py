"""Where BankID is opened: on this computer, this device or another; empty for older programs' orders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the column; who does not know of it leaves it empty."""

    dependencies = [("people", "0008_mandates_are_signed")]

    operations = [
        migrations.AddField("signin", "device", models.CharField(db_default="", max_length=8)),
    ]
