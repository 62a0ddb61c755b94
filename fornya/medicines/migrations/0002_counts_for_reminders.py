"""The worker may read what patients have counted: a reminder may not come later than their count says."""

from django.db import migrations

from fornya.audit.walls import grant


class Migration(migrations.Migration):
    """Lets it read; nothing in the table changes."""

    dependencies = [("medicines", "0001_own_counts")]

    operations = [grant("medicines_owncount", worker="SELECT")]
