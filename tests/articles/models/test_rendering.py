"""Rendering of a sanitized body when it is saved: ids of headings, table of contents, links to large photos."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, State
from articles.rendering import render
from articles.site import preview
from newsroom.core import richtext
from tests.articles.admin.test_article import change, form
from tests.factories import ArticleFactory, PhotoFactory, release

pytestmark = pytest.mark.django_db
LONG = "<p>" + "Hội nghị đã nêu bật những kết quả đạt được. " * 60 + "</p>"


def body(headings, text=LONG):
    return "".join(f"<h2>{words}</h2>{text}" for words in headings)


class TestContents:
    def test_long_text_lists_its_headings_when_it_is_saved(self):
        article = ArticleFactory(
            body=body(["Kết quả", "Hạn chế &amp; <em>khó khăn</em>"]) + "<h3>Việc<br>tới</h3>"
        )

        article = Article.objects.get(pk=article.pk)

        assert article.contents == [
            {"id": "muc-1", "level": 2, "words": "Kết quả"},
            {"id": "muc-2", "level": 2, "words": "Hạn chế & khó khăn"},
            {"id": "muc-3", "level": 3, "words": "Việc tới"},
        ]
        assert re.findall(r'<h\d id="(.*?)">', article.rendered_body) == ["muc-1", "muc-2", "muc-3"]

    @pytest.mark.parametrize(
        "text",
        [body(["Một", "Hai"]), body(["Một", "Hai", "Ba"], "<p>Ngắn</p>")],
        ids=["two headings", "short"],
    )
    def test_short_text_has_no_contents(self, client, text):
        article = ArticleFactory(body=text, published=True)

        assert article.contents == []
        assert "data-contents" not in client.get(article.get_absolute_url()).content.decode()

    def test_heading_keeps_its_alignment_and_words(self):
        html, _contents = render('<h2 style="text-align: center">Đỗ &amp; Đạt</h2><h4>Bốn</h4>', {})

        assert html == '<h2 style="text-align: center" id="muc-1">Đỗ &amp; Đạt</h2><h4>Bốn</h4>'

    def test_hostile_heading_is_escaped(self, client):
        words = "&lt;script&gt;alert(1)&lt;/script&gt;"
        article = ArticleFactory(body=body([words, "Hai", "Ba"]), published=True)

        page = client.get(article.get_absolute_url()).content.decode()

        assert "&lt;script&gt;alert(1)" in page.partition('class="contents"')[2]
        assert "<script>alert" not in page

    def test_rerender_adds_contents_to_old_articles(self):
        article = ArticleFactory(body=body(["Một", "Hai", "Ba"]))
        Article.objects.update(contents=[], rendered_body=article.body)

        call_command("rerender", stdout=StringIO())

        assert len(Article.objects.get(pk=article.pk).contents) == 3

    def test_form_opened_before_rerender_can_be_saved(self, client, writer):
        photo = PhotoFactory(uploaded_by=writer)
        figure = richtext.figure_html(photo.key, 960, 640, caption="Đại  biểu")
        article = ArticleFactory(created_by=writer, body=figure)
        client.force_login(writer)
        opened = form(article, body=figure, photo_uses=[{"id": article.photo_uses.get().pk, "alt": "Mới"}])

        call_command("rerender", stdout=StringIO())
        answer = client.post(change(article), opened)

        photo.refresh_from_db()
        assert (answer.status_code, photo.alt) == (302, "Mới")

    def test_version_behind_a_preview_link_has_contents(self, client, writer):
        article = ArticleFactory(body=body(["Một", "Hai", "Ba"]), created_by=writer)
        link = preview.create_link(article, by=writer)

        assert "#muc-3" in client.get(f"/xem-truoc/{preview.link_token(link)}/").content.decode()


class TestLargerPhoto:
    def test_is_a_link_to_the_largest_copy_with_the_alt_text(self):
        photo = PhotoFactory(width=1600, alt='Đại biểu "phát biểu"')

        html, _contents = render(richtext.figure_html(photo.key, 960, 640), {photo.key: photo})

        assert f'href="/media/photos/{photo.key}/{photo.widths[-1]}.jpg"' in html
        assert 'aria-label="Xem ảnh lớn: Đại biểu &quot;phát biểu&quot;"' in html

    def test_decorative_photo_is_a_link_with_a_name(self):
        photo = PhotoFactory(is_decorative=True)

        html, _contents = render(richtext.figure_html(photo.key, 960, 640), {photo.key: photo})

        assert 'aria-label="Xem ảnh lớn"' in html

    def test_linked_photo_keeps_its_own_link(self):
        photo = PhotoFactory()
        figure = richtext.figure_html(photo.key, 960, 640).replace("<img", '<a href="/khoa-giao/"><img')
        linked = re.sub(r"(<img[^>]*>)", r"\1</a>", figure)

        html, _contents = render(linked, {photo.key: photo})

        assert html.count("<a ") == 1


def test_publication_cleans_a_body_that_older_rules_cleaned(approver):
    article = ArticleFactory(state=State.AWAITING)
    Article.objects.filter(pk=article.pk).update(
        body="<p>Hội nghị</p><script>alert(1)</script>", rendered_body="", sanitizer_version=0
    )

    release(article, by=approver)

    article.refresh_from_db()
    assert (article.body, article.rendered_body) == ("<p>Hội nghị</p>", "<p>Hội nghị</p>")
    assert article.sanitizer_version == richtext.VERSION
