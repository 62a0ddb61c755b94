"""How far a clinic has come, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.clinics.region.standing import Standing
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.tasks import State

_PARTS = {
    Part.ANSWER: N_("Svarstid"),
    Part.HOURS: N_("Telefon- och besökstider"),
    Part.FEE: N_("Avgift"),
    Part.WHO: N_("Vilka mottagningen tar emot"),
    Part.POLICY: N_("Det som inte förnyas på nätet"),
    Part.QUESTIONS: N_("Egna frågor"),
    Part.REPLIES: N_("Standardsvar"),
    Part.SERVICE: N_("Öppet för förnyelse"),
    Part.ADMINISTRATORS: N_("Administratörer"),
    Part.ABSENCES: N_("Bemanning"),
    Part.ALARM: N_("Larm"),
}


def part_word(part: Part) -> str:
    """Name a task."""
    return _(_PARTS[part])


def state_words(state: State) -> tuple[str, str]:
    """Say how far a task has come, with the tone."""
    words = {
        State.DONE: (_("Klart"), "ok"),
        State.TO_DO: (_("Att göra"), "warn"),
        State.OPTIONAL: (_("Frivilligt"), "neutral"),
    }
    return words[state]


def connection_words(standing: Standing) -> tuple[str, str]:
    """Say whether a clinic has begun with the service, with the tone."""
    if standing.clinic.renews_online:
        return _("Förnyar på nätet"), "ok"
    if standing.is_connected:
        return _("Förbereder sig"), "info"
    return _("Inte ansluten"), "neutral"


def left_words(standing: Standing) -> str:
    """Say how many tasks are left."""
    if not standing.left:
        return _("Allt är inställt")
    return ngettext("%(num)s del kvar", "%(num)s delar kvar", standing.left) % {"num": standing.left}
