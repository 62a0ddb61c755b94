"""Words for a national source that could not be read: down, slow and garbled are not the same, nor empty."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.integrations.http import Fault


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a source, as a heading, and what the person can trust all the same."""

    heading: str
    text: str


_STORE = {
    Fault.DOWN: (
        N_("Receptregistret svarar inte just nu"),
        N_(
            "Vi kan därför inte visa dina recept. De finns kvar, och apoteket kan ha dem framme ändå. "
            "Försök igen om en stund."
        ),
    ),
    Fault.SLOW: (
        N_("Receptregistret svarar för långsamt just nu"),
        N_(
            "Vi väntade utan att få något svar, och kan därför inte visa dina recept. De finns kvar. "
            "Försök igen om en stund."
        ),
    ),
    Fault.GARBLED: (
        N_("Vi kan inte läsa svaret från receptregistret"),
        N_(
            "Registret svarade, men inte så att vi säkert kan visa rätt. Därför visar vi inget. "
            "Dina recept finns kvar, och apoteket kan läsa dem."
        ),
    ),
}
_ACCOUNT = {
    Fault.DOWN: (
        N_("Högkostnadsdatabasen svarar inte just nu"),
        N_(
            "Vi kan därför inte visa hur mycket du har betalat. Apoteket räknar rätt ändå. "
            "Försök igen om en stund."
        ),
    ),
    Fault.SLOW: (
        N_("Högkostnadsdatabasen svarar för långsamt just nu"),
        N_(
            "Vi väntade utan att få något svar, och kan därför inte visa hur mycket du har betalat. "
            "Apoteket räknar rätt ändå."
        ),
    ),
    Fault.GARBLED: (
        N_("Vi kan inte läsa svaret från högkostnadsdatabasen"),
        N_(
            "Databasen svarade, men inte så att vi säkert kan visa rätt. Därför visar vi inget. "
            "Apoteket räknar rätt ändå."
        ),
    ),
}


def store_trouble(fault: Fault | None) -> Trouble | None:
    """Say how the prescription store failed; None when it did not."""
    return _said(_STORE, fault)


def account_trouble(fault: Fault | None) -> Trouble | None:
    """Say how the high-cost account failed; None when it did not."""
    return _said(_ACCOUNT, fault)


def _said(words: dict[Fault, tuple[str, str]], fault: Fault | None) -> Trouble | None:
    if fault is None:
        return None
    heading, text = words[fault]
    return Trouble(_(heading), _(text))
