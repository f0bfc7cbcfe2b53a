"""Related articles: hand-picked, of the same topic, similar; never the article itself, never a hidden one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.editing import history
from articles.editing.version_diff import compare_contents
from articles.models import Article, State, Topic
from articles.site.related import NEWER, OLDER, RELATED, find_neighbours, find_related
from tests.articles.admin.test_article import change, form
from tests.factories import ArticleFactory, SectionFactory

pytestmark = pytest.mark.django_db


def publish_article(title, days=1, **fields):
    publish_at = timezone.now() - timedelta(days=days)
    return ArticleFactory(title=title, publish_at=publish_at, published=True, **fields)


@pytest.fixture
def article():
    return publish_article("Hội nghị giao ban khối Khoa giáo - Văn hóa", days=1)


@pytest.fixture
def topic():
    return Topic.objects.create(name="Chuyển đổi số")


class TestRelated:
    def test_picked_articles_come_first_then_topic_then_similar(self, article, topic):
        alike = publish_article("Khoa giáo - Văn hóa: nhiệm vụ quý III", days=2)
        topical = publish_article("Một cửa", days=5)
        picked = publish_article("Cầu mới", days=30)
        publish_article("Giải bóng đá thiếu niên", days=3, lead="16 đội tranh tài.")
        for each in (article, topical):
            each.topics.add(topic)
        article.related.add(picked)

        assert find_related(article) == [picked, topical, alike]

    def test_article_itself_and_repetitions_are_left_out(self, article, topic):
        other = publish_article("Hội nghị giao ban khối Khoa giáo - Văn hóa, lần trước", days=2)
        for each in (article, other):
            each.topics.add(topic)
        article.related.add(article, other)

        assert find_related(article) == [other]

    @pytest.mark.parametrize(
        "hidden",
        [
            {"state": State.DRAFT},
            {"state": State.TAKEN_DOWN},
            {"state": State.TRASHED},
            {"publish_at": timezone.now() + timedelta(days=90)},
            {"expires_at": timezone.now() - timedelta(minutes=1)},
        ],
        ids=["draft", "taken down", "trashed", "scheduled", "expired"],
    )
    def test_hidden_articles_are_left_out(self, client, article, topic, hidden):
        other = publish_article("Khoa giáo - Văn hóa: việc kín", days=2, section=article.section)
        for each in (article, other):
            each.topics.add(topic)
        article.related.add(other)
        assert "việc kín" in client.get(article.get_absolute_url()).content.decode()

        Article.objects.filter(pk=other.pk).update(**hidden)

        assert find_related(article) == []
        assert "việc kín" not in client.get(article.get_absolute_url()).content.decode()

    def test_takes_a_constant_number_of_queries(self, article, topic, django_assert_max_num_queries):
        article.topics.add(topic)
        for number in range(12):
            other = publish_article(f"Khoa giáo - Văn hóa, kỳ {number}", days=2 + number)
            if number % 2:
                other.topics.add(topic)
            if number % 3 == 0:
                article.related.add(other)

        with django_assert_max_num_queries(4):
            found = find_related(article)
            assert len({one.section.name for one in found}) == RELATED

    def test_a_title_of_one_word_or_none_is_no_error(self):
        for title in ("Tin", "…", '" OR 1=1 --'):
            assert find_related(publish_article(title)) == []


class TestNeighbours:
    def test_lists_nearest_newer_and_older_articles_of_the_section(self, topic):
        section = SectionFactory()
        row = [publish_article(f"Tin {number}", days=20 - number, section=section) for number in range(10)]
        publish_article("Nơi khác", days=12)

        newer, older = find_neighbours(row[6])

        assert newer == row[8:6:-1][:NEWER]
        assert older == row[5::-1][:OLDER]

    def test_higher_number_is_newer_within_the_same_minute(self):
        section, at = SectionFactory(), timezone.now() - timedelta(days=1)
        first, second, third = (
            ArticleFactory(section=section, publish_at=at, published=True) for _n in range(3)
        )

        assert find_neighbours(second) == ([third], [first])


class TestPicking:
    def test_autocomplete_finds_public_articles_alone(self, client, writer):
        live = publish_article("Cầu mới thông xe")
        ArticleFactory(title="Cầu mới chưa đăng")
        client.force_login(writer)

        found = client.get(
            reverse("admin:autocomplete"),
            {"term": "cau moi", "app_label": "articles", "model_name": "article", "field_name": "related"},
        ).json()["results"]

        assert [row["id"] for row in found] == [str(live.pk)]

    def test_hidden_article_cannot_be_picked_and_is_not_named(self, client, writer):
        mine, hidden = ArticleFactory(created_by=writer), ArticleFactory(title="Việc kín")
        client.force_login(writer)

        answer = client.post(change(mine), form(mine, related=[hidden.pk]))

        assert "Việc kín" not in answer.content.decode()
        assert mine.related.count() == 0

    def test_picked_articles_are_kept_in_versions_and_working_copies(self, approver):
        live, picked = publish_article("Bài đang đăng"), publish_article("Cầu mới")
        live.related.add(picked)
        old = history.snapshot(ArticleFactory())

        copy = workflow.begin_correction(live, by=approver)

        assert list(copy.related.all()) == [picked]
        assert (
            "Cầu mới"
            in {row.label: row.html for row in compare_contents(old, history.snapshot(copy))}["Tin liên quan"]
        )

    def test_version_older_than_the_field_can_be_brought_back(self, writer):
        article = ArticleFactory(created_by=writer)
        version = article.versions.get()
        del version.content["related"]
        version.save()

        assert workflow.bring_back(version, by=writer).related.count() == 0

    def test_form_stores_picked_articles(self, client, writer):
        mine, picked = ArticleFactory(created_by=writer), publish_article("Cầu mới")
        client.force_login(writer)

        client.post(change(mine), form(mine, section=mine.section_id, related=[picked.pk], bylines=[]))

        assert list(mine.related.all()) == [picked]


def test_page_and_preview_show_neighbours_and_picked_articles(client, approver):
    section = SectionFactory()
    older = publish_article("Tin cũ hơn", days=3, section=section)
    article = publish_article("Tin giữa", days=2, section=section)
    newer = publish_article("Tin mới hơn", days=1, section=section)
    picked = publish_article("Bài chọn tay", days=9)
    article.related.add(picked)

    page = client.get(article.get_absolute_url()).content.decode()
    client.force_login(approver)
    preview = client.get(reverse("admin:articles_article_preview_page", args=[article.pk])).content.decode()

    for other in (older, newer, picked):
        assert f'href="{other.get_absolute_url()}"' in page
    assert "Bài chọn tay" in preview
