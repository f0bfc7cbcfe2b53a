"""Tools of an article: by keyboard, by touch, read aloud, and without script."""

import pytest

from .readers import create_full_article

# A device with voices, of which one speaks Vietnamese without asking a server.
VOICES = """
  window.spoken = [];
  const voices = [
    {lang: "en-US", localService: true}, {lang: "vi-VN", localService: LOCAL, name: "Linh"},
  ];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = new EventTarget();
  Object.assign(speech, {
    getVoices: () => voices,
    speak: (utterance) => window.spoken.push(utterance),
    pause: () => { window.state = "paused"; },
    resume: () => { window.state = "on"; },
    cancel: () => { window.state = "cancelled"; },
  });
  Object.defineProperty(window, "speechSynthesis", {value: speech, configurable: true});
"""


@pytest.fixture
def article():
    return create_full_article()


@pytest.fixture
def open_article_page(article, visit):
    def open_article(prepare=lambda page: None, **options):
        reader = visit(viewport={"width": 1280, "height": 800}, **options)
        prepare(reader)
        reader.goto(article.get_absolute_url())
        return reader

    return open_article


def get_focused_html(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def tab_to(page, selector, most=120):
    """Move the focus to the element with the Tab key; each focused element must be visible."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", get_focused_html(page)
            return
    pytest.fail(f"the Tab key does not reach {selector}")


class TestKeyboard:
    def test_menu_opens_closes_and_its_links_work(self, open_article_page):
        reader = open_article_page()
        tab_to(reader, ".skip-link", most=1)
        tab_to(reader, ".site-search input")
        tab_to(reader, ".all-sections summary")
        reader.keyboard.press("Enter")
        reader.keyboard.press("Tab")
        assert "Xây dựng Đảng" in get_focused_html(reader)
        reader.keyboard.press("Escape")
        assert "summary" in get_focused_html(reader)
        assert reader.locator(".all-sections[open]").count() == 0

    def test_the_skip_link_leads_past_the_menu(self, open_article_page):
        reader = open_article_page()
        tab_to(reader, ".skip-link", most=1)
        reader.keyboard.press("Enter")
        reader.keyboard.press("Tab")

        assert reader.evaluate("document.activeElement.closest('main') !== null")

    def test_search_form_works(self, open_article_page):
        reader = open_article_page()
        tab_to(reader, ".site-search input")
        reader.keyboard.type("hoi nghi khoa giao")
        reader.keyboard.press("Enter")
        reader.wait_for_url("**/tim-kiem/?q=hoi+nghi+khoa+giao")

        assert reader.get_by_role("link", name="Hội nghị giao ban khối Khoa giáo").count() >= 1

    def test_the_size_of_the_text_is_chosen_among_five(self, open_article_page):
        reader = open_article_page()
        sizes = []
        for number in range(1, 6):
            tab_to(reader, f"[data-size='{number}']")
            reader.keyboard.press("Space")
            sizes.append(
                reader.evaluate("parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)")
            )
            assert reader.locator("[data-size][aria-pressed=true]").get_attribute("data-size") == str(number)

        assert sizes == sorted(set(sizes))

    def test_the_table_of_contents_leads_to_its_heading(self, open_article_page):
        reader = open_article_page()
        assert reader.locator(".contents[open]").count() == 1
        tab_to(reader, ".contents a[href='#muc-3']")
        reader.keyboard.press("Enter")

        reader.wait_for_function("() => document.querySelector('#muc-3').getBoundingClientRect().top < 100")
        assert reader.url.endswith("#muc-3")

    def test_comment_can_be_written(self, open_article_page):
        reader = open_article_page()
        tab_to(reader, ".write-comment > summary")
        reader.keyboard.press("Enter")
        for selector, words in (("[name=body]", "Công viên mới rất đẹp."), ("[name=name]", "Nguyễn Thị Lan")):
            tab_to(reader, f".comment-form {selector}")
            reader.keyboard.type(words)
        tab_to(reader, ".comment-form [name=consent]")
        reader.keyboard.press("Space")
        tab_to(reader, ".comment-form > button")
        reader.keyboard.press("Enter")

        reader.locator(".comment.pending").wait_for()
        sent = "Ý kiến đã được gửi và sẽ hiển thị sau khi được duyệt."
        assert reader.locator("[data-status-message]").inner_text() == sent


class TestViewer:
    def test_viewer_shows_large_photos_one_after_another(self, open_article_page):
        reader = open_article_page()
        tab_to(reader, ".body .larger")
        reader.keyboard.press("Enter")
        viewer = reader.locator("dialog.viewer[open]")
        caption = viewer.locator("[data-caption]")
        assert "ảnh red" in caption.inner_text()
        assert viewer.locator("img").get_attribute("alt") == "Ảnh red"

        reader.keyboard.press("ArrowRight")
        reader.keyboard.press("ArrowRight")
        assert "ảnh green" in caption.inner_text()
        assert "Văn Minh" in caption.inner_text()
        reader.keyboard.press("ArrowRight")
        assert viewer.locator("[data-place]").inner_text() == "1 / 3"
        reader.keyboard.press("ArrowLeft")
        assert viewer.locator("img").evaluate("img => img.decode().then(() => img.naturalWidth)") == 700

        reader.keyboard.press("Escape")
        reader.locator("dialog.viewer").wait_for(state="detached")  # closed at once, gone a moment later
        assert "Ảnh green" in get_focused_html(reader)

    def test_focus_stays_inside_until_the_viewer_is_closed(self, open_article_page):
        reader = open_article_page()
        reader.locator(".body .larger").first.click()
        for _step in range(8):
            reader.keyboard.press("Tab")
            assert reader.evaluate("document.activeElement.closest('dialog, body') !== null")
            assert reader.evaluate("!document.activeElement.closest('main, header, footer')")
        reader.locator("[data-close]").click()

        assert "Ảnh red" in get_focused_html(reader)

    def test_swipe_shows_the_next_photo(self, open_article_page):
        reader = open_article_page(has_touch=True)
        reader.locator(".body .larger").first.tap()
        viewer = reader.locator("dialog.viewer")
        hand = reader.context.new_cdp_session(reader)

        def swipe(start, end):
            for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
                touches = [{"x": x, "y": 400} for x in points]
                hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        swipe(800, 300)
        assert viewer.locator("[data-place]").inner_text() == "2 / 3"
        swipe(300, 800)
        swipe(300, 310)
        assert viewer.locator("[data-place]").inner_text() == "1 / 3"

    def test_without_script_photo_links_to_the_largest_copy(self, open_article_page):
        reader = open_article_page(java_script_enabled=False)
        reader.locator(".body .larger").first.click()

        assert reader.url.endswith("/700.jpg")


class TestListening:
    def open_with_voices(self, open_article_page, local=True):
        script = VOICES.replace("LOCAL", str(local).lower())
        return open_article_page(lambda page: page.add_init_script(script))

    def test_vietnamese_voice_reads_title_lead_and_text(self, open_article_page, article):
        reader = self.open_with_voices(open_article_page)
        play = reader.get_by_role("button", name="Nghe", exact=True)
        play.click()

        spoken = reader.evaluate(
            "window.spoken.map(({text, lang, voice}) => [text.trim(), lang, voice.name])"
        )
        words = " ".join(text for text, _lang, _name in spoken)
        assert {(lang, name) for _text, lang, name in spoken} == {("vi-VN", "Linh")}
        assert words.startswith(f"{article.title} {article.lead}")
        assert "Gần dân." in words
        assert "Văn Minh" not in words
        assert max(len(text) for text, _lang, _name in spoken) <= 200

    def test_reading_pauses_resumes_and_stops(self, open_article_page):
        reader = self.open_with_voices(open_article_page)
        reader.get_by_role("button", name="Nghe", exact=True).click()
        reader.get_by_role("button", name="Tạm dừng").click()
        assert reader.evaluate("window.state") == "paused"
        reader.get_by_role("button", name="Nghe tiếp").click()
        assert reader.evaluate("window.state") == "on"
        reader.get_by_role("button", name="Dừng", exact=True).click()
        assert reader.evaluate("window.state") == "cancelled"
        assert "Nghe" in get_focused_html(reader)

        reader.get_by_role("button", name="Nghe", exact=True).click()
        reader.evaluate("window.spoken.at(-1).onend()")
        assert reader.get_by_role("button", name="Nghe", exact=True).count() == 1

    def test_a_voice_that_would_ask_a_server_is_not_used(self, open_article_page):
        assert not self.open_with_voices(open_article_page, local=False).locator("[data-listen]").is_visible()

    def test_button_is_hidden_without_a_vietnamese_voice(self, open_article_page):
        assert not open_article_page().locator("[data-listen]").is_visible()


class TestLink:
    def test_link_is_copied_with_a_message(self, open_article_page, article):
        reader = open_article_page(permissions=["clipboard-read", "clipboard-write"])
        reader.get_by_role("button", name="Sao chép liên kết").click()

        said = reader.locator(".copy [role=status]")
        said.get_by_text("Đã sao chép liên kết.").wait_for()
        assert reader.evaluate("navigator.clipboard.readText()").endswith(article.get_absolute_url())

    def test_url_is_shown_where_copying_is_forbidden(self, open_article_page, article):
        broken = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
        reader = open_article_page(lambda page: page.add_init_script(broken))
        reader.get_by_role("button", name="Sao chép liên kết").click()

        assert article.get_absolute_url() in reader.locator(".copy [role=status]").inner_text()


def test_without_script_tools_are_hidden(open_article_page):
    reader = open_article_page(java_script_enabled=False)

    assert reader.get_by_role("link", name="Gửi email").is_visible()
    assert not any(button.is_visible() for button in reader.locator(".toolbar button").all())
    assert reader.locator(".contents a").count() == 3


def test_contents_are_closed_on_a_phone(article, visit):
    reader = visit(viewport={"width": 360, "height": 700})
    reader.goto(article.get_absolute_url())

    assert reader.locator(".contents[open]").count() == 0
    reader.locator(".contents summary").click()
    reader.locator(".contents a").first.click()
    assert reader.url.endswith("#muc-1")
