"""The rule of periods in force, in SQL and in Python, for every model with a period."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps

from articles.models import Banner, Board, Place, PreviewLink, Slot
from comments.models import Ban, LegalHold
from newsroom.core.models import Alert
from newsroom.core.periods import PeriodMixin
from tests.factories import ArticleFactory, CommentFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
# Hours from now at which a row begins, ends (None: no end) and was revoked, and whether it is in force.
TIMES = [
    (-2, 3, None, True),
    (0, None, None, True),
    (-2, None, None, True),
    (1, None, None, False),
    (1, 3, None, False),
    (-2, 0, None, False),
    (-5, -1, None, False),
    (-2, 3, -1, False),
]


def make_alert(**times):
    return Alert.objects.create(text="Bão số 9", **times)


def make_banner(**times):
    return Banner.objects.create(place=Banner.Place.MASTHEAD, photo=PhotoFactory(), alt="Bão số 9", **times)


def make_slot(**times):
    board, _ = Board.objects.get_or_create(section=None)
    return Slot.objects.create(
        board=board, place=Place.FEATURED, order=1, article=ArticleFactory(), by=UserFactory(), **times
    )


def make_preview_link(**times):
    article = ArticleFactory()
    return PreviewLink.objects.create(
        article=article, version=article.versions.first(), made_by=UserFactory(), **times
    )


def make_ban(**times):
    return Ban.objects.create(target="author", value_hash="x", by=UserFactory(), **times)


def make_legal_hold(**times):
    return LegalHold.objects.create(comment=CommentFactory(), legal_basis="CV 12", by=UserFactory(), **times)


MAKERS = {
    Alert: make_alert,
    Banner: make_banner,
    Slot: make_slot,
    PreviewLink: make_preview_link,
    Ban: make_ban,
    LegalHold: make_legal_hold,
}


def rows_for(model):
    """Pairs of a row and whether it is in force, for every line of the table that the model can hold."""
    fields = (model.period_start, model.period_end, model.period_revoked)
    rows = []
    for *hours, is_in_force in TIMES:
        times = {
            field: hour if hour is None else NOW + hour * HOUR
            for field, hour in zip(fields, hours, strict=True)
            if field
        }
        loses_a_reason = (hours[0] > 0 and not fields[0]) or (hours[2] is not None and not fields[2])
        has_no_end = hours[1] is None and not model._meta.get_field(fields[1]).null
        if not loses_a_reason and not has_no_end:
            rows.append((MAKERS[model](**times), is_in_force))
    return rows


def test_every_model_with_a_period_is_tested():
    assert {model for model in apps.get_models() if issubclass(model, PeriodMixin)} == set(MAKERS)


@pytest.mark.parametrize("model", MAKERS)
def test_python_and_sql_agree_with_the_table(model):
    rows = rows_for(model)

    assert {row for row, is_in_force in rows if is_in_force} == set(model.objects.filter_in_force(NOW))
    assert [row.is_in_force(NOW) for row, _ in rows] == [is_in_force for _, is_in_force in rows]
    assert len(rows) >= 3


@pytest.mark.parametrize("model", [Alert, Banner])
def test_each_row_is_upcoming_in_force_or_ended(model):
    rows = rows_for(model)

    upcoming, ended = set(model.objects.filter_upcoming(NOW)), set(model.objects.filter_past(NOW))
    assert upcoming | ended == {row for row, is_in_force in rows if not is_in_force}
    assert not upcoming & ended
