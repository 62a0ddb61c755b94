"""The addresses that every page links to, and who answers when someone needs help with the service.

Design knows no routes by name, since it may use no other room; a test of the whole house opens each of these.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses in the header and the footer."""

    start: str = "/"
    find_care: str = "/hitta-vard"
    sign_in: str = "/logga-in"
    sign_out: str = "/logga-ut"
    alive: str = "/inloggad"
    mine: str = "/mina"
    requests: str = "/mina/forfragningar"
    medicines: str = "/mina/lakemedel"
    whom: str = "/mina/vem"
    staff: str = "/personal"
    staff_commission: str = "/personal/uppdrag"
    staff_settings: str = "/personal/installningar"
    staff_statistics: str = "/personal/statistik"
    staff_posts: str = "/personal/behorigheter"
    staff_log: str = "/personal/logg"
    staff_region: str = "/personal/region"
    staff_operation: str = "/personal/drift"
    support: str = "/support"
    fees: str = "/avgifter"
    cost_ladder: str = "/hogkostnadsskydd"
    region: str = "/region"
    renewing: str = "/artiklar/fornya-recept-pa-natet"
    about: str = "/om"
    accessibility: str = "/tillganglighet"
    privacy: str = "/personuppgifter"
    cookies: str = "/kakor"
    cookie_settings: str = "/kakor/installningar"
    search: str = "/sok"
    other_languages: str = "/sprak"
    easy_swedish: str = "/latt-svenska"
    services: str = "/artiklar/e-tjanster"
    news: str = "/artiklar/aktuellt"
    contact: str = "/artiklar/kontakt"
    press: str = "/artiklar/press"
    manifest: str = "/fornya.webmanifest"


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the six subjects that everything to read is sorted under; name and lead are msgids."""

    slug: str
    name: str
    lead: str

    @property
    def href(self) -> str:
        """Give the address of the theme's page."""
        return f"/tema/{self.slug}"


@dataclass(frozen=True, slots=True)
class Support:
    """The support desk. The number is one of those that the Swedish regulator keeps free for fiction."""

    phone: str = "08-465 004 50"


PLACES = Places()
SUPPORT = Support()
THEMES = (
    Theme(
        "liv-halsa",
        N_("Liv & hälsa"),
        N_("Vanor som får dig att må bra, och hur du använder läkemedel tryggt i vardagen."),
    ),
    Theme("barn-gravid", N_("Barn & gravid"), N_("Läkemedel när du väntar barn, ammar eller har barn.")),
    Theme("olyckor-skador", N_("Olyckor & skador"), N_("Vad du gör när något har hänt, och vem du ringer.")),
    Theme(
        "sjukdomar-besvar",
        N_("Sjukdomar & besvär"),
        N_("Att leva med en sjukdom som behöver läkemedel länge."),
    ),
    Theme(
        "undersokning-behandling",
        N_("Undersökning & behandling"),
        N_("Prover, recept och det som vården behöver veta om dig."),
    ),
    Theme(
        "sa-fungerar-varden",
        N_("Så fungerar vården"),
        N_("Recept, kostnader, inloggning och dina rättigheter."),
    ),
)
