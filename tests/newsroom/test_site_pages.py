"""Office pages, menu and footer, links, banners, alerts."""

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


def make_page(title="Giới thiệu", **fields):
    return Page.objects.create(title=title, **{"body": "<p>Chữ</p>", "is_published": True, **fields})


def get_text(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


class TestPage:
    def test_url_is_made_from_the_title(self, client):
        assert (
            make_page("Chính sách dữ liệu cá nhân").get_absolute_url() == "/trang/chinh-sach-du-lieu-ca-nhan/"
        )
        assert '<div class="body"><p>Chữ</p></div>' in get_text(client, "/trang/chinh-sach-du-lieu-ca-nhan/")

    def test_unpublished_page_is_404(self, client):
        make_page(is_published=False)

        for address in ("/trang/gioi-thieu/", "/trang/khong-co/"):
            assert client.get(address).status_code == 404
        assert "Giới thiệu" not in get_text(client, "/so-do-trang/")

    def test_old_url_of_a_renamed_page_redirects(self, client):
        each = make_page()
        each.slug = "ve-chung-toi"
        each.save()

        response = client.get("/trang/gioi-thieu/")

        assert (response.status_code, response["Location"]) == (301, "/trang/ve-chung-toi/")

    def test_old_url_of_an_unpublished_page_is_404(self, client):
        each = make_page(is_published=False)
        each.slug, each.is_published = "moi", False
        each.save()

        assert client.get("/trang/gioi-thieu/").status_code == 404

    def test_hostile_html_is_cleaned(self, client):
        make_page(body='<p onclick="x()">Chữ</p><script>alert(1)</script><iframe src="//x.example"></iframe>')

        text = get_text(client, "/trang/gioi-thieu/")

        assert "alert(1)" not in text
        assert "onclick" not in text
        assert "iframe" not in text

    def test_photos_are_rendered_as_in_articles(self, client):
        photo = PhotoFactory(alt="Sơ đồ tổ chức")
        make_page(body=richtext.figure_html(photo.key, 960, 640, caption="Sơ đồ"))

        text = get_text(client, "/trang/gioi-thieu/")

        assert 'alt="Sơ đồ tổ chức"' in text
        assert "srcset" in text

    def test_photo_on_a_page_cannot_be_deleted(self, client, writer):
        photo = photos.store_photo(jpeg("red"), by=writer)
        make_page(body=richtext.figure_html(photo.key, 700, 500, caption="Sơ đồ"))
        client.force_login(UserFactory(role=Role.EDITOR))

        answer = client.post(reverse("admin:articles_photo_delete", args=[photo.pk]), {"post": "yes"})

        assert "trang: Giới thiệu" in answer.content.decode()
        with pytest.raises(ProtectedError):
            photos.delete_photo(photo)

    def test_contact_comes_from_the_site_identity(self, client):
        SiteIdentity(name="Trang", address="Số 1, đường A", email="toasoan@example.vn").save()
        make_page("Liên hệ", shows_contact=True)

        main = get_text(client, "/trang/lien-he/").split("<main")[1].split("</main>")[0]

        assert "Số 1, đường A" in main
        assert "mailto:toasoan@example.vn" in main

    def test_post_request_is_refused(self, client):
        make_page()

        assert client.post("/trang/gioi-thieu/").status_code == 405

    @pytest.mark.parametrize("slug", ["trang", "so-do-trang"])
    def test_section_cannot_take_these_slugs(self, slug):
        with pytest.raises(ValidationError):
            Section(name="x", slug=slug).full_clean()


class TestSiteMap:
    def test_lists_sections_pages_and_topics_with_public_content(self, client):
        main = SectionFactory(name="Xây dựng Đảng", is_in_menu=False)
        SectionFactory(name="Khoa giáo", parent=main)
        make_page()
        shown, hidden = Topic.objects.create(name="Đại hội"), Topic.objects.create(name="Chuyên đề kín")
        ArticleFactory(published=True).topics.add(shown)
        ArticleFactory().topics.add(hidden)

        text = get_text(client, "/so-do-trang/").split("<main")[1]

        for words in ("Xây dựng Đảng", "Khoa giáo", "/trang/gioi-thieu/", "Đại hội"):
            assert words in text
        assert text.count("Dòng sự kiện") == 2
        assert "Chuyên đề" not in text

    def test_takes_a_constant_number_of_queries(self, client):
        def count():
            with CaptureQueriesContext(connection) as queries:
                client.get("/so-do-trang/")
            return len(queries)

        section = SectionFactory()
        make_page()
        with_few = count()
        for number in range(9):
            section = SectionFactory(parent=section if number % 2 else None)
            make_page(f"Trang {number}")
            topic = Topic.objects.create(name=f"Chuyên đề {number}")
            ArticleFactory(published=True, section=section).topics.add(topic)

        assert count() == with_few == 8


class TestMenu:
    def menu(self, client):
        return get_text(client, "/").split('<nav class="menu"')[1].split("</nav>")[0]

    def test_menu_without_entries_lists_the_sections(self, client):
        SectionFactory(name="Chuyên mục kín", is_in_menu=False)
        SectionFactory(name="Khoa giáo", parent=SectionFactory(name="Xây dựng Đảng"))

        menu = self.menu(client)

        assert "Xây dựng Đảng" in menu
        assert "Khoa giáo" in menu
        assert "Chuyên mục kín" not in menu

    def test_entries_replace_the_sections_in_their_order(self, client):
        SectionFactory(name="Không ai chọn")
        section = SectionFactory(name="Văn bản")
        second = MenuEntry.objects.create(page=make_page(), label="Về chúng tôi", order=2)
        MenuEntry.objects.create(section=section, order=1)
        MenuEntry.objects.create(parent=second, label="Cổng tỉnh", url="https://hatinh.gov.vn/")

        menu = self.menu(client)

        assert "Không ai chọn" not in menu
        assert menu.index("/van-ban/") < menu.index("Về chúng tôi") < menu.index("https://hatinh.gov.vn/")

    def test_hidden_targets_are_left_out(self, client):
        MenuEntry.objects.create(page=make_page("Trang kín", is_published=False))
        MenuEntry.objects.create(section=SectionFactory(name="Đã đóng", closed_on=date(2020, 1, 1)))
        MenuEntry.objects.create(label="Tiêu đề trống")
        MenuEntry.objects.create(label="Còn đây", url="/tim-kiem/")

        menu = self.menu(client)

        assert "Còn đây" in menu
        for words in ("Trang kín", "Đã đóng", "Tiêu đề trống"):
            assert words not in menu

    def test_the_footer_has_columns(self, client):
        head = MenuEntry.objects.create(place="footer", label="Về trang này")
        MenuEntry.objects.create(place="footer", parent=head, page=make_page())

        footer = get_text(client, "/").split("<footer")[1]

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
    def test_entry_with_an_invalid_target_is_refused(self, fields):
        with pytest.raises(ValidationError):
            MenuEntry(**fields).full_clean()

    def test_two_targets_and_three_levels_are_refused(self):
        section, each = SectionFactory(), make_page()
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
    def test_links_are_grouped_and_ordered(self, client):
        later = LinkGroup.objects.create(name="Trong tỉnh", order=20)
        first = LinkGroup.objects.create(name="Trung ương", order=10)
        Link.objects.create(group=later, name="Báo Hà Tĩnh", url="https://baohatinh.vn/")
        Link.objects.create(group=first, name="Báo Nhân Dân", url="https://nhandan.vn/")

        footer = get_text(client, "/").split("<footer")[1]

        places = [
            footer.index(words) for words in ("Trung ương", "Báo Nhân Dân", "Trong tỉnh", "Báo Hà Tĩnh")
        ]
        assert places == sorted(places)
        assert '<a href="https://nhandan.vn/" rel="noopener">' in footer
        assert "_blank" not in footer

    def test_url_with_another_scheme_is_refused(self):
        with pytest.raises(ValidationError):
            Link(group=LinkGroup(pk=1), name="x", url="javascript:alert(1)").full_clean(exclude=["group"])


TIMES = [(-2, 3, True), (0, None, True), (-2, None, True), (1, None, False), (-2, 0, False), (-5, -1, False)]


class TestPeriods:
    @pytest.mark.parametrize(("starts", "ends", "is_shown"), TIMES)
    def test_alert_is_shown_in_its_period(self, client, starts, ends, is_shown):
        ends_at = None if ends is None else SEVEN + ends * HOUR
        Alert.objects.create(text="Bão số 9", starts_at=SEVEN + starts * HOUR, ends_at=ends_at)

        with time_machine.travel(SEVEN, tick=False):
            assert ("Bão số 9" in get_text(client, "/")) is is_shown
        assert Alert.objects.get().is_in_force(SEVEN) is is_shown

    @pytest.mark.parametrize(("starts", "ends", "is_shown"), TIMES)
    def test_banner_is_shown_in_its_period(self, client, starts, ends, is_shown):
        ends_at = None if ends is None else SEVEN + ends * HOUR
        times = {"starts_at": SEVEN + starts * HOUR, "ends_at": ends_at}
        for place in Banner.Place:
            Banner.objects.create(place=place, photo=PhotoFactory(), alt=f"Banner {place}", **times)

        with time_machine.travel(SEVEN, tick=False):
            home, elsewhere = get_text(client, "/"), get_text(client, "/so-do-trang/")

        assert ("Banner home" in home, "Banner masthead" in elsewhere) == (is_shown, is_shown)
        assert "Banner home" not in elsewhere

    def test_preview_shows_alerts_of_the_given_time(self, client):
        client.force_login(UserFactory(role=Role.SECRETARY))
        Alert.objects.create(text="Bão số 9", starts_at=SEVEN + HOUR, ends_at=SEVEN + 2 * HOUR)

        with time_machine.travel(SEVEN, tick=False):
            shown = [
                hour
                for hour in ("07:00", "08:00", "08:59", "09:00")
                if "Bão số 9" in get_text(client, "/admin/front-preview/", luc=f"2026-11-24T{hour}")
            ]

        assert shown == ["08:00", "08:59"]

    def test_end_before_the_start_is_refused(self):
        times = {"starts_at": SEVEN, "ends_at": SEVEN}
        with pytest.raises(ValidationError):
            Alert(text="x", **times).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Alert.objects.create(text="x", **times)

    def test_at_most_three_alerts_are_shown(self, client):
        for number in range(5):
            Alert.objects.create(text=f"Thông báo {number}")

        assert get_text(client, "/").count('<p class="alert-') == 3


class TestBanner:
    def test_alt_text_is_required(self):
        with pytest.raises(ValidationError):
            Banner(place="home", photo=PhotoFactory(), alt=" ").full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Banner.objects.create(place="home", photo=PhotoFactory(), alt="")

    def test_picture_is_a_photo_of_the_library(self, client, writer):
        photo = photos.store_photo(jpeg("red"), by=writer)
        Banner.objects.create(place="home", photo=photo, alt="Đại hội", url="/van-ban/")

        text = get_text(client, "/")

        assert f"/media/photos/{photo.key}/" in text
        assert 'alt="Đại hội"' in text
        assert '<a class="banner" href="/van-ban/" rel="noopener">' in text

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "//x.example", "/\\x.example", "ftp://x"])
    def test_unsafe_url_is_refused(self, address):
        with pytest.raises(ValidationError):
            LinkTarget().clean(address, None)


