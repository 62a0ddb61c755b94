"""Hours in the log of changes are words, not what the log keeps."""

import pytest

from fornya.pages.clinic.settings.hours_changed import hours_words

WORKDAY, SPLIT = "08:00-16:00", "08:00-10:00, 13:00-15:30"


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ([""] * 7, "stängt alla dagar"),
        ([WORKDAY] * 7, "8–16 alla dagar"),
        ([WORKDAY] * 5 + ["", ""], "måndag–fredag 8–16; lördag–söndag stängt"),
        (["", SPLIT] + [WORKDAY] * 5, "måndag stängt; tisdag 8–10 och 13–15.30; onsdag–söndag 8–16"),
        ([WORKDAY], "8–16"),
        ([""], "stängt"),
    ],
)
def test_like_days_stand_together(kept, said):
    assert hours_words(kept) == said
