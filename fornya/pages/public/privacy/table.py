"""What is kept about people, for what and how long: the rows of the page, with the times that really hold.

Each row names the entries of rules/retention.py that it tells of; a test sees to it that none is left out.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.rules.retention import KEPT_FOR, Kept


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of data."""

    data: str
    purpose: str
    kept: str
    tells_of: tuple[Kept, ...] = ()


def rows() -> list[Row]:
    """Give all kinds of data, those about care first."""
    return [
        *_care(),
        _own_count(),
        *_reminders(),
        *_answers(),
        *_agents(),
        *_signing(),
        *_signing_in(),
        *_support(),
    ]


def how_long(time: timedelta) -> str:
    """Say a time in the largest whole unit: 30 dagar, 12 timmar, 20 minuter."""
    minutes = int(time.total_seconds()) // 60
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(num)s dag", "%(num)s dagar", days) % {"num": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(num)s timme", "%(num)s timmar", hours) % {"num": hours}
    return ngettext("%(num)s minut", "%(num)s minuter", minutes) % {"num": minutes}


def _care() -> list[Row]:
    draft = {"time": how_long(KEPT_FOR[Kept.DRAFT])}
    return [
        Row(
            _("Namn och personnummer"),
            _("Att veta vem du är när du loggar in"),
            _("Så länge förfrågan finns"),
        ),
        Row(
            _("Skyddade personuppgifter, dödsfall och vårdnad"),
            _(
                "Att veta vad vi får visa, och vem som får göra något åt någon annan. "
                "Vi frågar folkbokföringen"
            ),
            _("Tills folkbokföringen säger något annat"),
        ),
        Row(
            _("Recept och uttag"),
            _("Att visa dina läkemedel och vad som kan förnyas. De hämtas när du ber om det"),
            _("Det som hör till en förfrågan sparas med den"),
        ),
        Row(
            _("Formulär som du inte har skickat"),
            _("Att du ska kunna fortsätta senare"),
            _("%(time)s efter att du skrev sist") % draft,
            (Kept.DRAFT,),
        ),
    ]


def _own_count() -> Row:
    return Row(
        _("Hur mycket du har kvar av ett läkemedel, om du har skrivit det"),
        _("Att räkna ut hur länge det räcker. Bara du ser det"),
        _("Tills du tar bort det"),
    )


def _reminders() -> list[Row]:
    return [
        Row(
            _("Om och hur du vill bli påmind, om du har valt det"),
            _("Att säga till innan ett läkemedel tar slut. Vi tittar i receptregistret en gång i veckan"),
            _("Tills du tackar nej"),
        ),
        Row(
            _("Vad du har blivit påmind om"),
            _("Att inte påminna två gånger om samma sak"),
            how_long(KEPT_FOR[Kept.REMINDER]),
            (Kept.REMINDER,),
        ),
    ]


def _answers() -> list[Row]:
    return [
        Row(
            _("Förfrågningar, frågor och beslut"),
            _("Att mottagningen ska kunna bedöma och svara"),
            _("Enligt reglerna för patientjournaler"),
        ),
        Row(
            _("Telefonnummer och e-post"),
            _("Att säga till när du har ett nytt meddelande"),
            _("Tills du ändrar eller tar bort dem"),
        ),
        Row(
            _("Logg över vem som har läst"),
            _("Att du och vården ska kunna se att ingen läser i onödan"),
            _("Enligt reglerna för vårdens loggar"),
        ),
    ]


def _agents() -> list[Row]:
    times = {
        "time": how_long(KEPT_FOR[Kept.MANDATE_OVER]),
        "draft": how_long(KEPT_FOR[Kept.MANDATE_DRAFT]),
    }
    return [
        Row(
            _("Vem som är ombud för vem"),
            _("Att den du har valt ska kunna hjälpa dig, och att du ska kunna avsluta det"),
            _("%(time)s efter att det är slut. Utan underskrift: %(draft)s") % times,
            (Kept.MANDATE_DRAFT, Kept.MANDATE_OVER),
        ),
    ]


def _signing() -> list[Row]:
    return [
        Row(
            _("Det du ska skriva under"),
            _("Att du ska kunna läsa det först och skriva under när du vill"),
            how_long(KEPT_FOR[Kept.SIGNING_REQUEST]),
            (Kept.SIGNING_REQUEST,),
        ),
        Row(
            _("Din underskrift och texten"),
            _("Att du och vården ska kunna visa vad du har skrivit under"),
            _("Så länge det kan behöva visas"),
        ),
        Row(
            _("Det vårdpersonal har fyllt i men inte signerat"),
            _("Att de ska kunna fortsätta när de har legitimerat sig"),
            how_long(KEPT_FOR[Kept.FILLED_DECISION]),
            (Kept.FILLED_DECISION,),
        ),
        Row(
            _("Att vårdpersonal nyss har legitimerat sig"),
            _("Att ingen annan ska kunna signera i deras namn"),
            how_long(KEPT_FOR[Kept.STEP_UP]),
            (Kept.STEP_UP,),
        ),
    ]


def _signing_in() -> list[Row]:
    return [
        Row(
            _("Pågående inloggning"),
            _("Att svaret från din e-legitimation ska komma till rätt person"),
            how_long(KEPT_FOR[Kept.SIGN_IN_ORDER]),
            (Kept.SIGN_IN_ORDER,),
        ),
        Row(
            _("Att du är inloggad"),
            _("Att du ska slippa logga in på varje sida"),
            _limits(Kept.PATIENT_SESSION_IDLE, Kept.PATIENT_SESSION),
            (Kept.PATIENT_SESSION_IDLE, Kept.PATIENT_SESSION),
        ),
        Row(
            _("Det du hade skrivit när du blev utloggad"),
            _("Att du ska kunna fortsätta senare"),
            how_long(KEPT_FOR[Kept.TYPED_FORM]),
            (Kept.TYPED_FORM,),
        ),
        Row(
            _("Att vårdpersonal är inloggad"),
            _("Att veta vem som läser och beslutar"),
            _limits(Kept.STAFF_SESSION_IDLE, Kept.STAFF_SESSION),
            (Kept.STAFF_SESSION_IDLE, Kept.STAFF_SESSION),
        ),
    ]


def _support() -> list[Row]:
    return [
        Row(
            _("Det du skriver till supporten"),
            _("Att svara dig och rätta fel"),
            how_long(KEPT_FOR[Kept.SUPPORT_CASE]),
            (Kept.SUPPORT_CASE,),
        ),
        Row(
            _("Ett tal i stället för din nätadress och dig när du söker, loggar in eller skickar något"),
            _("Att ingen ska kunna göra det i stora mängder. Talet går inte att göra om till vem det var"),
            how_long(KEPT_FOR[Kept.LIMIT_COUNT]),
            (Kept.LIMIT_COUNT,),
        ),
    ]


def _limits(idle: Kept, longest: Kept) -> str:
    return _("%(idle)s utan att något görs, högst %(longest)s") % {
        "idle": how_long(KEPT_FOR[idle]),
        "longest": how_long(KEPT_FOR[longest]),
    }
