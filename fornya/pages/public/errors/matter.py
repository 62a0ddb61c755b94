"""Words for a patient whom the guard has stopped: too young, or no longer somebody's guardian or agent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fornya.people.guards import NobodyCanTell, NotInThisMatter
from fornya.rules.acting import Reason


@dataclass(frozen=True, slots=True)
class Stopped:
    """A page's status, heading and paragraphs."""

    status: int
    heading: str
    text: str
    paragraphs: tuple[str, ...] = ()


def stopped_words(fault: NobodyCanTell | NotInThisMatter) -> Stopped:
    """Say what has stopped the person, and what to do instead."""
    if isinstance(fault, NobodyCanTell):
        return Stopped(
            503,
            _("Vi kan inte kontrollera att du får göra detta"),
            _("Folkbokföringen svarar inte just nu. Inget har ändrats eller skickats."),
            (_("Försök igen om en stund. Är det bråttom kan du ringa mottagningen."),),
        )
    return _alone(fault) if fault.who.acting is None else _for_another(fault)


def _alone(fault: NotInThisMatter) -> Stopped:
    if Reason.ACTOR_DECEASED in fault.reasons:
        return Stopped(
            403,
            _("Det går inte att använda Förnya"),
            _("Enligt folkbokföringen lever inte den som e-legitimationen gäller."),
            (_("Är det fel? Ring Skatteverket på 0771-567 567."),),
        )
    return Stopped(
        403,
        _("Du behöver hjälp av en vuxen"),
        _("Du kan själv förnya recept på nätet från den dag du fyller 13 år."),
        (_("Till dess kan din vårdnadshavare logga in här och göra det åt dig, eller ringa mottagningen."),),
    )


def _for_another(fault: NotInThisMatter) -> Stopped:
    names = {"name": fault.who.given_name}
    if not fault.reasons and fault.who.abilities:
        return Stopped(
            403,
            _("Det här kan du inte göra för %(name)s") % names,
            _("Som ombud eller vårdnadshavare ser du inte allt och får inte göra allt."),
            (_("Gäller det dig själv? Gå först tillbaka till dig själv."),),
        )
    return Stopped(
        403,
        _("Du kan inte längre göra detta för %(name)s") % names,
        _text(fault.reasons),
        (_("Gå tillbaka till dig själv. Behöver du hjälp kan du ringa mottagningen."),),
    )


def _text(reasons: tuple[Reason, ...]) -> str:
    """Name a reason that may be told. Of a protected identity nobody else is told."""
    if Reason.CHILD_OF_AGE in reasons:
        return _("Barnet har fyllt 13 år och gör nu allt själv.")
    if Reason.NOT_GUARDIAN in reasons:
        return _("Folkbokföringen säger att du inte är vårdnadshavare.")
    return _("Rätten att göra det har upphört.")
