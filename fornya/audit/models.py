"""The access log: append-only, one row per reading or deed."""

from django.db import models


class AccessEntry(models.Model):
    """One reading of patient data or one deed on it. Web and worker may add rows, never change or remove
    them.

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
            models.Index(fields=["patient_id", "-at"], name="access_of_patient"),
            models.Index(fields=["clinic_id", "-at"], name="access_at_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
