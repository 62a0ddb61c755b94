"""What the paper asks: in the language of who fills it in, and beneath in Swedish for who reads it."""

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as N_
from markupsafe import Markup, escape

from fornya.design.languages import SWEDISH

ABOUT = (N_("Namn"), N_("Personnummer"), N_("Adress"), N_("Telefon"))
COLUMNS = (N_("Nr"), N_("Läkemedlets namn"), N_("Styrka"), N_("Så tar jag det"), N_("Räcker till"))
QUESTIONS = (
    N_("Fungerar läkemedlen som de ska?"),
    N_("Har du fått biverkningar? Vilka?"),
    N_("Tar du läkemedlen som det står på receptet? Vad är annorlunda?"),
    N_("Tar du andra läkemedel eller växtbaserade medel?"),
    N_("Är du gravid eller ammar du?"),
    N_("Något annat som mottagningen behöver veta?"),
    N_("Datum och namnteckning"),
)
HEADINGS = {
    "about": N_("Om dig"),
    "fill_in": N_("Fyll i"),
    "answer": N_("Ditt svar"),
    "medicines": N_("Läkemedel som du vill få förnyade"),
    "questions": N_("Frågor om läkemedlen"),
}


def of_the_form() -> dict[str, object]:
    """Give everything that is printed on the form, by its place there."""
    said = {name: _both(sentence) for name, sentence in HEADINGS.items()}
    parts = {"about_rows": ABOUT, "columns": COLUMNS, "questions_asked": QUESTIONS}
    return said | {name: [_both(sentence) for sentence in sentences] for name, sentences in parts.items()}


def _both(sentence: str) -> Markup:
    here = gettext(sentence)
    if (get_language() or SWEDISH.code).startswith(SWEDISH.code):
        return escape(here)
    with override(SWEDISH.code):
        swedish = gettext(sentence)
    return Markup('{}<br><span class="hint" lang="sv" dir="ltr">{}</span>').format(here, swedish)
