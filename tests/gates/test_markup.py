"""Each public page in each language, and the style sheets, are valid HTML and CSS."""

import json
import re
import subprocess

import httpx
import pytest
from django.utils import translation

from fornya.design.languages import BY_CODE
from tests.design import css
from tests.gates.pages import COOKIE
from tests.pages.public.test_errors import ANSWERS as FAULTS
from tooling.test import GATES

pytestmark = pytest.mark.xdist_group("journeys")

CHECKER = GATES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FORM = "/support/skriv"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
# What the checker does not know yet, and where it is written down.
REVIEWED = {
    "CSS: “field-sizing”: Property “field-sizing” doesn't exist.": "CSS Form Control Styling Level 1",
}


def complaints(*paths):
    """Let the checker read the files, in one go since Java is slow to start; gives (file, line, words)."""
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(
        [*command, "--also-check-css", *map(str, paths)], capture_output=True, text=True, check=True
    )
    return {
        (message["url"].rpartition("/")[2], message.get("lastLine"), message["message"])
        for message in json.loads(done.stdout)["messages"]
        if message["message"] not in REVIEWED
    }


@pytest.fixture
def kept(documents, plain, tmp_path):
    """Keep every page as a file named by its address and language, and the style sheets beside them."""
    for sheet, answer in documents.items():
        name = re.sub(r"[^a-z0-9=]+", "-", sheet.path).strip("-") or "start"
        (tmp_path / f"{name}.{sheet.asked}.html").write_bytes(answer.content)
    (style,) = {STYLE.search(answer.text)[1] for answer in documents.values()}
    (tmp_path / "site.css").write_bytes(plain.get(style).content)
    (tmp_path / "clinic.css").write_text(css.joined("clinic.css"))
    assert len(list(tmp_path.iterdir())) == len(documents) + 2
    return sorted(tmp_path.iterdir())


def test_every_page_and_the_style_sheets_are_valid(kept):
    assert complaints(*kept) == set()


@pytest.fixture
def of_faults(service, tmp_path):
    """Keep the page for each fault, and the form to the support desk sent empty, in every language."""
    for language in BY_CODE:
        for name, (_status, answer) in FAULTS.items():
            with translation.override(language):
                (tmp_path / f"{name}.{language}.html").write_bytes(answer().content)
        with httpx.Client(base_url=service.url, trust_env=False, cookies={COOKIE: language}) as reader:
            token = TOKEN.search(reader.get(FORM).text)[1]
            unfilled = reader.post(FORM, data={"csrfmiddlewaretoken": token}, headers={"Origin": service.url})
            assert "errors" in unfilled.text
            (tmp_path / f"unfilled.{language}.html").write_bytes(unfilled.content)
    return sorted(tmp_path.iterdir())


def test_pages_for_faults_and_a_form_with_errors_are_valid(of_faults):
    assert len(of_faults) == len(BY_CODE) * (len(FAULTS) + 1)
    assert complaints(*of_faults) == set()


def test_the_checker_would_have_complained(tmp_path):
    (tmp_path / "page.html").write_text('<!DOCTYPE html><html lang="sv"><title>x</title><p id="a"><b id="a">')
    (tmp_path / "page.css").write_text("p{colour:red}")

    found = complaints(*tmp_path.iterdir())

    assert {name for name, _line, _words in found} == {"page.html", "page.css"}
    assert "Duplicate ID “a”." in {words for _name, _line, words in found}
