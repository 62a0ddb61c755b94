"""Tables of people and of their being signed in."""

from django.db import models
from django.db.models import Q

from fornya.clinics.models import Clinic


class Patient(models.Model):
    """A person who has signed in at least once. Names come from the e-ID, contact ways from the person."""

    personnummer = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=80)
    birth_date = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="patient_number_is_12_digits", condition=Q(personnummer__regex=r"^[0-9]{12}$")
            )
        ]

    def __str__(self) -> str:
        return f"patient {self.pk}"


class Staff(models.Model):
    """A member of staff as the latest sign-in described them."""

    hsa_id = models.CharField(max_length=31, unique=True)
    name = models.CharField(max_length=120)
    licences = models.CharField(max_length=40, blank=True)
    prescriber_code = models.CharField(max_length=7, blank=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.hsa_id


class Session(models.Model):
    """Somebody who is signed in. The token is in the browser's cookie; only its SHA-256 is kept.

    `device` names the browser and the system as people know them, to tell one's own sign-ins apart by.
    """

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    patient = models.ForeignKey(Patient, models.CASCADE, null=True)
    staff = models.ForeignKey(Staff, models.CASCADE, null=True)
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True)
    role = models.CharField(max_length=12)
    commissions = models.JSONField(default=list)
    device = models.CharField(max_length=40, db_default="")
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_is_one_persons",
                condition=Q(patient__isnull=False, staff__isnull=True, clinic__isnull=True)
                | Q(patient__isnull=True, staff__isnull=False),
            )
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
    that of the nonce in the return address of a same-device sign-in.
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
