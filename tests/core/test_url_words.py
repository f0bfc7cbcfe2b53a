"""A section cannot take a URL of the site itself."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from articles.models import Section
from newsroom.core.url_words import is_reserved

WORDS = [
    "admin",
    "anh-chia-se",
    "api",
    "bai-viet",
    "don-vi",
    "dong-su-kien",
    "luot-doc",
    "luu-tru",
    "media",
    "so-do-trang",
    "static",
    "tac-gia",
    "tim-kiem",
    "trang",
    "tu-khoa",
    "xem-truoc",
    "y-kien",
]


@pytest.mark.parametrize("word", [*WORDS, "rss.xml", "robots.txt"])
def test_first_word_of_every_page_is_reserved(word):
    assert is_reserved(word)


@pytest.mark.parametrize(
    "word", ["van-ban", "khoa-giao", "tim", "trang-chu", "feed.json", "<slug:section>", ""]
)
def test_other_words_are_free(word):
    assert not is_reserved(word)


def test_every_fixed_url_is_reserved():
    """Compare with all routes of the URLconf whose first segment is fixed."""
    top = get_resolver().url_patterns
    inner = [
        entry for include in top if not str(include.pattern) for entry in getattr(include, "url_patterns", [])
    ]
    words = {str(entry.pattern).split("/")[0] for entry in [*top, *inner]}

    assert {word for word in words if word and not set("<.") & set(word)} == {*WORDS} - {"static"}


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "is_allowed"), [("tim-kiem", False), ("static", False), ("van-ban", True)])
def test_a_section_with_a_reserved_slug_is_refused(slug, is_allowed):
    section = Section(name="Văn bản", slug=slug)

    if is_allowed:
        section.full_clean()
    else:
        with pytest.raises(ValidationError) as refused:
            section.full_clean()
        assert list(refused.value.message_dict) == ["slug"]
