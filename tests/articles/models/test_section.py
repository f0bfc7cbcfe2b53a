import pytest
from django.core.exceptions import ValidationError

from articles.models import Section
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    party = SectionFactory(name="Xây dựng Đảng")
    propaganda = SectionFactory(name="Tuyên giáo", parent=party)
    science = SectionFactory(name="Khoa giáo - Văn hóa", parent=propaganda)
    return party, propaganda, science


def test_slug_is_made_from_the_name():
    assert SectionFactory(name="Khoa giáo - Văn hóa").slug == "khoa-giao-van-hoa"


def test_path_starts_at_the_root(family):
    party, propaganda, science = family

    assert science.path == f"/{party.pk}/{propaganda.pk}/{science.pk}/"
    assert Section.objects.tree().path(science.pk) == [party, propaganda, science]


def test_moving_a_section_moves_its_subsections(family):
    _party, propaganda, science = family

    propaganda.parent = None
    propaganda.save()

    science.refresh_from_db()
    assert science.path == f"/{propaganda.pk}/{science.pk}/"


def test_section_cannot_be_its_own_ancestor(family):
    party, _propaganda, science = family
    party.parent = science

    with pytest.raises(ValidationError):
        party.full_clean()


@pytest.mark.parametrize("slug", ["admin", "tac-gia", "don-vi", "media", "static"])
def test_reserved_slug_is_refused(slug):
    with pytest.raises(ValidationError):
        Section(name="Mục", slug=slug).full_clean()


def test_duplicate_name_is_refused_with_a_message(family):
    with pytest.raises(ValidationError):
        Section(name="Tuyên giáo").full_clean()


def test_subtree_holds_the_section_and_its_subsections(family):
    party, propaganda, science = family

    assert Section.objects.tree().subtree_ids(party) == [party.pk, propaganda.pk, science.pk]


def test_change_is_recorded_in_history(family):
    _party, propaganda, _science = family
    propaganda.name = "Tuyên giáo và Dân vận"
    propaganda.save()

    assert [row.name for row in propaganda.history.all()] == ["Tuyên giáo và Dân vận", "Tuyên giáo"]
