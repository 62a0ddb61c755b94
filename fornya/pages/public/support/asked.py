"""Reads the form to the support desk and says what has to be put right, in the order of the page."""

import re
from datetime import date

from django.utils.translation import gettext as _

from fornya.design.fields import Errors, Form
from fornya.design.typed import read_email
from fornya.rules.personnummer import NotAPersonNumber, parse
from fornya.support.models import Topic
from fornya.support.send import Written

FIELDS = ("topic", "message", "name", "email", "phone", "copy")
LONGEST_MESSAGE = 2000
LONGEST_NAME = 120
LONGEST_PHONE = 40
FEWEST_DIGITS = 7
PHONE_SIGNS = re.compile(r"[0-9+()\s–-]+")
# Anything that could be a personal identity number, before its date and check digit have been tried.
NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+\u2013 ]?\d{4}(?!\d)")


def problems(form: Form, *, today: date) -> Errors:
    """Say what has to be put right; nothing when the case can be sent."""
    errors = Errors()
    if form.value("topic") not in {each.value for each in Topic}:
        errors = errors.add("topic", _("Välj vad det gäller"))
    message = form.value("message")
    if not message:
        errors = errors.add("message", _("Skriv vad du vill fråga eller berätta"))
    elif len(message) > LONGEST_MESSAGE:
        errors = errors.add(
            "message", _("Korta texten till högst %(most)s tecken") % {"most": LONGEST_MESSAGE}
        )
    elif holds_a_personnummer(message, today):
        errors = errors.add("message", _("Ta bort personnumret. Supporten behöver det inte"))
    if len(form.value("name")) > LONGEST_NAME:
        errors = errors.add("name", _("Korta namnet till högst %(most)s tecken") % {"most": LONGEST_NAME})
    return _contact(form, errors)


def written(form: Form) -> Written:
    """Give a checked form as the room wants it."""
    return Written(
        topic=Topic(form.value("topic")),
        message=form.value("message"),
        name=form.value("name"),
        email=form.value("email"),
        phone=form.value("phone"),
        wants_copy=form.value("copy") == "yes",
    )


def holds_a_personnummer(text: str, today: date) -> bool:
    """Tell whether a real personal identity number stands in the text."""
    for found in NUMBER.findall(text):
        try:
            parse(found, today=today)
        except NotAPersonNumber:
            continue
        return True
    return False


def _contact(form: Form, errors: Errors) -> Errors:
    email, phone = form.value("email"), form.value("phone")
    if email and read_email(email) is None:
        errors = errors.add("email", _("Skriv e-postadressen så här: namn@exempel.se"))
    if not email and form.value("copy") == "yes":
        errors = errors.add("email", _("Skriv din e-postadress, så att kopian kommer fram"))
    if phone and not _is_phone(phone):
        errors = errors.add("phone", _("Skriv telefonnumret med riktnummer, till exempel 070-174 06 05"))
    return errors


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return bool(PHONE_SIGNS.fullmatch(text)) and digits >= FEWEST_DIGITS and len(text) <= LONGEST_PHONE
