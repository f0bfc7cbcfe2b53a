"""Rules for the name and the text of a comment, the same for every form."""

import pytest
from django.core.exceptions import ValidationError

from comments.intake.texts import clean_body, clean_name

LONGEST = 1500


@pytest.mark.parametrize("blank", ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\U000e0041"])
def test_text_that_looks_blank_is_refused(blank):
    with pytest.raises(ValidationError) as refused:
        clean_name(blank * 2)
    assert refused.value.code == "name"

    with pytest.raises(ValidationError) as refused:
        clean_body(blank * 20, LONGEST)
    assert refused.value.code == "short"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("\u0336", id="Latin"),
        pytest.param("\u0489", id="Cyrillic"),
        pytest.param("\u05b7", id="Hebrew"),
        pytest.param("\u0651", id="Arabic"),
        pytest.param("\u0e49", id="Thai"),
    ],
)
def test_stacked_marks_of_any_script_are_refused(mark):
    with pytest.raises(ValidationError) as refused:
        clean_body(f"Rất ha{mark * 200}y", LONGEST)

    assert refused.value.code == "marks"


@pytest.mark.parametrize(
    "text", ["Ngưỡng mộ các đồng chí", "ที่นี่ดีมาก น้ำใส", "שָׁלוֹם עֲלֵיכֶם", "مُحَمَّدٌ رَسُول", "Rất hay ❤️‍🔥👍🏽"]
)
def test_ordinary_text_is_kept(text):
    assert clean_body(text, LONGEST)
