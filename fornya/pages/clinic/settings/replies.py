"""*Standardsvar*: words that staff use again, shown as a patient would read them before they are kept."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.replies import MOST, TooManyReplies, drop_reply, set_reply
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, too_long
from fornya.pages.clinic.reply_words import ease_words, filled_in
from fornya.pages.clinic.settings.shared import here, page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.standard_replies import Place, unknown_places

LONGEST_NAME, LONGEST_TEXT = 60, 1000
EXAMPLE = "Metoprolol 50 mg"
_PLACE = "clinic:settings_replies"


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: StaffRequest) -> HttpResponse:
    """Show the replies, show how one would read, keep it, or take one away."""
    clinic = here(request)
    who = who_of(request)
    if request.method != "POST":
        known = {reply.name: reply.text for reply in clinic.replies}
        name = request.GET.get("svar", "")
        return _page(request, clinic, Form.showing(name=name, text=known[name]) if name in known else Form())
    if "drop" in request.POST:
        drop_reply(name=request.POST["drop"], **who)
        return saved(Part.REPLIES, _PLACE)
    form = Form.of(request.POST, "name", "text")
    errors = _errors(form)
    if errors or "save" not in request.POST:
        return _page(request, clinic, form, errors)
    try:
        set_reply(name=form.value("name"), text=form.value("text"), **who)
    except TooManyReplies:
        errors = errors.add("name", _("Ni har redan %(most)s svar. Ta bort något först.") % {"most": MOST})
        return _page(request, clinic, form, errors)
    return saved(Part.REPLIES, _PLACE)


def _errors(form: Form) -> Errors:
    errors = Errors()
    name, text = form.value("name"), form.value("text")
    if not name:
        errors = errors.add("name", _("Skriv ett namn som ni känner igen"))
    elif long := too_long(name, LONGEST_NAME):
        errors = errors.add("name", at_field(_("Svarets namn"), long))
    if not text:
        errors = errors.add("text", _("Skriv svaret till patienten"))
    elif long := too_long(text, LONGEST_TEXT):
        errors = errors.add("text", at_field(_("Svar till patienten"), long))
    if wrong := unknown_places(text):
        sentence = _("%(wrong)s går inte att fylla i. Ni kan skriva %(places)s.")
        errors = errors.add("text", sentence % {"wrong": ", ".join(wrong), "places": _places()})
    return errors


def _places() -> str:
    return ", ".join(f"{{{place.value}}}" for place in Place)


def _page(
    request: StaffRequest, clinic: ClinicPage, form: Form, errors: Errors | None = None
) -> HttpResponse:
    text = form.value("text")
    more = {
        "kept": [
            (reply.name, filled_in(clinic, reply.text, EXAMPLE), *ease_words(reply.text))
            for reply in clinic.replies
        ],
        "preview": (filled_in(clinic, text, EXAMPLE), *ease_words(text)) if text and not errors else None,
        "fillable": _places(),
    }
    return page(request, "replies", form, errors, **more)
