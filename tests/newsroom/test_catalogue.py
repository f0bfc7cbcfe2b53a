"""Every message of Django, the libraries and the newsroom has a correct Vietnamese translation."""

import ast
import json
import re
import shutil
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import dates, translation
from django.utils.timesince import timesince
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from newsroom.core.text import unify_tones
from newsroom.management.commands import messages
from tests.factories import UserFactory

ROOT = Path(__file__).parents[2]
FOLDER = Path(settings.LOCALE_PATHS[0]) / "vi/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w[^>]*>")
# Written alike in both languages.
ALIKE = {"…", "IPv4", "IPv6", "Email", ":", ":?.!", ", ", "%(size)d byte", "%s KB", "%s MB", "%s GB", "%s TB"}
ALIKE |= {"%s PB", "%(truncated_text)s…", "%(class_name)s %(instance)s"}


@cache
def list_messages():
    """Return (message, Vietnamese or None, whether it is Django's) for all messages of Django and of ours."""
    found = []
    for domain in messages.DOMAINS:
        spoken = DjangoTranslation("vi", domain=domain)._catalog
        django = messages.collect_from_django(domain)
        ours = {
            messages.message_key(entry): entry for entry in messages.load_catalogue(FOLDER / f"{domain}.po")
        }
        for key, entry in {**django, **ours}.items():
            name = f"{entry.msgctxt}{CONTEXT_SEPARATOR}{entry.msgid}" if entry.msgctxt else entry.msgid
            said = spoken.get((name, 0) if entry.msgid_plural else name)
            found.append((entry, said, key in django))
    return found


def find_faults(is_fault):
    return [(entry.msgid, said) for entry, said, _by_django in list_messages() if is_fault(entry, said)]


def test_every_message_has_vietnamese():
    assert find_faults(lambda entry, said: not said) == []


def test_no_message_stays_english():
    assert find_faults(lambda entry, said: said == entry.msgid and said not in ALIKE) == []


def test_placeholders_and_tags_survive():
    def differ(entry, said):
        # The singular may leave its number out.
        return set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) != set(PLACEHOLDER.findall(said))

    assert find_faults(differ) == []


def test_surrounding_space_and_line_breaks_are_kept():
    def space(text):
        return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0], text.count("\n")

    assert find_faults(lambda entry, said: space(entry.msgid) != space(said)) == []
    assert find_faults(lambda entry, said: "  " in said) == []


def test_spelling_is_consistent():
    """The rules: NFC; ủy and hòa, not uỷ and hoà; ký tự, not kí tự; Vietnamese quotation marks."""
    assert find_faults(lambda entry, said: said != unicodedata.normalize("NFC", said)) == []
    assert find_faults(lambda entry, said: said != unify_tones(said)) == []
    assert find_faults(lambda entry, said: re.search(r"\b(kí|kì|lí|quí)\b", said.lower())) == []
    assert find_faults(lambda entry, said: re.search("['\"]", re.sub("<[^>]*>", "", said))) == []


def test_each_thing_has_one_word():
    """Django's own translation mixes words. Here a record is "mục", a file "tệp", a user "tài khoản"."""
    mixed = re.compile(
        r"tập tin|\bfile\b|đối tượng .|\bmodels?\b|người dùng|người sử dụng|website|\bsite\b|\badmin\b"
        r"|lưu lại|xóa bỏ|hủy bỏ|thay đổi .|hành động|hợp lệ|\bclick\b"
    )

    assert find_faults(lambda entry, said: mixed.search(PLACEHOLDER.sub("", said).lower())) == []


def test_staff_are_addressed_as_colleagues():
    """Messages of Django appear in the admin: "đồng chí" or no address, not "bạn"; no "please" on every line."""
    to_staff = [said.lower() for _entry, said, by_django in list_messages() if by_django]

    assert [said for said in to_staff if re.search(r"\bbạn\b", said)] == []
    assert [said for said in to_staff if "vui lòng" in said] == []
    assert len(find_faults(lambda entry, said: "vui lòng" in said.lower())) <= 3


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Password reset unsuccessful", "Không đặt lại được mật khẩu"),
        ("log entry", "mục nhật ký"),
        ("log entries", "mục nhật ký"),
        ("change message", "nội dung thay đổi"),
        ("action flag", "loại thao tác"),
        ("object repr", "đối tượng"),
        ("History", "Lịch sử"),
        ("permission", "quyền"),
        ("permissions", "quyền"),
        ("Past 7 days", "7 ngày qua"),
        (" By %(filter_title)s ", " Theo %(filter_title)s "),
        ("Action:", "Thao tác:"),
        ("Go", "Thực hiện"),
        ("Models in the %(name)s application", "Các mục trong %(name)s"),
        ("Site administration", "Trang quản trị"),
        ("Password reset", "Đặt lại mật khẩu"),
        ("This account is inactive.", "Tài khoản đã bị khóa."),
        ("superuser status", "quản trị cao nhất"),
        ("staff status", "được vào trang quản trị"),
        ("Log out", "Đăng xuất"),
        ("Add", "Thêm"),
        ("Change", "Sửa"),
        ("Delete", "Xóa"),
        ("Save", "Lưu"),
        ("Simplified Chinese", "Tiếng Trung giản thể"),
    ],
)
def test_wrong_translations_of_django_are_corrected(english, vietnamese):
    with translation.override("vi"):
        assert translation.gettext(english) == vietnamese


