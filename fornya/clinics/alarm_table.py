"""The table of where a clinic is told by e-mail that its own staff have left something lying."""

from django.db import models
from django.db.models import CheckConstraint, Q


class AlarmBox(models.Model):
    """A mailbox that several at the clinic read, and whether alarms go there. Never a patient's, never shown
    outside the settings.
    """

    clinic = models.OneToOneField("clinics.Clinic", on_delete=models.CASCADE, primary_key=True)
    address = models.CharField(max_length=254, blank=True)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(is_on=False) | ~Q(address=""), name="alarm_has_somewhere_to_go")
        ]

    def __str__(self) -> str:
        return self.address
