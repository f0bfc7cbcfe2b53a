"""The home-page desk and its preview: what people find there, and what they never do."""

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


def text_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, route, **sent):
    return client.post(f"{DESK}{route}", sent, follow=True).content.decode()


class TestErrands:
    def test_found_without_marks_put_up_moved_timed_and_taken_off(self, client, secretary):
        first, second = article("Thành ủy họp phiên thường kỳ", 50), article("Ra quân dọn rác", 60)

        offers = text_of(client, DESK, q="thanh uy hop").split('class="offers"')[1]
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

    def test_it_says_what_stands_where_now(self, client, secretary):
        article("Mới nhất", 1)
        waiting = article("Bài hẹn giờ", -3)
        gone = article("Bài đã gỡ", 9)
        for each, place in ((waiting, Place.LEAD), (gone, Place.FEATURED)):
            placement.add_slot(each, place, by=secretary, version=placement.board_version(None))
        Article.objects.filter(pk=gone.pk).update(state=State.TAKEN_DOWN)

        page = text_of(client, DESK)

        assert "từ 10:00 24/11/2026, khi bài được đăng" in page
        assert "tự điền chỗ trống" in page
        assert "bạn đọc không còn thấy bài này" in page

    def test_the_second_of_two_people_is_told(self, client, secretary):
        first, second = article("Một"), article("Hai")
        post(client, "put/", version=0, article=first.pk, place="lead")

        page = post(client, "put/", version=0, article=second.pk, place="lead")

        assert "Có người khác vừa trình bày lại trang này" in page
        assert [slot.article for slot in Slot.objects.all()] == [first]

    def test_a_section_has_its_own_head(self, client, secretary):
        section = SectionFactory(name="Khoa giáo")
        old, new = article("Cũ", 99, section=section), article("Mới", 1, section=section)
        post(client, "put/", muc=section.pk, version=0, article=old.pk, place="head")

        page = text_of(client, section.get_absolute_url())

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
    def test_nonsense_puts_up_nothing(self, client, secretary, sent):
        response = client.post(f"{DESK}put/", {"article": article("Một").pk, **sent})

        assert response.status_code == 302
        assert not Slot.objects.exists()

    @pytest.mark.parametrize("step", ["", "sideways"])
    def test_there_are_two_ways_to_move(self, client, secretary, step):
        placement.add_slot(article("Một"), Place.LEAD, by=secretary, version=0)
        slot = Slot.objects.get()

        assert client.post(f"{DESK}slot/{slot.pk}/move/", {"version": 1, "step": step}).status_code == 404

    @pytest.mark.parametrize("route", ["put/", "slot/1/move/", "slot/1/end/", "slot/1/removal/"])
    def test_looking_changes_nothing(self, client, secretary, route):
        assert client.get(f"{DESK}{route}").status_code == 405


class TestWhoMay:
    @pytest.mark.parametrize("role", Role)
    def test_the_desk_is_for_those_who_arrange(self, client, role):
        client.force_login(UserFactory(role=role))
        may = role in {Role.SECRETARY, Role.APPROVER}

        assert client.get(DESK).status_code == (200 if may else 403)
        assert client.get(PREVIEW).status_code == (200 if may else 404)
        assert ("/admin/articles/board/" in client.get("/admin/").content.decode()) is may

    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SECRETARY, Role.APPROVER}])
    def test_others_change_nothing(self, client, role):
        placement.add_slot(article("Một"), Place.LEAD, by=UserFactory(role=Role.SECRETARY), version=0)
        slot, other = Slot.objects.get(), article("Hai")
        client.force_login(UserFactory(role=role))

        for route in ("put/", f"slot/{slot.pk}/move/", f"slot/{slot.pk}/end/", f"slot/{slot.pk}/removal/"):
            sent = {"version": 1, "article": other.pk, "place": "lead", "step": "up"}
            assert client.post(f"{DESK}{route}", sent).status_code in (403, 404)

        assert list(Slot.objects.values_list("article", "until")) == [(slot.article_id, None)]

    def test_readers_without_an_account_are_asked_to_sign_in(self, client):
        for address in (DESK, PREVIEW, f"{PREVIEW}?luc=2026-11-25T08:00"):
            assert client.get(address).status_code == 302

    def test_a_remit_shows_its_own_pages_only(self, client, secretary):
        own, other = SectionFactory(name="Của mình"), SectionFactory(name="Của người")
        Remit.objects.create(person=secretary, section=own)

        page = text_of(client, DESK)

        assert "Của mình" in page
        assert "Của người" not in page
        assert client.get(DESK, {"muc": other.pk}).status_code == 404
        assert client.get(PREVIEW, {"muc": other.pk}).status_code == 404
        assert client.get(PREVIEW).status_code == 404
        assert client.get(PREVIEW, {"muc": own.pk}).status_code == 200


