"""The words for each state of a BankID order, by BankID's own message numbers (RFA)."""

from django.utils.translation import gettext as _


def words_for(key: str) -> str:
    """Give the sentence for a message key; an unknown one gets the general sentence."""
    return (_words() | _own()).get(key) or _words()["rfa22"]


def words_for_signing(key: str) -> str:
    """Give the sentence for a message key where something is to be signed."""
    return _signing().get(key) or words_for(key)


def _signing() -> dict[str, str]:
    return {
        "rfa3": _("Underskriften avbröts. Försök igen."),
        "rfa6": _("Du avbröt underskriften. Försök igen när du vill."),
        "rfa21": _("Underskriften pågår. Vänta en stund."),
    }


def _words() -> dict[str, str]:
    return {
        "rfa1": _("Öppna BankID-appen."),
        "rfa2": _(
            "Öppnas inte appen? Hämta den och skaffa BankID hos din bank, eller använd en annan enhet."
        ),
        "rfa3": _("Inloggningen avbröts. Försök igen."),
        "rfa4": _("Ett annat ärende med ditt BankID pågår redan. Avsluta det i appen och försök igen."),
        "rfa5": _("BankID svarar inte just nu. Försök igen om en stund."),
        "rfa6": _("Du avbröt inloggningen. Försök igen när du vill."),
        "rfa8": _("Det tog för lång tid. Försök igen."),
        "rfa9": _("Skriv din säkerhetskod i BankID-appen och godkänn."),
        "rfa13": _("Öppna BankID-appen med knappen."),
        "rfa15a": _(
            "Letar efter ditt BankID. Saknas det på den här datorn? Avbryt, och använd en annan enhet."
        ),
        "rfa15b": _("Letar efter ditt BankID. Saknas det i appen? Avbryt, och skaffa BankID hos din bank."),
        "rfa16": _("Ditt BankID är spärrat eller för gammalt. Skaffa ett nytt hos din bank."),
        "rfa17a": _("BankID-appen öppnades inte. Kontrollera att den finns på den här enheten."),
        "rfa17b": _("Koden skannades inte i tid. Öppna BankID-appen och skanna koden på skärmen."),
        "rfa21": _("Inloggningen pågår. Vänta en stund."),
        "rfa22": _("Något gick fel. Försök igen."),
        "rfa23": _("Läs av ditt pass eller nationella id-kort i BankID-appen."),
        "rfa24": _("Följ ansiktskontrollen i BankID-appen."),
        "rfa25": _("BankID-appen behöver göra en extra kontroll. Följ stegen i appen."),
        "rfa26": _("Id-handlingen kunde inte kontrolleras. Försök igen."),
        "rfa27": _("Ansiktskontrollen lyckades inte. Försök igen."),
        "rfa28": _("Enheten kan inte läsa av id-handlingar. Använd en annan enhet."),
        "rfa29": _("Det finns flera BankID på enheten. Öppna appen och välj ett."),
        "rfa30": _("Den extra kontrollen lyckades inte. Försök igen."),
    }


def _own() -> dict[str, str]:
    """Give what BankID has no number for: it is we who found it out."""
    return {
        "busy": _("Många använder BankID just nu. Vänta någon minut och försök igen."),
        "ours": _("Vi kan inte nå BankID just nu, och felet är vårt. Försök senare eller på ett annat sätt."),
        "silent": _("BankID svarar inte just nu. Vänta, vi frågar igen."),
        "risk": _(
            "BankID var inte säker på att det är du. Försök igen, helst på en enhet som du brukar använda."
        ),
        "not_proven": _("Svaret från BankID gick inte att kontrollera. Försök igen."),
        "no_personnummer": _(
            "Personnumret från ditt BankID stämmer inte. Ring supporten, så hjälper vi dig."
        ),
    }
