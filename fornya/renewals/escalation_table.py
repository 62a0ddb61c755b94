"""The table of who was told that an answer is due or late."""

from django.db import models
from django.db.models import Q

from fornya.rules.escalation import Step


class Escalation(models.Model):
    """Somebody at the clinic was told of a request's day: once for each step, and anew when the day is moved.

    Their worklist shows it until the request is answered.
    """

    request = models.ForeignKey("renewals.RenewalRequest", models.CASCADE)
    clinic = models.ForeignKey("clinics.Clinic", models.CASCADE)
    step = models.CharField(max_length=8)
    answer_by = models.DateField()
    to_hsa_id = models.CharField(max_length=31)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "step", "answer_by", "to_hsa_id"], name="told_once"),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]), name="escalation_step_is_known"
            ),
        ]
        indexes = [models.Index(fields=["to_hsa_id"], name="escalations_of")]

    def __str__(self) -> str:
        return f"{self.step} {self.request_id}"
