"""Rate limits, counted on the photos of one person."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Photo
from newsroom.core.errors import Refusal
from newsroom.core.rate_limits import RateLimit, list_reached, refuse_over_limit
from tests.factories import PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
THREE_AN_HOUR = RateLimit(3, timedelta(hours=1))


@pytest.fixture
def person(make_photos):
    return make_photos([10, 20, 59, 60, 120])


@pytest.fixture
def make_photos():
    def make_photos(ages):
        """A person whose photos came so many minutes before NOW."""
        person = UserFactory()
        for minutes in ages:
            photo = PhotoFactory(uploaded_by=person)
            Photo.objects.filter(pk=photo.pk).update(uploaded_at=NOW - timedelta(minutes=minutes))
        return person

    return make_photos


@pytest.mark.parametrize(
    ("ages", "is_reached"),
    [([], False), ([10, 20], False), ([10, 20, 60], False), ([10, 20, 59], True), ([1, 2, 3, 4], True)],
)
def test_rows_within_the_period_count(make_photos, ages, is_reached):
    photos = Photo.objects.filter(uploaded_by=make_photos(ages))

    assert list_reached(photos, THREE_AN_HOUR, at=NOW, field="uploaded_at") == [is_reached]


def test_several_limits_take_one_query(person, django_assert_num_queries):
    photos, day = Photo.objects.filter(uploaded_by=person), timedelta(days=1)

    with django_assert_num_queries(1):
        reached = list_reached(
            photos, THREE_AN_HOUR, RateLimit(5, day), RateLimit(6, day), at=NOW, field="uploaded_at"
        )

    assert reached == [True, True, False]


def test_limit_can_count_some_of_the_rows(person):
    first = Photo.objects.filter(uploaded_by=person).first()
    limits = [
        THREE_AN_HOUR.restrict_to(pk=first.pk),
        THREE_AN_HOUR.restrict_to(uploaded_by=person),
        THREE_AN_HOUR.restrict_to(pk__in=[]),
    ]

    assert list_reached(Photo.objects.all(), *limits, at=NOW, field="uploaded_at") == [False, True, False]


def test_one_reached_limit_refuses(person):
    photos, limits = (
        Photo.objects.filter(uploaded_by=person),
        [RateLimit(9, timedelta(days=1)), THREE_AN_HOUR],
    )

    with pytest.raises(Refusal):
        refuse_over_limit(photos, *limits, refusal=Refusal, at=NOW, field="uploaded_at")
    refuse_over_limit(photos, limits[0], refusal=Refusal, at=NOW, field="uploaded_at")
