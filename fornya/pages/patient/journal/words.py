"""The access log in words: what was done, by whom, and why they could."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.audit.scope import ActorKind
from fornya.clinics import directory
from fornya.design import formats
from fornya.journal.readings import About, Reading
from fornya.pages.patient.medicines.words import medicine_name
from fornya.rules.access import NURSE_LICENCE, PHYSICIAN

_COUNT = N_("Ändrade hur mycket som är kvar av ett läkemedel")
_SIGNED_OUT = N_("Loggade ut från en eller flera enheter")
_LOG = N_("Läste Vem har tittat")
_TO_SIGN = N_("Förberedde en underskrift")
_AGENTS = N_("Läste om ombud")
_AGENT = N_("Ändrade något om ett ombud")
_PREPARED = N_("Förberedde svaret på en förfrågan")

# Every code that the rooms write in the log with a patient.
DID = {
    "overview.read": N_("Läste översikten"),
    "requests.read": N_("Läste listan över förfrågningar"),
    "request.read": N_("Läste en förfrågan"),
    "request.sent": N_("Skickade en förfrågan"),
    "request.taken": N_("Började läsa en förfrågan"),
    "request.handed_over": N_("Lämnade över en förfrågan till en kollega"),
    "request.forwarded": N_("Skickade en förfrågan vidare till en annan mottagning"),
    "request.decided": N_("Svarade på en förfrågan"),
    "decision.kept": _PREPARED,
    "decision.read": _PREPARED,
    "record.kept": _PREPARED,
    "request.withdrawn": N_("Tog tillbaka en förfrågan"),
    "question.answered": N_("Svarade på mottagningens fråga"),
    "time.booked": N_("Bokade en tid"),
    "time.cancelled": N_("Avbokade en tid"),
    "time.withdrawn": N_("Tog bort en tid som var erbjuden"),
    "times.seen_to": N_("Gav besked om en tid på annat sätt"),
    "time.told": N_("Skickade en påminnelse om en tid"),
    "decision.stored": N_("Skickade ett nytt recept till receptregistret"),
    "decision.refused": N_("Försökte skicka ett recept, men receptregistret sa nej"),
    "form.opened": N_("Började fylla i ett formulär"),
    "form.read": N_("Läste ett formulär som inte var skickat"),
    "form.saved": N_("Sparade ett formulär"),
    "inbox.read": N_("Läste inkorgen"),
    "message.read": N_("Läste ett meddelande"),
    "medicines.read": N_("Läste listan över läkemedel"),
    "reminders.read": N_("Läste om påminnelser"),
    "reminders.chosen": N_("Valde hur påminnelser kommer"),
    "reminders.declined": N_("Tackade nej till påminnelser"),
    "reminders.looked": N_("Räknade ut om ett läkemedel snart tar slut"),
    "reminder.told": N_("Skickade en påminnelse"),
    "withdrawals.read": N_("Läste vad som är hämtat på apotek"),
    "high_cost.read": N_("Läste om högkostnadsskyddet"),
    "own_count.kept": _COUNT,
    "own_count.dropped": _COUNT,
    "sessions.read": N_("Läste var du är inloggad"),
    "session.ended": _SIGNED_OUT,
    "sessions.ended": _SIGNED_OUT,
    "typed.kept": N_("Sparade det som var skrivet när inloggningen tog slut"),
    "typed.read": N_("Hämtade det som var skrivet när inloggningen tog slut"),
    "contact.changed": N_("Ändrade hur besked kommer"),
    "signing.asked": _TO_SIGN,
    "signing.read": _TO_SIGN,
    "signing.started": _TO_SIGN,
    "signing.signed": N_("Skrev under"),
    "mandates.read": _AGENTS,
    "mandate.read": _AGENTS,
    "mandate.drafted": _AGENT,
    "mandate.signing": _AGENT,
    "mandate.signed": _AGENT,
    "mandate.declined": _AGENT,
    "mandate.ended": _AGENT,
    "mandate.told": N_("Skickade besked om ombud"),
    "register.asked": N_("Frågade folkbokföringen om dig"),
    "acting.begun": N_("Öppnade dina sidor"),
    "acting.ended": N_("Lämnade dina sidor"),
    "access_log.read": _LOG,
    "access_row.read": _LOG,
    "journal.read": N_("Läste Min journal"),
    "own_data.read": N_("Hämtade alla uppgifter som en fil"),
}
_OTHERWISE = N_("Läste eller ändrade något om dig")


def did_words(what: str) -> str:
    """Say what was done; in general words where the code is newer than this page."""
    return _(DID.get(what, _OTHERWISE))


_PROFESSIONS = {
    PHYSICIAN: N_("%(name)s, läkare"),
    NURSE_LICENCE: N_("%(name)s, sjuksköterska"),
    "": N_("%(name)s, personal"),
}
_BY = {
    ActorKind.GUARDIAN: N_("%(name)s, vårdnadshavare"),
    ActorKind.AGENT: N_("%(name)s, ombud"),
}


def who_words(row: Reading) -> str:
    """Say who it was, and as what."""
    if row.kind is ActorKind.PATIENT:
        return _("Du själv")
    if row.kind is ActorKind.SERVICE:
        return _("Förnya, utan att någon läste")
    if row.kind is ActorKind.STAFF:
        known = [licence for licence in (PHYSICIAN, NURSE_LICENCE) if licence in row.licences.split(",")]
        said = _PROFESSIONS[known[0] if known else ""]
    else:
        said = _BY[row.kind]
    return _(said) % {"name": row.by}


_WHERE = {
    ActorKind.PATIENT: N_("Mina sidor"),
    ActorKind.GUARDIAN: N_("Mina sidor, åt %(name)s"),
    ActorKind.AGENT: N_("Mina sidor, åt %(name)s"),
}


def where_words(row: Reading, name: str) -> str:
    """Say at which unit; for one's own pages also whose, where somebody else was there."""
    if row.clinic_id is not None:
        return directory.by_id(row.clinic_id).name
    return _(_WHERE[row.kind]) % {"name": name} if row.kind in _WHERE else "Förnya"


def about_words(about: About, today: date) -> str:
    """Name the request that a row is about."""
    return _("Förfrågan %(day)s: %(medicines)s") % {
        "day": formats.short_day(about.sent_at, today),
        "medicines": ", ".join(medicine_name(name) for name in about.medicines),
    }


_WHY = {
    ActorKind.PATIENT: N_("Du var inloggad med din e-legitimation."),
    ActorKind.GUARDIAN: N_("Den som är vårdnadshavare får göra ärenden åt sitt barn."),
    ActorKind.AGENT: N_("Du har utsett ombudet och skrivit under på det."),
    ActorKind.STAFF: N_("Personal får bara läsa det som de behöver för att svara på din förfrågan."),
    ActorKind.SERVICE: N_("Det händer av sig självt, så att din förfrågan kommer vidare."),
}


def why_words(row: Reading) -> str:
    """Say why they could."""
    return _(_WHY[row.kind])
