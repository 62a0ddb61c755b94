"""The table of cookies is the truth: as many as the code sets, and those of a choice can be taken back."""

import ast
import importlib
from pathlib import Path

import pytest
from django.conf import settings

from fornya.pages.public.cookies.table import cookies
from fornya.pages.public.region.chosen import COOKIE
from tests.house.tree import files, name, python
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_the_table_names_every_cookie_that_the_code_sets_and_no_other():
    modules = files(".py", under="fornya")
    really = {cookie for path in modules for cookie in set_in(path)}

    assert {cookie.name for cookie in cookies()} == really | {settings.CSRF_COOKIE_NAME}


def test_the_test_sees_cookies_that_are_set_through_a_function_of_the_module():
    (path,) = [path for path in files(".py", under="fornya") if name(path) == "fornya/pages/login/waiting.py"]

    assert set_in(path) == {settings.SIGN_IN_COOKIE, settings.DEVICE_COOKIE}


def test_both_pages_name_every_cookie(client):
    for address in ("/kakor", "/kakor/installningar"):
        text = read(client.get(address)).text
        assert [cookie.name for cookie in cookies() if cookie.name not in text] == []


def test_the_settings_say_which_cookies_the_browser_has(client):
    client.cookies[COOKIE] = "03"

    page = read(client.get("/kakor/installningar"))
    (row,) = page.tree.xpath(f'//tbody/tr[contains(th, "{COOKIE}")]')

    assert row.xpath("td")[-1].text_content().strip().endswith("Ja")
    assert page.answer["Cache-Control"] == "no-store"


def test_choices_can_be_taken_back_and_the_rest_stays(client):
    client.cookies[COOKIE] = "03"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    client.cookies[settings.SESSION_COOKIE] = "x"

    answer = client.post("/kakor/installningar")

    gone = {cookie for cookie, morsel in answer.cookies.items() if morsel["max-age"] == 0}
    assert gone == {COOKIE, settings.LANGUAGE_COOKIE_NAME}
    assert "Dina val är borttagna" in read(client.get(answer["Location"])).text


def test_without_choices_there_is_nothing_to_take_back(client):
    assert read(client.get("/kakor/installningar")).tree.xpath("//main//form") == []


def set_in(path: Path) -> set[str]:
    """Give the names of the cookies that a module sets."""
    tree = python(path)
    module = importlib.import_module(name(path).removesuffix(".py").replace("/", "."))
    found = set()
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for call in calls(function, "set_cookie"):
            for expression in given_as(call.args[0], function, tree):
                found.add(str(eval(ast.unparse(expression), vars(module))))  # noqa: S307 - our own code
    return found


def given_as(argument: ast.expr, function: ast.FunctionDef, tree: ast.AST) -> list[ast.expr]:
    """Give the expression, or what callers in the module give where it is an argument of the function."""
    names = [each.arg for each in function.args.args]
    if isinstance(argument, ast.Name) and argument.id in names:
        return [call.args[names.index(argument.id)] for call in calls(tree, function.name)]
    return [argument]


def calls(tree: ast.AST, called: str) -> list[ast.Call]:
    """Give the calls of a function or method of this name."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == called
    ]
