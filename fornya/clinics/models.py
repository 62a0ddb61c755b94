"""Tables of the care directory. What a row may hold is said by the database itself, not only by our code."""

from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.db.models.lookups import LessThanOrEqual

from fornya.clinics.absence_table import Absence as Absence  # for Django, which looks for tables here
from fornya.clinics.alarm_table import AlarmBox as AlarmBox
from fornya.clinics.codes import SPOKEN, Kind, LinkKind, NoticeKind, Service
from fornya.clinics.regions import Municipality, Region
from fornya.clinics.rule_table import ANY_CLASS, ATC_PREFIX
from fornya.clinics.rule_table import RuleVersion as RuleVersion  # as above
from fornya.clinics.upload_table import CatalogueUpload as CatalogueUpload
from fornya.rules.fees import Purpose
from fornya.rules.hsa_id import PATTERN as HSA_ID
from fornya.rules.renewal_policy import CLASSES, Outcome

ANY_PURPOSE = "any"


def _among(column: str, codes: type[StrEnum], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{column}__in": [code.value for code in codes]}), name=name)


class Clinic(models.Model):
    """A clinic as patients know it: one name, one phone, one queue of requests.

    Between `closed_from` and `closed_until` it takes no new requests, whatever `renews_online` says.
    `policy` is from before `PolicyRow`: {"outcome": code, "atc_prefix": text, "narcotic": true}, the
    last two as needed. It is still read. `own_questions` are at most three.
    """

    hsa_id = models.CharField(max_length=31, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    former_names = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=20)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=6)
    place = models.CharField(max_length=60)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    phone = models.CharField(max_length=16)
    renews_online = models.BooleanField(default=False)
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.TextField(blank=True)
    notice = models.CharField(max_length=400, blank=True)
    notice_until = models.DateField(null=True, blank=True)
    closed_from = models.DateField(null=True, blank=True)
    closed_until = models.DateField(null=True, blank=True)
    closed_text = models.CharField(max_length=400, db_default="", default="", blank=True)
    listed_only = models.BooleanField(db_default=False, default=False)
    policy = models.JSONField(default=list, blank=True)
    accepts_other_clinics = models.BooleanField(default=False)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    own_questions = models.JSONField(default=list, blank=True)
    patient_text = models.TextField(blank=True)
    # The database's own default lets code from before this column go on writing rows.
    languages = models.JSONField(default=list, db_default=Value([], models.JSONField()), blank=True)
    updated_on = models.DateField()

    class Meta:
        constraints = [
            _among("kind", Kind, "clinic_kind_is_known"),
            CheckConstraint(condition=Q(hsa_id__regex=HSA_ID), name="clinic_hsa_id_form"),
            CheckConstraint(
                condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="clinic_phone_is_international"
            ),
            CheckConstraint(condition=Q(postcode__regex=r"^[0-9]{3} [0-9]{2}$"), name="clinic_postcode_form"),
            CheckConstraint(condition=~Q(name=""), name="clinic_has_a_name"),
            CheckConstraint(
                condition=Q(renews_online=False) | Q(answer_days__isnull=False, answer_days__range=(1, 30)),
                name="clinic_that_renews_says_when_it_answers",
            ),
            CheckConstraint(
                condition=Q(notice="", notice_until=None) | (~Q(notice="") & Q(notice_until__isnull=False)),
                name="clinic_notice_has_an_end",
            ),
            CheckConstraint(
                condition=Q(closed_from=None, closed_until=None, closed_text="")
                | Q(
                    closed_from__isnull=False, closed_until__isnull=False, closed_from__lte=F("closed_until")
                ),
                name="clinic_closure_has_its_days",
            ),
            CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=F("max_age")),
                name="clinic_ages_are_in_order",
            ),
            CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(55, 70), lon__range=(10, 25)),
                name="clinic_lies_in_sweden",
            ),
            CheckConstraint(
                condition=LessThanOrEqual(
                    Func("own_questions", function="jsonb_array_length", output_field=models.IntegerField()),
                    3,
                ),
                name="clinic_asks_at_most_three",
            ),
            CheckConstraint(
                condition=Q(languages__contained_by=list(SPOKEN)), name="clinic_speaks_known_languages"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One stretch of an ordinary week, 1 = Monday, when the phone is answered or the door is open."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    service = models.CharField(max_length=5, default=Service.PHONE.value)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            _among("service", Service, "hours_service_is_known"),
            CheckConstraint(condition=Q(weekday__range=(1, 7)), name="hours_weekday_is_iso"),
            CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_open_before_they_close"),
            UniqueConstraint(fields=["clinic", "service", "weekday", "opens"], name="hours_stretch_once"),
        ]


class HoursException(models.Model):
    """A day that is not as its weekday: other hours, or closed all day when both times are empty."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    service = models.CharField(max_length=5, default=Service.PHONE.value)
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            _among("service", Service, "exception_service_is_known"),
            CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes")),
                name="exception_is_closed_or_in_order",
            ),
            UniqueConstraint(fields=["clinic", "service", "day"], name="exception_once_a_day"),
        ]


class Fee(models.Model):
    """What a renewal costs the patient, for a whole region or for one clinic, between two days.

    A fee is never edited in the past: a new row with a later `valid_from` takes over, and the database
    refuses to change or remove one whose day has come. `is_example` says that the amount shows how the
    service works and comes from no decision.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, null=True, blank=True)
    purpose = models.CharField(max_length=12, default=ANY_PURPOSE)
    amount_ore = models.PositiveIntegerField()
    free_under = models.PositiveSmallIntegerField(null=True, blank=True)
    free_from_age = models.PositiveSmallIntegerField(null=True, blank=True)
    counts_to_frikort = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(purpose__in=[ANY_PURPOSE, *(each.value for each in Purpose)]),
                name="fee_purpose_is_known",
            ),
            CheckConstraint(
                condition=Q(region__isnull=False, clinic=None) | Q(region=None, clinic__isnull=False),
                name="fee_is_for_a_region_or_a_clinic",
            ),
            CheckConstraint(condition=Q(amount_ore__lte=100_000), name="fee_is_at_most_1000_kr"),
            CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")), name="fee_days_in_order"
            ),
            CheckConstraint(condition=~Q(source=""), name="fee_has_a_source"),
            UniqueConstraint(
                fields=["region", "clinic", "purpose", "valid_from"],
                nulls_distinct=False,
                name="fee_once_a_day",
            ),
        ]


