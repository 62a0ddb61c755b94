"""The directory is public: the working roles may read it, and only the owner may change it."""

from django.db import migrations

from fornya.audit.walls import grant

TABLES = (
    "directoryversion",
    "region",
    "municipality",
    "clinic",
    "pharmacy",
    "eservice",
    "fee",
    "hoursexception",
    "openinghours",
)


class Migration(migrations.Migration):
    """Gives the working roles their rights on the directory."""

    dependencies = [("clinics", "0003_mark"), ("audit", "0002_roles")]

    operations = [grant(f"clinics_{table}", web="SELECT", worker="SELECT") for table in TABLES]
