"""Tables of people and of their being signed in."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from fornya.clinics.models import Clinic
from fornya.people.post_table import PostRow as PostRow  # for Django, which looks for tables here

FOUR_YEARS = timedelta(days=4 * 365 + 1)


class Patient(models.Model):
    """A person who has signed in or been acted for. Names come from the e-ID, for a child from the register.

    Contact ways are the person's own; a guardian's stand in GuardianContact. Programs of before wrote them
    here, with `contact_by`: then they are nobody's.
    `is_protected`, `deceased_on` and `guards_children` are what the population register said last, at
    `registered_at`; null when it has not answered yet.
    """

    personnummer = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=80)
    birth_date = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    contact_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    is_protected = models.BooleanField(db_default=False)
    deceased_on = models.DateField(null=True)
    guards_children = models.BooleanField(db_default=False)
    registered_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="patient_number_is_12_digits", condition=Q(personnummer__regex=r"^[0-9]{12}$")
            )
        ]

    def __str__(self) -> str:
        return f"patient {self.pk}"


class GuardianContact(models.Model):
    """How a guardian wants to be told about a child: each guardian's own, and no other's business."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    guardian = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "guardian"], name="ways_of_each_guardian")]

    def __str__(self) -> str:
        return f"a guardian's ways for {self.patient_id}"


class Staff(models.Model):
    """A member of staff as the latest sign-in described them.

    `assigned` are their commissions for care here: rows of the commission's id, its clinic's, and the last
    day of it or none. Null until they have signed in since the column is there.
    """

    hsa_id = models.CharField(max_length=31, unique=True)
    name = models.CharField(max_length=120)
    licences = models.CharField(max_length=40, blank=True)
    prescriber_code = models.CharField(max_length=7, blank=True)
    assigned = models.JSONField(null=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.hsa_id


class Session(models.Model):
    """Somebody who is signed in. The token is in the browser's cookie; only its SHA-256 is kept.

    `device` names the browser and the system as people know them, to tell one's own sign-ins apart by.
    `patient` is who has signed in. Whoever acts for another has a session of its own for that: it says for
    whom, and as what.
    """

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    patient = models.ForeignKey(Patient, models.CASCADE, null=True)
    staff = models.ForeignKey(Staff, models.CASCADE, null=True)
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True)
    role = models.CharField(max_length=12)
    commissions = models.JSONField(default=list)
    device = models.CharField(max_length=40, db_default="")
    acts_for = models.ForeignKey(Patient, models.CASCADE, null=True, related_name="+")
    acting_as = models.CharField(max_length=8, db_default="")
    confirmed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_is_one_persons",
                condition=Q(patient__isnull=False, staff__isnull=True, clinic__isnull=True)
                | Q(patient__isnull=True, staff__isnull=False),
            ),
            models.CheckConstraint(
                name="session_acts_for_another",
                condition=Q(acts_for=None, acting_as="")
                | Q(acts_for__isnull=False, patient__isnull=False, acting_as__in=["guardian", "agent"])
                & ~Q(acts_for=F("patient")),
            ),
        ]
        indexes = [
            models.Index(fields=["last_seen_at"], name="session_by_age"),
            models.Index(
                fields=["patient"],
                name="session_of_patient",
                condition=Q(patient__isnull=False, ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"session of {self.role}"


class TypedForm(models.Model):
    """What a patient had typed on a page when the session was over: one a page, until it is sent again."""

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.CASCADE)
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "path"], name="typed_once_a_page")]
        indexes = [models.Index(fields=["kept_at"], name="typed_by_age")]

    def __str__(self) -> str:
        return f"typed on {self.path}"


