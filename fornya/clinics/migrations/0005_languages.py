"""Clinics say which languages they speak besides Swedish."""

from django.db import migrations, models
from django.db.models import CheckConstraint, Q, Value

SPOKEN = (
    *("am", "ar", "bs", "ckb", "de", "en", "es", "et", "fa", "fi", "fit", "fr", "hr", "ku", "pl", "prs"),
    *("ro", "rom", "ru", "se", "so", "sq", "sr", "swl", "th", "ti", "tr", "uk", "ur", "vi", "yi", "zh"),
)


class Migration(migrations.Migration):
    """A column with the database's own default, so that code from before goes on writing rows."""

    dependencies = [("clinics", "0004_rights")]

    operations = [
        migrations.AddField(
            "clinic",
            "languages",
            models.JSONField(blank=True, db_default=Value([], models.JSONField()), default=list),
        ),
        migrations.AddConstraint(
            "clinic",
            CheckConstraint(
                condition=Q(languages__contained_by=list(SPOKEN)), name="clinic_speaks_known_languages"
            ),
        ),
    ]
