"""Words about mandates: what each scope allows, where one stands, what is signed."""

from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.languages import SWEDISH
from fornya.people.mandates import Shown
from fornya.people.session import SignedInPatient
from fornya.rules.acting import Scope
from fornya.rules.mandates import MandateState

TONES = {MandateState.LIVE: "ok", MandateState.OFFERED: "info"}


def scope_name(scope: Scope) -> str:
    """Name what the agent may do, in a few words."""
    return {Scope.SEE: _("Se"), Scope.REQUEST: _("Se och förnya")}[scope]


def scope_allows(scope: Scope) -> str:
    """Say what the agent may do, whole."""
    return {
        Scope.SEE: _("Ombudet ser dina läkemedel, förfrågningar, svar och meddelanden."),
        Scope.REQUEST: _(
            "Ombudet ser allt det. Ombudet kan också förnya recept, svara och ta tillbaka åt dig."
        ),
    }[scope]


def state_name(state: MandateState) -> str:
    """Name where a mandate stands. Who ended it, and why, is not told."""
    return {
        MandateState.DRAFTED: _("Inte underskriven"),
        MandateState.OFFERED: _("Väntar på svar"),
        MandateState.LAPSED: _("Inget svar i tid"),
        MandateState.DECLINED: _("Sade nej"),
        MandateState.LIVE: _("Gäller"),
        MandateState.EXPIRED: _("Tiden är slut"),
        MandateState.ENDED: _("Avslutad"),
    }[state]


def other_name(shown: Shown) -> str:
    """Name the other one of the two; the giver knows an agent who has not said yes by number only."""
    if not shown.is_mine:
        return shown.giver_name
    return shown.agent_name or formats.personnummer(shown.agent_number)


def texts_to_sign(shown: Shown, patient: SignedInPatient) -> list[tuple[str, list[str]]]:
    """Give what the person signs, as lines: in Swedish, and then in the language that they read."""
    lines = _giver_text if shown.is_mine else _agent_text
    with override(SWEDISH.code):
        texts = [(SWEDISH.code, lines(shown, patient))]
    reads = get_language() or SWEDISH.code
    return texts if reads == SWEDISH.code else [*texts, (reads, lines(shown, patient))]


def text_to_sign(shown: Shown, patient: SignedInPatient) -> str:
    """Give the same as one text, for the e-ID to show."""
    return "\n\n".join(line for _code, lines in texts_to_sign(shown, patient) for line in lines)


def _giver_text(shown: Shown, giver: SignedInPatient) -> list[str]:
    return [
        _("Jag vill ha ett ombud i Förnya."),
        _("Jag är %(name)s, %(number)s.")
        % {"name": giver.name, "number": formats.personnummer(giver.personnummer)},
        _("Mitt ombud har personnummer %(number)s.") % {"number": formats.personnummer(shown.agent_number)},
        _grants(shown.scope),
        _until(shown.ends_on),
        _("Ombudet får inte hämta ut läkemedel på apotek, ändra hur jag får besked eller utse nya ombud."),
        _("Jag kan avsluta när jag vill."),
    ]


def _agent_text(shown: Shown, agent: SignedInPatient) -> list[str]:
    return [
        _("Jag blir ombud i Förnya för %(name)s.") % {"name": shown.giver_name},
        _("Jag är %(name)s, %(number)s.")
        % {"name": agent.name, "number": formats.personnummer(agent.personnummer)},
        _grants(shown.scope),
        _until(shown.ends_on),
        _("Allt som ombudet gör skrivs upp med ombudets namn, och syns för den som har ombudet."),
        _("Jag kan avsluta när jag vill."),
    ]


def _grants(scope: Scope) -> str:
    return {
        Scope.SEE: _("Ombudet får se läkemedel, förfrågningar, svar och meddelanden."),
        Scope.REQUEST: _(
            "Ombudet får se läkemedel, förfrågningar, svar och meddelanden,"
            " och får förnya recept, svara och ta tillbaka."
        ),
    }[scope]


def _until(ends_on: date) -> str:
    return _("Det gäller till och med %(day)s.") % {"day": formats.day(ends_on)}
