"""Notices: recipients, language, e-mail, pages, and their independence of a broken mail server."""

import smtplib
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as outbox_of
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.core import mail, notices
from newsroom.core.notices import Notice, NoticeChoice, notify
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/admin/articles/article/7/change/"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    """Register two kinds: one is mailed by default, the other is not."""
    monkeypatch.setattr(notices, "kinds", {})
    notices.register_kind("returned", _("Returned"), by_email=True)
    notices.register_kind("published", _("Published"))


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Return a function that sends a notice, commits, and returns the mails sent meanwhile."""

    def tell(people, kind="returned", sentence="Bài được trả lại", url=URL, **kwargs):
        before = len(outbox_of.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            notify(people, kind, sentence, url, **kwargs)
        return outbox_of.outbox[before:]

    return tell


class Broken(EmailBackend):
    """A mail server that fails in one way."""

    opening = sending = None
    opened = 0

    def open(self):
        type(self).opened += 1
        if self.opening:
            raise self.opening

    def send_messages(self, messages):
        if self.sending and self.sending[0] in messages[0].to:
            raise self.sending[1]
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    """Return the mail server, which the test can break."""
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    for name, value in (("opening", None), ("sending", None), ("opened", 0)):
        monkeypatch.setattr(Broken, name, value)
    return Broken


def count_waiting():
    return Notice.objects.filter(email_wanted=True, emailed_at=None).count()


def shift_clock(time_machine, **distance):
    time_machine.move_to(timezone.now() + timedelta(**distance))


class TestRecipients:
    def test_each_active_person_is_notified_once_except_the_actor(self):
        told, actor = UserFactory(), UserFactory()

        notify(
            [told, told, UserFactory(is_active=False), actor], "published", "Bài đã đăng", URL, exclude=actor
        )

        notice = Notice.objects.get()
        assert (notice.person, notice.kind, notice.sentence, notice.url) == (
            told,
            "published",
            "Bài đã đăng",
            URL,
        )
        assert (notice.read_at, notice.emailed_at) == (None, None)

    def test_empty_list_notifies_nobody(self):
        assert notify([], "published", "Bài đã đăng", URL) == []

    def test_each_person_is_notified_in_their_own_language(self, post):
        vietnamese, english = UserFactory(language="vi"), UserFactory(language="en")

        with translation.override("en"):
            mails = post([vietnamese, english], sentence=format_lazy("{}: Bài 1", _("Published")))

        assert vietnamese.notices.get().sentence == "Đã xuất bản: Bài 1"
        assert english.notices.get().sentence == "Published: Bài 1"
        assert [sent.subject for sent in mails] == ["Đã xuất bản: Bài 1", "Published: Bài 1"]
        assert "Choose which notices also come by e-mail" in mails[1].body

    def test_unregistered_kind_is_an_error(self):
        with pytest.raises(KeyError):
            notify([UserFactory()], "unheard-of", "Bài đã đăng", URL)

    @pytest.mark.parametrize(
        "url",
        ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "admin/", "", "javascript:0"],
    )
    def test_url_of_another_site_is_refused(self, url):
        with pytest.raises(ValueError, match="not a path of this site"):
            notify([UserFactory()], "published", "Bài đã đăng", url)

        assert not Notice.objects.exists()

    @pytest.mark.parametrize("people", [1, 20])
    def test_notifying_takes_a_constant_number_of_queries(self, people, django_assert_num_queries):
        people = UserFactory.create_batch(people)

        with django_assert_num_queries(2):
            notify(people, "published", "Bài đã đăng", URL)


class TestMailChoices:
    def test_default_of_the_kind_applies_until_the_person_chooses(self, post):
        person = UserFactory()

        assert len(post([person], "returned")) == 1
        assert post([person], "published") == []
        notices.save_choices(person, ["published"])
        assert post([person], "returned") == []
        assert len(post([person], "published")) == 1
        assert person.notices.count() == 4

    def test_choices_can_be_changed_again(self):
        person = UserFactory()

        assert notices.kinds_by_email(person) == ["returned"]
        for wanted in (["published"], [], ["returned", "published"]):
            notices.save_choices(person, wanted)
            assert notices.kinds_by_email(person) == wanted

        assert NoticeChoice.objects.count() == 2

    def test_choices_of_one_person_do_not_affect_another(self, post):
        without, person = UserFactory(), UserFactory()
        notices.save_choices(without, [])

        assert [sent.to for sent in post([without, person])] == [[person.email]]

    def test_person_without_an_email_gets_the_notice_in_the_admin(self, post):
        person = UserFactory(email="")

        assert post([person]) == []
        assert person.notices.get().email_wanted is False