def test_number_of_selected_rows_is_translated_without_all():
    with translation.override("vi"):
        said = translation.ngettext("%(total_count)s selected", "All %(total_count)s selected", 7)

    assert said == "Đã chọn %(total_count)s"


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_vietnamese_has_no_plural(domain):
    assert (
        messages.load_catalogue(FOLDER / f"{domain}.po").metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    )


def test_times_are_formatted_in_vietnamese():
    noon = datetime(2023, 6, 26, 12, 0, tzinfo=UTC)

    with translation.override("vi"):
        lengths = [timesince(noon, noon + timedelta(**length)) for length in ({"minutes": 185}, {"days": 38})]

    assert [length.replace("\xa0", " ") for length in lengths] == ["3 giờ, 5 phút", "1 tháng, 1 tuần"]


def test_days_and_months_have_the_names_of_the_decree():
    """Decree 30/2020, annex II: thứ Hai … thứ Bảy, Chủ nhật; tháng Sáu."""
    with translation.override("vi"):
        days = [str(day) for day in dates.WEEKDAYS.values()]
        short = [str(day) for day in dates.WEEKDAYS_ABBR.values()]
        months = [str(month) for month in dates.MONTHS.values()]
        alternative = [str(month) for month in dates.MONTHS_ALT.values()]
        shorter = [str(month) for month in (*dates.MONTHS_3.values(), *dates.MONTHS_AP.values())]

    assert days == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
    assert short == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    assert months == alternative
    assert (months[0], months[5], months[11]) == ("tháng Một", "tháng Sáu", "tháng Mười hai")
    assert shorter == [f"tháng {number}" for number in range(1, 13)] * 2


@pytest.mark.django_db
def test_scripts_of_the_admin_use_our_catalogue(client):
    client.force_login(UserFactory(is_superuser=True))

    script = client.get(reverse("admin:jsi18n")).content.decode()

    for said in ("Chọn tất cả %s", "thứ Hai", "Tháng Mười hai", "Đã chọn %(sel)s/%(cnt)s"):
        assert json.dumps(said) in script


def test_catalogue_matches_the_source():
    call_command("messages", "--check")


@pytest.fixture
def copy_of_catalogue(settings, tmp_path):
    """Copy the catalogue to a folder where it may be changed; the compiled one is unchanged."""
    shutil.copytree(settings.LOCALE_PATHS[0], tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path / "locale/vi/LC_MESSAGES"


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_a_stale_mo_is_found(copy_of_catalogue, domain):
    path = copy_of_catalogue / f"{domain}.po"
    catalogue = messages.load_catalogue(path)
    catalogue[0].msgstr, catalogue[0].msgstr_plural = "Khác", {0: "Khác"} if catalogue[0].msgid_plural else {}
    catalogue.save(str(path))

    with pytest.raises(CommandError, match=f"{domain}: the catalogue is out of date"):
        call_command("messages", "--check")


def test_a_message_without_vietnamese_is_found(copy_of_catalogue):
    catalogue = messages.load_catalogue(copy_of_catalogue / "django.po")
    catalogue.find("Save").msgstr = ""
    messages.write_catalogue(catalogue, copy_of_catalogue / "django.po")

    with pytest.raises(CommandError, match="django: no Vietnamese for 'Save'"):
        call_command("messages", "--check")


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs GNU gettext")
def test_renewing_adds_drops_and_keeps(copy_of_catalogue):
    catalogue = messages.load_catalogue(copy_of_catalogue / "django.po")
    catalogue.remove(catalogue.find("Article tools"))  # said by us, translated by nobody else
    catalogue.append(polib.POEntry(msgid="Said by nobody", msgstr="Không ai nói"))
    messages.write_catalogue(catalogue, copy_of_catalogue / "django.po")

    with pytest.raises(CommandError) as raised:
        call_command("messages")

    assert str(raised.value) == "django: no Vietnamese for 'Article tools'"
    renewed = messages.load_catalogue(copy_of_catalogue / "django.po")
    assert renewed.find("Article tools").msgstr == ""
    assert renewed.find("Said by nobody") is None
    assert renewed.find("Save").msgstr == "Lưu"


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs GNU gettext")
def test_renewing_twice_makes_the_same_files(copy_of_catalogue):
    before = {path.name: path.read_bytes() for path in copy_of_catalogue.iterdir()}

    call_command("messages")

    assert {path.name: path.read_bytes() for path in copy_of_catalogue.iterdir()} == before


def test_missing_gettext_is_reported_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(
        CommandError, match=r"^GNU gettext is missing \(on Debian: apt-get install gettext\)\.$"
    ):
        call_command("messages")
    call_command("messages", "--check")

    assert "were not searched" in capsys.readouterr().err


def test_no_translated_string_is_inside_an_f_string():
    """The tools that collect strings do not look inside f-strings."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for folder in ("newsroom", "articles", "comments")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "gettext", "ngettext"}
    ]

    assert hidden == []
