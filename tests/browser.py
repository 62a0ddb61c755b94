"""A browser without a screen: keeps cookies, finds things by what they say, and sends forms as they stand."""

from typing import Any

from django.conf import settings
from django.test import Client
from lxml import html

from tests.pages.public.reading import Page, read


class Browser:
    """One person's browser, with CSRF protection on; `token` is that of a session that is signed in."""

    def __init__(self, token: str | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if token is not None:
            self.client.cookies[settings.SESSION_COOKIE] = token

    def get(self, path: str, **query: str) -> Page:
        """Go to an address, and on to where it sends one."""
        return read(self.client.get(path, query, follow=True))

    def press(self, page: Page, button: str, **typed: str) -> Page:
        """Press a button, and go on to where it sends one. `typed` holds what is written, by field name."""
        return read(self.send(page, button, follow=True, **typed))

    def send(self, page: Page, button: str, *, follow: bool = False, **typed: str) -> Any:
        """Press a button and give the bare answer."""
        (pressed,) = [each for each in page.tree.xpath("//main//button") if said(each) == button]
        (form,) = pressed.iterancestors("form")
        data = values(form) | typed
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value")
        address = pressed.get("formaction") or form.get("action")
        return self.client.post(address or page.answer.wsgi_request.get_full_path(), data, follow=follow)


def values(form: html.HtmlElement) -> dict[str, str]:
    """Give what a form would send if nothing were changed in it."""
    areas = {area.get("name") for area in form.xpath(".//textarea")}
    # A line break right after the start tag belongs to the markup; lxml keeps it.
    return {name: value.removeprefix("\n") if name in areas else value for name, value in form.form_values()}


def said(element: html.HtmlElement) -> str:
    """Give an element's words."""
    return " ".join(element.text_content().split())


def errors(page: Page) -> list[str]:
    """Give the messages of the error summary."""
    return [said(link) for link in page.tree.xpath('//*[contains(@class, "errors")]//a')]
