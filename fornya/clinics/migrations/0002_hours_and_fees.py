"""Makes the tables that hang on a clinic: hours, fees and links to e-services."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0001_directory"),
    ]

    operations = [
        migrations.CreateModel(
            name="EService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("url", models.URLField(max_length=300)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["book", "cancel", "contact", "certificate", "website"])
                        ),
                        name="link_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")), name="link_is_https"
                    ),
                    models.UniqueConstraint(fields=("clinic", "kind"), name="link_once_a_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(default="any", max_length=12)),
                ("amount_ore", models.PositiveIntegerField()),
                ("free_under", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("free_from_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("counts_to_frikort", models.BooleanField(default=False)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=200)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "clinic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="clinics.clinic",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="clinics.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["any", "illness", "not_illness", "until_visit"])),
                        name="fee_purpose_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clinic", None), ("region__isnull", False)),
                            models.Q(("clinic__isnull", False), ("region", None)),
                            _connector="OR",
                        ),
                        name="fee_is_for_a_region_or_a_clinic",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_ore__lte", 100000)), name="fee_is_at_most_1000_kr"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                        ),
                        name="fee_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="fee_has_a_source"
                    ),
                    models.UniqueConstraint(
                        fields=("region", "clinic", "purpose", "valid_from"),
                        name="fee_once_a_day",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(default="phone", max_length=5)),
                ("day", models.DateField()),
                ("opens", models.TimeField(blank=True, null=True)),
                ("closes", models.TimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("service__in", ["phone", "visit"])),
                        name="exception_service_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes", None), ("opens", None)),
                            models.Q(
                                ("closes__isnull", False),
                                ("opens__isnull", False),
                                ("opens__lt", models.F("closes")),
                            ),
                            _connector="OR",
                        ),
                        name="exception_is_closed_or_in_order",
                    ),
                    models.UniqueConstraint(fields=("clinic", "service", "day"), name="exception_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(default="phone", max_length=5)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                (
                    "clinic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="clinics.clinic"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("service__in", ["phone", "visit"])), name="hours_service_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="hours_weekday_is_iso"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens__lt", models.F("closes"))),
                        name="hours_open_before_they_close",
                    ),
                    models.UniqueConstraint(
                        fields=("clinic", "service", "weekday", "opens"), name="hours_stretch_once"
                    ),
                ],
            },
        ),
    ]