class SignIn(models.Model):
    """One BankID order from start to finish, bound to the browser that started it.

    The address shows only the `id`; the order's reference and the QR secret never leave the server, and the
    secret is sealed in the row. `browser_hash` is the SHA-256 of the starting browser's cookie, `nonce_hash`
    that of the nonce in the return address of a same-device sign-in. `device` says where BankID is opened
    (DeviceKind), empty for orders of a program that did not ask. `asked` (sealed) is what the person was
    to approve. An order to sign something names it in `signing_id`, is bound to the session that started it,
    and holds what BankID answered (`proof`, sealed) until that session comes for it.
    """

    class State(models.TextChoices):
        """Where the order stands."""

        PENDING = "pending"
        APPROVED = "approved"
        USED = "used"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    browser_hash = models.BinaryField(max_length=32)
    same_device = models.BooleanField()
    device = models.CharField(max_length=8, db_default="")
    nonce_hash = models.BinaryField(max_length=32)
    order_ref = models.CharField(max_length=64)
    auto_start_token = models.CharField(max_length=64)
    qr_start_token = models.CharField(max_length=64)
    qr_start_secret = models.BinaryField()
    next_path = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    message = models.CharField(max_length=40, blank=True)
    patient = models.ForeignKey(Patient, models.CASCADE, null=True)
    asked = models.BinaryField(db_default=b"")
    signing_id = models.UUIDField(null=True)
    session_hash = models.BinaryField(db_default=b"", max_length=32)
    proof = models.BinaryField(db_default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_in_approved_by_somebody",
                condition=Q(state__in=["approved", "used"], patient__isnull=False)
                | Q(state__in=["pending", "failed"], patient__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["started_at"], name="sign_in_by_age")]

    def __str__(self) -> str:
        return f"sign-in {self.state}"


class Mandate(models.Model):
    """One adult's leave for another to act in their name: drafted, signed by the giver, signed by the agent.

    The agent is known by number until they have accepted: they may never have been here. Names are kept as
    they were, since neither of the two sees the other's row. What was granted is never changed, only ended.
    `giver_asked` and `agent_asked` are the signatures asked for last, which may never come.
    """

    class EndedBy(models.TextChoices):
        """What ended it. Neither of the two is told which."""

        GIVER = "giver"
        AGENT = "agent"
        REGISTER = "register"
        TIME = "time"

    id = models.UUIDField(primary_key=True)
    giver = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    giver_name = models.CharField(max_length=161)
    agent = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="+")
    agent_name = models.CharField(max_length=161, blank=True)
    agent_number = models.CharField(max_length=12)
    scope = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    drafted_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=8, choices=EndedBy, blank=True)
    first_used_at = models.DateTimeField(null=True)
    giver_asked = models.UUIDField(null=True)
    agent_asked = models.UUIDField(null=True)
    giver_signature_id = models.UUIDField(null=True, unique=True)
    agent_signature_id = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_agent_number_is_12_digits", condition=Q(agent_number__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="mandate_is_to_another", condition=Q(agent=None) | ~Q(agent=F("giver"))
            ),
            models.CheckConstraint(name="mandate_scope_is_known", condition=Q(scope__in=["see", "request"])),
            models.CheckConstraint(
                name="mandate_ends_within_four_years",
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + FOUR_YEARS),
            ),
            models.CheckConstraint(
                name="mandate_offered_is_signed",
                condition=Q(offered_at=None) | Q(giver_signature_id__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_accepted_is_signed",
                condition=Q(accepted_at=None, agent=None)
                | Q(
                    accepted_at__isnull=False,
                    agent__isnull=False,
                    agent_signature_id__isnull=False,
                    offered_at__isnull=False,
                    declined_at=None,
                ),
            ),
            models.CheckConstraint(
                name="mandate_ended_by_somebody",
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
            ),
            models.UniqueConstraint(
                fields=["giver", "agent_number"],
                name="one_mandate_for_each_pair",
                condition=Q(offered_at__isnull=False, declined_at=None, ended_at=None),
            ),
        ]
        indexes = [models.Index(fields=["agent_number"], name="mandate_of_agent")]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class SigningRequest(models.Model):
    """Something that a patient is asked to sign: for what (`purpose`), which words, and exactly what it is.

    `digest` is over the purpose's own content. Where the person goes afterwards is `next_path`.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.CASCADE)
    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    visible = models.TextField()
    content = models.TextField()
    next_path = models.CharField(max_length=300)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="signing_by_age")]

    def __str__(self) -> str:
        return f"to sign: {self.purpose}"


class Signature(models.Model):
    """A patient's signature, whole: what was signed, and the proof that can be verified again at any time.

    Its id is that of the request that led to it, so that there is one at most. `method` is "bankid", or the
    key of the issuer where the person confirmed by signing in afresh; `proof` and `ocsp` are what was given.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, models.PROTECT)
    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    visible = models.TextField()
    content = models.TextField()
    method = models.CharField(max_length=30)
    signer = models.CharField(max_length=12)
    proof = models.TextField()
    ocsp = models.TextField()
    signed_at = models.DateTimeField()
    verified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature of {self.purpose}"
