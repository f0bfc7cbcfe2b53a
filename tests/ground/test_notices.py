"""Notices: who gets them, in which language, which go by e-mail, and that a broken mail server disturbs nobody."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.ground import notices
from newsroom.ground.notices import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MAILED, QUIET = "returned", "submitted"  # kinds that the rooms register: one goes by e-mail unless refused


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException("down")


@pytest.fixture
def person():
    return UserFactory(full_name="Trần Thị Thúy")


def tell(people, kind=MAILED, sentence="Bài bị trả lại", **options):
    notices.notify(people, kind, sentence, "/admin/", **options)


def test_each_is_told_once_and_not_who_did_it(person):
    actor, closed = UserFactory(), UserFactory(is_active=False)

    tell([person, person, actor, closed], but=actor)

    assert [notice.person for notice in Notice.objects.all()] == [person]


def test_each_is_told_in_his_own_language(person):
    other = UserFactory(language="en")

    tell([person, other], sentence=_("Published"))

    assert set(Notice.objects.values_list("person", "sentence")) == {
        (person.pk, "Đã xuất bản"),
        (other.pk, "Published"),
    }


def test_an_address_of_somebody_else_is_refused(person):
    with pytest.raises(ValueError, match="elsewhere"):
        notices.notify([person], MAILED, "x", "https://elsewhere.example/")


class TestMail:
    def test_it_is_plain_text_with_one_line_as_subject(self, person, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            tell([person], sentence="<script>alert(1)</script>\nBcc: x@example.vn")

        (message,) = mail.outbox
        assert message.to == [person.email]
        assert message.subject == "<script>alert(1)</script> Bcc: x@example.vn"
        assert message.message().get_content_type() == "text/plain"
        assert "http://127.0.0.1:8000/admin/" in message.body
        assert message.bcc == []

    def test_a_kind_goes_by_mail_only_where_it_is_wanted(self, person, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            tell([person], kind=QUIET)
        assert mail.outbox == []

        notices.choose(person, {QUIET})
        with django_capture_on_commit_callbacks(execute=True):
            tell([person], kind=QUIET)
            tell([person], kind=MAILED)

        assert len(mail.outbox) == 1
        assert Notice.objects.count() == 3  # in the admin, always

    def test_nothing_goes_out_of_what_was_undone(self, person, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            tell([person])
            transaction.set_rollback(True)

        assert mail.outbox == []

    def test_a_server_that_is_down_loses_nothing(self, person, settings, django_capture_on_commit_callbacks):
        settings.EMAIL_BACKEND = "tests.ground.test_notices.Broken"
        with django_capture_on_commit_callbacks(execute=True):
            tell([person])
        assert Notice.objects.get().mailed_at is None

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for _time in range(2):
            call_command("send_notices", stdout=StringIO())

        assert len(mail.outbox) == 1
        assert Notice.objects.get().mailed_at is not None

    def test_after_three_days_it_is_given_up(self, person):
        tell([person])
        Notice.objects.update(at=timezone.now() - timedelta(days=4))

        call_command("send_notices", stdout=StringIO())

        assert mail.outbox == []

    def test_who_has_no_address_gets_none(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            tell([UserFactory(email="")])

        assert mail.outbox == []


def test_what_was_read_long_ago_is_deleted(person):
    for _n in range(3):
        tell([person])
    old, fresh, unread = Notice.objects.order_by("pk")
    long_ago = timezone.now() - timedelta(days=181)
    Notice.objects.filter(pk=old.pk).update(read_at=long_ago)
    Notice.objects.filter(pk=fresh.pk).update(read_at=timezone.now())
    Notice.objects.filter(pk=unread.pk).update(at=long_ago)

    assert notices.tidy() == 1
    assert set(Notice.objects.all()) == {fresh, unread}


class TestPages:
    @pytest.fixture
    def notice(self, person):
        tell([person], sentence="Bài “A & B” bị trả lại")
        return Notice.objects.get()

    def test_opening_one_marks_it_read_and_leads_there(self, client, person, notice):
        client.force_login(person)

        response = client.post(f"/admin/notices/{notice.pk}/")

        notice.refresh_from_db()
        assert (response.status_code, response["Location"]) == (302, "/admin/")
        assert notice.read_at is not None

    def test_reading_the_list_changes_nothing(self, client, person, notice):
        client.force_login(person)

        text = client.get("/admin/notices/").content.decode()

        notice.refresh_from_db()
        assert "Bài “A &amp; B” bị trả lại" in text
        assert notice.read_at is None
        assert client.get(f"/admin/notices/{notice.pk}/").status_code == 405

    def test_they_are_private(self, client, notice):
        client.force_login(UserFactory())

        assert "A &amp; B" not in client.get("/admin/notices/").content.decode()
        assert client.post(f"/admin/notices/{notice.pk}/").status_code == 404
        client.post("/admin/notices/read/")
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_the_header_counts_them(self, client, person, notice):
        client.force_login(person)
        assert "Thông báo (1)" in client.get("/admin/").content.decode()

        client.post("/admin/notices/read/")

        assert "Thông báo (1)" not in client.get("/admin/").content.decode()

    def test_mails_are_chosen(self, client, person):
        client.force_login(person)

        client.post("/admin/notices/mail/", {"by_email": [QUIET, "no such kind"]})

        chosen = {kind.key for kind, by_email in notices.wants_mail(person) if by_email}
        assert chosen == {QUIET}

    def test_the_list_costs_the_same_for_any_number(self, client, person, django_assert_max_num_queries):
        for _n in range(40):
            tell([person])
        client.force_login(person)

        with django_assert_max_num_queries(9):
            client.get("/admin/notices/")
