"""What is missing or odd in the environment stops the start with one sentence that says what to do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from fornya.config import environment as env
from tests.house.tree import ROOT


def test_a_value_that_has_to_be_set_is_named(monkeypatch):
    monkeypatch.delenv("NOT_THERE", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"Set the environment variable NOT_THERE; \./run does it"):
        env.text("NOT_THERE")
    assert env.text("NOT_THERE", "else") == "else"


@pytest.mark.parametrize("value", ["", "test", "Production", "sandbox "])
def test_a_choice_is_one_of_those_there_are(monkeypatch, value):
    monkeypatch.setenv("KIND", value)

    with pytest.raises(ImproperlyConfigured, match="one of sandbox, production"):
        env.choice("KIND", "sandbox", among=("sandbox", "production"))


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "²", " 4"])
def test_a_number_is_a_whole_one(monkeypatch, value):
    monkeypatch.setenv("SIZE", value)

    with pytest.raises(ImproperlyConfigured, match="SIZE is .* whole number"):
        env.number("SIZE", 4)


def test_a_database_may_be_on_a_socket_or_a_host(monkeypatch):
    monkeypatch.setenv("SOCKET", "postgresql://web@/fornya?host=/var/run&connect_timeout=3")
    monkeypatch.setenv("HOST", "postgres://web:p%40ss@db.example:5433/fornya")

    socket, host = env.database("SOCKET"), env.database("HOST")

    assert (socket["HOST"], socket["NAME"], socket["USER"], socket["PORT"]) == (
        "/var/run",
        "fornya",
        "web",
        "",
    )
    assert socket["OPTIONS"] == {"connect_timeout": "3"}
    assert (host["HOST"], host["PORT"], host["PASSWORD"]) == ("db.example", "5433", "p@ss")


@pytest.mark.parametrize("value", ["sqlite:///x", "mysql://x/y", "fornya", ""])
def test_only_postgresql_will_do(monkeypatch, value):
    monkeypatch.setenv("BASE", value)

    with pytest.raises(ImproperlyConfigured, match="BASE has to be a PostgreSQL address"):
        env.database("BASE")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set the environment variable SECRET_KEY"),
        ({"DATABASE_URL": None}, "Set the environment variable DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///x"}, "has to be a PostgreSQL address"),
        ({"FORNYA_ENV": "prod"}, "one of sandbox, production"),
        ({"DATABASE_POOL": "many"}, "has to be a whole number"),
    ],
)
def test_a_start_that_cannot_be_says_why_in_one_sentence(changes, sentence):
    environment = {name: value for name, value in os.environ.items() if name not in changes}
    environment |= {name: value for name, value in changes.items() if value is not None}

    ended = subprocess.run(
        [sys.executable, "-m", "fornya.config.manage", "check"],
        env=environment | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode != 0
    assert sentence in ended.stderr.strip().splitlines()[-1]
