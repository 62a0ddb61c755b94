"""What a page with a form hands to its template: the values as written, and what must be put right.

Plain and immutable, so that checking is a chain of values and not a class to subclass:

    form = Form.of(request.POST, "phone", "lines")
    errors = form.errors
    if len(digits) < 7:
        errors = errors.add("phone", _("Skriv ditt mobilnummer med minst 7 siffror"))
    if errors:
        return render(request, "pages/…/told.jinja", {"form": form, "errors": errors}, status=422)

In the template: field_text(name="phone", value=form.value("phone"), error=errors.of("phone"), …). The layout
shows the summary and writes "Fel:" first in the title as soon as `errors` in the context holds something.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class Posted(Protocol):
    """What Django's QueryDict can do that we need."""

    def getlist(self, key: str) -> list[str]:
        """Give all values sent under a name."""


@dataclass(frozen=True, slots=True)
class Errors:
    """What must be put right, in the order of the page: (field, message) pairs."""

    found: tuple[tuple[str, str], ...] = ()

    def add(self, name: str, message: str) -> "Errors":
        """Give these errors and one more; `name` is the field's name and its first input's id."""
        return Errors((*self.found, (name, message)))

    def of(self, name: str) -> str | None:
        """Give the first message of one field, for its macro's `error`."""
        return next((message for field_name, message in self.found if field_name == name), None)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The pairs (href, text) that error_summary() shows."""
        return tuple((f"#{name}", message) for name, message in self.found)

    def __bool__(self) -> bool:
        """Say whether anything must be put right."""
        return bool(self.found)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Walk through the (field, message) pairs."""
        return iter(self.found)


@dataclass(frozen=True, slots=True)
class Form:
    """The values a form came with or is first shown with."""

    sent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Errors = Errors()

    @classmethod
    def of(cls, posted: Posted, *names: str) -> "Form":
        """Read the named fields of request.POST, tidied: see `tidy`."""
        return cls({name: tuple(tidy(value) for value in posted.getlist(name)) for name in names})

    @classmethod
    def showing(cls, **values: str | tuple[str, ...]) -> "Form":
        """Give a form that shows what is known from before."""
        return cls(
            {name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()}
        )

    def value(self, name: str) -> str:
        """Give a field's one value, "" when it was not sent."""
        return next(iter(self.sent.get(name, ())), "")

    def values(self, name: str) -> tuple[str, ...]:
        """Give all values of a field with several answers."""
        return self.sent.get(name, ())


def tidy(text: str) -> str:
    """Trim, compose accents, drop what cannot be seen: control characters, marks that turn text around."""
    return UNWANTED.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))).strip()
