"""Tables of renewal requests. The invariants of the job are constraints here: no race can break them."""

from django.db import models
from django.db.models import Q

from fornya.clinics.models import Clinic, Pharmacy
from fornya.people.models import Patient, Staff
from fornya.renewals.appointment_table import Appointment as Appointment  # for Django, which looks here
from fornya.renewals.escalation_table import Escalation as Escalation  # for Django, which looks here
from fornya.renewals.open_counts_table import OpenCount as OpenCount
from fornya.rules.decision_reasons import NO_REASONS, NextStep
from fornya.rules.renewal_states import OPEN, LineState, RequestStatus

OPEN_STATES = sorted(state.value for state in OPEN)


class RenewalDraft(models.Model):
    """An unfinished form: what the patient has answered, and the medicines as the store showed them.

    `content` is what draft.py writes; `send_key` becomes the request's, so that sending twice sends once.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.CASCADE)
    clinic = models.ForeignKey(Clinic, models.CASCADE)
    send_key = models.UUIDField(unique=True)
    content = models.JSONField(default=dict)
    medicines = models.JSONField(default=list)
    medicines_read_at = models.DateTimeField(null=True)
    source_down = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "clinic"], name="one_draft_per_clinic")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class RenewalRequest(models.Model):
    """A request that a patient has sent to a clinic. Its `status` is computed from its lines.

    `taken_by` is whose it is at the clinic; `read_by` is who reads it at the moment, and nobody else until
    `read_until`. From `at_front_from` it is pressing, by what is left at home (rules/running_out.py).
    `language` is that of the pages it was sent from.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.PROTECT)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    send_key = models.UUIDField()
    sent_at = models.DateTimeField()
    answer_by = models.DateField()
    fee_ore = models.PositiveIntegerField()
    pharmacy = models.ForeignKey(Pharmacy, models.PROTECT, null=True)
    message = models.TextField(blank=True)
    own_answers = models.JSONField(default=list)
    status = models.CharField(max_length=16, choices=[(s.value, s.name) for s in RequestStatus])
    version = models.PositiveIntegerField(default=1)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True)
    taken_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    read_until = models.DateTimeField(null=True)
    runs_out_on = models.DateField(null=True)
    at_front_from = models.DateField(null=True)
    is_critical = models.BooleanField(db_default=False)
    language = models.CharField(max_length=12, db_default="sv")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "send_key"], name="request_sent_once"),
            models.CheckConstraint(
                name="request_taken_by_somebody_at_some_time",
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_held_by_somebody_for_some_time",
                condition=Q(read_by=None, read_until=None)
                | Q(read_by__isnull=False, read_until__isnull=False),
            ),
        ]
        indexes = [
            # Each in the order of the worklist's pages.
            models.Index(
                fields=["clinic", "status", "answer_by", "id"],
                include=["taken_by", "at_front_from"],
                name="worklist_open",
                condition=Q(ended_at=None),
            ),
            models.Index(
                fields=["clinic", "taken_by", "answer_by", "id"],
                name="worklist_mine",
                condition=Q(ended_at=None),
            ),
            models.Index(
                fields=["clinic", "answer_by", "id"],
                name="worklist_due",
                condition=Q(ended_at=None),
            ),
            models.Index(
                fields=["clinic", "at_front_from", "id"],
                name="worklist_front",
                condition=Q(ended_at=None, at_front_from__isnull=False),
            ),
            models.Index(
                fields=["clinic", "-ended_at", "-id"],
                name="worklist_done",
                condition=Q(ended_at__isnull=False),
            ),
            models.Index(fields=["patient", "-sent_at"], name="requests_of_patient"),
            models.Index(fields=["ended_at"], name="requests_ended", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class RenewalLine(models.Model):
    """One medicine of a request. `prescription` is the store's row as the patient saw it; empty when written
    by hand.

    Carries patient and clinic of its request so that the wall needs no look at another table.
    """

    id = models.UUIDField(primary_key=True)
    request = models.ForeignKey(RenewalRequest, models.CASCADE, related_name="lines")
    patient = models.ForeignKey(Patient, models.PROTECT)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    position = models.PositiveSmallIntegerField()
    prescription_id = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=160)
    prescription = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=[(s.value, s.name) for s in LineState])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="line_has_its_place"),
            models.UniqueConstraint(
                fields=["patient", "prescription_id"],
                condition=Q(state__in=OPEN_STATES) & ~Q(prescription_id=""),
                name="one_open_request_per_prescription",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class Question(models.Model):
    """Something staff asked the patient about one medicine."""

    id = models.UUIDField(primary_key=True)
    line = models.ForeignKey(RenewalLine, models.CASCADE, related_name="questions")
    patient = models.ForeignKey(Patient, models.PROTECT)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    text = models.TextField()
    asked_by = models.ForeignKey(Staff, models.PROTECT)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_answered_with_words",
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(answered_at=None), name="one_open_question_per_line"
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Decision(models.Model):
    """What a prescriber decided about one medicine: one live decision a line, whatever races for it.

    A renewal carries the whole new prescription; anything else carries a reason and what to do. `store_key`
    is made from the decision's id, never drawn per attempt, and is what makes writing to the store happen
    once. When the store refuses a renewal, its decision is superseded so that the prescriber can decide anew.
    `signature` is the service's own over all of it (seal.py). `checks` is what the checks said as it was
    signed. `next_step` is what the patient is told to do after a no: where nobody says, to ring. `times` are
    those to meet that were offered with it.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        RENEW = "renew"
        RENEW_CHANGED = "renew_changed"
        MEET = "meet"
        DECLINE = "decline"

    id = models.UUIDField(primary_key=True)
    line = models.ForeignKey(RenewalLine, models.PROTECT, related_name="decisions")
    patient = models.ForeignKey(Patient, models.PROTECT)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    outcome = models.CharField(max_length=16, choices=Outcome)
    reason = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    prescription = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Staff, models.PROTECT)
    decided_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    signature = models.TextField(db_default="")
    checks = models.JSONField(db_default=models.Value([], output_field=models.JSONField()))
    next_step = models.CharField(max_length=16, db_default=NextStep.PHONE.value)
    times = models.JSONField(db_default=models.Value([], output_field=models.JSONField()))
    superseded_at = models.DateTimeField(null=True)
    store_key = models.UUIDField(unique=True, null=True)
    stored_id = models.CharField(max_length=64, blank=True)
    stored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(superseded_at=None), name="one_decision_per_line"
            ),
            models.CheckConstraint(
                name="decision_says_why_or_what",
                condition=(
                    Q(outcome__in=["renew", "renew_changed"], store_key__isnull=False) & ~Q(prescription={})
                )
                | (Q(outcome__in=["meet", "decline"], store_key=None) & ~Q(reason="") & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="decision_no_has_reason_and_next_step",
                condition=Q(outcome__in=["renew", "renew_changed"])
                | (Q(reason__in=sorted(NO_REASONS)) & Q(next_step__in=[step.value for step in NextStep])),
            ),
            models.CheckConstraint(
                name="decision_stored_with_its_id",
                condition=Q(stored_at=None, stored_id="") | (Q(stored_at__isnull=False) & ~Q(stored_id="")),
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Preparation(models.Model):
    """What somebody at the clinic has got ready for the prescriber: facts out of the record, and a proposal.

    `record` is what the checks need and Förnya cannot know (record.py); `fields` a form of decisions.
    """

    request = models.OneToOneField(RenewalRequest, models.CASCADE, primary_key=True)
    patient = models.ForeignKey(Patient, models.CASCADE)
    clinic = models.ForeignKey(Clinic, models.CASCADE)
    record = models.JSONField(default=dict)
    record_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    record_at = models.DateTimeField(null=True)
    fields = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="prepared_by_somebody_at_some_time",
                condition=(
                    Q(record={}, record_by=None, record_at=None)
                    | Q(record_by__isnull=False, record_at__isnull=False)
                )
                & (
                    Q(fields={}, proposed_by=None, proposed_at=None)
                    | Q(proposed_by__isnull=False, proposed_at__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"prepared for {self.request_id}"


class SealLink(models.Model):
    """A sealed decision's place in its clinic's chain: numbered without a gap, each tied to the one before.

    `sealed` is the hash of the decision's seal, `previous` that of the link before. The decision is named by
    its id alone: one that is taken away leaves its link behind.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT)
    number = models.PositiveIntegerField()
    decision_id = models.UUIDField(unique=True)
    sealed = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    signature = models.TextField()
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "number"], name="link_has_its_place")]

    def __str__(self) -> str:
        return f"link {self.number} of clinic {self.clinic_id}"


class FilledDecision(models.Model):
    """What a prescriber had filled in when the service asked who they are once more: one form a request."""

    request = models.ForeignKey(RenewalRequest, models.CASCADE)
    clinic = models.ForeignKey(Clinic, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "staff"], name="filled_once_a_request")]
        indexes = [models.Index(fields=["kept_at"], name="filled_by_age")]

    def __str__(self) -> str:
        return f"filled in for {self.request_id}"


class RenewalEvent(models.Model):
    """The history of a request: append-only, written in the transaction of what happened."""

    request = models.ForeignKey(RenewalRequest, models.CASCADE, related_name="events")
    line = models.ForeignKey(RenewalLine, models.CASCADE, null=True)
    patient = models.ForeignKey(Patient, models.PROTECT)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["request", "at"], name="history_of_request")]

    def __str__(self) -> str:
        return f"{self.what} {self.request_id}"
