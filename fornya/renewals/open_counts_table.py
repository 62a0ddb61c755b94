"""The table that tells how many requests are open, without looking at them."""

from django.db import models


class OpenCount(models.Model):
    """So many open requests more, or fewer, of one clinic that are alike in all that the worklist counts by.

    A trigger on the requests adds a row for each change, with the change itself: nobody waits for anybody.
    The sum is the number, at every moment; `open_counts.py` makes few rows of many. No foreign keys: nothing
    is looked up by them, and the request that a row comes from has them.
    """

    clinic_id = models.BigIntegerField()
    status = models.CharField(max_length=16)
    answer_by = models.DateField()
    taken_by_id = models.BigIntegerField(null=True)
    at_front_from = models.DateField(null=True)
    number = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic_id"],
                include=["status", "answer_by", "taken_by_id", "at_front_from", "number"],
                name="open_counts_of_clinic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:+} {self.status} at clinic {self.clinic_id}"
