"""Review of an article before publication: each rule with texts that it reports and texts that it accepts."""

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from articles import workflow
from articles.editing.review import Finding, Level, find_errors, find_warnings, review
from articles.models import Article, Byline, CommentPolicy, Kind, Photo
from newsroom.core import richtext
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, PhotoFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 6, 26, 11, 15, tzinfo=UTC)  # Monday
REPOST = {
    "kind": Kind.REPOST,
    "author": False,
    "source_name": "Báo Hà Tĩnh",
    "source_author": "Thu Hà",
    "source_url": "https://example.vn/bai-1",
    "source_published_at": NOW - timedelta(hours=2),
}


def list_codes(findings):
    return [finding.code for finding in findings]


def syllables(count):
    return " ".join(f"tổ{number}" for number in range(count))


def make_article_with_cover(**fields):
    return ArticleFactory(cover=PhotoFactory(), **fields)


def make_figures(*photos, caption="Quang cảnh hội nghị"):
    return "<p>Tin.</p>" + "".join(
        richtext.figure_html(photo.key, 960, 640, caption=caption) for photo in photos
    )


def link_to(*addresses):
    return "".join(f'<p><a href="{address}">Xem thêm</a></p>' for address in addresses)


def test_complete_article_has_no_findings():
    assert review(make_article_with_cover(), at=NOW) == []
    assert review(make_article_with_cover(**REPOST), at=NOW) == []


def test_errors_come_first():
    article = ArticleFactory(title="Hội nghị của của Thành ủy", lead="")

    assert list_codes(review(article, at=NOW)) == ["no_lead", "doubled_word", "no_cover"]
    assert [finding.level for finding in review(article, at=NOW)] == [
        Level.ERROR,
        Level.WARNING,
        Level.WARNING,
    ]


def test_finding_names_words_and_place_and_is_immutable():
    (finding,) = review(make_article_with_cover(lead="Kết quả của của tập thể."), at=NOW)

    assert isinstance(finding, Finding)
    with translation.override("en"):
        assert str(finding.sentence) == "Written twice: “của của”."
    assert (finding.code, finding.level, finding.place) == ("doubled_word", Level.WARNING, "id_lead")
    with pytest.raises(AttributeError):
        finding.code = "other"


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"title": ""}, "no_title", "id_title"),
        ({"lead": ""}, "no_lead", "id_lead"),
        ({"body": ""}, "no_body", "id_body"),
        ({"section": None}, "no_section", "id_section"),
        ({"author": False}, "no_byline", "bylines-group"),
        ({**REPOST, "source_name": ""}, "no_source_name", "id_source_name"),
        ({**REPOST, "source_author": ""}, "no_source_author", "id_source_author"),
        ({**REPOST, "source_url": ""}, "no_source_url", "id_source_url"),
        ({**REPOST, "source_published_at": None}, "no_source_time", "id_source_published_at_0"),
        ({"expires_at": NOW}, "expires_before_publication", "id_expires_at_0"),
        (
            {"publish_at": NOW + timedelta(days=1), "expires_at": NOW + timedelta(hours=1)},
            "expires_before_publication",
            "id_expires_at_0",
        ),
    ],
)
def test_missing_and_impossible_values_are_errors(fields, code, place):
    found = find_errors(make_article_with_cover(**fields), at=NOW)

    assert [(finding.code, finding.level, finding.place) for finding in found] == [(code, Level.ERROR, place)]


def test_a_closed_section_is_an_error():
    section = SectionFactory(name="Chuyên mục cũ", closed_on=date(2023, 1, 1))

    (finding,) = find_errors(make_article_with_cover(section=section), at=NOW)

    assert (finding.code, finding.place) == ("closed_section", "id_section")
    assert "Chuyên mục cũ" in str(finding.sentence)


def test_expiry_in_the_future_is_accepted():
    assert find_errors(make_article_with_cover(expires_at=NOW + timedelta(minutes=1)), at=NOW) == []


@pytest.mark.parametrize(
    ("source_ago", "publish_in", "found"),
    [
        (timedelta(minutes=59), None, ["repost_too_early"]),
        (timedelta(minutes=60), None, []),
        (timedelta(0), timedelta(minutes=60), []),
        (timedelta(0), timedelta(minutes=59), ["repost_too_early"]),
        (timedelta(minutes=90), timedelta(minutes=-31), ["repost_too_early"]),
    ],
)
def test_a_repost_waits_an_hour_after_its_source(source_ago, publish_in, found):
    publish_at = NOW + publish_in if publish_in is not None else None
    repost = make_article_with_cover(
        **{**REPOST, "source_published_at": NOW - source_ago}, publish_at=publish_at
    )

    assert list_codes(find_errors(repost, at=NOW)) == found


def test_comments_on_a_repost_are_an_error():
    repost = make_article_with_cover(**REPOST)
    repost.comment_policy = CommentPolicy.OPEN  # the database would refuse it

    assert [(each.code, each.place) for each in find_errors(repost, at=NOW)] == [
        ("repost_with_comments", "id_comment_policy")
    ]


