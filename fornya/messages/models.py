"""Tables of the inbox and of notices."""

from django.db import models

from fornya.people.models import Patient


class Kind(models.TextChoices):
    """What a message is about. The words are the pages' (messages) and texts.py's (notices)."""

    RECEIVED = "received"
    QUESTION = "question"
    ANSWERED = "answered"
    RENEWED = "renewed"
    AGENT_ASKED = "agent_asked"
    AGENT_GIVEN = "agent_given"
    AGENT_YES = "agent_yes"
    AGENT_NO = "agent_no"
    AGENT_USED = "agent_used"
    AGENT_ENDED = "agent_ended"
    REMINDER = "reminder"
    TIME_BOOKED = "time_booked"
    TIME_FREED = "time_freed"
    TIME_GONE = "time_gone"
    TIME_NEAR = "time_near"


# Between a person and their agents, and for nobody who acts in the person's name.
ABOUT_AGENTS = (
    Kind.AGENT_ASKED,
    Kind.AGENT_GIVEN,
    Kind.AGENT_YES,
    Kind.AGENT_NO,
    Kind.AGENT_USED,
    Kind.AGENT_ENDED,
)


class Message(models.Model):
    """A message in a patient's inbox. `facts` is what the page needs to word it.

    `about` is the id of the request, of the mandate, or of the reminder.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.PROTECT)
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.UUIDField()
    source = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind"], name="message_told_once")]
        indexes = [models.Index(fields=["patient", "-created_at"], name="inbox_of_patient")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Notice(models.Model):
    """One SMS or e-mail that tells of a message, without any health data.

    It goes to the patient, or to the `guardian` that it names.
    """

    class Channel(models.TextChoices):
        """The way a notice goes."""

        SMS = "sms"
        EMAIL = "email"

    message = models.ForeignKey(Message, models.CASCADE)
    patient = models.ForeignKey(Patient, models.PROTECT)
    guardian = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=254)
    put_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    gateway_id = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="one_notice_per_channel")]

    def __str__(self) -> str:
        return f"{self.channel} notice of {self.message_id}"
