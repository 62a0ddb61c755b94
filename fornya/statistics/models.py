"""The tables of statistics: what was answered, how soon, and which requests are in it already."""

from django.db import models

from fornya.clinics.models import Clinic

# The group that holds them all.
ALL = ""


class Tally(models.Model):
    """What became of a clinic's requests that ended in a month: for one medicine group, or for ALL.

    `answered` and `late` are requests, counted in each group that they hold a medicine of; the rest are
    medicines, by how they ended. `sent` are requests that were sent in the month and have ended since.
    """

    pk = models.CompositePrimaryKey("clinic_id", "month", "medicine_group")
    clinic = models.ForeignKey(Clinic, models.PROTECT, db_index=False)
    month = models.DateField()
    medicine_group = models.CharField(max_length=5)
    sent = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    renewed = models.PositiveIntegerField()
    renewed_changed = models.PositiveIntegerField()
    meet = models.PositiveIntegerField()
    declined = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["month", "clinic"], name="tally_open", condition=models.Q(medicine_group=ALL)
            )
        ]

    def __str__(self) -> str:
        return f"{self.clinic_id} {self.month} {self.medicine_group}"


class AnswerTime(models.Model):
    """How many of a tally's answers took just so many working days, and hours of working days."""

    pk = models.CompositePrimaryKey("clinic_id", "month", "medicine_group", "days", "hours")
    clinic = models.ForeignKey(Clinic, models.PROTECT, db_index=False)
    month = models.DateField()
    medicine_group = models.CharField(max_length=5)
    days = models.PositiveSmallIntegerField()
    hours = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["month", "clinic", "days"],
                include=["answers"],
                name="answer_time_open",
                condition=models.Q(medicine_group=ALL),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clinic_id} {self.month} {self.medicine_group} {self.days} {self.hours}"


class Counted(models.Model):
    """That a request is in the tallies. Those of long ago are taken away: count.py looks no further back."""

    request_id = models.UUIDField(primary_key=True)
    ended_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"counted {self.request_id}"
