"""The commands that the documents tell people to type exist, with the options they are given."""

import os
import re

import pytest

from tests.house.tree import ROOT, files, name
from tooling.run import options

DOCUMENTS = [path for path in files(".md") if path.parent == ROOT]
BLOCK = re.compile(r"^```(?:sh|shell|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(\./[^`]+)`")


@pytest.mark.parametrize("command", ["run", "test", "check", ".ci/run"])
def test_a_command_can_be_run(command):
    assert os.access(ROOT / command, os.X_OK)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_document_names_only_commands_that_exist(path):
    for words in commands(path.read_text(encoding="utf-8")):
        assert os.access(ROOT / words[0], os.X_OK), words


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_document_gives_run_only_options_it_takes(path):
    for words in commands(path.read_text(encoding="utf-8")):
        if words[0] == "./run":
            assert options([word if word not in {"N", "DIR"} else "8000" for word in words[1:]])


def test_the_readme_names_the_two_commands():
    named = {words[0] for words in commands((ROOT / "README.md").read_text(encoding="utf-8"))}

    assert {"./run", "./test"} <= named


def commands(text: str) -> list[list[str]]:
    """Give the words of every command of ours in the text, comments left out."""
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()] + INLINE.findall(text)
    bare = [re.sub(r"[\[\]$]|\s#.*", "", line).split() for line in lines]
    return [words for words in bare if words and words[0].startswith("./")]
