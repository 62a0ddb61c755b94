"""What a renewal costs, in words: the amount most pay, who pays less, and where the amount is from."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.rules.dated import is_in_force
from fornya.rules.fees import Fee, FeeRule, FeeUnknown, Purpose


@dataclass(frozen=True, slots=True)
class FeeWords:
    """The cost as a page tells it. `amount` is a few words, `details` are whole sentences."""

    amount: str
    details: tuple[str, ...] = ()
    known: bool = True
    is_example: bool = False


def fee_words(clinic: ClinicPage, today: date) -> FeeWords:
    """Say what a renewal costs at the clinic; where nobody knows, say so rather than guess."""
    try:
        fee = directory.fee_on(clinic, today)
    except FeeUnknown:
        return FeeWords(_("Fråga mottagningen"), known=False)
    details = [*_other_purposes(clinic, today, fee), *_exempt(clinic, today)]
    if fee.amount_ore and fee.counts_to_frikort:
        details.append(_("Avgiften räknas in i högkostnadsskyddet för vårdbesök."))
    return FeeWords(formats.money(fee.amount_ore), tuple(details), is_example=fee.is_example)


def _other_purposes(clinic: ClinicPage, today: date, usual: Fee) -> list[str]:
    said = {
        Purpose.NOT_ILLNESS: _("%(amount)s om läkemedlet inte är mot en sjukdom."),
        Purpose.UNTIL_VISIT: _("%(amount)s om läkemedlet inte räcker till ett besök som redan är bokat."),
    }
    sentences = []
    for purpose, sentence in said.items():
        try:
            fee = directory.fee_on(clinic, today, purpose=purpose)
        except FeeUnknown:
            continue
        if fee.amount_ore != usual.amount_ore:
            sentences.append(sentence % {"amount": formats.money(fee.amount_ore)})
    return sentences


def _exempt(clinic: ClinicPage, today: date) -> list[str]:
    rule = _rule_in_force(clinic, today)
    if rule is None or not rule.amount_ore:
        return []
    sentences = []
    if rule.free_under is not None:
        sentences.append(_("0 kr för den som är under %(age)s år.") % {"age": rule.free_under})
    if rule.free_from_age is not None:
        sentences.append(_("0 kr för den som har fyllt %(age)s år.") % {"age": rule.free_from_age})
    return sentences


def _rule_in_force(clinic: ClinicPage, today: date) -> FeeRule | None:
    """Give the rule behind the usual fee: the clinic's own before the region's, the newest first."""
    rules = [rule for rule in clinic.fees if rule.purpose is Purpose.ILLNESS and is_in_force(rule, today)]
    return max(rules, key=lambda rule: (rule.clinic_hsa_id is not None, rule.valid_from), default=None)