class TestNothingLeaks:
    """A scheduled article of a section that is not one's own stands on a page that is."""

    SECRET = "Bí mật chưa công bố"

    @pytest.fixture
    def own(self, secretary):
        own = SectionFactory(name="Của mình")
        hidden = article(self.SECRET, -2, lead=self.SECRET, section=SectionFactory(name="Của người"))
        hidden.secondary_sections.add(own)
        boss = UserFactory(role=Role.APPROVER)
        placement.add_slot(hidden, Place.HEAD, section=own, by=boss, version=0)
        Remit.objects.create(person=secretary, section=own)
        return own

    def test_not_on_the_desk_nor_in_its_search(self, client, own):
        page = text_of(client, DESK, muc=own.pk, q="bi mat chua cong bo")

        assert self.SECRET not in page
        assert "Một bài viết đồng chí không được xem" in page

    def test_not_in_what_is_said_after_it_was_taken_off(self, client, own):
        slot = Slot.objects.get()

        page = post(client, f"slot/{slot.pk}/removal/", version=1)

        assert not Slot.objects.exists()
        assert self.SECRET not in page
        assert "Một bài viết đồng chí không được xem: bỏ ghim." in page

    def test_not_in_the_preview(self, client, own):
        for moment in ("", "2026-11-24T12:00"):
            assert self.SECRET not in text_of(client, PREVIEW, muc=own.pk, luc=moment)

    def test_who_may_see_it_does(self, client, own):
        client.force_login(UserFactory(role=Role.SECRETARY))

        assert self.SECRET in text_of(client, DESK, muc=own.pk)
        assert self.SECRET in text_of(client, PREVIEW, muc=own.pk, luc="2026-11-24T12:00")

    def test_readers_do_not_before_its_time(self, client, own):
        client.logout()
        for address in ("/", own.get_absolute_url(), "/so-do-trang/"):
            assert self.SECRET not in text_of(client, address)
            assert self.SECRET not in text_of(client, address, luc="2026-11-24T12:00")


class TestPreview:
    def test_it_shows_the_page_of_that_time(self, client, secretary):
        article("Đang đăng", 1)
        placement.add_slot(article("Sắp đăng", -2), Place.LEAD, by=secretary, version=0)

        now, later = text_of(client, PREVIEW), text_of(client, PREVIEW, luc="2026-11-24T09:00")

        assert "Sắp đăng" not in now
        assert "Sắp đăng" in later
        assert "09:00 24/11/2026" in later
        assert "noindex" in later

    def test_the_past_is_now(self, client, secretary):
        assert "07:00 24/11/2026" in text_of(client, PREVIEW, luc="2020-01-01T00:00")

    @pytest.mark.parametrize("query", ["luc=hôm nay", "muc=9", "muc=x", "muc=" + "9" * 40])
    def test_nonsense_is_not_there(self, client, secretary, query):
        assert client.get(f"{PREVIEW}?{quote(query, safe='=')}").status_code == 404

    @pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
    def test_the_ends_of_time_are_no_fault(self, client, secretary, moment):
        assert client.get(PREVIEW, {"luc": moment}).status_code == 200

    def test_no_cache_keeps_it(self, client, secretary):
        assert "no-store" in client.get(PREVIEW)["Cache-Control"]


class TestTakingDown:
    def test_who_takes_it_down_is_told_where_it_stands(self, client, approver):
        client.force_login(approver)
        each = article("Bài ghim", 5)
        placement.add_slot(each, Place.LEAD, by=approver, version=0, until=SEVEN + HOUR)
        address = reverse("admin:articles_article_move", args=[each.pk, "take_down"])

        page = text_of(client, address)

        assert "Bài này đang được ghim" in page
        assert "đến 08:00 24/11/2026" in page
        workflow.take_down(each, by=approver, version=each.version, reason="Sai tên")
        assert "Bài ghim" not in text_of(client, "/")

    def test_who_takes_down_many_is_told_too(self, client, approver):
        client.force_login(approver)
        each, other = article("Bài ghim", 5), article("Bài thường", 6)
        placement.add_slot(each, Place.FEATURED, by=approver, version=0)
        sent = {"action": "take_down", "_selected_action": [each.pk, other.pk]}

        page = client.post(reverse("admin:articles_article_changelist"), sent).content.decode()

        assert "“Bài ghim” –" in page
        assert "“Bài thường” –" not in page

    def test_nothing_is_said_of_one_that_stands_nowhere(self, client, approver):
        client.force_login(approver)
        address = reverse("admin:articles_article_move", args=[article("Bài", 5).pk, "take_down"])

        assert "đang được ghim" not in text_of(client, address)


@pytest.mark.parametrize("route", ["", "?q=bai"])
def test_the_desk_costs_the_same_for_any_number(client, secretary, route):
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
