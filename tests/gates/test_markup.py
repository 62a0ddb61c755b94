"""Each public page in each language, and the style sheet, are valid HTML and CSS."""

import json
import re
import subprocess

import pytest

from tooling.test import GATES

pytestmark = pytest.mark.xdist_group("journeys")

CHECKER = GATES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
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
    """Keep every page as a file named by its address and language, and the style sheet beside them."""
    for sheet, answer in documents.items():
        name = re.sub(r"[^a-z0-9=]+", "-", sheet.path).strip("-") or "start"
        (tmp_path / f"{name}.{sheet.asked}.html").write_bytes(answer.content)
    (style,) = {STYLE.search(answer.text)[1] for answer in documents.values()}
    (tmp_path / "site.css").write_bytes(plain.get(style).content)
    assert len(list(tmp_path.iterdir())) == len(documents) + 1
    return sorted(tmp_path.iterdir())


def test_every_page_and_the_style_sheet_are_valid(kept):
    assert complaints(*kept) == set()


def test_the_checker_would_have_complained(tmp_path):
    (tmp_path / "page.html").write_text('<!DOCTYPE html><html lang="sv"><title>x</title><p id="a"><b id="a">')
    (tmp_path / "page.css").write_text("p{colour:red}")

    found = complaints(*tmp_path.iterdir())

    assert {name for name, _line, _words in found} == {"page.html", "page.css"}
    assert "Duplicate ID “a”." in {words for _name, _line, words in found}
