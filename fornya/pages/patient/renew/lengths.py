"""How long what a person writes may be, and what to say when it is longer."""

from django.utils.translation import ngettext

from fornya.design.fields import Errors

NOTE = 500


def too_long(errors: Errors, name: str, text: str, longest: int) -> Errors:
    """Add an error that says by how much a text is too long, when it is."""
    over = len(text) - longest
    if over <= 0:
        return errors
    said = ngettext("Texten är %(num)s tecken för lång", "Texten är %(num)s tecken för lång", over)
    return errors.add(name, said % {"num": over})
