"""The table of rules that regions, and the operator for the country, have decided or think of deciding."""

from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, F, Q

from fornya.rules.hsa_id import PATTERN as HSA_ID
from fornya.rules.renewal_policy import ATC, CLASSES, REFUSED, Outcome

ANY_CLASS = "any"
ATC_PREFIX = f"^({ATC.pattern})?$"


class Verdict(StrEnum):
    """What became of a proposal; the empty text while it waits for a second person."""

    WAITS = ""
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_BY_ANOTHER = [Verdict.APPROVED.value, Verdict.DECLINED.value]
_SAME_PERSON = Q(decided_by_hsa_id__iexact=F("proposed_by_hsa_id"))
_UNDECIDED = Q(verdict="", decided_at=None, decided_by="", decided_by_hsa_id="", reason="")
_DECIDED = ~Q(verdict="") & Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(decided_by_hsa_id="")


class RuleVersion(models.Model):
    """What is done, from a day on, with requests for a group of medicines in a region or, without one,
    everywhere.

    One person proposes, another approves or says no. An empty `outcome` ends what was said of the group.
    A row is never changed but by the one verdict, and never removed: together they are the log (migration
    0013).
    """

    region = models.ForeignKey("clinics.Region", on_delete=models.PROTECT, null=True)
    atc_prefix = models.CharField(max_length=7, blank=True)
    controlled = models.CharField(max_length=3, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=300, blank=True)
    text_simple = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    is_example = models.BooleanField(default=False)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120)
    proposed_by_hsa_id = models.CharField(max_length=31)
    verdict = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_hsa_id = models.CharField(max_length=31, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(outcome__in=["", *(each.value for each in Outcome)]), name="rule_outcome_is_known"
            ),
            CheckConstraint(
                condition=Q(controlled__in=["", ANY_CLASS, *CLASSES]), name="rule_class_is_known"
            ),
            CheckConstraint(condition=Q(atc_prefix__regex=ATC_PREFIX), name="rule_atc_form"),
            CheckConstraint(condition=~Q(atc_prefix="", controlled=""), name="rule_is_about_some_medicines"),
            CheckConstraint(
                condition=Q(name__regex=r"\S", source__regex=r"\S"), name="rule_has_name_and_source"
            ),
            CheckConstraint(
                condition=~Q(outcome__in=sorted(each.value for each in REFUSED))
                | Q(text__regex=r"\S", text_simple__regex=r"\S"),
                name="rule_that_refuses_says_why",
            ),
            CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Verdict]), name="rule_verdict_is_known"
            ),
            CheckConstraint(condition=_UNDECIDED | _DECIDED, name="rule_verdict_has_its_person"),
            CheckConstraint(
                condition=Q(proposed_by_hsa_id__regex=HSA_ID)
                & (Q(decided_by_hsa_id="") | Q(decided_by_hsa_id__regex=HSA_ID)),
                name="rule_hsa_id_form",
            ),
            CheckConstraint(
                condition=~(Q(verdict__in=_BY_ANOTHER) & _SAME_PERSON), name="rule_has_four_eyes"
            ),
            CheckConstraint(
                condition=~Q(verdict=Verdict.WITHDRAWN.value) | _SAME_PERSON,
                name="rule_is_withdrawn_by_oneself",
            ),
            CheckConstraint(
                condition=~Q(verdict=Verdict.DECLINED.value) | Q(reason__regex=r"\S"),
                name="rule_declined_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["region", "-valid_from"], name="rule_in_region")]

    def __str__(self) -> str:
        return self.name
