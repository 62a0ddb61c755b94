"""What a clinic does with a request for a medicine: the most specific row of its policy decides.

Rows are by ATC group, by controlled class, by both, or (neither) for all. A full seven-character ATC code
goes before a row for controlled medicines, one for a single class before one for all of them, and that before
any shorter prefix; the longer prefix before the shorter. Of equals the first decides: a clinic's own rows
stand before those that hold where it has said nothing.

Source: health centres' published renewal rules; the Medical Products Agency's lists II-V of controlled
medicines; tables/renewal_policy.toml.
Reviewed: 2026-11-23
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fornya.rules.dated import read_table

FULL_ATC_LENGTH = 7
CLASSES = ("II", "III", "IV", "V")
ATC = re.compile(r"[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?")


class Outcome(StrEnum):
    """What a clinic does with a request for a medicine."""

    ALLOW = "allow"
    ALLOW_WITH_REVIEW = "allow_with_review"
    VISIT_REQUIRED = "visit_required"
    NOT_OFFERED = "not_offered"


REFUSED = frozenset({Outcome.VISIT_REQUIRED, Outcome.NOT_OFFERED})


@dataclass(frozen=True)
class PolicyRule:
    """One row of a clinic's policy. `narcotic` means all controlled medicines, `narcotic_class` one class.

    `name` is what patients call the group, and `text` what they read who ask for it, both in the words of
    whoever decided; `text_simple` says the same in Easy Swedish.
    """

    outcome: Outcome
    atc_prefix: str | None = None
    narcotic: bool = False
    narcotic_class: str | None = None
    name: str = ""
    text: str = ""
    text_simple: str = ""

    @property
    def key(self) -> tuple[str | None, bool, str | None]:
        """What the row is about, whatever it says of that."""
        return self.atc_prefix, self.narcotic, self.narcotic_class


def default_rules() -> tuple[PolicyRule, ...]:
    """Return the policy of a clinic that has none of its own."""
    return _DEFAULT_RULES


def deciding_rule(
    rules: tuple[PolicyRule, ...], *, atc: str | None, narcotic_class: str | None
) -> PolicyRule | None:
    """Return the row that decides for a medicine; None where no row is about it."""
    code = atc or ""
    matching = [
        rule
        for rule in rules
        if (rule.atc_prefix is None or code.startswith(rule.atc_prefix)) and _is_of(rule, narcotic_class)
    ]
    return max(matching, key=_specificity) if matching else None


def is_atc(text: str) -> bool:
    """Tell whether a text is an ATC code, or the beginning of one that ends where a level does."""
    return ATC.fullmatch(text) is not None


def _is_of(rule: PolicyRule, narcotic_class: str | None) -> bool:
    if rule.narcotic and narcotic_class is None:
        return False
    return rule.narcotic_class is None or rule.narcotic_class == narcotic_class


def _specificity(rule: PolicyRule) -> tuple[bool, bool, bool, int]:
    length = len(rule.atc_prefix or "")
    has_class = rule.narcotic_class is not None
    return length >= FULL_ATC_LENGTH, rule.narcotic or has_class, has_class, length


def _rule(row: dict[str, Any]) -> PolicyRule:
    return PolicyRule(Outcome(row["outcome"]), row.get("atc_prefix"), row.get("narcotic", False))


_DEFAULT_RULES = tuple(_rule(row) for row in read_table("renewal_policy")["rule"])
