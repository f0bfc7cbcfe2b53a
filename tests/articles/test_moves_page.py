"""The page of a move: it says beforehand what stands in the way."""

import pytest
from django.urls import reverse

from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def test_who_submits_without_a_section_is_told_so(client, writer):
    article = ArticleFactory(created_by=writer, section=None)
    client.force_login(writer)

    page = client.get(reverse("admin:articles_article_move", args=[article.pk, "submit"])).content.decode()

    assert "Chưa chọn chuyên mục" in page
