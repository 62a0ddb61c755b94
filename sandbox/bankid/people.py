"""The people whose BankID is in the phone: the sandbox's own, and anyone a load test makes up."""

from dataclasses import dataclass

from sandbox import people


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can approve an order."""

    personnummer: str
    given_name: str
    surname: str
    shows: str = ""

    @property
    def name(self) -> str:
        """The whole name, as BankID writes it."""
        return f"{self.given_name} {self.surname}"


def everyone() -> tuple[Person, ...]:
    """List the people in the phone."""
    return tuple(
        Person(each.personnummer, each.given_name, each.surname, each.shows) for each in people.people()
    )


def find(personnummer: str) -> Person:
    """Find one person; a number nobody has becomes a nameless test person, so that load tests can use many.

    Raises ValueError when it is not a personnummer.
    """
    if not is_personnummer(personnummer):
        raise ValueError("not twelve digits with a right check digit")
    known = {person.personnummer: person for person in everyone()}
    return known.get(personnummer) or Person(personnummer, "Test", "Person")


def is_personnummer(text: str) -> bool:
    """Tell whether the text is twelve digits that end in the right check digit."""
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        return False
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(text[2:])]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
