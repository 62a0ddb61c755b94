"""Makes the tables of regions, clinics and pharmacies."""

import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DirectoryVersion",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="directory_has_one_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, unique=True)),
                ("org_number", models.CharField(max_length=11, unique=True)),
                ("slug", models.SlugField(max_length=60, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}$")), name="region_code_is_two_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("org_number__regex", "^[0-9]{6}-[0-9]{4}$")),
                        name="region_org_number_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                (
                    "region",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="clinics.region"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Clinic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hsa_id", models.CharField(max_length=31, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("former_names", models.JSONField(blank=True, default=list)),
                ("kind", models.CharField(max_length=20)),
                ("street", models.CharField(max_length=120)),
                ("postcode", models.CharField(max_length=6)),
                ("place", models.CharField(max_length=60)),
                ("lat", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ("lon", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ("phone", models.CharField(max_length=16)),
                ("renews_online", models.BooleanField(default=False)),
                ("answer_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("about", models.TextField(blank=True)),
                ("notice", models.CharField(blank=True, max_length=400)),
                ("notice_until", models.DateField(blank=True, null=True)),
                ("policy", models.JSONField(blank=True, default=list)),
                ("accepts_other_clinics", models.BooleanField(default=False)),
                ("min_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("own_questions", models.JSONField(blank=True, default=list)),
                ("patient_text", models.TextField(blank=True)),
                ("updated_on", models.DateField()),
                (
                    "municipality",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="clinics.municipality"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "health_centre",
                                    "doctors_office",
                                    "psychiatry",
                                    "child_psychiatry",
                                    "midwife",
                                    "youth",
                                    "gynaecology",
                                    "paediatrics",
                                    "skin",
                                    "internal_medicine",
                                    "heart",
                                    "rheumatology",
                                    "neurology",
                                    "eye",
                                ],
                            )
                        ),
                        name="clinic_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hsa_id__regex", "^SE[0-9]{10}-[A-Za-z0-9]{1,18}$")),
                        name="clinic_hsa_id_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phone__regex", "^\\+[1-9][0-9]{6,14}$")),
                        name="clinic_phone_is_international",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("postcode__regex", "^[0-9]{3} [0-9]{2}$")),
                        name="clinic_postcode_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="clinic_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("renews_online", False),
                            models.Q(("answer_days__isnull", False), ("answer_days__range", (1, 30))),
                            _connector="OR",
                        ),
                        name="clinic_that_renews_says_when_it_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("notice", ""), ("notice_until", None)),
                            models.Q(
                                models.Q(("notice", ""), _negated=True), ("notice_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="clinic_notice_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_age", None),
                            ("max_age", None),
                            ("min_age__lte", models.F("max_age")),
                            _connector="OR",
                        ),
                        name="clinic_ages_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(
                                ("lat__isnull", False),
                                ("lat__range", (55, 70)),
                                ("lon__isnull", False),
                                ("lon__range", (10, 25)),
                            ),
                            _connector="OR",
                        ),
                        name="clinic_lies_in_sweden",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                "own_questions",
                                function="jsonb_array_length",
                                output_field=models.IntegerField(),
                            ),
                            3,
                        ),
                        name="clinic_asks_at_most_three",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pharmacy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gln", models.CharField(max_length=13, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("online", models.BooleanField(default=False)),
                ("url", models.URLField(blank=True, max_length=300)),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="clinics.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pharmacies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gln__regex", "^[0-9]{13}$")), name="pharmacy_gln_is_13_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("online", True), ("place", "")),
                            models.Q(("online", False), models.Q(("place", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pharmacy_is_online_or_somewhere",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[0-9]{4}$")), name="municipality_code_is_four_digits"
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__startswith", models.F("region_id"))),
                name="municipality_lies_in_its_region",
            ),
        ),
    ]
