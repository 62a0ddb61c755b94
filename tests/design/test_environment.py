"""What the templates' environment keeps between pages, and that nobody's page can be in it."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override
from jinja2 import DictLoader, UndefinedError

from fornya.config.context import who
from fornya.design.environment import environment


def drawn(templates: dict[str, str], **context: object) -> str:
    return environment(loader=DictLoader(templates)).get_template("page").render(**context)


def test_a_fixed_part_stands_on_the_page():
    assert (
        drawn({"page": '<main>{{ fixed("part") }}</main>', "part": "<b>{{ 1 + 1 }}</b>"})
        == "<main><b>2</b></main>"
    )


def test_a_fixed_part_is_drawn_once():
    made = environment(loader=DictLoader({"page": '{{ fixed("part") }}', "part": "{{ count() }}"}))
    calls: list[int] = []
    made.globals["count"] = lambda: calls.append(1) or len(calls)

    pages = [made.get_template("page").render() for _ in range(3)]

    assert pages == ["1", "1", "1"]


def test_a_fixed_part_is_drawn_in_each_language():
    made = environment(
        loader=DictLoader({"page": '{{ fixed("part") }}', "part": "{{ language() }} {{ direction() }}"})
    )

    pages = []
    for language in ("sv", "ar", "sv"):
        with override(language):
            pages.append(made.get_template("page").render())

    assert pages == ["sv ltr", "ar rtl", "sv ltr"]


@pytest.mark.parametrize("part", ["{{ person.name }}", "{{ csrf_input }}", "{{ request }}"])
def test_a_fixed_part_cannot_name_what_is_the_readers(part):
    with pytest.raises(UndefinedError):
        drawn({"page": '{{ fixed("part") }}', "part": part}, person=object(), csrf_input="", request=object())


def test_all_forms_of_a_page_carry_one_mark_and_no_two_pages_the_same():
    template = engines["jinja2"].env.from_string("{{ csrf_input }}|{{ csrf_input }}")
    request = RequestFactory().get("/")

    first, second = (template.render(who(request)).split("|") for _ in range(2))

    assert first[0] == first[1] != second[0] == second[1]


def test_a_page_without_a_form_asks_for_no_mark():
    request = RequestFactory().get("/")

    engines["jinja2"].env.from_string("hej").render(who(request))

    assert "CSRF_COOKIE" not in request.META