class TestPermissions:
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
    def test_secretaries_and_administrators_may_change_them(self, client, role, model):
        client.force_login(UserFactory(role=role))
        expected = 200 if role in self.KEEPERS else 403

        assert client.get(reverse(f"admin:{model}_changelist")).status_code == expected
        assert client.get(reverse(f"admin:{model}_add")).status_code == expected

    def test_changes_are_logged(self, client):
        secretary = UserFactory(role=Role.SECRETARY)
        client.force_login(secretary)
        sent = {"text": "Bão số 9", "level": "urgent", "starts_at_0": "24/11/2026", "starts_at_1": "07:00"}

        client.post(reverse("admin:core_alert_add"), sent)

        change = AuditEntry.objects.get(kind="core.alert")
        assert (change.by, change.act, change.name) == (secretary, "created", "Bão số 9")

    @pytest.mark.parametrize("model", [Page, LinkGroup, Link, Alert, Banner, MenuEntry])
    def test_every_model_is_logged(self, model):
        assert model._meta.label_lower in audited_kinds

    def test_page_keeps_its_history_and_cannot_be_deleted(self, client):
        client.force_login(UserFactory(role=Role.ADMINISTRATOR))
        each = make_page()
        each.is_published = False
        each.save()

        assert [row.is_published for row in each.history.order_by("history_date", "history_id")] == [
            True,
            False,
        ]
        assert (
            client.post(reverse("admin:core_page_delete", args=[each.pk]), {"post": "yes"}).status_code == 403
        )

    def test_preview_of_a_page_needs_the_right_to_change_it(self, client):
        each = make_page(is_published=False, body="<p>Chưa công bố</p>")
        address = reverse("admin:core_page_preview", args=[each.pk])
        for role in Role:
            client.force_login(UserFactory(role=role))
            response = client.get(address)
            assert response.status_code == (200 if role in self.KEEPERS else 403)
            assert ("Chưa công bố" in response.content.decode()) is (role in self.KEEPERS)
