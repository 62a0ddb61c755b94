"""The tables of reminders: who wants them and how, and of what they have been told."""

from django.db import models

from fornya.people.models import Patient


class Wish(models.Model):
    """That a patient wants reminders: by which ways, and of which medicines. No row: none.

    `chains` are the store's names for a prescription and its renewals; empty means all medicines. With
    neither phone nor e-mail it is told in the inbox alone. `while_protected`: chosen by somebody who knew
    that their identity is protected. `look_on` is when the worker looks next.
    """

    patient = models.OneToOneField(Patient, models.CASCADE)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    chains = models.JSONField(default=list)
    while_protected = models.BooleanField()
    chosen_at = models.DateTimeField()
    look_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["look_on", "id"], name="wish_to_look_at")]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class Reminder(models.Model):
    """That a patient was told of a prescription: once for each time that its supply ends.

    `occasion` is the last day with a full dose, as it was reckoned when they were told.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.CASCADE)
    prescription_id = models.CharField(max_length=64)
    occasion = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "prescription_id", "occasion"], name="reminded_once_an_occasion"
            )
        ]
        indexes = [models.Index(fields=["told_at"], name="reminder_by_age")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
