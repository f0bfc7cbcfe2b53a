"""Readers' pages: URLs, status codes, caching, a constant number of queries."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Photo, Tag, Topic
from articles.site import preview
from newsroom.core import richtext
from newsroom.core.models import Page
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    OfficeFactory,
    PhotoFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


def body_with(photos):
    return "".join(
        richtext.figure_html(photo.key, 960, 640, caption="Đại biểu phát biểu") for photo in photos
    )


class TestUrls:
    @pytest.fixture
    def article(self):
        return ArticleFactory(
            title="Đảng bộ Thành ủy", section=SectionFactory(name="Khoa giáo"), published=True
        )

    def test_url_is_made_of_section_slug_and_number(self, client, article):
        assert article.get_absolute_url() == f"/khoa-giao/dang-bo-thanh-uy-{article.pk}/"
        assert client.get(article.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize(
        "address", ["/khoa-giao/tieu-de-cu-{pk}/", "/muc-cu/dang-bo-thanh-uy-{pk}/", "/x/{pk}/"]
    )
    def test_outdated_url_redirects_permanently(self, client, article, address):
        response = client.get(address.format(pk=article.pk))

        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())

    @pytest.mark.parametrize(
        "address", ["/khoa-giao/dang-bo-0/", "/khoa-giao/dang-bo/", "/khoa-giao/9" + "9" * 17 + "/"]
    )
    def test_an_unknown_number_is_404(self, client, article, address):
        assert client.get(address).status_code == 404

    def test_post_request_is_refused(self, client, article):
        assert client.post(article.get_absolute_url()).status_code == 405

    def test_old_url_of_a_renamed_section_redirects(self, client, article):
        section = article.section
        section.slug = "khoa-giao-van-hoa"
        section.save()

        response = client.get("/khoa-giao/")

        assert (response.status_code, response["Location"]) == (301, "/khoa-giao-van-hoa/")

    def test_unknown_url_is_404(self, client):
        assert client.get("/khong-co/").status_code == 404


class TestOldUrls:
    """Browsers do not store these redirects, because a renamed thing may get its old name back."""

    @pytest.fixture
    def article(self):
        article = ArticleFactory(section=SectionFactory(name="Khoa giáo"), published=True)
        article.topics.add(Topic.objects.create(name="Đại hội"))
        article.tags.add(Tag.objects.create(name="giao ban"))
        for each in (article.section, Page.objects.create(title="Giới thiệu", is_published=True)):
            each.slug = "moi"
            each.save()
        return article

    def addresses(self, article):
        by = article.bylines.get()
        topic, tag, author = article.topics.get().pk, article.tags.get().pk, by.author_id
        paths = [
            *(f"x/{article.pk}", f"bai-viet/{article.pk}", "khoa-giao", "trang/gioi-thieu"),
            *(f"dong-su-kien/x-{topic}", f"tu-khoa/x-{tag}", f"tac-gia/x-{author}"),
            f"don-vi/x-{by.author.office_id}",
        ]
        feeds = [f"/{page}/{file}" for page in ("khoa-giao", paths[6]) for file in ("rss.xml", "feed.json")]
        return [*(f"/{path}/" for path in paths), *feeds]

    def test_redirects_of_old_urls_are_not_cached(self, client, article):
        for address in self.addresses(article):
            response = client.get(address)

            assert (response.status_code, response["Cache-Control"]) == (301, "no-cache"), address
            assert client.get(response["Location"]).status_code == 200, address

    def test_number_with_leading_zero_redirects(self, client, article):
        topic = article.topics.get()

        response = client.get(f"/dong-su-kien/dai-hoi-0{topic.pk}/")

        assert (response.status_code, response["Location"]) == (301, topic.get_absolute_url())


class TestSameForEveryone:
    def test_page_sets_no_cookie_and_does_not_vary_by_visitor(self, client, writer):
        article = ArticleFactory(published=True)
        for address in ["/", article.get_absolute_url(), article.section.get_absolute_url(), "/rss.xml"]:
            guest = client.get(address)
            client.force_login(writer)
            member = client.get(address, headers={"accept-language": "en"})
            client.logout()

            assert guest.content == member.content
            assert not guest.cookies
            assert "Cookie" not in guest.get("Vary", "")


class TestConditionalRequests:
    """An unchanged page answers 304; an article that was taken down is gone with the next request."""

    @pytest.fixture
    def pages(self):
        article = ArticleFactory(published=True)
        article.topics.add(Topic.objects.create(name="Đại hội"))
        article.tags.add(Tag.objects.create(name="giao ban"))
        CommentFactory(article=article, shown=True)
        author = article.bylines.get().author
        listing = [article.section, article.topics.get(), article.tags.get(), author, author.office]
        page = Page.objects.create(title="Giới thiệu", is_published=True)
        addresses = [each.get_absolute_url() for each in (article, *listing, page)]
        return [*addresses, "/", "/dong-su-kien/", "/tim-kiem/?q=tin", "/luu-tru/", "/so-do-trang/"]

    @pytest.mark.parametrize("encoding", ["identity", "gzip"])
    def test_unchanged_page_answers_304(self, client, pages, encoding):
        for address in pages:
            first = client.get(address, headers={"accept-encoding": encoding})
            with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
                again = client.get(
                    address, headers={"if-none-match": first["ETag"], "accept-encoding": encoding}
                )

            assert (first.status_code, first["Cache-Control"]) == (200, "no-cache"), address
            assert first["ETag"].startswith("W/") is (encoding == "gzip")
            assert (again.status_code, again.content) == (304, b""), address

    def test_article_taken_down_is_gone_with_the_next_request(self, client, approver):
        article = ArticleFactory(published=True)
        kept = {page: client.get(page)["ETag"] for page in (article.get_absolute_url(), "/")}
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

        page, front = (client.get(page, headers={"if-none-match": tag}) for page, tag in kept.items())

        assert page.status_code == 410
        assert (front.status_code, article.title in front.content.decode()) == (200, False)

    def test_personal_pages_are_never_cached(self, client, writer):
        article = ArticleFactory(created_by=writer)
        shared = f"/xem-truoc/{preview.link_token(preview.create_link(article, by=writer))}/"
        sending = reverse("comments:send", args=[ArticleFactory(published=True).pk])
        client.force_login(writer)

        for address in ("/admin/", "/admin/login/", shared, sending):
            response = client.get(address)
            assert "no-store" in response["Cache-Control"], address
            assert not response.has_header("ETag"), address


class TestPaging:
    def test_pages_follow_each_other(self, client):
        section = SectionFactory()
        start = timezone.now() - timedelta(days=1)
        for n in range(16):
            ArticleFactory(
                title=f"Bài {n:02}", section=section, publish_at=start + timedelta(minutes=n), published=True
            )

        first = client.get(section.get_absolute_url()).content.decode()
        second = client.get(section.get_absolute_url() + "?trang=2").content.decode()

        assert "Bài 15" in first
        assert "Bài 00" not in first
        assert "Bài 00" in second

    @pytest.mark.parametrize("number", ["0", "2", "-1", "x", "١", "9" * 400, "9" * 4400])
    def test_missing_page_number_is_404(self, client, number):
        section = SectionFactory()

        assert client.get(section.get_absolute_url(), {"trang": number}).status_code == 404


class TestListing:
    def test_section_lists_articles_of_subsections_and_secondary_articles(self, client):
        parent = SectionFactory(name="Xây dựng Đảng")
        child = SectionFactory(name="Khoa giáo", parent=parent)
        elsewhere = SectionFactory(name="Kinh tế")
        ArticleFactory(title="Bài ở mục con", section=child, published=True)
        ArticleFactory(title="Bài đăng chéo", section=elsewhere, published=True).secondary_sections.add(
            parent
        )
        ArticleFactory(title="Bài nơi khác", section=elsewhere, published=True)

        text = client.get(parent.get_absolute_url()).content.decode()

        assert "Bài ở mục con" in text
        assert "Bài đăng chéo" in text
        assert "Bài nơi khác" not in text

    def test_the_home_page_shows_each_main_section(self, client):
        for name in ("Xây dựng Đảng", "Kinh tế"):
            main = SectionFactory(name=name)
            old = timezone.now() - timedelta(days=400)
            ArticleFactory(
                title=f"Bài cũ của {name}",
                section=SectionFactory(parent=main),
                publish_at=old,
                published=True,
            )
        for _ in range(9):
            ArticleFactory(published=True)

        text = client.get("/").content.decode()

        assert "Bài cũ của Xây dựng Đảng" in text
        assert "Bài cũ của Kinh tế" in text


class TestQueries:
    """The number is the same for one article or many. Four are those of every page: menu entries, links,
    banners, notices; what to read next costs five, to ask whether comments are open three."""

    def count(self, client, address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    @pytest.fixture
    def newsroom(self):
        main = SectionFactory(name="Xây dựng Đảng")
        section = SectionFactory(name="Khoa giáo", parent=main)
        office = OfficeFactory(name="Văn phòng Thành ủy")
        author = AuthorFactory(office=office)
        article = ArticleFactory(
            section=section, author=author, body=body_with([PhotoFactory()]) + "<p>Chữ</p>", published=True
        )
        ArticleFactory(
            publish_at=timezone.now() - timedelta(days=2), published=True
        )  # something to read next
        return article, author, office

    def grow(self, article, author):
        photos = PhotoFactory.create_batch(30, uploaded_by=article.created_by)
        article.body = body_with(photos) + "<p>Chữ</p>"
        article.save()
        for number, photo in enumerate(photos[:12]):
            ArticleFactory(
                title=f"Bài {number}",
                section=article.section,
                author=author,
                created_by=article.created_by,
                cover=photo,
                publish_at=timezone.now() - timedelta(days=number),
                published=True,
            )
        for _ in range(5):
            SectionFactory(parent=article.section)

    @pytest.mark.parametrize(
        ("page", "most"),
        [("home", 12), ("section", 9), ("article", 20), ("author", 9), ("office", 9), ("rss", 5)],
    )
    def test_page_takes_a_constant_number_of_queries(self, client, newsroom, page, most):
        article, author, office = newsroom
        address = {
            "home": "/",
            "section": article.section.get_absolute_url(),
            "article": article.get_absolute_url(),
            "author": author.get_absolute_url(),
            "office": office.get_absolute_url(),
            "rss": "/rss.xml",
        }[page]

        with_few = self.count(client, address)
        self.grow(article, author)
        with_many = self.count(client, address)

        assert with_few == with_many == most

    def test_the_page_of_thirty_photos_shows_thirty(self, client, newsroom):
        article, author, _office = newsroom
        self.grow(article, author)

        text = client.get(article.get_absolute_url()).content.decode()

        assert text.count("<figure class=") == 30
        assert Photo.objects.count() == 31
        assert Article.objects.get(pk=article.pk).photo_uses.count() == 30
