"""The editor: stored HTML survives editing, and hostile HTML does not run."""

from base64 import b64encode
from contextlib import suppress

import pytest
from django.test import override_settings
from playwright.sync_api import Error as BrowserError

from articles.models import Article, Photo, State
from newsroom.core import richtext
from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.core.hostile_html import HOSTILE
from tests.core.test_richtext import KEY, STORED
from tests.factories import ArticleFactory, PhotoFactory, UserFactory

from .test_journey import DROP, PASTE, open_editor

# Real pages without the Content-Security-Policy: what is stored must be harmless by itself.
WITHOUT_CSP = override_settings(CONTENT_SECURITY_POLICY=None)
# Counts what ran; set before any script of a page.
TRAP = "window.ran = 0; window.hacked = () => { window.ran += 1; }; window.alert = window.hacked;"


@pytest.fixture
def open_in_editor(sign_in):
    """Return a function that opens an article with this body in a writer's browser."""
    writer = UserFactory(role=Role.WRITER)
    page = sign_in(writer)

    def opened(body):
        article = ArticleFactory(created_by=writer, body=body)
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        return page, article, open_editor(page)

    return opened


def press_save(page):
    page.click("[name=_continue]")
    page.locator(".messagelist .success").wait_for()


def test_every_allowed_element_survives_editing(open_in_editor):
    PhotoFactory(key=KEY)
    page, article, _editor = open_in_editor("".join(f"<p>{name}</p>{body}" for name, body in STORED.items()))
    before = Article.objects.get(pk=article.pk).body
    assert all(body in before for body in STORED.values())

    page.evaluate("() => { const e = Object.values(CKEDITOR.instances)[0]; e.setData(e.getData()); }")
    page.fill("#id_kicker", "Tít dẫn")
    press_save(page)

    article.refresh_from_db()
    assert article.kicker == "Tít dẫn"
    assert article.body == before


def test_typed_text_is_stored(open_in_editor):
    page, article, editor = open_in_editor("")

    editor.locator("body").click()
    page.keyboard.type("Đảng bộ Thành ủy ")
    page.keyboard.press("Control+b")
    page.keyboard.type("tổ chức")
    press_save(page)

    article.refresh_from_db()
    assert article.body == "<p>Đảng bộ Thành ủy <strong>tổ chức</strong></p>"


def test_script_in_pasted_text_does_not_run(open_in_editor):
    page, article, editor = open_in_editor("<p>Đầu</p>")
    page.evaluate(TRAP)

    editor.locator("body").click()
    page.evaluate(
        PASTE, ['<p>Dán<img src="x" onerror="parent.hacked()"></p><script>parent.hacked()</script>']
    )
    editor.get_by_text("Dán").wait_for()
    press_save(page)

    article.refresh_from_db()
    assert "onerror" not in article.body
    assert page.evaluate("window.ran ?? 0") == 0


def test_refused_file_gives_a_message_and_is_not_stored(open_in_editor):
    page, article, editor = open_in_editor("<p>Chữ</p>")

    editor.locator("p").first.click()
    page.evaluate(DROP, [[["ảnh.jpg", b64encode(b"<script>alert(1)</script>").decode()]]])
    page.locator(".cke_notification_warning").wait_for()

    assert "Đây không phải ảnh đọc được" in page.locator(".cke_notification_warning").inner_text()
    press_save(page)
    article.refresh_from_db()
    assert article.body == "<p>Chữ</p>"
    assert not Photo.objects.exists()


def test_several_files_can_be_uploaded_at_once(open_in_editor):
    page, article, editor = open_in_editor("<p>Chữ</p>")
    files = [
        {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(color).read()}
        for color in ("red", "blue")
    ]

    editor.locator("p").first.click()
    with page.expect_file_chooser() as chooser:
        page.click(".cke_button__newsroomphoto")
    chooser.value.set_files(files)
    editor.locator("figure").nth(1).wait_for()
    press_save(page)

    article.refresh_from_db()
    assert article.body.count("<figure") == 2
    assert article.photo_uses.count() == 2


def test_library_photo_is_found_without_marks_and_inserted(open_in_editor):
    photo = PhotoFactory(caption="Đại biểu phát biểu", alt="")
    PhotoFactory(caption="Quang cảnh", alt="")
    page, article, editor = open_in_editor("<p>Chữ</p>")

    editor.locator("p").first.click()
    with page.expect_popup() as popup:
        page.click(".cke_button__newsroomlibrary")
    library = popup.value
    library.fill("#searchbar", "dai bieu")
    library.press("#searchbar", "Enter")
    library.locator("#result_list tbody tr").first.wait_for()
    assert library.locator("#result_list tbody tr").count() == 1
    # The click closes its own window, sometimes before the browser has reported the click.
    with library.expect_event("close"), suppress(BrowserError):
        library.locator("#result_list tbody a").first.click()
    editor.locator("figure").wait_for()
    press_save(page)

    article.refresh_from_db()
    assert [(use.photo, use.caption) for use in article.photo_uses.all()] == [(photo, "Đại biểu phát biểu")]


@WITHOUT_CSP
def test_hostile_bodies_do_not_run_on_the_public_page(visit):
    # Cleaned one by one: an element that one of them leaves open swallows none of the others.
    bodies = {name: richtext.clean(f"<p>{name}</p>{body}") for name, body in HOSTILE.items()}
    articles = [
        ArticleFactory(body=body, published=True) for body in (bodies.pop("deep"), "".join(bodies.values()))
    ]
    reader = visit()
    reader.add_init_script(TRAP)

    for article in articles:
        answer = reader.goto(article.get_absolute_url())
        assert "content-security-policy" not in answer.headers
        for link in reader.locator("article .body a, article a[href^='javascript']").all():
            assert (
                not (link.get_attribute("href") or "").lower().startswith(("javascript", "data", "vbscript"))
            )
        assert reader.evaluate("window.ran") == 0
    assert [name for name in bodies if f"<p>{name}</p>" not in articles[1].body] == []


@WITHOUT_CSP
def test_hostile_bodies_do_not_run_in_the_editor(sign_in):
    body = "".join(f"<p>{name}</p>{body}" for name, body in HOSTILE.items() if name != "deep")
    article = ArticleFactory(body=body, state=State.SUBMITTED)
    page = sign_in(UserFactory(role=Role.EDITOR))
    page.add_init_script(TRAP)

    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor = open_editor(page)
    editor.locator("body").wait_for()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.ran") == 0
    assert editor.locator("body").evaluate("() => window.ran ?? 0") == 0
