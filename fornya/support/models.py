"""Tables of the support desk."""

from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, Q


class Topic(StrEnum):
    """What a case is about; the pages have the words."""

    QUESTION = "question"
    FAULT = "fault"
    ACCESSIBILITY = "accessibility"
    REMARK = "remark"


class Case(models.Model):
    """One thing somebody wrote. Either an address to answer, or none when no answer is wanted."""

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=9, unique=True)
    topic = models.CharField(max_length=16)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    message = models.TextField()
    wants_copy = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    copied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(topic__in=[each.value for each in Topic]), name="case_topic_is_known"
            ),
            CheckConstraint(condition=~Q(message=""), name="case_says_something"),
            CheckConstraint(condition=Q(wants_copy=False) | ~Q(email=""), name="case_copy_has_an_address"),
        ]
        indexes = [models.Index(fields=["sent_at"], name="cases_by_age")]

    def __str__(self) -> str:
        return self.reference
