"""Roles beyond a clinic's commission: who is named to what, where, until when, and on which grounds."""

import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

from fornya.audit.walls import WEB, grant, wall

# Asked at every request of staff, before any scope is open: it tells which posts of one person nobody has
# ended.
DOOR = f"""
CREATE FUNCTION people_posts_of(whose varchar) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT json_agg(json_build_array(p.id, p.role, p.region_id, p.clinic_id, p.starts_on, p.ends_on)
        ORDER BY p.id)
    FROM people_post p WHERE p.hsa_id = whose AND p.ended_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION people_posts_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_posts_of TO {WEB};
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    """One table with its wall, and the door that the session goes through."""

    dependencies = [
        ("clinics", "0010_standard_replies"),
        ("people", "0012_when_the_register_answered"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hsa_id", models.CharField(max_length=31)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("role", models.CharField(max_length=20)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("need", models.TextField()),
                ("risks", models.TextField()),
                ("decided_by", models.CharField(max_length=120)),
                ("decided_on", models.DateField()),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=120)),
                ("given_by_hsa_id", models.CharField(blank=True, max_length=31)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                (
                    "clinic",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="clinics.clinic"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="clinics.region"
                    ),
                ),
            ],
            options={
                "db_table": "people_post",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hsa_id__regex", "^SE[0-9]{10}-[A-Za-z0-9]{1,18}$")),
                        name="post_hsa_id_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clinic", None), ("region", None), ("role", "operator")),
                            models.Q(
                                ("clinic", None), ("region__isnull", False), ("role", "region_administrator")
                            ),
                            models.Q(("region__isnull", False), ("role", "log_reviewer")),
                            _connector="OR",
                        ),
                        name="post_is_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ends_on__lte",
                                models.F("starts_on") + models.Value(datetime.timedelta(days=366)),
                            ),
                            ("starts_on__lte", models.F("ends_on")),
                        ),
                        name="post_has_a_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__regex", "\\S"), ("need__regex", "\\S"), ("risks__regex", "\\S")
                        ),
                        name="post_has_its_analysis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", ""), _negated=True),
                            models.Q(("given_by_hsa_id", models.F("hsa_id")), _negated=True),
                        ),
                        name="post_is_given_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="post_was_ended_by_somebody",
                    ),
                    models.UniqueConstraint(
                        models.F("hsa_id"),
                        models.F("role"),
                        Coalesce("region_id", models.Value("")),
                        Coalesce("clinic_id", models.Value(0)),
                        condition=models.Q(("ended_at", None)),
                        name="post_once_a_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("role", "region_administrator")),
                        fields=("hsa_id",),
                        name="post_in_one_region",
                    ),
                ],
            },
        ),
        migrations.RunSQL(DOOR, "DROP FUNCTION people_posts_of;"),
        wall("people_post", clinic="clinic_id", region="region_id"),
        grant("people_post", web="SELECT, INSERT, UPDATE (ended_at, ended_by)"),
    ]
