"""Reads what regions and the operator have decided of what is renewed online; names of people stay behind."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

from fornya.clinics.rule_table import ANY_CLASS
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.renewal_policy import CLASSES, Outcome, PolicyRule

COUNTRY = ""


def by_region() -> Mapping[str, list[DecidedRule]]:
    """Give what each region has decided by its code, the country's under COUNTRY; first what began first."""
    found: dict[str, list[DecidedRule]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinics_rules_decided()")
        for (
            region,
            atc,
            controlled,
            outcome,
            name,
            text,
            text_simple,
            valid_from,
            source,
        ) in cursor.fetchall():
            level = Level.REGION if region else Level.COUNTRY
            rule = rule_of(atc, controlled, outcome, name, text, text_simple)
            found[region or COUNTRY].append(DecidedRule(level, rule, valid_from, source, not outcome))
    return found


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