class TestMail:
    def test_is_plain_text(self, post, settings):
        settings.SITE_URL = "https://example.vn"

        (sent,) = post([UserFactory()], sentence="Bài “<script>alert(1)</script> & Đảng” được trả lại")

        parsed = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        assert parsed.get_content_type() == "text/plain"
        assert parsed.get_content().split("\n")[:3] == [
            "Bài “<script>alert(1)</script> & Đảng” được trả lại",
            "",
            "https://example.vn/admin/articles/article/7/change/",
        ]
        assert "https://example.vn/admin/notices/choices/" in parsed.get_content()
        assert parsed["Subject"].strip() == "Bài “<script>alert(1)</script> & Đảng” được trả lại"
        assert parsed["From"] == settings.DEFAULT_FROM_EMAIL
        assert parsed["Auto-Submitted"] == "auto-generated"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
    def test_line_break_adds_no_header(self, post, end):
        person = UserFactory()

        (sent,) = post([person], sentence=f"Trả lại{end}Bcc: thief@example.vn{end}{end}Nội dung khác")

        parsed = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        assert parsed["Subject"].strip() == "Trả lại Bcc: thief@example.vn Nội dung khác"
        assert (parsed["Bcc"], parsed["To"]) == (None, person.email)
        assert sent.recipients() == [person.email]

    def test_long_sentence_gets_a_short_subject(self, post):
        (sent,) = post([UserFactory()], sentence="Trả lại " * 100)

        assert len(sent.subject) == mail.SUBJECT_LENGTH
        assert ("Trả lại " * 100).strip() in sent.body

    def test_is_sent_after_the_commit(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            notify([UserFactory()], "returned", "Bài được trả lại", URL)
            assert outbox_of.outbox == []

        assert len(outbox_of.outbox) == 1

    @pytest.mark.django_db(transaction=True)
    def test_rolled_back_notice_is_not_sent(self):
        person = UserFactory()

        with transaction.atomic():
            notify([person], "returned", "Bài được trả lại", URL)
            transaction.set_rollback(True)

        assert outbox_of.outbox == []
        assert not Notice.objects.exists()


class TestFailingMailServer:
    @pytest.mark.parametrize(
        "error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPAuthenticationError(535, b"no")]
    )
    def test_does_not_raise_and_keeps_the_notices(self, post, server, caplog, error):
        server.opening = error
        person = UserFactory()

        assert post([person]) == []

        assert person.notices.unread().count() == count_waiting() == 1
        (record,) = caplog.records
        assert record.exc_info is None
        assert record.getMessage() == f"The mail server cannot be used ({type(error).__name__}); mails wait."

    def test_is_not_tried_again_for_the_next_person(self, post, server):
        server.opening = TimeoutError()

        post([UserFactory()])
        post([UserFactory()])

        assert (server.opened, count_waiting()) == (1, 2)

    def test_gets_each_mail_once_when_it_is_back(self, post, server, capsys):
        server.opening = TimeoutError()
        post(UserFactory.create_batch(2))
        call_command("send_notices")
        server.opening = None

        call_command("send_notices")
        call_command("send_notices")

        assert (len(outbox_of.outbox), count_waiting()) == (2, 0)
        assert capsys.readouterr().out == "2 mails sent, 0 old notices deleted.\n"

    def test_disconnecting_leaves_the_other_mails_for_later(self, post, server, time_machine):
        first, second = UserFactory(), UserFactory()
        server.sending = (first.email, smtplib.SMTPServerDisconnected())
        post([first, second])
        assert (outbox_of.outbox, count_waiting()) == ([], 2)
        server.sending = None

        call_command("send_notices")
        assert [sent.to for sent in outbox_of.outbox] == [[second.email]]

        shift_clock(time_machine, minutes=11)
        call_command("send_notices")
        assert [sent.to for sent in outbox_of.outbox] == [[second.email], [first.email]]

    @pytest.mark.parametrize("error", [smtplib.SMTPRecipientsRefused({}), UnicodeError()])
    def test_refusing_one_address_serves_the_others(self, post, server, caplog, error):
        wrong, right = UserFactory(), UserFactory()
        server.sending = (wrong.email, error)

        assert [sent.to for sent in post([wrong, right])] == [[right.email]]

        assert (count_waiting(), len(caplog.records)) == (1, 1)
        assert wrong.email not in caplog.text

    def test_slow_server_is_left_to_the_command(self, post, monkeypatch):
        seconds = iter([0, 1, 6])
        monkeypatch.setattr(mail, "monotonic", lambda: next(seconds))

        assert len(post(UserFactory.create_batch(3))) == 1
        assert count_waiting() == 2

    def test_mail_older_than_three_days_is_not_sent(self, post, server, time_machine):
        server.opening = TimeoutError()
        person = UserFactory()
        post([person])
        server.opening = None

        shift_clock(time_machine, days=3, minutes=1)
        call_command("send_notices")

        assert outbox_of.outbox == []
        assert person.notices.unread().count() == 1

    def test_closed_account_gets_no_late_mail(self, post, server):
        server.opening = TimeoutError()
        closed, moved = UserFactory(), UserFactory()
        post([closed, moved])
        server.opening = None
        type(closed).objects.filter(pk=closed.pk).update(is_active=False)
        type(moved).objects.filter(pk=moved.pk).update(email="moved@example.vn")

        call_command("send_notices")

        assert [sent.to for sent in outbox_of.outbox] == [["moved@example.vn"]]


class TestTwoSenders:
    def test_claimed_mail_is_not_sent_by_another_sender(self, time_machine):
        notify([UserFactory()], "returned", "Bài được trả lại", URL)
        now = timezone.now()

        assert Notice.objects.claim(now)
        assert Notice.objects.claim(now) is None
        assert Notice.objects.claim(now + mail.RETRY_AFTER)

    @pytest.mark.django_db(transaction=True)
    def test_two_senders_share_the_mails(self, server):
        server.opening = TimeoutError()
        people = UserFactory.create_batch(12)
        notify(people, "returned", "Bài được trả lại", URL)
        server.opening = None

        def work():
            call_command("send_notices")
            connection.close()

        threads = [threading.Thread(target=work) for _each in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(sent.to[0] for sent in outbox_of.outbox) == sorted(person.email for person in people)
        assert count_waiting() == 0


def test_only_notices_read_long_ago_are_deleted(capsys):
    now = timezone.now()
    person = UserFactory()
    ages = {"mới": now - timedelta(days=179), "cũ": now - timedelta(days=181), "chưa đọc": None}
    for sentence, read_at in ages.items():
        Notice.objects.create(
            person=person, sentence=sentence, url=URL, at=now - timedelta(days=400), read_at=read_at
        )

    call_command("send_notices")

    assert {notice.sentence for notice in Notice.objects.all()} == {"mới", "chưa đọc"}
    assert capsys.readouterr().out == "0 mails sent, 1 old notices deleted.\n"


@pytest.fixture
def person(client):
    """Return the person signed in with `client`."""
    person = UserFactory()
    client.force_login(person)
    return person


def tell(person, sentence="Bài đã đăng"):
    (notice,) = notify([person], "published", sentence, URL)
    return notice


class TestPages:
    def test_list_shows_own_notices_newest_first(self, client, person):
        tell(UserFactory(), "Của người khác")
        older, newer = tell(person, "Bài <b>thứ nhất</b>"), tell(person, "Bài thứ hai")
        person.notices.filter(pk=older.pk).mark_read(timezone.now())

        response = client.get("/admin/notices/")

        assert list(response.context["page"]) == [newer, older]
        page = response.content.decode()
        assert page.count('<li class="notice unread">') == 1
        assert f'<a href="{URL}">Bài &lt;b&gt;thứ nhất&lt;/b&gt;</a>' in page
        assert "<button>Bài thứ hai</button>" in page

    def test_list_has_pages_of_thirty(self, client, person):
        notices_told = [tell(person) for _each in range(31)]

        assert len(client.get("/admin/notices/").context["page"]) == 30
        assert list(client.get("/admin/notices/?trang=2").context["page"]) == notices_told[:1]

    @pytest.mark.parametrize("told", [0, 1, 30])
    def test_list_takes_a_constant_number_of_queries(
        self, client, person, told, django_assert_max_num_queries
    ):
        for _each in range(told):
            tell(person)

        with django_assert_max_num_queries(7):  # session, person, rights (2), pages, notices, counter
            client.get("/admin/notices/")

    def test_opening_marks_the_notice_read_and_redirects_to_its_url(self, client, person):
        notice, other = tell(person), tell(person)

        response = client.post(reverse("admin:notice", args=[notice.pk]))

        assert (response.status_code, response.url) == (302, URL)
        assert list(person.notices.unread()) == [other]

    def test_opening_again_keeps_the_first_time_of_reading(self, client, person):
        notice = tell(person)
        first = timezone.now() - timedelta(days=1)
        Notice.objects.filter(pk=notice.pk).update(read_at=first)

        assert client.post(reverse("admin:notice", args=[notice.pk])).url == URL
        assert person.notices.get().read_at == first

    def test_notice_of_another_person_is_404(self, client, person):
        notice = tell(UserFactory())

        assert client.post(reverse("admin:notice", args=[notice.pk])).status_code == 404
        assert Notice.objects.get().read_at is None

    def test_all_own_notices_are_marked_read(self, client, person):
        tell(person), tell(person)
        others = tell(UserFactory())

        response = client.post(reverse("admin:notices_read"))

        assert response.url == reverse("admin:notices")
        assert list(Notice.objects.unread()) == [others]

    @pytest.mark.parametrize("wanted", [["published"], [], ["returned", "published"]])
    def test_choices_are_kept_and_shown(self, client, person, wanted):
        address = reverse("admin:notice_choices")
        assert client.get(address).context["form"]["by_email"].value() == ["returned"]

        response = client.post(address, {"by_email": wanted})

        assert response.url == reverse("admin:notices")
        assert notices.kinds_by_email(person) == wanted
        assert client.get(address).context["form"]["by_email"].value() == wanted

    def test_unknown_kind_cannot_be_chosen(self, client, person):
        response = client.post(reverse("admin:notice_choices"), {"by_email": ["unheard-of"]})

        assert response.context["form"].errors
        assert not NoticeChoice.objects.exists()

    def test_person_without_an_email_gets_a_hint(self, client):
        client.force_login(UserFactory(email=""))

        assert "errornote" in client.get(reverse("admin:notice_choices")).content.decode()

    @pytest.mark.parametrize("name", ["notice", "notices_read"])
    def test_get_request_is_refused(self, client, person, name):
        notice = tell(person)
        args = [notice.pk] if name == "notice" else []

        assert client.get(reverse(f"admin:{name}", args=args)).status_code == 405
        assert person.notices.unread().count() == 1

    @pytest.mark.parametrize("name", ["notice", "notices_read", "notice_choices"])
    def test_form_of_another_site_is_refused(self, person, name):
        stranger = Client(enforce_csrf_checks=True)
        stranger.force_login(person)
        notice = tell(person)
        args = [notice.pk] if name == "notice" else []

        assert stranger.post(reverse(f"admin:{name}", args=args)).status_code == 403
        assert person.notices.unread().count() == 1
        assert not NoticeChoice.objects.exists()

    @pytest.mark.parametrize("staff", [None, False])
    @pytest.mark.parametrize("address", ["/admin/notices/", "/admin/notices/choices/"])
    def test_pages_are_for_staff_alone(self, client, address, staff):
        if staff is False:
            client.force_login(UserFactory(is_staff=False))

        assert client.get(address).url.startswith("/admin/login/")


class TestCounter:
    @pytest.mark.parametrize(("unread", "shown"), [(1, "(1<"), (99, "(99<"), (100, "(99+<"), (150, "(99+<")])
    def test_is_in_the_header(self, client, person, unread, shown):
        Notice.objects.bulk_create(Notice(person=person, sentence="Bài", url=URL) for _each in range(unread))
        tell(UserFactory())

        page = client.get("/admin/").content.decode()

        assert f"<strong>{shown}" in page

    def test_shows_no_number_without_unread_notices(self, client, person):
        tell(UserFactory())

        page = client.get("/admin/").content.decode()

        link = page.partition('class="notices-link"')[2].partition("</a>")[0]
        assert reverse("admin:notices") in link
        assert "<strong>" not in link

    @pytest.mark.parametrize("address", ["/admin/", "/admin/notices/", "/admin/notices/choices/"])
    def test_takes_one_query(self, client, person, address, django_assert_max_num_queries):
        tell(person)

        with django_assert_max_num_queries(20) as captured:
            client.get(address)

        assert sum("LIMIT 100) subquery" in query["sql"] for query in captured.captured_queries) == 1

    def test_takes_no_query_for_an_anonymous_visitor(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get("/admin/login/")
