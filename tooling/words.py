"""The catalogues of the other languages: brings them up to the templates and the code, and compiles them.

`python -m tooling.words` writes into every fornya/locale/<language>/LC_MESSAGES/django.po the sentences
that the pages have now, keeps their translations, and drops what nobody says any more. No dates and no line
numbers, so that a catalogue changes only when words do.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tooling.bootstrap import ROOT
from tooling.problem import exit_plainly

PACKAGE = ROOT / "fornya"
LOCALES = PACKAGE / "locale"
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext:babel_extract")]
OPTIONS = {"**.jinja": {"silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "said_in": (2,),
}
# Staff read Swedish, as the records do. SMS and e-mail are written where nobody's chosen language is known.
SWEDISH_ONLY = (
    "pages/clinic/",
    "pages/region/",
    "messages/texts.py",
    "support/",
    "design/layout_clinic.jinja",
    "design/examples/",
)
FROM_RIGHT_TO_LEFT = ("ar", "fa")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
RIGHT_TO_LEFT_MARK, COMMA_FROM_THE_RIGHT = "\N{RIGHT-TO-LEFT MARK}", "\N{ARABIC COMMA}"
PLACE = re.compile(r"%\([a-z_]+\)[sd]")
HEADER = "Other languages of Förnya. Swedish sentences are the keys; see DEVELOPERS.md, “Translate”."


def main() -> int:
    """Bring every catalogue up to date, and say how much of each is translated."""
    said = sentences()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(said, no_fuzzy_matching=True)
        write(catalogue, path)
        written = [message for message in catalogue if message.id]
        done = sum(is_translated(message) for message in written)
        print(f"{path.parent.parent.name}: {done} of {len(written)}", flush=True)
    return 0


def catalogues() -> list[Path]:
    """Give the files of all languages."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))


def sentences() -> Catalog:
    """Collect every sentence that is shown, with the files that say it."""
    found = Catalog(charset="utf-8")
    for name, _line, sentence, comments, context in sorted(_extracted(), key=lambda one: one[:2]):
        if not name.startswith(SWEDISH_ONLY):
            found.add(sentence, locations=[(f"fornya/{name}", 0)], auto_comments=comments, context=context)
    return found


def _extracted() -> Iterable[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    return extract_from_dir(str(PACKAGE), method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS)


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as words:
        return read_po(words, locale=_babel_name(path), abort_invalid=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue so that two people who do the same get the same file."""
    made = BytesIO()
    catalogue.obsolete.clear()
    write_po(made, catalogue, width=0, omit_header=True, sort_by_file=True, include_lineno=False)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    language = f'"Language: {path.parent.parent.name}\\n"\n'
    kind = '"Content-Type: text/plain; charset=utf-8\\n"\n'
    top = f'# {HEADER}\nmsgid ""\nmsgstr ""\n{language}{kind}{plural}\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(top + made.getvalue().decode(), encoding="utf-8")


def compile_into(catalogue: Path, target: Path) -> None:
    """Write the form that the pages read.

    Where writing runs from right to left, each value stands apart from the sentence around it: names of
    medicines, amounts and phone numbers then read right, in templates and in attributes alike.
    """
    words = read(catalogue)
    if words.locale_identifier in FROM_RIGHT_TO_LEFT:
        for message in words:
            if message.id and message.string:
                message.string = _apart(message.string)
    with target.open("wb") as compiled:
        write_mo(compiled, words)


def is_translated(message: Message) -> bool:
    """Tell whether a sentence has all its words."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _apart(said: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    if isinstance(said, (tuple, list)):
        return tuple(str(_apart(form)) for form in said)
    apart = PLACE.sub(lambda place: f"{FIRST_STRONG_ISOLATE}{place[0]}{POP_ISOLATE}", said)
    # Values alone have no direction: within another sentence such a one would run from left to right.
    wordless = COMMA_FROM_THE_RIGHT in said and not re.search(r"[^\W\d_]", PLACE.sub("", said))
    return RIGHT_TO_LEFT_MARK + apart if wordless else apart


def _babel_name(path: Path) -> str:
    """Name the folder's language as Babel knows it; Easy Swedish has the plural forms of Swedish."""
    return path.parent.parent.name.removesuffix("_Simple")


if __name__ == "__main__":
    exit_plainly(main)
