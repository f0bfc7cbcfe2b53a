"""The admin page that arranges the home page, and its preview."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Article, Place, Remit, Slot, State
from articles.site import placement
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 07:00 in Hà Tĩnh
HOUR = timedelta(hours=1)
DESK = "/admin/articles/board/"
PREVIEW = "/admin/front-preview/"


@pytest.fixture(autouse=True)
def _seven():
    with time_machine.travel(SEVEN, tick=False):
        yield


@pytest.fixture
def secretary(client):
    user = UserFactory(role=Role.SECRETARY, full_name="Bùi Thư Ký")
    client.force_login(user)
    return user


def article(title, age=1, **fields):
    return ArticleFactory(title=title, publish_at=SEVEN - age * HOUR, published=True, **fields)


def get_text(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, route, **sent):
    return client.post(f"{DESK}{route}", sent, follow=True).content.decode()


class TestArranging:
    def test_article_is_found_placed_moved_timed_and_taken_off(self, client, secretary):
        first, second = article("Thành ủy họp phiên thường kỳ", 50), article("Ra quân dọn rác", 60)

        offers = get_text(client, DESK, q="thanh uy hop").split('class="offers"')[1]
        assert "Thành ủy họp phiên thường kỳ" in offers
        assert "Ra quân dọn rác" not in offers
        post(client, "put/", version=0, article=first.pk, place="featured", until="")
        post(client, "put/", version=1, article=second.pk, place="featured", until="2026-11-24T09:30")
        slot = Slot.objects.get(article=second)
        post(client, f"slot/{slot.pk}/move/", version=2, step="up")
        assert list(Slot.objects.order_by("order").values_list("article", flat=True)) == [second.pk, first.pk]
        assert Slot.objects.get(article=second).until == SEVEN + 2.5 * HOUR

        post(client, f"slot/{slot.pk}/end/", version=3, until="")
        assert Slot.objects.get(article=second).until is None
        page = post(client, f"slot/{slot.pk}/removal/", version=4)

        assert [slot.article for slot in Slot.objects.all()] == [first]
        assert "Bùi Thư Ký" in page
        assert "bỏ ghim" in page

    def test_desk_says_which_slot_shows_and_why_another_does_not(self, client, secretary):
        article("Mới nhất", 1)
        waiting = article("Bài hẹn giờ", -3)
        gone = article("Bài đã gỡ", 9)
        for each, place in ((waiting, Place.LEAD), (gone, Place.FEATURED)):
            placement.add_slot(each, place, by=secretary, version=placement.board_version(None))
        Article.objects.filter(pk=gone.pk).update(state=State.TAKEN_DOWN)

        page = get_text(client, DESK)

        assert "từ 10:00 24/11/2026, khi bài được đăng" in page
        assert "tự điền chỗ trống" in page
        assert "bạn đọc không còn thấy bài này" in page

    def test_second_of_two_people_gets_a_conflict_message(self, client, secretary):
        first, second = article("Một"), article("Hai")
        post(client, "put/", version=0, article=first.pk, place="lead")

        page = post(client, "put/", version=0, article=second.pk, place="lead")

        assert "Có người khác vừa trình bày lại trang này" in page
        assert [slot.article for slot in Slot.objects.all()] == [first]

    def test_section_page_leads_with_its_pinned_article(self, client, secretary):
        section = SectionFactory(name="Khoa giáo")
        old, new = article("Cũ", 99, section=section), article("Mới", 1, section=section)
        post(client, "put/", muc=section.pk, version=0, article=old.pk, place="head")

        page = get_text(client, section.get_absolute_url())

        assert page.index("Cũ</a>") < page.index("Mới</a>")
        assert page.count(old.get_absolute_url()) == page.count(new.get_absolute_url()) == 1

    @pytest.mark.parametrize(
        "sent",
        [
            {"version": "x"},
            {"version": "0", "until": "hôm qua", "place": "lead"},
            {"version": "0", "place": "nowhere"},
            {"version": "0", "place": "head"},
        ],
    )
    def test_invalid_placement_is_ignored(self, client, secretary, sent):
        response = client.post(f"{DESK}put/", {"article": article("Một").pk, **sent})

        assert response.status_code == 302
        assert not Slot.objects.exists()

    @pytest.mark.parametrize("step", ["", "sideways"])
    def test_step_other_than_up_or_down_is_404(self, client, secretary, step):
        placement.add_slot(article("Một"), Place.LEAD, by=secretary, version=0)
        slot = Slot.objects.get()

        assert client.post(f"{DESK}slot/{slot.pk}/move/", {"version": 1, "step": step}).status_code == 404

    @pytest.mark.parametrize("route", ["put/", "slot/1/move/", "slot/1/end/", "slot/1/removal/"])
    def test_get_request_is_refused_by_every_act(self, client, secretary, route):
        assert client.get(f"{DESK}{route}").status_code == 405


class TestPermissions:
    @pytest.mark.parametrize("role", Role)
    def test_desk_is_shown_to_those_who_arrange_the_home_page(self, client, role):
        client.force_login(UserFactory(role=role))
        may = role in {Role.SECRETARY, Role.APPROVER}

        assert client.get(DESK).status_code == (200 if may else 403)
        assert client.get(PREVIEW).status_code == (200 if may else 404)
        assert ("/admin/articles/board/" in client.get("/admin/").content.decode()) is may

    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SECRETARY, Role.APPROVER}])
    def test_people_without_the_right_change_nothing(self, client, role):
        placement.add_slot(article("Một"), Place.LEAD, by=UserFactory(role=Role.SECRETARY), version=0)
        slot, other = Slot.objects.get(), article("Hai")
        client.force_login(UserFactory(role=role))

        for route in ("put/", f"slot/{slot.pk}/move/", f"slot/{slot.pk}/end/", f"slot/{slot.pk}/removal/"):
            sent = {"version": 1, "article": other.pk, "place": "lead", "step": "up"}
            assert client.post(f"{DESK}{route}", sent).status_code in (403, 404)

        assert list(Slot.objects.values_list("article", "until")) == [(slot.article_id, None)]

    def test_anonymous_visitor_is_asked_to_sign_in(self, client):
        for address in (DESK, PREVIEW, f"{PREVIEW}?luc=2026-11-25T08:00"):
            assert client.get(address).status_code == 302

    def test_remit_limits_desk_and_preview_to_its_sections(self, client, secretary):
        own_section, other = SectionFactory(name="Của mình"), SectionFactory(name="Của người")
        Remit.objects.create(person=secretary, section=own_section)

        page = get_text(client, DESK)

        assert "Của mình" in page
        assert "Của người" not in page
        assert client.get(DESK, {"muc": other.pk}).status_code == 404
        assert client.get(PREVIEW, {"muc": other.pk}).status_code == 404
        assert client.get(PREVIEW).status_code == 404
        assert client.get(PREVIEW, {"muc": own_section.pk}).status_code == 200


class TestHiddenArticle:
    """A scheduled article of another section is placed on the page of the secretary's own section."""

    SECRET = "Bí mật chưa công bố"

    @pytest.fixture
    def own_section(self, secretary):
        own_section = SectionFactory(name="Của mình")
        hidden = article(self.SECRET, -2, lead=self.SECRET, section=SectionFactory(name="Của người"))
        hidden.secondary_sections.add(own_section)
        boss = UserFactory(role=Role.APPROVER)
        placement.add_slot(hidden, Place.HEAD, section=own_section, by=boss, version=0)
        Remit.objects.create(person=secretary, section=own_section)
        return own_section

    def test_does_not_show_on_the_desk_or_in_its_search(self, client, own_section):
        page = get_text(client, DESK, muc=own_section.pk, q="bi mat chua cong bo")

        assert self.SECRET not in page
        assert "Một bài viết đồng chí không được xem" in page

    def test_message_after_taking_it_off_does_not_name_it(self, client, own_section):
        slot = Slot.objects.get()

        page = post(client, f"slot/{slot.pk}/removal/", version=1)

        assert not Slot.objects.exists()
        assert self.SECRET not in page
        assert "Một bài viết đồng chí không được xem: bỏ ghim." in page

    def test_does_not_show_in_the_preview(self, client, own_section):
        for moment in ("", "2026-11-24T12:00"):
            assert self.SECRET not in get_text(client, PREVIEW, muc=own_section.pk, luc=moment)

    def test_shows_to_a_secretary_who_may_see_it(self, client, own_section):
        client.force_login(UserFactory(role=Role.SECRETARY))

        assert self.SECRET in get_text(client, DESK, muc=own_section.pk)
        assert self.SECRET in get_text(client, PREVIEW, muc=own_section.pk, luc="2026-11-24T12:00")

    def test_does_not_show_to_readers_before_its_time(self, client, own_section):
        client.logout()
        for address in ("/", own_section.get_absolute_url(), "/so-do-trang/"):
            assert self.SECRET not in get_text(client, address)
            assert self.SECRET not in get_text(client, address, luc="2026-11-24T12:00")


