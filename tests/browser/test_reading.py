"""Reading an article on a phone, without script and on paper. test_accessibility.py tests accessibility."""

from urllib.parse import parse_qs, urlsplit

import pytest

from articles.editing import photos
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, SectionFactory, UserFactory

BYLINE = "Trần Thị Thúy (Văn phòng Thành ủy Hà Tĩnh)"


@pytest.fixture
def article():
    SiteIdentity(name="Trang thông tin điện tử", managing_body="Thành ủy Hà Tĩnh").save()
    office = OfficeFactory(name="Văn phòng Thành ủy Hà Tĩnh")
    section = SectionFactory(name="Khoa giáo - Văn hóa", parent=SectionFactory(name="Xây dựng Đảng"))
    writer = UserFactory(role=Role.WRITER)
    taken = [photos.store_photo(jpeg(color), by=writer, alt=f"Ảnh {color}") for color in ("red", "blue")]
    figures = [
        richtext.figure_html(photo.key, photo.page_width, 500, caption="Đại biểu phát biểu")
        for photo in taken
    ]
    ArticleFactory(title="Bài khác", section=section, published=True)
    return ArticleFactory(
        title="Hội nghị giao ban",
        section=section,
        author=AuthorFactory(name="Trần Thị Thúy", office=office),
        body=f"<p>Mở đầu</p>{figures[0]}{'<p>Nội dung</p>' * 60}{figures[1]}"
        f"<table><tr><td>{'rộng' * 40}</td></tr></table>",
        published=True,
    )


def test_whole_article_is_shown_without_script(article, visit):
    reader = visit(java_script_enabled=False)
    reader.goto(article.get_absolute_url())

    text = reader.locator("main").inner_text()
    for words in ("Hội nghị giao ban", "Gửi email", BYLINE, "Ý kiến bạn đọc", "Bài khác", "Mở đầu"):
        assert words in text
    assert reader.locator("article figure img").count() == 2
    reader.get_by_role("link", name="Khoa giáo - Văn hóa").first.click()
    assert "Bài khác" in reader.locator("main").inner_text()


def test_mail_to_a_friend_holds_title_lead_and_url(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())

    letter = urlsplit(reader.locator("a[href^='mailto:']").first.get_attribute("href"))
    fields = {name: values[0] for name, values in parse_qs(letter.query).items()}

    assert fields["subject"] == "Hội nghị giao ban"
    assert article.lead in fields["body"]
    assert article.get_absolute_url() in fields["body"]


def test_text_size_is_remembered(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())
    words = reader.locator("article p", has_text="Mở đầu")
    before = words.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")

    reader.locator("[aria-pressed]").last.click()
    reader.reload()

    assert words.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") > before
    assert reader.locator("[aria-pressed=true]").count() == 1


def test_second_photo_loads_when_scrolled_to(article, visit):
    reader = visit(viewport={"width": 390, "height": 700})
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(article.get_absolute_url(), wait_until="load")
    first, second = (use.photo.key for use in article.photo_uses.order_by("position"))

    assert any(first in url for url in asked)
    assert not any(second in url for url in asked)

    reader.locator("article figure img").last.scroll_into_view_if_needed()
    reader.wait_for_function(
        "() => [...document.querySelectorAll('article figure img')].at(-1).naturalWidth > 0"
    )
    assert any(second in url for url in asked)


def test_print_shows_the_article_alone(article, visit):
    reader = visit()
    reader.goto(article.get_absolute_url())
    reader.emulate_media(media="print")

    assert reader.locator("h1").is_visible()
    assert reader.get_by_text(BYLINE).first.is_visible()
    for furniture in (".menu", "[aria-pressed]", "a[href^='mailto:']"):
        assert not any(each.is_visible() for each in reader.locator(f"{furniture}:not(footer *)").all()), (
            furniture
        )


def test_print_waits_for_the_photos(article, visit):
    reader = visit(viewport={"width": 390, "height": 700})
    loaded = "[...document.querySelectorAll('.body img')].map((photo) => photo.naturalWidth > 0)"
    reader.add_init_script(f"window.print = () => {{ window.printed = {loaded}; }};")
    reader.goto(article.get_absolute_url())

    reader.get_by_role("button", name="In bài viết").click()

    reader.wait_for_function("() => window.printed")
    assert reader.evaluate("window.printed") == [True, True]
