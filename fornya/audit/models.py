"""The access log: append-only, one row per reading or deed."""

from django.db import models
from django.db.models import Q


class AccessEntry(models.Model):
    """One reading of patient data or one deed on it. Web and worker may add rows, never change or remove
    them; the web may read those about the patient whose scope is open.

    `what` is a code such as `request.read`; `subject` names the row (a request's id), never its contents.
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    patient_id = models.BigIntegerField(null=True)
    clinic_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            # Each in the order in which the person reads it; the second without their own visits.
            models.Index(fields=["patient_id", "-at", "-id"], name="access_of_patient"),
            models.Index(
                fields=["patient_id", "-at", "-id"],
                name="access_by_others",
                condition=Q(patient_id__isnull=False) & ~Q(actor_kind="patient"),
            ),
            models.Index(fields=["clinic_id", "-at"], name="access_at_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