class TestPreview:
    def test_shows_the_page_of_the_given_time(self, client, secretary):
        article("Đang đăng", 1)
        placement.add_slot(article("Sắp đăng", -2), Place.LEAD, by=secretary, version=0)

        now, later = get_text(client, PREVIEW), get_text(client, PREVIEW, luc="2026-11-24T09:00")

        assert "Sắp đăng" not in now
        assert "Sắp đăng" in later
        assert "09:00 24/11/2026" in later
        assert "noindex" in later

    def test_time_in_the_past_shows_the_page_of_now(self, client, secretary):
        assert "07:00 24/11/2026" in get_text(client, PREVIEW, luc="2020-01-01T00:00")

    @pytest.mark.parametrize("query", ["luc=hôm nay", "muc=9", "muc=x", "muc=" + "9" * 40])
    def test_invalid_query_is_404(self, client, secretary, query):
        assert client.get(f"{PREVIEW}?{quote(query, safe='=')}").status_code == 404

    @pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
    def test_first_and_last_possible_dates_raise_no_error(self, client, secretary, moment):
        assert client.get(PREVIEW, {"luc": moment}).status_code == 200

    def test_is_not_cached(self, client, secretary):
        assert "no-store" in client.get(PREVIEW)["Cache-Control"]


class TestTakingDown:
    def test_page_names_the_slot_of_a_pinned_article(self, client, approver):
        client.force_login(approver)
        each = article("Bài ghim", 5)
        placement.add_slot(each, Place.LEAD, by=approver, version=0, until=SEVEN + HOUR)
        address = reverse("admin:articles_article_move", args=[each.pk, "take_down"])

        page = get_text(client, address)

        assert "Bài này đang được ghim" in page
        assert "đến 08:00 24/11/2026" in page
        workflow.take_down(each, by=approver, version=each.version, reason="Sai tên")
        assert "Bài ghim" not in get_text(client, "/")

    def test_bulk_page_names_the_slots_of_pinned_articles(self, client, approver):
        client.force_login(approver)
        each, other = article("Bài ghim", 5), article("Bài thường", 6)
        placement.add_slot(each, Place.FEATURED, by=approver, version=0)
        sent = {"action": "take_down", "_selected_action": [each.pk, other.pk]}

        page = client.post(reverse("admin:articles_article_changelist"), sent).content.decode()

        assert "“Bài ghim” –" in page
        assert "“Bài thường” –" not in page

    def test_page_of_an_unpinned_article_names_no_slot(self, client, approver):
        client.force_login(approver)
        address = reverse("admin:articles_article_move", args=[article("Bài", 5).pk, "take_down"])

        assert "đang được ghim" not in get_text(client, address)


@pytest.mark.parametrize("route", ["", "?q=bai"])
def test_desk_takes_a_constant_number_of_queries(client, secretary, route):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{DESK}{route}")
        return len(queries)

    section = SectionFactory()
    placement.add_slot(article("Bài 0", section=section), Place.LEAD, by=secretary, version=0)
    count()
    with_few = count()
    for number in range(1, 9):
        each = article(f"Bài {number}", section=section)
        placement.add_slot(each, Place.FEATURED, by=UserFactory(role=Role.APPROVER), version=number)

    assert count() == with_few <= 24