class EService(models.Model):
    """A link that the clinic sets to one of its other e-services."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12)
    url = models.URLField(max_length=300)

    class Meta:
        constraints = [
            _among("kind", LinkKind, "link_kind_is_known"),
            CheckConstraint(condition=Q(url__startswith="https://"), name="link_is_https"),
            UniqueConstraint(fields=["clinic", "kind"], name="link_once_a_kind"),
        ]


class PolicyRow(models.Model):
    """What a clinic does with requests for a group of medicines: by ATC, by controlled class, or by both.

    `controlled` is a class, "any" of them, or empty. rules/renewal_policy.py says which row decides.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    atc_prefix = models.CharField(max_length=7, blank=True)
    controlled = models.CharField(max_length=3, blank=True)
    outcome = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            _among("outcome", Outcome, "policy_outcome_is_known"),
            CheckConstraint(
                condition=Q(controlled__in=["", ANY_CLASS, *CLASSES]), name="policy_class_is_known"
            ),
            CheckConstraint(condition=Q(atc_prefix__regex=ATC_PREFIX), name="policy_atc_form"),
            CheckConstraint(
                condition=~Q(atc_prefix="", controlled=""), name="policy_is_about_some_medicines"
            ),
            CheckConstraint(condition=~Q(name=""), name="policy_has_a_name"),
            UniqueConstraint(fields=["clinic", "atc_prefix", "controlled"], name="policy_once_a_group"),
        ]

    def __str__(self) -> str:
        return self.name


class StandardReply(models.Model):
    """Words that a clinic keeps for its answers; rules/standard_replies.py says what may stand in braces."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(name="") & ~Q(text=""), name="reply_has_name_and_text"),
            UniqueConstraint(fields=["clinic", "name"], name="reply_once_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Pharmacy(models.Model):
    """A pharmacy that a patient may name as a wish; an e-prescription works at all of them."""

    gln = models.CharField(max_length=13, unique=True)
    name = models.CharField(max_length=120)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True)
    place = models.CharField(max_length=60, blank=True)
    online = models.BooleanField(default=False)
    url = models.URLField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "pharmacies"
        constraints = [
            CheckConstraint(condition=Q(gln__regex=r"^[0-9]{13}$"), name="pharmacy_gln_is_13_digits"),
            CheckConstraint(
                condition=Q(online=True, place="") | (Q(online=False) & ~Q(place="")),
                name="pharmacy_is_online_or_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegionalNotice(models.Model):
    """What everybody in a region needs to know for a while; without a region, everybody in the country.

    `texts` holds it by language, {"sv": text, "en": text}; Swedish is always there. A clinic's own notice
    stands with the clinic.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=7, default=NoticeKind.INFO.value)
    texts = models.JSONField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            _among("kind", NoticeKind, "notice_kind_is_known"),
            CheckConstraint(condition=Q(texts__has_key="sv"), name="notice_is_there_in_swedish"),
            CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="notice_starts_before_it_ends"),
        ]


class Administrator(models.Model):
    """Somebody who may change a clinic's settings, from when it was given until the end of `ends_on`.

    By HSA-id, since whoever runs the service names a clinic's first one before that person has ever signed
    in. A row is never removed and never opened again: who is named anew gets a new one.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    hsa_id = models.CharField(max_length=31)
    name = models.CharField(max_length=120, blank=True)
    ends_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(hsa_id__regex=HSA_ID),
                name="administrator_hsa_id_form",
            ),
            CheckConstraint(condition=~Q(given_by=""), name="administrator_was_given_by_somebody"),
            CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="administrator_was_ended_by_somebody",
            ),
            UniqueConstraint(
                fields=["clinic", "hsa_id"], condition=Q(ended_at=None), name="administrator_once_a_clinic"
            ),
        ]

    def __str__(self) -> str:
        return self.hsa_id


class Colleague(models.Model):
    """Somebody who has worked at a clinic here: chose a commission at it, last in which role and when."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    hsa_id = models.CharField(max_length=31)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["clinic", "hsa_id"], name="colleague_once_a_clinic")]

    def __str__(self) -> str:
        return self.hsa_id


class SettingChange(models.Model):
    """What somebody changed in a clinic's or a region's settings: for each field what it was and became.

    Only added to. `part` is one of settings/log.py.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, null=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    part = models.CharField(max_length=20)
    fields = models.JSONField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(clinic__isnull=False, region=None) | Q(clinic=None, region__isnull=False),
                name="change_is_a_clinics_or_a_regions",
            )
        ]
        indexes = [models.Index(fields=["clinic", "-at"], name="change_at_clinic")]

    def __str__(self) -> str:
        return self.part


class DirectoryVersion(models.Model):
    """One row whose mark changes, by a trigger, with every change of a table above.

    Web processes keep the whole directory in memory and compare this mark with their own. It is a random mark
    and not a counter: a counter that was rolled back would give two different contents the same number.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.UUIDField()

    class Meta:
        constraints = [CheckConstraint(condition=Q(id=1), name="directory_has_one_version")]
