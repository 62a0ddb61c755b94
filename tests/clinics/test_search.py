"""The search: 60 queries as people write them, and what it does with those that nobody can read."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fornya.clinics.folding import fold
from fornya.clinics.search import Field, Found

# What somebody wrote, and the name of the clinic that was meant.
MISSPELT = [
    ("vardcentraln bjorken", "Björkens vårdcentral"),
    ("björkens", "Björkens vårdcentral"),
    ("bjorkens vardcentral", "Björkens vårdcentral"),
    ("björkensvårdcentral", "Björkens vårdcentral"),
    ("vård central björk ens", "Björkens vårdcentral"),
    ("björcens vårdcentral", "Björkens vårdcentral"),
    ("Bjorkens VC", "Björkens vårdcentral"),
    ("bkörkens", "Björkens vårdcentral"),
    ("vårdsentralen liljan", "Björkens vårdcentral"),
    ("lilljan uppsala", "Björkens vårdcentral"),
    ("björklunda lekarhus", "Björklunda läkarhus"),
    ("bjorklundalakarhus", "Björklunda läkarhus"),
    ("björklund läkarhuset", "Björklunda läkarhus"),
    ("läkar huset björklunda", "Björklunda läkarhus"),
    ("ekbacken", "Ekbackens vårdcentral"),
    ("ekbakens vårdcentral", "Ekbackens vårdcentral"),
    ("eckbackens", "Ekbackens vårdcentral"),
    ("ek backens vårdcentral", "Ekbackens vårdcentral"),
    ("ekbacken upsala", "Ekbackens vårdcentral"),
    ("strandgatan", "Strandgatans vårdcentral"),
    ("strandgatens", "Strandgatans vårdcentral"),
    ("strangatans vardcentral", "Strandgatans vårdcentral"),
    ("vårdcentralen strandgatan i falun", "Strandgatans vårdcentral"),
    ("stradngatans", "Strandgatans vårdcentral"),
    ("ronnhagen", "Rönnhagens vårdcentral"),
    ("rönhagens vårdcentral", "Rönnhagens vårdcentral"),
    ("rönnhagens vc falun", "Rönnhagens vårdcentral"),
    ("lonnkullens vardsentral", "Lönnkullens vårdcentral"),
    ("lönkullen göteborj", "Lönnkullens vårdcentral"),
    ("appelasen", "Äppelåsens vårdcentral"),
    ("eppelåsens", "Äppelåsens vårdcentral"),
    ("äpplehöjden", "Äppelhöjdens vårdcentral"),
    ("syrengardens", "Syrengårdens vårdcentral"),
    ("cyrenhagen", "Syrenhagens vårdcentral"),
    ("syrenhöjden solna", "Syrenhöjdens vårdcentral"),
    ("ljungosens vårdcentral", "Ljungåsens vårdcentral"),
    ("jungbrinken stockholm", "Ljungbrinkens vårdcentral"),
    ("trankulens västervik", "Trankullens vårdcentral"),
    ("vårdcentral ronneby sävosen", "Sävåsens vårdcentral"),
    ("piteo vårdcentral", "Pilbackens vårdcentral"),
    ("vc laholm", "Lindbackens vårdcentral"),
    ("hälsocentral trosa", "Svanhöjdens vårdcentral"),
    ("husläkare visbi", "Bokhöjdens vårdcentral"),
    ("vårdcentral jakobsbärg", "Tallundens vårdcentral"),
    ("mölnlyke", "Hasselvikens vårdcentral"),
    ("ungdomsmotagning valdemarsvik", "Berggårdens ungdomsmottagning"),
    ("umo valdemarsvik", "Berggårdens ungdomsmottagning"),
    ("bup degerfors", "Enåsens barn- och ungdomspsykiatri"),
    ("barn psykiatri degefors", "Enåsens barn- och ungdomspsykiatri"),
    ("psykiatrin örnskjöldsvik", "Enåsens psykiatriska mottagning"),
    ("psykiatri hammarstrand", "Bäckbrinkens psykiatriska mottagning"),
    ("barnmorska smedjebacken", "Aspdalens barnmorskemottagning"),
    ("mvc edsbyn", "Bergbrinkens barnmorskemottagning"),
    ("hudläkare alvesta", "Grandalens hudmottagning"),
    ("hudmottagningen överkalix", "Granhagens hudmottagning"),
    ("neurolog osby", "Granbrinkens neurologmottagning"),
    ("reumatolog katrinholm", "Björklundens reumatologmottagning"),
    ("laekarhus gustavsberg", "Grangårdens läkarhus"),
    ("vårdcentralen stationen malmö", "Bäckkullens vårdcentral"),
    ("läkarhuset hamnen göteborg", "Aspbackens läkarhus"),
]


def names(found: Found) -> list[str]:
    return [hit.card.name for hit in found.hits]


def test_nearly_every_misspelt_query_finds_its_clinic_among_the_first_three(demo_directory):
    index = demo_directory.index

    missed = [(query, meant) for query, meant in MISSPELT if meant not in names(index.search(query, limit=3))]

    assert len(MISSPELT) >= 60
    assert len(missed) <= len(MISSPELT) * 0.05, missed


def test_every_clinic_is_the_first_hit_for_its_own_name_and_place(demo_directory):
    missed = [
        clinic.name
        for clinic in demo_directory.clinics
        if names(demo_directory.index.search(f"{clinic.name} {clinic.place}", limit=1)) != [clinic.name]
    ]

    assert missed == []


def test_one_wrong_letter_seldom_hides_a_clinic(demo_directory):
    typos = []
    for clinic in demo_directory.clinics:
        at = len(clinic.name) // 4
        typos.append((clinic.name[:at] + "x" + clinic.name[at + 1 :], clinic.name))

    missed = [
        meant for typo, meant in typos if meant not in names(demo_directory.index.search(typo, limit=3))
    ]

    assert len(missed) <= len(typos) * 0.05, missed


def test_no_words_means_all_clinics_in_the_order_of_the_alphabet(demo_directory):
    found = demo_directory.index.search("", limit=500)

    assert names(found) == [clinic.name for clinic in demo_directory.clinics]
    assert found.total == len(demo_directory.clinics)


def test_filters_leave_only_what_was_asked_for(demo_directory):
    found = demo_directory.index.search("vårdcentral", region="12", online=True, limit=500)

    assert found.total == len(found.hits) > 3
    assert {hit.card.region_code for hit in found.hits} == {"12"}
    assert all(hit.card.renews_online for hit in found.hits)


def test_an_unknown_region_holds_nothing(demo_directory):
    assert demo_directory.index.search("", region="02").total == 0


def test_pages_follow_each_other_without_gaps(demo_directory):
    search = demo_directory.index.search
    whole = names(search("vårdcentral", limit=60))

    assert names(search("vårdcentral", offset=0)) + names(search("vårdcentral", offset=20)) == whole[:40]


def test_a_former_name_is_told_as_the_reason(demo_directory):
    hit = demo_directory.index.search("liljan").hits[0]

    assert (hit.field, hit.matched) == (Field.FORMER_NAME, "Vårdcentralen Liljan")


def test_a_street_is_told_as_the_reason(demo_directory):
    hit = demo_directory.index.search("exempelgatan 1 uppsala").hits[0]

    assert hit.card.name == "Björkens vårdcentral"
    assert hit.field is Field.STREET


def test_a_name_needs_no_reason(demo_directory):
    assert demo_directory.index.search("björkens vårdcentral").hits[0].field is None


def test_what_was_spelt_right_is_exact_and_what_was_not_is_near(demo_directory):
    assert demo_directory.index.search("björkens vårdcentral").exact
    assert not demo_directory.index.search("björcens vårdcentral").exact


def test_a_query_nobody_can_read_finds_nothing(demo_directory):
    found = demo_directory.index.search("qqqq wwww")

    assert (found.hits, found.total, found.exact) == ((), 0, False)


def test_a_query_that_looks_like_a_place_is_answered_with_the_place(demo_directory):
    found = demo_directory.index.search("uppppsxxla")

    assert found.total == 0
    assert "Uppsala" in found.suggestions


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_whatever_breaks_the_search(demo_directory, text):
    found = demo_directory.index.search(text)

    assert len(found.hits) <= 20
    assert found.total >= len(found.hits)


@given(st.text(max_size=50))
@example("𝓐")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
