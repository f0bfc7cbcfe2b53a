"""The path of an article from a blank form to a reader, through the pages alone."""

from base64 import b64encode

import pytest

from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.factories import AuthorFactory, OfficeFactory, SectionFactory, UserFactory

TITLE = "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa"
LEAD = "Chiều ngày 23/6/2023, Ban Tuyên giáo Thành ủy Hà Tĩnh tổ chức Hội nghị giao ban."
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:6.0pt;mso-pagination:none'><span lang=VI style='font-size:14.0pt;
font-family:"Times New Roman";color:red'>Báo cáo đã nêu bật <b>những kết quả</b> đạt được.<o:p></o:p></span></p>
<p class=MsoNormal><span style='mso-spacerun:yes'>&nbsp;&nbsp; </span>Duy trì tốt công tác khám, chữa bệnh.</p>
<!--EndFragment--></body></html>"""
CAPTIONS = ["Đồng chí Phan Ngọc Long phát biểu tại Hội nghị", "Đại biểu phát biểu tại Hội nghị"]

PASTE = """([html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  const editor = Object.values(CKEDITOR.instances)[0];
  editor.editable().$.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
DROP = """([photos]) => {
  const data = new DataTransfer();
  for (const [name, content] of photos) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, {type: "image/jpeg"}));
  }
  const editor = Object.values(CKEDITOR.instances)[0];
  const place = editor.editable().$.lastElementChild || editor.editable().$;
  const box = place.getBoundingClientRect();
  const at = {clientX: box.left + 5, clientY: box.bottom - 3, bubbles: true, cancelable: true, dataTransfer: data};
  place.dispatchEvent(new DragEvent("dragover", at));
  place.dispatchEvent(new DragEvent("drop", at));
}"""


@pytest.fixture
def people():
    office = OfficeFactory(name="Văn phòng Thành ủy Hà Tĩnh")
    section = SectionFactory(name="Khoa giáo - Văn hóa")
    writer = UserFactory(role=Role.WRITER, full_name="Trần Thị Thúy")
    AuthorFactory(name="Trần Thị Thúy", office=office, user=writer)
    return writer, UserFactory(role=Role.APPROVER), section


@pytest.fixture
def sign_in(visit):
    """Return a function that opens a browser and signs a person in through the form."""

    def open_signed_in(user):
        page = visit()
        page.goto("/admin/login/")
        page.fill("#id_username", user.username)
        page.fill("#id_password", "mat-khau-de-thu")
        page.click("input[type=submit], button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    return open_signed_in


def open_editor(page):
    page.wait_for_function("() => Object.values(window.CKEDITOR?.instances ?? {})[0]?.status === 'ready'")
    return page.frame_locator("iframe.cke_wysiwyg_frame")


def test_article_is_written_published_by_another_and_read(people, sign_in, visit):
    writer, approver, section = people

    desk = sign_in(writer)
    desk.goto("/admin/articles/article/add/")
    editor = open_editor(desk)
    desk.fill("#id_title", TITLE)
    desk.fill("#id_lead", LEAD)
    editor.locator("body").click()
    desk.evaluate(PASTE, [WORD])
    editor.get_by_text("Duy trì tốt").wait_for()
    photos = [["hoi-nghi.jpg", "darkred"], ["dai-bieu.jpg", "navy"]]
    desk.evaluate(
        DROP, [[[name, b64encode(jpeg(color, name=name).read()).decode()] for name, color in photos]]
    )
    editor.locator("figure figcaption").nth(1).wait_for()
    for number, caption in enumerate(CAPTIONS):
        editor.locator("figure figcaption").nth(number).click()
        desk.keyboard.type(caption)
    desk.select_option("#id_section", str(section.pk))
    desk.click("[name=_continue]")
    desk.wait_for_url("**/change/")
    address = desk.url
    for number in range(2):
        desk.fill(f"#id_photo_uses-{number}-alt", CAPTIONS[number])
    desk.click("[name=_move][value=submit]")
    desk.locator(".messagelist .success").wait_for()

    boss = sign_in(approver)
    for move in ("pass_on", "publish"):
        boss.goto(address)
        open_editor(boss)
        boss.click(f"[name=_move][value={move}]")
        boss.locator(".messagelist .success").wait_for()

    reader = visit(java_script_enabled=False)
    reader.goto("/")
    reader.get_by_role("link", name=TITLE).first.click()
    assert reader.locator("h1").inner_text() == TITLE
    assert LEAD in reader.locator("main").inner_text()
    assert [caption.strip() for caption in reader.locator("article figcaption").all_inner_texts()] == CAPTIONS
    assert "Trần Thị Thúy (Văn phòng Thành ủy Hà Tĩnh)" in reader.locator("main").inner_text()
    assert reader.locator("article strong", has_text="những kết quả").count() == 1
    assert "mso" not in reader.content()
    for photo in reader.locator("article figure img").all():
        photo.scroll_into_view_if_needed()
        assert photo.evaluate("img => img.decode().then(() => img.naturalWidth)") > 300
