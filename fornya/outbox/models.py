"""The facts that people see of a delivery: what, how often tried, when next, whether it is stuck."""

from django.db import models


class Delivery(models.Model):
    """One thing to be done outside the process, exactly once by its key."""

    class State(models.TextChoices):
        """How far a delivery has come."""

        WAITING = "waiting"
        DONE = "done"
        STUCK = "stuck"

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    last_fault = models.CharField(max_length=60, blank=True)
    put_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_done_has_its_time",
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at__isnull=True)),
            )
        ]
        indexes = [
            models.Index(fields=["put_at"], name="delivery_unfinished", condition=~models.Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.subject}"
