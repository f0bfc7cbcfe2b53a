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


def test_subtree_is_the_same_in_sql_in_python_and_in_the_tree(family):
    SectionFactory(name="Thời sự")
    sections = [*Section.objects.all()]

    for section in sections:
        expected = {other.pk for other in sections if other.is_within(section)}
        assert set(Section.objects.subtree(section).values_list("pk", flat=True)) == expected
        assert set(Section.objects.tree().subtree_ids(section)) == expected


def test_subtree_of_several_sections_is_their_union_and_of_none_is_empty(family):
    party, _propaganda, science = family
    news = SectionFactory(name="Thời sự")

    assert set(Section.objects.subtree(news, science)) == {news, science}
    assert set(Section.objects.subtree(news, party)) == {news, *family}
    assert not Section.objects.subtree().exists()


def test_section_is_found_by_its_present_slug_and_by_the_one_it_last_had(family):
    party, propaganda, _science = family
    propaganda.slug = "ban-tuyen-giao"
    propaganda.save()

    assert Section.objects.tree().find_by_slug("ban-tuyen-giao") == propaganda
    assert Section.objects.tree().find_by_slug("tuyen-giao") is None
    assert list(Section.objects.had_slug("tuyen-giao")) == [propaganda]
    assert list(Section.objects.had_slug("khong-co")) == []


def test_choices_indent_each_section_below_the_one_above_it(family):
    party, propaganda, science = family
    space = "\u00a0\u00a0"

    assert Section.objects.tree().choices() == [
        (party.pk, "Xây dựng Đảng"),
        (propaganda.pk, f"{space}Tuyên giáo"),
        (science.pk, f"{space * 2}Khoa giáo - Văn hóa"),
    ]