@pytest.mark.parametrize(
    ("photo", "found"),
    [
        ({"alt": ""}, ["no_alt"]),
        ({"alt": "", "is_decorative": True}, []),
        ({"alt": "Đại biểu biểu quyết"}, []),
    ],
)
def test_photo_needs_alt_text_or_the_decorative_mark(photo, found):
    photo = PhotoFactory(**photo, file_name="anh-hoi-nghi.jpg")
    in_body = ArticleFactory(body=make_figures(photo, photo))
    as_cover = ArticleFactory(cover=photo)

    assert list_codes(find_errors(in_body, at=NOW)) == list_codes(find_errors(as_cover, at=NOW)) == found
    if found:
        assert find_errors(in_body, at=NOW)[0].place == "photo_uses-group"
        assert find_errors(as_cover, at=NOW)[0].place == "id_cover"
        assert "anh-hoi-nghi.jpg" in str(find_errors(in_body, at=NOW)[0].sentence)


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"title": syllables(21)}, "long_title", "id_title"),
        ({"lead": syllables(51)}, "long_lead", "id_lead"),
        ({"title": "Thành phố thành phố ra quân"}, "doubled_word", "id_title"),
        ({"kicker": "Kết quả của của hội nghị"}, "doubled_word", "id_kicker"),
        ({"body": "<p>Đến ngày 31/6, thành phố</p>"}, "impossible_date", "id_body"),
        ({"body": "<p>Thứ Hai, <strong>ngày</strong> 27/06/2023</p>"}, "wrong_weekday", "id_body"),
        (
            {"lead": "Sáng thứ Bảy, 23/6, đoàn đến", "event_date": date(2023, 6, 23)},
            "wrong_weekday",
            "id_lead",
        ),
        ({"lead": "Ngày 23/6/2023", "body": "<p>Ngày 24/06/2023</p>"}, "mixed_dates", "id_body"),
        ({"publish_at": NOW - timedelta(minutes=1)}, "backdated", "id_publish_at_0"),
    ],
)
def test_doubtful_text_is_a_warning(fields, code, place):
    found = review(make_article_with_cover(**{"lead": "Thành ủy họp.", **fields}), at=NOW)

    assert [(each.code, each.level, each.place) for each in found] == [(code, Level.WARNING, place)]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": syllables(20), "lead": syllables(50)},
        {"lead": "Thành quả của", "body": "<p>của toàn thành phố</p><p>thành phố</p>"},
        {"lead": "Sáng thứ Bảy, 23/6", "event_date": date(2018, 6, 23)},
        {"lead": "Sáng thứ Hai, ngày 26/6", "publish_at": NOW},
        {"publish_at": NOW + timedelta(days=1)},
        {"lead": "Ngày 05/6/2023", "body": "<p>Ngày 26/6/2023</p>"},
    ],
)
def test_correct_text_gives_no_warning(fields):
    assert review(make_article_with_cover(**{"lead": "Thành ủy họp.", **fields}), at=NOW) == []


def test_publication_time_of_a_published_article_is_no_backdating():
    article = make_article_with_cover(publish_at=timezone.now() - timedelta(days=2), published=True)

    assert review(article, at=timezone.now()) == []


def test_expiry_in_the_past_is_an_error():
    """Otherwise a person with the right to correct a live article could hide it without the right to take it down."""
    live = make_article_with_cover(publish_at=NOW - timedelta(days=2))
    live.expires_at = NOW - timedelta(days=1)

    assert [each.code for each in find_errors(live, at=NOW)] == ["expires_at_once"]


def test_copy_of_an_expired_article_may_keep_the_expiry():
    yesterday = timezone.now() - timedelta(days=1)
    live = make_article_with_cover(publish_at=yesterday - timedelta(days=1), published=True)
    Article.objects.filter(pk=live.pk).update(expires_at=yesterday)
    live.refresh_from_db()

    copy = workflow.begin_correction(live, by=live.created_by)

    assert "expires_at_once" not in [each.code for each in find_errors(copy, at=timezone.now())]


def test_finding_names_the_correct_weekday():
    (finding,) = find_warnings(make_article_with_cover(lead="Thứ Hai, ngày 27/06/2023"), at=NOW)

    with translation.override("en"):
        assert str(finding.sentence) == "“Thứ Hai, ngày 27/06/2023”: that day is a Tuesday."


def test_each_style_of_date_is_shown_in_one_line():
    (finding,) = find_warnings(make_article_with_cover(lead="23/6/2023, 24/06/2023 và 25-6-2023"), at=NOW)

    assert all(words in str(finding.sentence) for words in ("23/6/2023", "24/06/2023", "25-6-2023"))


def test_decomposed_text_gives_the_same_findings():
    body = unicodedata.normalize("NFD", "<p>Thứ Hai, ngày 27/06/2023, kết quả của của Thành ủy</p>")
    article = make_article_with_cover(lead="Thành ủy họp.")
    article.body = body

    assert list_codes(review(article, at=NOW)) == ["doubled_word", "wrong_weekday"]


