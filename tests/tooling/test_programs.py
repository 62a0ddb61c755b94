"""Programs that only tests need are fetched once, or asked for in one line."""

import json
import subprocess

import pytest

from tooling import debian, npm
from tooling.problem import Problem


def test_a_program_that_is_there_is_not_installed(monkeypatch):
    monkeypatch.setattr(debian.subprocess, "run", lambda *_a, **_k: pytest.fail("something was run"))

    debian.have("sh", package="dash", why="Everything")


def test_who_may_not_install_is_told_what_to_run(monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)

    with pytest.raises(Problem, match="sudo apt-get install -y --no-install-recommends nothing-such"):
        debian.have("nothing-such-program", package="nothing-such", why="The check")


def test_an_installation_that_fails_says_why(monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian.shutil, "which", lambda program: program if program == "apt-get" else None)
    failed = subprocess.CompletedProcess([], 100, "", "E: no such package\n")
    monkeypatch.setattr(debian.subprocess, "run", lambda *_a, **_k: failed)

    with pytest.raises(Problem, match="E: no such package"):
        debian.have("java", package="default-jre-headless", why="The check")


def test_packages_are_fetched_again_when_their_lock_has_changed(monkeypatch, tmp_path):
    fetched = []
    monkeypatch.setattr(npm, "_download", lambda folder, what: fetched.append(what))
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules").mkdir()

    npm.make_modules_ready(tmp_path, "the fonts")
    (tmp_path / "node_modules" / ".fornya.stamp").write_text(npm._fingerprint(tmp_path))
    npm.make_modules_ready(tmp_path, "nothing: they are there")
    (tmp_path / "package-lock.json").write_text(json.dumps({"changed": True}))
    npm.make_modules_ready(tmp_path, "the new fonts")

    assert fetched == ["the fonts", "the new fonts"]


@pytest.mark.parametrize(
    ("told", "version"), [("v22.19.0\n", (22, 19)), ("v20.20.2\n", (20, 20)), ("", (0, 0))]
)
def test_a_node_says_how_old_it_is(monkeypatch, told, version):
    monkeypatch.setattr(npm.subprocess, "run", lambda *_a, **_k: subprocess.CompletedProcess([], 0, told, ""))

    assert npm._version("node") == version
