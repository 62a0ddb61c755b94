"""Our two marks in Markdown: facts and figures; and what becomes of links."""

from markupsafe import Markup

from fornya.pages.public.article import markup


def drawn(text: str, language: str = "sv", **figures: str) -> str:
    filled = {name: Markup(value) for name, value in figures.items()}
    return markup.html(markup.parse(text), filled, language)


def test_a_fact_is_marked_on_the_paragraph_or_the_list_item():
    assert drawn("Ring dem. {F8}") == '<p data-fact="F8">Ring dem.</p>\n'
    assert '<li data-fact="F5 F6">Logga in.</li>' in drawn("- Logga in. {F5 F6}\n- Läs.")
    assert 'data-fact="F1"' in drawn("## Rubrik {F1}")


def test_braces_in_the_middle_are_words():
    assert drawn("Skriv {F8} så.") == "<p>Skriv {F8} så.</p>\n"


def test_a_figure_is_filled_in_where_it_stands():
    assert drawn("Det kostar {{fee}}.", fee="<b>5 kr</b>") == "<p>Det kostar <b>5 kr</b>.</p>\n"


def test_a_figure_of_its_own_stands_without_a_paragraph():
    assert drawn("{{steps}}", steps="<table></table>").strip() == "<table></table>"


def test_what_is_to_read_is_opened_in_the_language_of_the_text():
    assert 'href="/artiklar/logga-in?sprak=ar"' in drawn("[a](/artiklar/logga-in)", "ar")
    assert 'href="/tema/liv-halsa?sprak=uk#mer"' in drawn("[a](/tema/liv-halsa#mer)", "uk")
    assert 'href="tel:112"' in drawn("[a](tel:112)", "ar")


def test_another_page_is_opened_by_way_of_the_choice_of_language():
    assert 'href="/sprak/ar?till=%2Fsupport"' in drawn("[a](/support)", "ar")
    assert 'href="/support"' in drawn("[a](/support)")
    # No page but articles is there in this one.
    assert 'href="/support"' in drawn("[a](/support)", "uk")


def test_headings_have_an_address_each_also_in_other_scripts():
    tokens = markup.parse("## Så gör du\n\nA\n\n## Så gör du\n\nB\n\n## كيف\n\nC")
    names = [heading.id for heading in markup.headings(tokens)]

    assert names[0] == "sa-gor-du"
    assert len(set(names)) == 3
    assert all(names)
