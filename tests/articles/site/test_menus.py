"""The blocks of the home page follow the menu that the office edits."""

from datetime import UTC, date, datetime

import pytest

from articles.models import MenuEntry
from tests.factories import ArticleFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections():
    """Sections with an article each, in tree order."""
    names = ["Thời sự", "Văn bản", "Khoa giáo", "Thể thao"]
    sections = [SectionFactory(name=name, order=order) for order, name in enumerate(names)]
    ArticleFactory.create_batch(
        9, section=sections[0], published=True
    )  # they fill the upper part of the page
    for section in sections:
        ArticleFactory(section=section, published=True, publish_at=datetime(2026, 1, 1, tzinfo=UTC))
    return sections


def blocks(client):
    return [section.name for section, _articles in client.get("/").context["blocks"]]


def test_blocks_without_a_menu_are_in_tree_order(client, sections):
    assert blocks(client) == ["Thời sự", "Văn bản", "Khoa giáo", "Thể thao"]


def test_blocks_follow_the_menu_and_the_others_come_after_in_tree_order(client, sections):
    MenuEntry.objects.create(section=sections[3], order=1)
    MenuEntry.objects.create(section=sections[1], order=2)

    assert blocks(client) == ["Thể thao", "Văn bản", "Thời sự", "Khoa giáo"]


def test_an_entry_under_another_counts_before_the_next_one(client, sections):
    heading = MenuEntry.objects.create(label="Xem thêm", order=1)
    MenuEntry.objects.create(section=sections[0], order=2)
    MenuEntry.objects.create(section=sections[2], parent=heading, order=9)

    assert blocks(client) == ["Khoa giáo", "Thời sự", "Văn bản", "Thể thao"]


def test_section_listed_twice_in_the_menu_takes_its_first_place(client, sections):
    for order, section in enumerate([sections[2], sections[1], sections[2]]):
        MenuEntry.objects.create(section=section, order=order)

    assert blocks(client) == ["Khoa giáo", "Văn bản", "Thời sự", "Thể thao"]


def test_the_footer_and_entries_without_a_block_change_nothing(client, sections):
    MenuEntry.objects.create(place="footer", section=sections[3])
    MenuEntry.objects.create(section=SectionFactory(name="Đã đóng", closed_on=date(2020, 1, 1)))
    MenuEntry.objects.create(section=SectionFactory(name="Mục con", parent=sections[3]))

    assert blocks(client) == ["Thời sự", "Văn bản", "Khoa giáo", "Thể thao"]


def test_upper_part_shows_a_pinned_head_once_in_menu_order(client, sections):
    MenuEntry.objects.create(section=sections[1], order=1)

    page = client.get("/").context

    assert blocks(client)[0] == "Văn bản"
    shown = [
        *page["lead"],
        *page["featured"],
        *page["latest"],
        *(a for _s, block in page["blocks"] for a in block),
    ]
    assert len(shown) == len({article.pk for article in shown})
