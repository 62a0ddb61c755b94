"""How long what a person writes to a clinic may be; a text that is longer is said to be so at its field."""

from fornya.design import typed
from fornya.design.fields import Errors

NOTE = 500


def too_long(errors: Errors, name: str, text: str, longest: int) -> Errors:
    """Add an error that says by how much a text is too long, when it is."""
    said = typed.too_long(text, longest)
    return errors.add(name, said) if said else errors
