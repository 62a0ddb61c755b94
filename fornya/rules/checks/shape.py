"""The one shape of a check's answer: which check and version, what it looked at, one of four results, why.

Source: this service's own; a check that could not run has to be seen, after checks elsewhere that were
silently dead for years.
Reviewed: 2026-11-23
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Name(StrEnum):
    """Every check there is, in the order they are shown."""

    PRESCRIPTION = "prescription"
    ANSWERS = "answers"
    POLICY = "policy"
    CONTROLLED = "controlled"
    USE = "use"
    DOSE = "dose"
    DUPLICATE = "duplicate"
    INTERACTION = "interaction"
    ALLERGY = "allergy"
    VISIT = "visit"
    MONITORING = "monitoring"
    KIDNEY = "kidney"
    PREGNANCY = "pregnancy"
    AGE = "age"
    DOSE_DISPENSED = "dose_dispensed"
    SHORTAGE = "shortage"
    LICENCE = "licence"


class Result(StrEnum):
    """What came of a check; the one to look at first is last."""

    FINE = "fine"
    NOT_RUN = "not_run"
    WARN = "warn"
    STOP = "stop"


class Saw(StrEnum):
    """What a check has looked at, or would have."""

    ANSWERS = "answers"
    STORE = "store"
    PRESCRIPTION = "prescription"
    WITHDRAWALS = "withdrawals"
    POLICY = "policy"
    BIRTH_DATE = "birth_date"
    RECORD = "record"
    TABLE = "table"
    PRODUCTS = "products"


class Why(StrEnum):
    """What a check says: the key of a sentence that pages put into words."""

    FAILED = "failed"
    SWITCHED_OFF = "switched_off"
    STORE_DOWN = "store_down"
    STORE_HIDES = "store_hides"
    WRITTEN_BY_HAND = "written_by_hand"
    NO_ATC = "no_atc"
    OTHER_WITHOUT_ATC = "other_without_atc"
    NOT_IN_RECORD = "not_in_record"
    RECORD_TOO_OLD = "record_too_old"
    NO_PRODUCT_SOURCE = "no_product_source"
    PRODUCT_SOURCE_OLD = "product_source_old"
    NOT_CONCERNED = "not_concerned"

    AS_SHOWN = "as_shown"
    GONE = "gone"
    ENDED = "ended"
    ON_HOLD = "on_hold"
    CHANGED_SINCE = "changed_since"

    ANSWERS_WELL = "answers_well"
    NOT_ANSWERED = "not_answered"
    SIDE_EFFECTS = "side_effects"
    WORKS_BADLY = "works_badly"
    TAKES_OTHERWISE = "takes_otherwise"
    UNSURE = "unsure"
    WRITES = "writes"

    POLICY_ALLOWS = "policy_allows"
    POLICY_REVIEW = "policy_review"
    POLICY_REFUSES = "policy_refuses"

    CONTROLLED = "controlled"
    HABIT_FORMING = "habit_forming"
    NOT_CONTROLLED = "not_controlled"

    COLLECTED_AS_DOSED = "collected_as_dosed"
    COLLECTED_EARLY = "collected_early"
    COLLECTED_LATE = "collected_late"
    PLENTY_LEFT = "plenty_left"
    DOSE_UNCOUNTABLE = "dose_uncountable"
    NOTHING_COLLECTED = "nothing_collected"

    DOSE_WITHIN = "dose_within"
    DOSE_ABOVE = "dose_above"
    NO_DOSE_LIMIT = "no_dose_limit"
    WEEKLY_DOSE = "weekly_dose"

    NO_OTHER_ALIKE = "no_other_alike"
    SAME_SUBSTANCE = "same_substance"
    SAME_KIND = "same_kind"

    NO_INTERACTION = "no_interaction"
    INTERACTS = "interacts"

    NO_ALLERGY = "no_allergy"
    ALLERGIC = "allergic"
    OTHER_ALLERGY = "other_allergy"

    SEEN = "seen"
    NOT_SEEN = "not_seen"

    NOT_MONITORED = "not_monitored"
    MONITORED = "monitored"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    SPECIALIST = "specialist"

    KIDNEY_FINE = "kidney_fine"
    KIDNEY_LOW = "kidney_low"

    NOT_PREGNANT = "not_pregnant"
    PREGNANT = "pregnant"
    PREVENTION = "prevention"

    AGE_FINE = "age_fine"
    CHILD = "child"
    OLD_FOR_IT = "old_for_it"

    NOT_DISPENSED_IN_BAGS = "not_dispensed_in_bags"
    DISPENSED_IN_BAGS = "dispensed_in_bags"
    BAGS_STOP = "bags_stop"

    NO_SHORTAGE = "no_shortage"
    SHORTAGE = "shortage"

    NO_LICENCE = "no_licence"
    ON_LICENCE = "on_licence"
    LICENCE_OVER = "licence_over"


@dataclass(frozen=True, slots=True)
class Said:
    """What a check answers: the result, why, and the sentences' values (texts, ISO days, whole numbers)."""

    result: Result
    why: tuple[Why, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer about one medicine, with all that is kept of it."""

    name: Name
    version: str
    source: str
    saw: tuple[Saw, ...]
    result: Result
    why: tuple[Why, ...]
    values: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Give the answer as it is signed and kept."""
        return {
            "name": self.name.value,
            "version": self.version,
            "source": self.source,
            "saw": [each.value for each in self.saw],
            "result": self.result.value,
            "why": [each.value for each in self.why],
            "values": dict(self.values),
        }


def fine(why: Why, **values: Any) -> Said:
    """Nothing was found."""
    return Said(Result.FINE, (why,), values)


def warn(*why: Why, **values: Any) -> Said:
    """Something should be thought of."""
    return Said(Result.WARN, why, values)


def stop(*why: Why, **values: Any) -> Said:
    """Something speaks against renewing without a change."""
    return Said(Result.STOP, why, values)


def not_run(why: Why, **values: Any) -> Said:
    """Nothing is known that the check could have looked at."""
    return Said(Result.NOT_RUN, (why,), values)
