"""The first steps of the three commands: old Pythons, locks, and the list of style sheets."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT
from tooling import bootstrap
from tooling.assets import SOURCES, sources
from tooling.data_folder import DataFolder
from tooling.problem import Problem
from tooling.python_version import refuse_too_old


def test_a_too_old_python_gets_one_sentence():
    with pytest.raises(SystemExit) as end:
        refuse_too_old((3, 9, 18))

    sentence = str(end.value)
    assert "Python 3.11 or newer" in sentence
    assert "this is Python 3.9" in sentence
    assert "\n" not in sentence


def test_a_new_enough_python_may_go_on():
    assert refuse_too_old((3, 11, 0)) is None


@pytest.mark.parametrize("name", ["run", "test", "check", "tooling/__init__.py", "tooling/python_version.py"])
def test_an_old_python_can_read_as_far_as_the_sentence(name):
    # The grammar of 3.7 is the oldest that Python can still check against.
    code = "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read(), feature_version=(3, 7))"

    assert subprocess.run([sys.executable, "-c", code, str(ROOT / name)]).returncode == 0


def test_a_changed_lock_has_to_be_installed(monkeypatch, tmp_path):
    (tmp_path / "requirements").mkdir()
    lock = tmp_path / "requirements" / "app.txt"
    lock.write_text("one==1")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    (tmp_path / "fornya-app.stamp").write_text(bootstrap._fingerprint("app"))
    assert bootstrap.is_ready("app")

    lock.write_text("one==2")

    assert not bootstrap.is_ready("app")


def test_every_style_sheet_and_font_of_the_list_exists():
    sheets, fonts = sources(SOURCES.read_text(encoding="utf-8"))
    named = [name for parts in (*sheets.values(), fonts) for name in parts]

    assert all((*sheets.values(), fonts))
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_a_data_folder_is_used_by_one_at_a_time(tmp_path):
    held = DataFolder(tmp_path)

    with pytest.raises(Problem, match="already runs with the data folder"):
        DataFolder(held.path)


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    data = DataFolder(tmp_path)

    secret = data.secret_key()

    assert len(secret) >= 50
    assert data.secret_key() == secret
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_reset_leaves_what_is_not_ours(tmp_path):
    data = DataFolder(tmp_path)
    data.secret_key()
    data.note_done("demo", "1")
    (tmp_path / "letters.txt").write_text("mine")

    data.reset()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters.txt", "lock"]
    assert data.is_to_do("demo", "1")
