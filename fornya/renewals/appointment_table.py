"""The table of times to meet that a clinic has offered in a request, and of which one is booked."""

from django.db import models
from django.db.models import Q

from fornya.rules.appointments import LONGEST, SHORTEST, Way


class Appointment(models.Model):
    """A time that is offered, until it is withdrawn; booked by at most one of those who may, once a request.

    `whom` is the person met, in the clinic's words. `closed_at`: nothing more is waited for, since the
    booked time has been or the clinic has seen to it in another way. The two before and after a booking are
    in the request's history.
    """

    id = models.UUIDField(primary_key=True)
    request = models.ForeignKey("renewals.RenewalRequest", models.CASCADE, related_name="appointments")
    patient = models.ForeignKey("people.Patient", models.PROTECT)
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8)
    whom = models.CharField(max_length=60, blank=True)
    offered_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)
    booked_by_kind = models.CharField(max_length=10, blank=True, db_default="")
    booked_by_id = models.BigIntegerField(null=True)
    booked_by_name = models.CharField(max_length=120, blank=True, db_default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(booked_at__isnull=False), name="one_booked_time_a_request"
            ),
            models.UniqueConstraint(
                fields=["clinic", "starts_at", "whom"],
                condition=Q(withdrawn_at=None),
                name="time_offered_once",
            ),
            models.CheckConstraint(
                name="time_booked_by_somebody_while_it_stands",
                condition=Q(booked_at=None, booked_by_kind="", booked_by_name="")
                | (Q(booked_at__isnull=False, withdrawn_at=None) & ~Q(booked_by_kind="")),
            ),
            models.CheckConstraint(
                name="time_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="time_is_met_somehow_for_a_while",
                condition=Q(way__in=[way.value for way in Way], minutes__gte=SHORTEST, minutes__lte=LONGEST),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "starts_at"], name="times_of_request"),
            # What is still waited for: short, however many years of times there are.
            models.Index(
                fields=["clinic", "starts_at"],
                name="times_at_clinic",
                condition=Q(withdrawn_at=None, closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"time {self.pk}"
