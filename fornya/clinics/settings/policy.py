"""The clinic's own rows about what is renewed online: one for each group of medicines."""

from datetime import datetime

from fornya.audit.scope import Actor
from fornya.clinics.decided_rules import controlled_of
from fornya.clinics.models import PolicyRow
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing, looked_after
from fornya.clinics.settings.log import Part
from fornya.rules.renewal_policy import PolicyRule

MOST_ROWS = 60


class TooManyRows(Exception):
    """A clinic with so many rows has lost sight of them; nobody else could follow them either."""


def set_rule(*, clinic_id: int, rule: PolicyRule, by: Actor, now: datetime) -> None:
    """Say what is done with a group, in place of what was said of it before. Raises TooManyRows."""
    with changing(clinic_id=clinic_id, part=Part.POLICY, by=by, now=now) as clinic:
        before = _drop(clinic_id, rule)
        if PolicyRow.objects.filter(clinic_id=clinic_id).count() >= MOST_ROWS:
            raise TooManyRows
        PolicyRow.objects.create(
            clinic_id=clinic_id,
            atc_prefix=rule.atc_prefix or "",
            controlled=controlled_of(rule),
            outcome=rule.outcome.value,
            name=rule.name,
            text=rule.text,
        )
        looked_after(clinic, now)
        fields = {_label(rule): [before, _said(rule.name, rule.outcome.value, rule.text)]}
        log.note(clinic_id=clinic_id, part=Part.POLICY, fields=fields, by=by, now=now)


def drop_rule(*, clinic_id: int, rule: PolicyRule, by: Actor, now: datetime) -> None:
    """Say nothing of our own about a group any more; one without a row is left alone."""
    with changing(clinic_id=clinic_id, part=Part.POLICY, by=by, now=now) as clinic:
        before = _drop(clinic_id, rule)
        if before is None:
            return
        looked_after(clinic, now)
        log.note(clinic_id=clinic_id, part=Part.POLICY, fields={_label(rule): [before, None]}, by=by, now=now)


def _drop(clinic_id: int, rule: PolicyRule) -> list[str] | None:
    """Remove the row about the same group; gives what it said."""
    rows = PolicyRow.objects.filter(
        clinic_id=clinic_id, atc_prefix=rule.atc_prefix or "", controlled=controlled_of(rule)
    )
    said = rows.values_list("name", "outcome", "text").first()
    rows.delete()
    return _said(*said) if said else None


def _said(name: str, outcome: str, text: str) -> list[str]:
    return [part for part in (name, outcome, text) if part]


def _label(rule: PolicyRule) -> str:
    return " ".join(part for part in (rule.atc_prefix or "", controlled_of(rule)) if part)
