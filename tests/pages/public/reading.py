"""Reads an answer as a person does: headings, links, labels and sentences."""

from dataclasses import dataclass

from django.http import HttpResponse
from lxml import html


@dataclass(frozen=True)
class Page:
    """An answer that is a page."""

    status: int
    tree: html.HtmlElement
    answer: HttpResponse

    @property
    def text(self) -> str:
        """All that is read, with single spaces; without labels that assistive technology passes by."""
        main = self.tree.xpath("//main")[0]
        return " ".join(
            " ".join(main.xpath('.//text()[not(ancestor::*[@aria-hidden="true"])]')).split()
        ).replace(" .", ".")

    @property
    def heading(self) -> str:
        """The one main heading."""
        (heading,) = self.tree.xpath("//h1")
        return " ".join(heading.text_content().split())

    @property
    def title(self) -> str:
        """The title in the browser's tab."""
        return " ".join(self.tree.xpath("//title")[0].text_content().split())

    def links(self, text: str) -> list[str]:
        """Where the links with this text lead."""
        return [
            link.get("href")
            for link in self.tree.xpath("//main//a")
            if " ".join(link.text_content().split()) == text
        ]

    def box(self, label: str) -> html.HtmlElement:
        """The form control with this label."""
        (control,) = self.tree.xpath(f'//*[@id=//label[normalize-space()="{label}"]/@for]')
        return control

    def headings(self) -> list[str]:
        """All headings below the main one."""
        return [" ".join(each.text_content().split()) for each in self.tree.xpath("//main//h2 | //main//h3")]


def read(answer: HttpResponse) -> Page:
    """Read an answer."""
    return Page(answer.status_code, html.fromstring(answer.content.decode()), answer)
