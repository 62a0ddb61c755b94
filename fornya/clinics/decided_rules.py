"""Reads what regions and the operator have decided of what is renewed online; names of people stay behind."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection

from fornya.clinics.rule_table import ANY_CLASS, RuleVersion
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.renewal_policy import CLASSES, Outcome, PolicyRule

COUNTRY = ""


class _Row(NamedTuple):
    """What `clinics_rules_decided()` gives of a rule; its columns are named as the table's."""

    region_id: str | None
    atc_prefix: str
    controlled: str
    outcome: str
    name: str
    text: str
    text_simple: str
    valid_from: date
    source: str


def by_region() -> Mapping[str, list[DecidedRule]]:
    """Give what each region has decided by its code, the country's under COUNTRY; first what began first."""
    found: dict[str, list[DecidedRule]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinics_rules_decided()")
        for row in map(_Row._make, cursor.fetchall()):
            found[row.region_id or COUNTRY].append(decided_of(row))
    return found


def decided_of(row: RuleVersion | _Row) -> DecidedRule:
    """Give what a row says, whatever became of it; one without an outcome ends what was said before."""
    rule = rule_of(row.atc_prefix, row.controlled, row.outcome, row.name, row.text, row.text_simple)
    level = Level.REGION if row.region_id else Level.COUNTRY
    return DecidedRule(level, rule, row.valid_from, row.source, ends=not row.outcome)


def rule_of(
    atc: str, controlled: str, outcome: str, name: str = "", text: str = "", text_simple: str = ""
) -> PolicyRule:
    """Give a row's rule; one that ends says as little as can be said."""
    return PolicyRule(
        outcome=Outcome(outcome) if outcome else Outcome.ALLOW,
        atc_prefix=atc or None,
        narcotic=controlled == ANY_CLASS,
        narcotic_class=controlled if controlled in CLASSES else None,
        name=name,
        text=text,
        text_simple=text_simple,
    )


def controlled_of(rule: PolicyRule) -> str:
    """Give how a row says which controlled medicines a rule is about; empty for none."""
    return rule.narcotic_class or (ANY_CLASS if rule.narcotic else "")
