"""Requests about personal data: deadlines, search by e-mail, export, erasure, within the person's own sections."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles.models import Remit
from comments.errors import NotAllowed
from comments.mail import subscriptions
from comments.models import DataRequest, Holiday
from comments.moderation import bans
from comments.retention import data_requests, legal_holds
from newsroom.core.roles import Role
from tests.comments.conftest import HERE
from tests.comments.reader import text_of
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # a Wednesday
EMAIL = "hoai.dang@example.vn"
LIST = reverse("admin:comments_datarequest_changelist")
ADD = reverse("admin:comments_datarequest_add")
FIND = reverse("admin:comments_datarequest_find")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def comment(article):
    return CommentFactory(article=article, name="Đặng Thị Hoài", email=EMAIL, body="Ý kiến của riêng tôi.")


@pytest.fixture
def stranger(db):
    person = UserFactory(role=Role.SECRETARY)
    Remit.objects.create(person=person, section=SectionFactory())
    return person


def file_request(**fields):
    row = {"right": "delete", "person": "Đặng Thị Hoài", "contact": EMAIL, "received_on": date(2026, 11, 25)}
    return data_requests.save_request(DataRequest(**{**row, **fields}))


class TestDeadlines:
    @pytest.mark.parametrize(
        ("right", "days"),
        [("withdraw", 15), ("restrict", 15), ("object", 15), ("access", 20), ("correct", 20), ("delete", 20)],
    )
    def test_each_kind_of_request_has_its_deadline(self, right, days):
        assert file_request(right=right).due_on == date(2026, 11, 25) + timedelta(days=days)

    @pytest.mark.parametrize(
        ("received_on", "by"),
        [
            (date(2026, 11, 25), date(2026, 11, 27)),  # Wednesday, Friday
            (date(2026, 11, 26), date(2026, 11, 30)),  # over a weekend
            (date(2026, 11, 28), date(2026, 12, 1)),  # on a Saturday
            (date(2026, 8, 31), date(2026, 9, 3)),  # over National Day
        ],
    )
    def test_acknowledgement_is_due_within_two_working_days(self, received_on, by):
        Holiday.objects.create(day=date(2026, 9, 2), name="Quốc khánh")

        assert file_request(received_on=received_on).acknowledge_by == by

    def test_changed_date_of_receipt_moves_the_deadline(self, office):
        request = file_request()
        request.received_on = date(2026, 11, 20)
        data_requests.save_request(request)

        assert request.due_on == date(2026, 12, 10)

    def test_lateness_names_the_missed_deadline(self):
        request = file_request()

        assert data_requests.find_overdue_step(request, date(2026, 11, 27)) == ""
        assert data_requests.find_overdue_step(request, date(2026, 11, 28)) == "acknowledge"
        assert data_requests.find_overdue_step(request, date(2026, 12, 16)) == "do"
        request.done_at = NOW
        assert data_requests.find_overdue_step(request, date(2027, 1, 1)) == ""


class TestList:
    def test_earliest_deadline_comes_first_and_closed_requests_last(self, office):
        file_request(person="Thứ ba", received_on=date(2026, 11, 24))
        file_request(person="Thứ tư", done_at=NOW, received_on=date(2026, 10, 1))
        file_request(person="Thứ hai", right="withdraw", received_on=date(2026, 11, 24))
        file_request(person="Thứ nhất", received_on=date(2026, 11, 1))

        rows = office.get(LIST).context["cl"].result_list
        assert [row.person for row in rows] == ["Thứ nhất", "Thứ hai", "Thứ ba", "Thứ tư"]

    def test_overdue_request_is_red_and_labelled(self, office, clock, secretary):
        file_request()
        assert "overdue" not in office.get(LIST).content.decode()

        clock.shift(timedelta(days=21))
        office.force_login(secretary)
        assert '<strong class="overdue">15/12/2026 (quá hạn)</strong>' in office.get(LIST).content.decode()

    def test_request_is_filed_by_form(self, office):
        data = {
            "right": "access",
            "person": "Bà Hoài",
            "contact": EMAIL,
            "text": "",
            "received_on": "25/11/2026",
        }
        assert office.post(ADD, data).status_code == 302

        assert DataRequest.objects.get().due_on == date(2026, 12, 15)

    def test_closing_before_receipt_is_refused(self, office):
        data = {
            "right": "access",
            "person": "Bà Hoài",
            "contact": EMAIL,
            "text": "",
            "received_on": "26/11/2026",
        }

        assert "Ngày này chưa đến." in text_of(office.post(ADD, data))

    def test_closed_request_shows_what_was_done(self, office):
        request = file_request()
        data = {
            "right": "delete",
            "person": request.person,
            "contact": request.contact,
            "received_on": "25/11/2026",
            "done_at_0": "25/11/2026",
            "done_at_1": "10:00",
        }
        response = office.post(reverse("admin:comments_datarequest_change", args=[request.pk]), data)

        assert "hãy ghi kết quả xử lý" in text_of(response)

    def test_request_cannot_be_deleted(self, client):
        request = file_request()
        client.force_login(UserFactory(is_superuser=True))

        address = reverse("admin:comments_datarequest_delete", args=[request.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


class TestSearch:
    def test_finds_a_whole_email_in_any_case(self, office, comment):
        assert "Ý kiến của riêng tôi." in text_of(office.post(FIND, {"email": EMAIL.upper()}))

    @pytest.mark.parametrize(
        "email", ["hoai.dang@example.v", "dang@example.vn", "%@example.vn", "_oai.dang@example.vn"]
    )
    def test_part_of_an_email_finds_nobody(self, office, comment, email):
        assert "riêng tôi" not in text_of(office.post(FIND, {"email": email}))

    def test_finds_confirmed_subscribers(self, office, article):
        comment = CommentFactory(article=article, body="Không ghi email ở mẫu gửi.")
        subscription = subscriptions.update_subscription(comment, email=EMAIL, kinds=["on_decision"], ip=HERE)
        assert "Không ghi email" not in text_of(office.post(FIND, {"email": EMAIL}))  # anybody can name it

        subscriptions.confirm_subscription(subscription)
        assert "Không ghi email" in text_of(office.post(FIND, {"email": EMAIL}))

    def test_empty_field_finds_nobody(self, office, article):
        CommentFactory(article=article, email="", body="Người không để lại email.")

        assert "không để lại email." not in text_of(office.post(FIND, {"email": ""}))

    def test_get_request_is_ignored_so_that_no_log_holds_the_email(self, office, comment):
        assert "riêng tôi" not in text_of(office.get(FIND, {"email": EMAIL}))

    def test_link_from_a_request_fills_in_its_email(self, office):
        request = file_request(contact=f"Thư của {EMAIL}, điện thoại")
        page = office.get(FIND, {"yeu-cau": request.pk}).content.decode()

        assert f'value="{EMAIL}"' in page

    def test_person_of_another_section_finds_nothing(self, client, stranger, comment):
        client.force_login(stranger)
        page = client.post(FIND, {"email": EMAIL})

        assert page.status_code == 200
        assert "riêng tôi" not in text_of(page)

    @pytest.mark.parametrize(
        "role", [Role.WRITER, Role.EDITOR, Role.MODERATOR, Role.VIEWER, Role.ADMINISTRATOR]
    )
    @pytest.mark.parametrize("act", ["find", "export", "anonymise", "really"])
    def test_needs_the_right(self, client, comment, role, act):
        client.force_login(UserFactory(role=role))

        assert client.get(FIND).status_code == 403
        assert client.post(FIND, {"email": EMAIL, "do": act, "chosen": comment.pk}).status_code == 403
        comment.refresh_from_db()
        assert comment.email == EMAIL

    @pytest.mark.parametrize("number", [1, 6])
    def test_takes_a_constant_number_of_queries(self, office, article, number, django_assert_max_num_queries):
        for _n in range(number):
            CommentFactory(article=article, email=EMAIL)
        office.post(FIND, {"email": EMAIL})

        with django_assert_max_num_queries(10):
            office.post(FIND, {"email": EMAIL})


class TestExport:
    def test_holds_all_data_of_a_person_as_json(self, office, article, comment, secretary):
        bans.ban_author(comment, by=secretary, target="email", days=9, reason="Quấy rối")
        response = office.post(FIND, {"email": EMAIL, "do": "export"})

        taken = json.loads(response.content)
        assert response["Content-Disposition"] == 'attachment; filename="du-lieu-ca-nhan.json"'
        assert taken["email"] == EMAIL
        assert [row["y-kien"] for row in taken["y-kien"]] == ["Ý kiến của riêng tôi."]
        assert taken["tam-dung-gui-y-kien"][0]["ly-do"] == "Quấy rối"

    def test_holds_no_other_email(self, office, article):
        written = CommentFactory(article=article, email=EMAIL)
        followed = CommentFactory(article=article, email="rieng@example.vn")
        for comment, email in ((written, "thu-khac@example.vn"), (followed, EMAIL.upper())):
            chosen = subscriptions.update_subscription(comment, email=email, kinds=["on_reply"], ip=HERE)
            subscriptions.confirm_subscription(chosen)

        taken = json.loads(office.post(FIND, {"email": EMAIL, "do": "export"}).content)["y-kien"]

        assert [row["so"] for row in taken] == [written.pk, followed.pk]
        assert [row["email"] for row in taken] == [EMAIL, ""]
        assert taken[0]["thong-bao-email"] is None
        assert taken[1]["thong-bao-email"]["email"] == EMAIL.upper()

    def test_holds_no_hash_and_no_name_of_a_moderator(self, office, comment, secretary, moderator):
        comment.ip_hash = "a" * 64
        comment.save()
        text = office.post(FIND, {"email": EMAIL, "do": "export"}).content.decode()

        for secret in (
            comment.author_hash,
            comment.secret_hash,
            comment.digest_key,
            "a" * 64,
            str(secretary),
        ):
            assert secret not in text

    def test_is_recorded_as_an_event_of_the_comment(self, office, comment, secretary):
        office.post(FIND, {"email": EMAIL, "do": "export"})

        event = comment.events.latest("number")
        assert (event.act, event.by) == ("export", secretary)

    def test_is_limited_to_own_sections(self, client, stranger, comment):
        client.force_login(stranger)
        response = client.post(FIND, {"email": EMAIL, "do": "export"})

        assert json.loads(response.content)["y-kien"] == []
        assert comment.events.latest("number").act == "receive"

    def test_domain_function_checks_the_right(self, moderator):
        with pytest.raises(NotAllowed):
            data_requests.export(EMAIL, by=moderator)


class TestErasure:
    def test_asks_for_confirmation(self, office, comment):
        page = office.post(FIND, {"email": EMAIL, "do": "anonymise", "chosen": comment.pk})

        assert "Không thể hoàn tác." in text_of(page)
        comment.refresh_from_db()
        assert comment.email == EMAIL

    def test_erases_the_name_and_email_after_confirmation(self, office, comment):
        page = office.post(FIND, {"email": EMAIL, "do": "really", "chosen": comment.pk})

        comment.refresh_from_db()
        assert (comment.name, comment.email, comment.body) == ("Bạn đọc", "", "Ý kiến của riêng tôi.")
        assert "Đã ẩn danh 1 ý kiến." in text_of(page)

    def test_name_in_the_text_is_pointed_out(self, office, article):
        signed = CommentFactory(article=article, name="Hoài", email=EMAIL, body="Tôi, Hoài, xin góp ý.")
        page = office.post(FIND, {"email": EMAIL, "do": "anonymise", "chosen": signed.pk})

        assert "Họ tên còn xuất hiện trong: chính ý kiến này." in text_of(page)

    def test_comment_of_another_person_is_not_erased(self, office, comment, article):
        other = CommentFactory(article=article, name="Người khác", email="khac@example.vn")
        office.post(FIND, {"email": EMAIL, "do": "really", "chosen": [other.pk]})

        other.refresh_from_db()
        assert other.name == "Người khác"

    def test_comment_under_legal_hold_is_kept_and_named(self, office, comment, approver):
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn")
        page = office.post(FIND, {"email": EMAIL, "do": "really", "chosen": comment.pk})

        comment.refresh_from_db()
        assert comment.email == EMAIL
        assert f"{comment.pk}: " in text_of(page)

    def test_is_limited_to_own_sections(self, client, stranger, comment):
        client.force_login(stranger)
        client.post(FIND, {"email": EMAIL, "do": "really", "chosen": comment.pk})

        comment.refresh_from_db()
        assert comment.name == "Đặng Thị Hoài"

    def test_article_shows_the_comment_without_the_name(self, client, office, comment, moderator, secretary):
        article = ArticleFactory(published=True)
        shown = CommentFactory(article=article, name="Đặng Thị Hoài", email=EMAIL, shown=moderator)
        office.post(FIND, {"email": EMAIL, "do": "really", "chosen": shown.pk})

        page = text_of(client.get(article.get_absolute_url()))
        assert shown.body in page
        assert "Đặng Thị Hoài" not in page
