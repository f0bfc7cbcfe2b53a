"""What stands between an article and its readers, and what somebody must look at first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Kind, State
from articles.review import Level, review
from newsroom.ground import richtext
from newsroom.ground.roles import Role
from tests.factories import ArticleFactory, PhotoFactory, SectionFactory, UserFactory, release

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG = "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo quý hai năm nay tại xã Thạch Hạ"


def whole(**fields):
    """An article with nothing to find."""
    return ArticleFactory(**{"cover": PhotoFactory(), **fields})


def codes(article, level=None, at=NOW):
    return [finding.code for finding in review(article, at=at) if level in (None, finding.level)]


def figure(photo, caption="Quang cảnh hội nghị"):
    return richtext.figure(photo.key, 960, 640, caption=caption)


def repost(**fields):
    return whole(
        **{
            "kind": Kind.REPOST,
            "source_name": "Báo Hà Tĩnh",
            "source_author": "Lê Hà",
            "source_url": "https://baohatinh.example/bai",
            "source_published_at": NOW - timedelta(hours=2),
            "author": False,
            **fields,
        }
    )


def test_a_whole_article_has_nothing_to_find():
    assert review(whole()) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "no_title"),
        ({"lead": ""}, "no_lead"),
        ({"body": ""}, "no_body"),
        ({"section": None}, "no_section"),
        ({"author": False}, "no_byline"),
        ({"publish_at": NOW + timedelta(days=2), "expires_at": NOW + timedelta(days=1)}, "expires_first"),
    ],
)
def test_what_blocks(fields, code):
    assert codes(whole(**fields), Level.ERROR) == [code]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cover": None}, "no_cover"),
        ({"title": LONG}, "long_title"),
        ({"lead": "Chiều nay hội nghị diễn ra. " * 10}, "long_lead"),
        ({"body": "<p>Nghị quyết của của Thành ủy</p>"}, "doubled_id_body"),
        ({"body": "<p>Ngày 26/06/2023 và 5/6/2023</p>", "lead": "Hội nghị"}, "date_styles"),
        ({"body": "<p>Sáng thứ Hai, ngày 27/6/2023</p>"}, "weekday_id_body_thứ Hai, ngày 27/6/2023"),
        ({"body": "<p>Đến ngày 31/6/2023</p>"}, "no_such_day_id_body"),
        ({"publish_at": NOW - timedelta(days=1)}, "backdated"),
    ],
)
def test_what_must_be_looked_at(fields, code):
    assert codes(whole(**fields), Level.WARNING) == [code]


def test_a_closed_section_takes_nothing_new():
    assert codes(whole(section=SectionFactory(closed_on=NOW.date()))) == ["no_section"]


class TestPhotos:
    def test_one_without_alt_text_blocks(self):
        assert codes(whole(body=figure(PhotoFactory(alt="")))) == ["no_alt"]

    def test_unless_it_is_said_to_be_decorative(self):
        assert codes(whole(body=figure(PhotoFactory(alt="", is_decorative=True)))) == []

    def test_one_without_caption_is_to_be_looked_at(self):
        assert codes(whole(body=figure(PhotoFactory(), caption=""))) == ["no_caption"]


class TestRepost:
    def test_a_whole_one_has_nothing_to_find(self):
        assert review(repost(), at=NOW) == []

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"source_name": ""}, "no_source"),
            ({"source_author": ""}, "no_source_author"),
            ({"source_url": ""}, "no_source_url"),
            ({"source_published_at": None}, "no_source_time"),
            ({"source_published_at": NOW - timedelta(minutes=59)}, "repost_too_early"),
        ],
    )
    def test_what_the_decree_asks(self, fields, code):
        assert codes(repost(**fields)) == [code]

    def test_it_may_be_scheduled_for_after_the_hour(self):
        planned = NOW + timedelta(hours=1)

        assert codes(repost(source_published_at=NOW, publish_at=planned)) == []

    def test_comments_are_off(self):
        article = repost()
        article.comment_policy = "open"

        assert codes(article) == ["comments_on_repost"]


class TestLinks:
    def test_one_that_leads_to_readers_is_fine(self):
        other = ArticleFactory(published=True)
        author = other.bylines.get().author
        links = [other, other.section, author, author.office]
        body = "".join(f'<p><a href="{each.get_absolute_url()}">x</a></p>' for each in links)

        article = whole(body=body + '<p><a href="https://elsewhere.example/x">x</a></p>')

        assert codes(article, at=timezone.now()) == []

    @pytest.mark.parametrize(
        "address", ["/khong-co/", "/khong/co-999999/", "https://testserver/khong-co/", "/a/b/c/"]
    )
    def test_one_that_leads_nowhere_is_named(self, address):
        (finding,) = review(whole(body=f'<p><a href="{address}">x</a></p>'), at=NOW)

        assert finding.code == "broken_links"
        assert address in str(finding.sentence)

    def test_one_to_a_draft_leads_readers_nowhere(self):
        draft = ArticleFactory()

        assert codes(whole(body=f'<p><a href="{draft.get_absolute_url()}">x</a></p>')) == ["broken_links"]


@pytest.mark.parametrize("many", [1, 5])
def test_it_costs_the_same_however_much_there_is(many, django_assert_max_num_queries):
    others = [ArticleFactory(published=True) for _n in range(many)]
    body = "".join(figure(PhotoFactory()) for _n in range(many))
    body += "".join(f'<p><a href="{other.get_absolute_url()}">x</a></p>' for other in others)
    article = Article.objects.get(pk=whole(body=body).pk)

    with django_assert_max_num_queries(5):
        review(article)


class TestAtTheDoor:
    def test_a_warning_needs_somebody_who_has_seen_it(self, approver):
        article = whole(cover=None, state=State.AWAITING)

        with pytest.raises(workflow.Unconfirmed) as refusal:
            workflow.publish(article, by=approver, version=article.version)
        assert [finding.code for finding in refusal.value.findings] == ["no_cover"]

        workflow.publish(article, by=approver, version=article.version, confirmed={"no_cover"})
        assert article.events.get().confirmed == ["Chưa có ảnh đại diện."]

    def test_an_error_is_not_confirmed_away(self, approver):
        article = whole(lead="", state=State.AWAITING)

        with pytest.raises(workflow.NotReady):
            workflow.publish(article, by=approver, version=article.version, confirmed={"no_lead"})

    def test_another_warning_than_the_one_seen_stops_it(self, client):
        client.force_login(UserFactory(role=Role.APPROVER))
        article = whole(cover=None, title=LONG, state=State.AWAITING)
        address = f"/admin/articles/article/{article.pk}/move/publish/"

        client.post(address, {"version": article.version, "confirmed": ["no_cover"]})
        article.refresh_from_db()
        assert article.state == State.AWAITING

        client.post(address, {"version": article.version, "confirmed": ["no_cover", "long_title"]})
        article.refresh_from_db()
        assert article.state == State.PUBLISHED

    def test_of_a_published_article_the_past_is_not_remarkable(self):
        article = whole(state=State.AWAITING, publish_at=NOW - timedelta(days=3))
        release(article)
        article.refresh_from_db()

        assert codes(article) == []
