"""The addresses that every page links to, and who answers when someone needs help with the service.

Design knows no routes by name, since it may use no other room; a test of the whole house opens each of these.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses in the header and the footer."""

    start: str = "/"
    find_care: str = "/hitta-vard"
    sign_in: str = "/logga-in"
    sign_out: str = "/logga-ut"
    mine: str = "/mina"
    staff: str = "/personal"
    staff_commission: str = "/personal/uppdrag"
    support: str = "/support"
    about: str = "/om"
    accessibility: str = "/tillganglighet"
    privacy: str = "/personuppgifter"
    cookies: str = "/kakor"


@dataclass(frozen=True, slots=True)
class Support:
    """The support desk. The number is one of those that the Swedish regulator keeps free for fiction."""

    phone: str = "08-465 004 50"


PLACES = Places()
SUPPORT = Support()
