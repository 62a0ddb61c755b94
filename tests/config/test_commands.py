"""Förnya's own commands: named plainly, and what they say to whoever runs them."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fornya import __main__ as fornya
from fornya.clinics import directory
from fornya.clinics.models import RegionalNotice
from fornya.config.management.commands import import_clinics
from tests.clinics.demo_directory import as_owner, loaded_demo

__all__ = ["as_owner", "loaded_demo"]

HEADING = "hsa_id,name,kind,municipality,street,postcode,place,phone,renews_online\n"
ROW = "SE0000000000-X{},Nya {} vårdcentralen,health_centre,Uppsala,Nygatan 1,75310,Uppsala,018-1000000,no\n"


@pytest.fixture
def owned(as_owner, loaded_demo, db):
    yield
    directory.forget()


def run(name: str, *words: str) -> str:
    said = StringIO()
    call_command(name, *words, stdout=said, stderr=said)
    return said.getvalue()


@pytest.mark.parametrize("words", [[], ["--help"], ["drop-everything"]])
def test_without_a_command_that_it_knows_it_lists_those_there_are(words, capsys):
    assert fornya.main(words) == 2
    assert "import-clinics" in capsys.readouterr().err


def test_a_command_has_hyphens_outside_and_is_found_inside(monkeypatch):
    called = []
    monkeypatch.setattr(fornya, "manage", lambda: called.append(sys.argv[1:]))

    assert fornya.main(["import-clinics", "file.csv", "--apply"]) == 0
    assert called == [["import_clinics", "file.csv", "--apply"]]


def test_the_module_runs_by_itself():
    answer = subprocess.run([sys.executable, "-m", "fornya"], capture_output=True, text=True, check=False)

    assert answer.returncode == 2
    assert "support-cases" in answer.stderr


@pytest.mark.parametrize(("answer", "is_in"), [("y", True), ("ja", True), ("", False), ("n", False)])
def test_at_a_keyboard_the_difference_is_approved_there(owned, tmp_path, monkeypatch, answer, is_in):
    file = tmp_path / "clinics.csv"
    file.write_text(HEADING + ROW.format(1, "östra"), encoding="utf-8")
    monkeypatch.setattr(import_clinics.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: answer)

    said = run("import_clinics", str(file))

    assert ("Carried out." in said) is is_in


def test_a_bar_shows_how_far_the_reading_has_come(owned, tmp_path):
    file = tmp_path / "clinics.csv"
    file.write_text(HEADING + "".join(ROW.format(n, n) for n in range(200)), encoding="utf-8")

    said = run("import_clinics", str(file))

    assert f"[{'#' * 15}{'.' * 15}] 100 of 200 clinics" in said
    assert f"[{'#' * 30}] 200 of 200 clinics" in said


def test_a_file_that_changes_nothing_says_so(owned, tmp_path):
    file = tmp_path / "clinics.csv"
    file.write_text(HEADING, encoding="utf-8")

    assert "There is nothing to carry out." in run("import_clinics", str(file))


def test_a_notice_is_put_up_listed_and_taken_down(owned):
    up = run(
        *("notices", "--region", "03", "--kind", "warning", "--until", "2099-01-01"),
        *("--text", "Stängt i dag.", "--in", "en", "Closed today."),
    )
    row = RegionalNotice.objects.get(region_id="03")

    assert row.texts == {"sv": "Stängt i dag.", "en": "Closed today."}
    assert f"{row.id}  warning  Region Uppsala" in up
    assert "2099-01-01 00:00  en, sv" in up
    assert "Stängt i dag." not in run("notices", "--down", str(row.id))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--text", "Stängt."], "--until"),
        (["--text", "Stängt.", "--until", "2001-01-01"], "ends after it starts"),
        (["--text", "Stängt.", "--until", "2099-01-01", "--region", "99"], "'99'"),
        (["--down", "0"], "No notice 0"),
        (["--text", "Stängt.", "--until", "snart"], "until"),
    ],
)
def test_what_cannot_be_put_up_or_taken_down_is_told(owned, words, reason):
    with pytest.raises(CommandError, match=reason):
        run("notices", *words)
