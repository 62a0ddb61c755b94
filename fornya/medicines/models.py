"""The one thing of ours beside what the national sources hold: what a person has counted themselves."""

from django.db import models
from django.db.models import Q

from fornya.people.models import Patient


class OwnCountRow(models.Model):
    """How much of a medicine a patient had left when they counted; one a medicine, the latest.

    The medicine is the store's chain of a prescription and its renewals, and holds when it is renewed.
    """

    patient = models.ForeignKey(Patient, models.CASCADE)
    chain_id = models.CharField(max_length=100)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=40)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "medicines_owncount"
        constraints = [
            models.UniqueConstraint(fields=["patient", "chain_id"], name="own_count_once_a_medicine"),
            models.CheckConstraint(name="own_count_is_no_debt", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"own count {self.pk}"
