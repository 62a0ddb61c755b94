"""The table of what reviewers have said of readings; it is only added to."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from fornya.clinics.models import Clinic


class Outcome(models.TextChoices):
    """What a reviewer says of a reading."""

    RIGHT = "right"
    FOLLOW_UP = "follow_up"


class Mark(models.Model):
    """What was said of one case of a clinic's month: `rows` are the log's rows that it was about.

    `case` tells the same rows by the same criterion apart from all others. Nobody reviews their own.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    month = models.DateField()
    case = models.CharField(max_length=24)
    criterion = models.CharField(max_length=20, blank=True)
    reader_id = models.BigIntegerField()
    rows = models.JSONField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by_id = models.BigIntegerField()
    reviewed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["clinic", "month", "case"], name="case_is_marked_once"),
            CheckConstraint(
                condition=~Q(reader_id=F("reviewed_by_id")), name="case_is_not_the_reviewers_own"
            ),
            CheckConstraint(
                condition=Q(outcome="right") | Q(outcome="follow_up", words__regex=r"\S"),
                name="what_is_followed_up_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"mark of {self.case}"


class MonthSeen(models.Model):
    """How much there was to look at in a month that is over, and how much was left at the last look.

    `done_at` is when nothing was left for the first time; without cases that is the first look.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    month = models.DateField()
    cases = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["clinic", "month"], name="month_is_seen_once"),
            CheckConstraint(condition=Q(left__lte=F("cases")), name="no_more_left_than_there_is"),
            CheckConstraint(
                condition=Q(left=0, done_at__isnull=False) & ~Q(done_by="") | Q(left__gt=0, done_at=None),
                name="month_is_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
