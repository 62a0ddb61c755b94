"""The first question: which prescriptions. Also the form's door, right after signing in."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.pages.patient.medicines.words import (
    lasts_words,
    left_words,
    medicine_name,
    note_words,
    reason_words,
    state_words,
    valid_words,
)
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import Step, place_of, saved_for_later
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals import draft as drafts
from fornya.renewals.choice import Choice
from fornya.renewals.draft import Draft
from fornya.rules.access import Deed

CHOOSE = Step("choose")


@dataclass(frozen=True, slots=True)
class Closed:
    """A prescription that cannot be asked for here, with every reason in words."""

    name: str
    form: str
    reasons: list[str]


@open_to(Deed.SEND_REQUEST)
@require_safe
@at_clinic
def start(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Open the form at this clinic and show its first question.

    A GET that writes: what the store says is kept with the form, so that what was shown is what will be
    sent. It is safe to repeat, answers nothing for the person, and spares them a page between signing in and
    the question.
    """
    draft = drafts.begin(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    # Chosen in the list of medicines just now, else what was kept from before.
    wanted = request.GET.getlist("recept") or draft.content.get("chosen", ())
    return _page(request, offer, draft, Form.showing(chosen=tuple(wanted)))


@open_to(Deed.SEND_REQUEST, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def choose(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show the question again, or keep what was chosen."""
    if request.method != "POST":
        draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
        return _page(request, offer, draft, Form.showing(chosen=tuple(draft.content.get("chosen", ()))))
    form = Form.of(request.POST, "chosen", "later")
    with drafts.editing(patient=request.signed_in, clinic=offer.clinic, now=request.now) as sheet:
        place = place_of(request, CHOOSE, sheet.draft, offer.clinic)
        open_ids = [choice.id for choice in sheet.draft.choices if choice.may_ask]
        chosen = [key for key in open_ids if key in form.values("chosen")]
        is_enough = bool(chosen or sheet.draft.by_hand)
        if is_enough or form.value("later"):
            sheet.keep({"chosen": chosen}, now=request.now)
    draft = sheet.draft
    if form.value("later"):
        return saved_for_later(request)
    if is_enough:
        return see_other(place.onward(draft, offer.clinic))
    return _page(request, offer, draft, form, Errors().add(_field(draft), _nothing(draft)))


def _field(draft: Draft) -> str:
    return "chosen" if any(choice.may_ask for choice in draft.choices) else "by-hand"


def _nothing(draft: Draft) -> str:
    if _field(draft) == "chosen":
        return _("Välj minst ett recept att förnya")
    return _("Skriv vilket läkemedel du vill förnya")


def _page(
    request: PatientRequest, offer: Offer, draft: Draft, form: Form, errors: Errors | None = None
) -> HttpResponse:
    context = {
        "place": place_of(request, CHOOSE, draft, offer.clinic),
        "offer": offer,
        "draft": draft,
        "form": form,
        "errors": errors or Errors(),
        "options": [_option(choice, offer.today) for choice in draft.choices if choice.may_ask],
        "closed": [_closed(choice) for choice in draft.choices if not choice.may_ask],
        "by_hand": [row | {"name": medicine_name(row["name"], row["strength"])} for row in draft.by_hand],
        "nothing_known": draft.source_down and not draft.choices,
        "none_at_all": not draft.source_down and not draft.choices,
        "may_choose": request.signed_in.has_others and request.signed_in.acting is None,
        "today": offer.today,
    }
    return render(request, "pages/patient/renew/choose.jinja", context, status=422 if errors else 200)


def _option(choice: Choice, today: date) -> Option:
    tag, tone = state_words(choice.state)
    run_out = date.fromisoformat(choice.run_out) if choice.run_out else None
    return Option(
        value=choice.id,
        text=_("%(name)s, %(form)s") % {"name": medicine_name(choice.name), "form": choice.form.lower()},
        lines=(
            *([_("Hjälpmedel")] if choice.is_aid else []),
            choice.dosage_text,
            lasts_words(run_out, choice.run_out_why, today),
            left_words(choice.left, choice.withdrawals_total),
            valid_words(date.fromisoformat(choice.valid_until), today),
            *(note_words(note) for note in choice.notes),
        ),
        tag=tag,
        tone=tone,
    )


def _closed(choice: Choice) -> Closed:
    return Closed(
        medicine_name(choice.name),
        choice.form.lower(),
        reason_words(
            choice.reasons,
            clinic=choice.clinic_name,
            own=choice.own_text,
            own_simple=choice.own_text_simple,
        ),
    )
