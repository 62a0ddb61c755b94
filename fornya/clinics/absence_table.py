"""The table of absences: who at a clinic is away from which day to which, and who stands in for them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q


class Absence(models.Model):
    """Somebody of the clinic's who is away from the first to the last day, both days included.

    By HSA-id, as administrators are. `cover_hsa_id` is who stands in; empty where the clinic does. A row is
    never removed: one that is called off is ended.
    """

    clinic = models.ForeignKey("clinics.Clinic", on_delete=models.CASCADE)
    hsa_id = models.CharField(max_length=31)
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    cover_hsa_id = models.CharField(max_length=31, blank=True)
    cover_name = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="absence_days_in_order"),
            CheckConstraint(condition=~Q(hsa_id=F("cover_hsa_id")), name="absence_covered_by_another"),
            CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="absence_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "last_day"], name="absence_at_clinic", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.hsa_id
