"""The table of posts: roles that somebody is named to, each with its term and its grounds."""

from datetime import timedelta

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from fornya.clinics.models import Clinic
from fornya.clinics.regions import Region
from fornya.rules.hsa_id import PATTERN as HSA_ID
from fornya.rules.posts import LONGEST, PostRole

_EVERYWHERE = Q(role=PostRole.OPERATOR.value, region=None, clinic=None)
_IN_A_REGION = Q(role=PostRole.REGION_ADMINISTRATOR.value, region__isnull=False, clinic=None)
# A clinic's reviewer has its region too: whoever answers for the region sees who reviews in it.
_OF_A_LOG = Q(role=PostRole.LOG_REVIEWER.value, region__isnull=False)


class PostRow(models.Model):
    """Somebody named to a role, from `starts_on` to the end of `ends_on`, by HSA-id as administrators are.

    A row is never changed but to be ended, and never removed: together they are the log of who has been what,
    and who decided so on which grounds.
    """

    hsa_id = models.CharField(max_length=31)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    need = models.TextField()
    risks = models.TextField()
    decided_by = models.CharField(max_length=120)
    decided_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=120)
    given_by_hsa_id = models.CharField(max_length=31, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "people_post"
        constraints = [
            CheckConstraint(condition=Q(hsa_id__regex=HSA_ID), name="post_hsa_id_form"),
            CheckConstraint(condition=_EVERYWHERE | _IN_A_REGION | _OF_A_LOG, name="post_is_somewhere"),
            CheckConstraint(
                condition=Q(
                    starts_on__lte=F("ends_on"), ends_on__lte=F("starts_on") + timedelta(LONGEST.days)
                ),
                name="post_has_a_term",
            ),
            CheckConstraint(
                condition=Q(need__regex=r"\S", risks__regex=r"\S", decided_by__regex=r"\S"),
                name="post_has_its_analysis",
            ),
            CheckConstraint(
                condition=~Q(given_by="") & ~Q(given_by_hsa_id=F("hsa_id")), name="post_is_given_by_another"
            ),
            CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="post_was_ended_by_somebody",
            ),
            UniqueConstraint(
                "hsa_id",
                "role",
                Coalesce("region_id", models.Value("")),
                Coalesce("clinic_id", models.Value(0)),
                condition=Q(ended_at=None),
                name="post_once_a_place",
            ),
            UniqueConstraint(
                fields=["hsa_id"],
                condition=Q(role=PostRole.REGION_ADMINISTRATOR.value, ended_at=None),
                name="post_in_one_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.hsa_id}"