def test_words_with_braces_raise_no_error():
    repost = make_article_with_cover(body=link_to("/{0}/"), title="Hội nghị {words} của của")

    assert "/{0}/" in str(review(repost, at=NOW)[1].sentence)


def test_missing_cover_and_captions_are_warnings():
    photos = PhotoFactory.create_batch(2)
    article = ArticleFactory(body=make_figures(photos[0]) + make_figures(photos[1], caption=""))

    (finding,) = review(article, at=NOW)
    assert (finding.code, finding.level, finding.place) == ("no_caption", Level.WARNING, "id_body")
    assert "2" in str(finding.sentence)
    assert [(each.code, each.place) for each in review(ArticleFactory(), at=NOW)] == [
        ("no_cover", "id_cover")
    ]


class TestLinks:
    @pytest.fixture
    def public(self):
        author = AuthorFactory(office=OfficeFactory())
        return make_article_with_cover(author=author, published=True, publish_at=NOW - timedelta(days=1))

    def find_sentences(self, *addresses, **fields):
        return [
            str(each.sentence)
            for each in find_warnings(make_article_with_cover(body=link_to(*addresses), **fields), at=NOW)
        ]

    def test_link_to_a_public_page_is_accepted(self, public):
        byline = public.bylines.get()
        renamed = SectionFactory(name="Tên mới", slug="ten-cu")
        renamed.slug = "ten-moi"
        renamed.save()
        section = public.section.get_absolute_url()
        ours = [
            public.get_absolute_url(),
            f"http://testserver{public.get_absolute_url()}?in=1#anh",
            f"/dia-chi-cu/tieu-de-cu-{public.pk}/",
            public.get_absolute_url().rstrip("/"),
            section,
            "/ten-cu/",
            "/ten-moi",
            byline.author.get_absolute_url(),
            byline.office.get_absolute_url(),
            "/",
            "/rss.xml",
            "#cuoi-bai",
            f"{section}?trang=2",
        ]

        assert self.find_sentences(*ours) == []

    def test_links_to_other_sites_are_not_checked(self):
        assert (
            self.find_sentences("https://example.vn/mat/", "mailto:a@example.vn", "tel:+84239", "http://[")
            == []
        )

    def test_link_to_a_hidden_page_is_broken(self, public):
        draft = ArticleFactory()
        expired = ArticleFactory(published=True, publish_at=NOW - timedelta(days=2))
        Article.objects.filter(pk=expired.pk).update(expires_at=NOW)
        silent = Byline.objects.get(article=draft).author  # has written a draft only
        dead = [
            draft.get_absolute_url(),
            expired.get_absolute_url(),
            silent.get_absolute_url(),
            "/khong-co/",
            "/tin/khong-co-999999999/",
            "/don-vi/khong-co-999999999/",
            "http://testserver/khong/co/gi/",
            "www.example.vn/bai",
            f"/admin/articles/article/{draft.pk}/change/",
        ]

        found = self.find_sentences(public.get_absolute_url(), *dead)

        assert len(found) == len(dead)
        assert all(address in sentence for address, sentence in zip(dead, found, strict=True))

    def test_link_to_a_page_public_at_publication_is_accepted(self):
        first = make_article_with_cover(published=True, publish_at=NOW + timedelta(hours=1))

        assert len(self.find_sentences(first.get_absolute_url())) == 1
        assert self.find_sentences(first.get_absolute_url(), publish_at=NOW + timedelta(hours=2)) == []

    def test_an_article_may_link_to_itself(self):
        article = make_article_with_cover()
        article.body = link_to(article.get_absolute_url())

        assert review(article, at=NOW) == []

    @pytest.mark.parametrize(
        ("hosts", "found"), [(["*"], 0), ([".thanhuy.vn"], 1), (["www.thanhuy.vn"], 1), (["khac.vn"], 0)]
    )
    def test_own_hosts_are_the_allowed_hosts(self, settings, hosts, found):
        settings.ALLOWED_HOSTS = hosts

        assert len(self.find_sentences("https://www.thanhuy.vn/khong-co/")) == found


@pytest.mark.parametrize("count", [0, 1, 12])
def test_review_takes_a_constant_number_of_queries(count, django_assert_max_num_queries):
    linked = [make_article_with_cover(published=True) for _each in range(count)]
    addresses = [f"/khong-co-{number}/" for number in range(count)]
    for article in linked:
        byline = article.bylines.get()
        addresses += [article.get_absolute_url(), article.section.get_absolute_url()]
        addresses += [byline.author.get_absolute_url(), byline.office.get_absolute_url()]
    body = make_figures(*PhotoFactory.create_batch(count)) + link_to(*addresses)
    article = Article.objects.get(pk=make_article_with_cover(body=body).pk)

    with django_assert_max_num_queries(6):
        found = review(article, at=timezone.now())

    assert list_codes(found) == ["broken_link"] * count


def test_review_changes_nothing():
    article = ArticleFactory(lead="", body=make_figures(PhotoFactory(alt="")))

    before = Article.objects.values().get(pk=article.pk)
    review(article, at=NOW)

    assert Article.objects.values().get(pk=article.pk) == before
    assert Photo.objects.get().alt == ""
