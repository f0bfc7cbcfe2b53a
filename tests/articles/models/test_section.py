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


def test_the_address_is_made_from_the_name():
    assert SectionFactory(name="Khoa giáo - Văn hóa").slug == "khoa-giao-van-hoa"


def test_the_path_leads_from_the_root(family):
    party, propaganda, science = family

    assert science.path == f"/{party.pk}/{propaganda.pk}/{science.pk}/"
    assert Section.objects.tree().path(science.pk) == [party, propaganda, science]


def test_moving_a_section_moves_what_lies_under_it(family):
    _party, propaganda, science = family

    propaganda.parent = None
    propaganda.save()

    science.refresh_from_db()
    assert science.path == f"/{propaganda.pk}/{science.pk}/"


def test_a_section_cannot_lie_under_itself(family):
    party, _propaganda, science = family
    party.parent = science

    with pytest.raises(ValidationError):
        party.full_clean()


@pytest.mark.parametrize("slug", ["admin", "tac-gia", "don-vi", "media", "static"])
def test_an_address_of_the_site_itself_is_refused(slug):
    with pytest.raises(ValidationError):
        Section(name="Mục", slug=slug).full_clean()


def test_the_same_name_twice_is_refused_in_words(family):
    with pytest.raises(ValidationError):
        Section(name="Tuyên giáo").full_clean()


def test_what_lies_under_a_section(family):
    party, propaganda, science = family

    assert Section.objects.tree().subtree_ids(party) == [party.pk, propaganda.pk, science.pk]


def test_a_change_is_kept_in_history(family):
    _party, propaganda, _science = family
    propaganda.name = "Tuyên giáo và Dân vận"
    propaganda.save()

    assert [row.name for row in propaganda.history.all()] == ["Tuyên giáo và Dân vận", "Tuyên giáo"]
