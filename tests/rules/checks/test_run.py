"""The fast lane: every check must have run and found nothing. Made from the list: none can be forgotten."""

from dataclasses import replace

import pytest

from fornya.rules.checks.case import Record
from fornya.rules.checks.run import CHECKS, is_clean, run
from fornya.rules.checks.shape import Name, Result, Why
from tests.rules.checks.cases import CLEAN

OTHER_THAN_FINE = [result for result in Result if result is not Result.FINE]


def test_a_clean_request_is_clean():
    assert is_clean(run(CLEAN))


def test_every_name_has_one_check_and_a_version_a_source_and_something_it_looks_at():
    assert [check.name for check in CHECKS] == list(Name)
    for check in CHECKS:
        assert check.version
        assert check.source
        assert check.saw


@pytest.mark.parametrize("name", Name)
def test_a_check_that_is_switched_off_is_not_run_and_shuts_the_fast_lane(name):
    found = run(CLEAN, switched_off=[name])

    assert [(each.name, each.why) for each in found if each.result is not Result.FINE] == [
        (name, (Why.SWITCHED_OFF,))
    ]
    assert not is_clean(found)


@pytest.mark.parametrize("name", Name)
def test_a_check_that_fails_is_not_run_and_the_others_are_there(name):
    def fails(_case):
        raise KeyError("C07AB02")

    checks = [replace(check, run=fails) if check.name is name else check for check in CHECKS]

    found = run(CLEAN, checks=checks)

    (broken,) = [each for each in found if each.result is not Result.FINE]
    assert (broken.name, broken.result, broken.why) == (name, Result.NOT_RUN, (Why.FAILED,))
    assert dict(broken.values) == {"problem": "KeyError"}
    assert not is_clean(found)


@pytest.mark.parametrize("name", Name)
def test_a_check_that_is_left_out_shuts_the_fast_lane(name):
    assert not is_clean(run(CLEAN, checks=[check for check in CHECKS if check.name is not name]))


@pytest.mark.parametrize("name", Name)
@pytest.mark.parametrize("result", OTHER_THAN_FINE)
def test_any_other_result_shuts_the_fast_lane(name, result):
    found = [replace(each, result=result) if each.name is name else each for each in run(CLEAN)]

    assert not is_clean(found)


@pytest.mark.parametrize("name", Name)
def test_a_check_that_stands_twice_does_not_stand_for_another(name):
    found = {each.name: each for each in run(CLEAN)}
    spare = next(each for each in found.values() if each.name is not name)

    assert not is_clean([*(each for each in found.values() if each.name is not name), spare])
    assert not is_clean([*found.values(), found[name]])


def test_nothing_at_all_is_not_clean():
    assert not is_clean(())


def test_what_nobody_has_looked_up_is_never_fine():
    found = {
        each.name: each.result for each in run(replace(CLEAN, record=Record(), products=None, medicines=None))
    }

    assert {name for name, result in found.items() if result is Result.NOT_RUN} == {
        Name.PRESCRIPTION,
        Name.USE,
        Name.DUPLICATE,
        Name.INTERACTION,
        Name.ALLERGY,
        Name.VISIT,
        Name.MONITORING,
        Name.DOSE_DISPENSED,
        Name.SHORTAGE,
        Name.LICENCE,
    }


def test_a_finding_is_kept_whole():
    finding = run(CLEAN)[0].as_json()

    assert finding == {
        "name": "prescription",
        "version": "1",
        "source": "the national store",
        "saw": ["store"],
        "result": "fine",
        "why": ["as_shown"],
        "values": {},
    }
