"""The questions of the form in their order: which are answered, and where one goes from each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from fornya.clinics.cards import ClinicPage
from fornya.design.languages import BY_CODE
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.renew.words import NO, QUESTIONS, UNKNOWN, YES
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest
from fornya.renewals.draft import Draft

CHANGE = "andra"
# The buttons that change the language save as *Spara och gör klart senare* does; their value says to which.
LANGUAGE = "sprak-"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form; `number` tells which medicine its questions are about, from 1."""

    view: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A medicine or an aid that the questions are about: from the store or written by hand."""

    id: str
    name: str
    dosage: str
    is_aid: bool = False


CHECK = Step("check")


class Elsewhere(Exception):
    """An earlier question waits for its answer: the person goes there first."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def medicines_of(draft: Draft) -> list[Asked]:
    """Give the medicines of the form in the order they are asked about."""
    chosen = [
        Asked(choice.id, medicine_name(choice.name), choice.dosage_text, choice.is_aid)
        for choice in draft.chosen
    ]
    written = [Asked(row["id"], medicine_name(row["name"], row["strength"]), "") for row in draft.by_hand]
    return [*chosen, *written]


def steps_of(draft: Draft, clinic: ClinicPage) -> list[Step]:
    """Give all pages of the form in order; at least one medicine is counted before any is chosen."""
    asks = [Step("ask", number) for number in range(1, max(1, len(medicines_of(draft))) + 1)]
    own = [Step("own")] if clinic.own_questions else []
    contact = [Step("contact")] if draft.asks_contact else []
    return [Step("choose"), *asks, *own, Step("pharmacy"), *contact, CHECK]


def is_answered(step: Step, draft: Draft) -> bool:
    """Tell whether a page's question has been answered in full."""
    medicines = medicines_of(draft)
    if step.view == "choose":
        return bool(medicines)
    if step.view == "ask":
        if step.number is None or step.number > len(medicines):
            return False
        answers = draft.content.get("answers", {}).get(medicines[step.number - 1].id, {})
        return all(answers.get(question) in (YES, NO, UNKNOWN) for question in QUESTIONS)
    if step.view == "own":
        return "own" in draft.content
    if step.view == "pharmacy":
        wish = draft.content.get("pharmacy", {})
        return wish.get("kind") == "any" or bool(wish.get("gln"))
    return step.view == "contact" and "contact" in draft.content


def first_unanswered(draft: Draft, clinic: ClinicPage) -> Step:
    """Give the first page without an answer; the check page when there is none."""
    return next(step for step in steps_of(draft, clinic) if not is_answered(step, draft))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a page stands. `changing` means that the person came from the check page."""

    step: Step
    steps: tuple[Step, ...]
    slug: str
    changing: bool

    @property
    def current(self) -> int:
        """The page's number, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def total(self) -> int:
        """How many questions there are; the check page asks nothing."""
        return len(self.steps) - 1

    @property
    def back(self) -> str:
        """The address of the page before."""
        if self.changing:
            return address(CHECK, self.slug)
        if self.current == 1:
            return reverse("public:clinic", kwargs={"slug": self.slug})
        return address(self.steps[self.current - 2], self.slug)

    def onward(self, draft: Draft, clinic: ClinicPage) -> str:
        """Give the address to go to once this page has been answered."""
        if self.changing:
            return address(first_unanswered(draft, clinic), self.slug, changing=True)
        steps = steps_of(draft, clinic)
        return address(steps[steps.index(self.step) + 1], self.slug)


def place_of(request: PatientRequest, step: Step, draft: Draft, clinic: ClinicPage) -> Place:
    """Say where a page stands in the form.

    Raises Http404 for a question about a medicine that is not there, Elsewhere for one whose turn has not
    come.
    """
    steps = tuple(steps_of(draft, clinic))
    if step not in steps:
        raise Http404
    waits = first_unanswered(draft, clinic)
    if steps.index(step) > steps.index(waits):
        raise Elsewhere(address(waits, clinic.slug))
    return Place(step, steps, clinic.slug, CHANGE in request.GET)


def saved_for_later(request: PatientRequest) -> HttpResponse:
    """Go to the overview, which says that the form is kept; or back here in another language."""
    _, is_language, code = request.POST.get("later", "").partition(LANGUAGE)
    if is_language and code in BY_CODE:
        query = urlencode({"till": request.get_full_path()})
        return see_other(f"{reverse('languages:change', kwargs={'code': code})}?{query}")
    return see_other(reverse("patient:overview") + "?sparat=1")


def address(step: Step, slug: str, *, changing: bool = False) -> str:
    """Give a page's address at a clinic."""
    number = {"number": step.number} if step.number is not None else {}
    path = reverse(f"patient:{step.view}", kwargs={"slug": slug} | number)
    return f"{path}?{CHANGE}=1" if changing and step != CHECK else path
