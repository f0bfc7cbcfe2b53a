"""Pages of the office, menu and footer, links, banners, the strip of urgent notices."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing import photos
from articles.models import Banner, MenuEntry, Section, Topic
from newsroom.core import richtext
from newsroom.core.audit import AuditEntry, audited_kinds
from newsroom.core.fields import LinkTarget
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Alert, Link, LinkGroup, Page
from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.factories import ArticleFactory, PhotoFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 07:00 in Hà Tĩnh
HOUR = timedelta(hours=1)


def page(title="Giới thiệu", **fields):
    return Page.objects.create(title=title, **{"body": "<p>Chữ</p>", "is_published": True, **fields})


def text_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


class TestPage:
    def test_it_has_an_address_made_of_its_title(self, client):
        assert page("Chính sách dữ liệu cá nhân").get_absolute_url() == "/trang/chinh-sach-du-lieu-ca-nhan/"
        assert '<div class="body"><p>Chữ</p></div>' in text_of(client, "/trang/chinh-sach-du-lieu-ca-nhan/")

    def test_one_that_is_not_shown_is_not_there(self, client):
        page(is_published=False)

        for address in ("/trang/gioi-thieu/", "/trang/khong-co/"):
            assert client.get(address).status_code == 404
        assert "Giới thiệu" not in text_of(client, "/so-do-trang/")

    def test_a_renamed_page_redirects_from_its_old_address(self, client):
        each = page()
        each.slug = "ve-chung-toi"
        each.save()

        response = client.get("/trang/gioi-thieu/")

        assert (response.status_code, response["Location"]) == (301, "/trang/ve-chung-toi/")

    def test_an_address_that_only_a_hidden_text_had_tells_nothing(self, client):
        each = page(is_published=False)
        each.slug, each.is_published = "moi", False
        each.save()

        assert client.get("/trang/gioi-thieu/").status_code == 404

    def test_hostile_html_is_cleaned(self, client):
        page(body='<p onclick="x()">Chữ</p><script>alert(1)</script><iframe src="//x.example"></iframe>')

        text = text_of(client, "/trang/gioi-thieu/")

        assert "alert(1)" not in text
        assert "onclick" not in text
        assert "iframe" not in text

    def test_its_photos_are_as_in_articles(self, client):
        photo = PhotoFactory(alt="Sơ đồ tổ chức")
        page(body=richtext.figure_html(photo.key, 960, 640, caption="Sơ đồ"))

        text = text_of(client, "/trang/gioi-thieu/")

        assert 'alt="Sơ đồ tổ chức"' in text
        assert "srcset" in text

    def test_a_photo_that_it_shows_is_not_deleted(self, client, writer):
        photo = photos.store_photo(jpeg("red"), by=writer)
        page(body=richtext.figure_html(photo.key, 700, 500, caption="Sơ đồ"))
        client.force_login(UserFactory(role=Role.EDITOR))

        answer = client.post(reverse("admin:articles_photo_delete", args=[photo.pk]), {"post": "yes"})

        assert "trang: Giới thiệu" in answer.content.decode()
        with pytest.raises(ProtectedError):
            photos.delete_photo(photo)

    def test_contact_comes_from_the_site_identity(self, client):
        SiteIdentity(name="Trang", address="Số 1, đường A", email="toasoan@example.vn").save()
        page("Liên hệ", shows_contact=True)

        main = text_of(client, "/trang/lien-he/").split("<main")[1].split("</main>")[0]

        assert "Số 1, đường A" in main
        assert "mailto:toasoan@example.vn" in main

    def test_nothing_but_reading_is_allowed(self, client):
        page()

        assert client.post("/trang/gioi-thieu/").status_code == 405

    @pytest.mark.parametrize("slug", ["trang", "so-do-trang"])
    def test_no_section_takes_these_addresses(self, slug):
        with pytest.raises(ValidationError):
            Section(name="x", slug=slug).full_clean()


class TestSiteMap:
    def test_it_lists_sections_pages_and_topics_with_something_to_read(self, client):
        main = SectionFactory(name="Xây dựng Đảng", is_in_menu=False)
        SectionFactory(name="Khoa giáo", parent=main)
        page()
        shown, hidden = Topic.objects.create(name="Đại hội"), Topic.objects.create(name="Chuyên đề kín")
        ArticleFactory(published=True).topics.add(shown)
        ArticleFactory().topics.add(hidden)

        text = text_of(client, "/so-do-trang/").split("<main")[1]

        for words in ("Xây dựng Đảng", "Khoa giáo", "/trang/gioi-thieu/", "Đại hội"):
            assert words in text
        assert text.count("Dòng sự kiện") == 2
        assert "Chuyên đề" not in text

    def test_it_costs_the_same_for_any_number(self, client):
        def count():
            with CaptureQueriesContext(connection) as queries:
                client.get("/so-do-trang/")
            return len(queries)

        section = SectionFactory()
        page()
        with_few = count()
        for number in range(9):
            section = SectionFactory(parent=section if number % 2 else None)
            page(f"Trang {number}")
            topic = Topic.objects.create(name=f"Chuyên đề {number}")
            ArticleFactory(published=True, section=section).topics.add(topic)

        assert count() == with_few == 8


class TestMenu:
    def menu(self, client):
        return text_of(client, "/").split('<nav class="menu"')[1].split("</nav>")[0]

    def test_without_entries_it_is_made_of_the_sections(self, client):
        SectionFactory(name="Chuyên mục kín", is_in_menu=False)
        SectionFactory(name="Khoa giáo", parent=SectionFactory(name="Xây dựng Đảng"))

        menu = self.menu(client)

        assert "Xây dựng Đảng" in menu
        assert "Khoa giáo" in menu
        assert "Chuyên mục kín" not in menu

    def test_entries_take_its_place_in_their_order(self, client):
        SectionFactory(name="Không ai chọn")
        section = SectionFactory(name="Văn bản")
        second = MenuEntry.objects.create(page=page(), label="Về chúng tôi", order=2)
        MenuEntry.objects.create(section=section, order=1)
        MenuEntry.objects.create(parent=second, label="Cổng tỉnh", url="https://hatinh.gov.vn/")

        menu = self.menu(client)

        assert "Không ai chọn" not in menu
        assert menu.index("/van-ban/") < menu.index("Về chúng tôi") < menu.index("https://hatinh.gov.vn/")

    def test_what_readers_cannot_open_is_left_out(self, client):
        MenuEntry.objects.create(page=page("Trang kín", is_published=False))
        MenuEntry.objects.create(section=SectionFactory(name="Đã đóng", closed_on=date(2020, 1, 1)))
        MenuEntry.objects.create(label="Tiêu đề trống")
        MenuEntry.objects.create(label="Còn đây", url="/tim-kiem/")

        menu = self.menu(client)

        assert "Còn đây" in menu
        for words in ("Trang kín", "Đã đóng", "Tiêu đề trống"):
            assert words not in menu

    def test_the_footer_has_columns(self, client):
        head = MenuEntry.objects.create(place="footer", label="Về trang này")
        MenuEntry.objects.create(place="footer", parent=head, page=page())

        footer = text_of(client, "/").split("<footer")[1]

        assert footer.index("Về trang này") < footer.index("/trang/gioi-thieu/")
        assert "/trang/gioi-thieu/" not in self.menu(client)

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"url": "/x/"},
            {"label": "x", "url": "//elsewhere.example/"},
            {"label": "x", "url": "/\\elsewhere.example/"},
            {"label": "x", "url": "javascript:alert(1)"},
            {"label": "x", "url": "data:text/html,x"},
        ],
    )
    def test_an_entry_that_leads_nowhere_good_is_refused(self, fields):
        with pytest.raises(ValidationError):
            MenuEntry(**fields).full_clean()

    def test_two_targets_and_three_levels_are_refused(self):
        section, each = SectionFactory(), page()
        first = MenuEntry.objects.create(label="Một", url="/x/")
        second = MenuEntry.objects.create(label="Hai", url="/x/", parent=first)
        for entry in (
            MenuEntry(section=section, page=each),
            MenuEntry(label="Ba", url="/x/", parent=second),
            MenuEntry(label="Ba", url="/x/", parent=first, place="footer"),
            MenuEntry(label="Ba", parent=first),
        ):
            with pytest.raises(ValidationError):
                entry.full_clean()
        first.parent = second
        with pytest.raises(ValidationError):
            first.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            MenuEntry.objects.create(section=section, page=each)


class TestLinks:
    def test_they_stand_in_groups_in_their_order(self, client):
        later = LinkGroup.objects.create(name="Trong tỉnh", order=20)
        first = LinkGroup.objects.create(name="Trung ương", order=10)
        Link.objects.create(group=later, name="Báo Hà Tĩnh", url="https://baohatinh.vn/")
        Link.objects.create(group=first, name="Báo Nhân Dân", url="https://nhandan.vn/")

        footer = text_of(client, "/").split("<footer")[1]

        places = [
            footer.index(words) for words in ("Trung ương", "Báo Nhân Dân", "Trong tỉnh", "Báo Hà Tĩnh")
        ]
        assert places == sorted(places)
        assert '<a href="https://nhandan.vn/" rel="noopener">' in footer
        assert "_blank" not in footer

    def test_an_address_of_another_kind_is_refused(self):
        with pytest.raises(ValidationError):
            Link(group=LinkGroup(pk=1), name="x", url="javascript:alert(1)").full_clean(exclude=["group"])


TIMES = [(-2, 3, True), (0, None, True), (-2, None, True), (1, None, False), (-2, 0, False), (-5, -1, False)]


class TestDates:
    @pytest.mark.parametrize(("starts", "ends", "is_shown"), TIMES)
    def test_a_notice_has_its_time(self, client, starts, ends, is_shown):
        ends_at = None if ends is None else SEVEN + ends * HOUR
        Alert.objects.create(text="Bão số 9", starts_at=SEVEN + starts * HOUR, ends_at=ends_at)

        with time_machine.travel(SEVEN, tick=False):
            assert ("Bão số 9" in text_of(client, "/")) is is_shown
        assert Alert.objects.get().is_in_force(SEVEN) is is_shown

    @pytest.mark.parametrize(("starts", "ends", "is_shown"), TIMES)
    def test_a_banner_has_its_time(self, client, starts, ends, is_shown):
        ends_at = None if ends is None else SEVEN + ends * HOUR
        times = {"starts_at": SEVEN + starts * HOUR, "ends_at": ends_at}
        for place in Banner.Place:
            Banner.objects.create(place=place, photo=PhotoFactory(), alt=f"Banner {place}", **times)

        with time_machine.travel(SEVEN, tick=False):
            home, elsewhere = text_of(client, "/"), text_of(client, "/so-do-trang/")

        assert ("Banner home" in home, "Banner masthead" in elsewhere) == (is_shown, is_shown)
        assert "Banner home" not in elsewhere

    def test_the_preview_travels_with_them(self, client):
        client.force_login(UserFactory(role=Role.SECRETARY))
        Alert.objects.create(text="Bão số 9", starts_at=SEVEN + HOUR, ends_at=SEVEN + 2 * HOUR)

        with time_machine.travel(SEVEN, tick=False):
            shown = [
                hour
                for hour in ("07:00", "08:00", "08:59", "09:00")
                if "Bão số 9" in text_of(client, "/admin/front-preview/", luc=f"2026-11-24T{hour}")
            ]

        assert shown == ["08:00", "08:59"]

    def test_it_does_not_end_before_it_begins(self):
        times = {"starts_at": SEVEN, "ends_at": SEVEN}
        with pytest.raises(ValidationError):
            Alert(text="x", **times).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Alert.objects.create(text="x", **times)

    def test_at_most_three_strips_push_the_news_down(self, client):
        for number in range(5):
            Alert.objects.create(text=f"Thông báo {number}")

        assert text_of(client, "/").count('<p class="alert-') == 3


class TestBanner:
    def test_it_needs_its_words(self):
        with pytest.raises(ValidationError):
            Banner(place="home", photo=PhotoFactory(), alt=" ").full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Banner.objects.create(place="home", photo=PhotoFactory(), alt="")

    def test_its_picture_came_in_the_one_way(self, client, writer):
        photo = photos.store_photo(jpeg("red"), by=writer)
        Banner.objects.create(place="home", photo=photo, alt="Đại hội", url="/van-ban/")

        text = text_of(client, "/")

        assert f"/media/photos/{photo.key}/" in text
        assert 'alt="Đại hội"' in text
        assert '<a class="banner" href="/van-ban/" rel="noopener">' in text

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "//x.example", "/\\x.example", "ftp://x"])
    def test_it_leads_nowhere_strange(self, address):
        with pytest.raises(ValidationError):
            LinkTarget().clean(address, None)


class TestWhoMay:
    KEEPERS = {Role.SECRETARY, Role.ADMINISTRATOR}
    MODELS = [
        "core_page",
        "core_linkgroup",
        "core_alert",
        "articles_banner",
        "articles_menuentry",
    ]

    @pytest.mark.parametrize("model", MODELS)
    @pytest.mark.parametrize("role", Role)
    def test_secretaries_and_administrators_keep_them(self, client, role, model):
        client.force_login(UserFactory(role=role))
        expected = 200 if role in self.KEEPERS else 403

        assert client.get(reverse(f"admin:{model}_changelist")).status_code == expected
        assert client.get(reverse(f"admin:{model}_add")).status_code == expected

    def test_what_they_do_is_logged(self, client):
        secretary = UserFactory(role=Role.SECRETARY)
        client.force_login(secretary)
        sent = {"text": "Bão số 9", "level": "urgent", "starts_at_0": "24/11/2026", "starts_at_1": "07:00"}

        client.post(reverse("admin:core_alert_add"), sent)

        change = AuditEntry.objects.get(kind="core.alert")
        assert (change.by, change.act, change.name) == (secretary, "created", "Bão số 9")

    @pytest.mark.parametrize("model", [Page, LinkGroup, Link, Alert, Banner, MenuEntry])
    def test_every_change_of_these_is_logged(self, model):
        assert model._meta.label_lower in audited_kinds

    def test_a_page_keeps_its_history_and_is_never_deleted(self, client):
        client.force_login(UserFactory(role=Role.ADMINISTRATOR))
        each = page()
        each.is_published = False
        each.save()

        assert [row.is_published for row in each.history.order_by("history_date", "history_id")] == [
            True,
            False,
        ]
        assert (
            client.post(reverse("admin:core_page_delete", args=[each.pk]), {"post": "yes"}).status_code == 403
        )

    def test_the_preview_of_a_page_is_for_its_keepers(self, client):
        each = page(is_published=False, body="<p>Chưa công bố</p>")
        address = reverse("admin:core_page_preview", args=[each.pk])
        for role in Role:
            client.force_login(UserFactory(role=role))
            response = client.get(address)
            assert response.status_code == (200 if role in self.KEEPERS else 403)
            assert ("Chưa công bố" in response.content.decode()) is (role in self.KEEPERS)
