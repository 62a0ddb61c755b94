"""Reads a notice as it is typed, and says what must be put right."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fornya.clinics.codes import NoticeKind
from fornya.clinics.notices import LONGEST, SWEDISH
from fornya.design.fields import Errors, Form
from fornya.design.languages import LANGUAGES
from fornya.design.typed import at_field, read_moment, too_long

FIELDS = ("kind", *(f"text-{language.code}" for language in LANGUAGES), "starts", "ends")


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice that can be put up."""

    kind: NoticeKind
    texts: dict[str, str]
    starts_at: datetime
    ends_at: datetime


def read(form: Form, now: datetime) -> tuple[NewNotice | None, Errors]:
    """Read the notice; None with what must be put right. An empty beginning is now."""
    errors = Errors()
    if form.value("kind") not in set(NoticeKind):
        errors = errors.add("kind", _("Välj vad det handlar om"))
    texts = {}
    for language in LANGUAGES:
        name = f"text-{language.code}"
        text = form.value(name)
        if fault := too_long(text, LONGEST):
            errors = errors.add(name, fault)
        elif text:
            texts[language.code] = text
        elif language.code == SWEDISH:
            errors = errors.add(name, _("Skriv vad som har hänt och vad patienten ska göra"))
    starts_at = read_moment(form.value("starts")) if form.value("starts") else now
    ends_at = read_moment(form.value("ends"))
    wanted = _("Skriv dag och tid som ÅÅÅÅ-MM-DD TT:MM, till exempel 2026-12-24 08:00")
    if starts_at is None:
        errors = errors.add("starts", at_field(_("Visas från"), wanted))
    if ends_at is None:
        errors = errors.add("ends", at_field(_("Visas till"), wanted))
    elif ends_at <= max(starts_at or now, now):
        errors = errors.add("ends", _("Slutet måste komma efter början, och efter nu"))
    if errors or starts_at is None or ends_at is None:
        return None, errors
    return NewNotice(NoticeKind(form.value("kind")), texts, starts_at, ends_at), errors
