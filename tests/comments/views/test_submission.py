"""Sending a comment without script: the text is never lost."""

import contextlib
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import CommentPolicy
from comments import moderation
from comments.intake.forms import FORM_SIGNER, TIME_SIGNER, CommentForm
from comments.intake.hold_reasons import HoldReason
from comments.models import Ban, Comment, CommentSettings, ConsentWording, SectionPolicy, State
from tests.comments.reader import BODY, FILLED, browser, fields_of, form_in, text_of
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def post(reader, article, fields=None, **changes):
    fields = fields_of(reader, article, **changes) if fields is None else fields
    return reader.post(reverse("comments:send", args=[article.pk]), fields)


class TestSending:
    def test_reader_gets_from_the_article_to_the_page_of_the_comment(self, reader, article):
        address, fields = form_in(reader.get(article.get_absolute_url()))

        sent = reader.post(address, {**fields, **FILLED, "email": "lan@example.vn"})

        comment = Comment.objects.get()
        assert sent.status_code == 303
        assert (comment.name, comment.body, comment.email) == ("Nguyễn Thị Lan", BODY, "lan@example.vn")
        assert (comment.state, comment.hold_reasons) == (State.PENDING, [])
        assert comment.consent == ConsentWording.current()
        status = reader.get(sent["Location"])
        assert "Đã nhận, đang chờ duyệt" in text_of(status)
        assert BODY in text_of(status)

    def test_author_cookie_is_limited_to_comment_urls(self, reader, article):
        response = post(reader, article)

        cookie = response.cookies["y_kien"]
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/y-kien/", "Lax", True)

    def test_reply_quotes_its_parent_and_belongs_to_it(self, reader, article):
        root = CommentFactory(article=article, body="Ai cũng nên đọc bài này.", shown=True)

        page = reader.get(reverse("comments:send", args=[article.pk]), {"tra-loi": root.pk})
        address, fields = form_in(page)
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            reader.post(address, {**fields, **FILLED})

        assert "Bạn trả lời Nguyễn Thị Lan: Ai cũng nên đọc bài này." in text_of(page)
        assert Comment.objects.get(body=BODY).parent == root
        assert Comment.objects.get(body=BODY).state == State.PENDING

    @pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "1'--", "\0", "²"])
    def test_invalid_parent_is_ignored(self, reader, article, value):
        assert reader.get(reverse("comments:send", args=[article.pk]), {"tra-loi": value}).status_code == 200

        post(reader, article, parent=value)

        assert Comment.objects.get().parent is None

    def test_form_is_not_cached(self, reader, article):
        response = reader.get(reverse("comments:send", args=[article.pk]))

        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"

    def test_same_text_again_redirects_to_the_first_page(self, reader, article):
        first = post(reader, article)
        second = post(reader, article)

        assert second["Location"] == f"{first['Location']}?da-nhan"
        assert Comment.objects.count() == 1
        page = text_of(reader.get(second["Location"]))
        assert "Bạn đã gửi nội dung này trước đó" in page
        assert BODY in page

    def test_script_is_told_that_the_text_was_received_before(self, reader, article):
        post(reader, article)
        fields = fields_of(reader, article)
        sent = reader.post(
            reverse("comments:send", args=[article.pk]), fields, headers={"accept": "application/json"}
        )

        assert sent.status_code == 200
        assert sent.json()["status"].endswith("/?da-nhan")

    def test_another_browser_gets_its_own_page(self, reader, article):
        first = post(reader, article)
        second = post(browser(), article)

        assert second["Location"] != first["Location"]
        assert Comment.objects.count() == 2


class TestOldForm:
    def test_form_of_last_month_is_accepted_with_the_same_wording(self, reader, article):
        fields = fields_of(reader, article)

        with time_machine.travel(NOW + timedelta(days=29), tick=False):
            response = post(browser(), article, fields)

        assert response.status_code == 303

    @pytest.mark.parametrize("kind", ["older wording", "missing", "forged", "of another article", "garbage"])
    def test_form_with_an_invalid_wording_asks_for_consent_again(self, reader, article, kind):
        fields = fields_of(reader, article)
        if kind == "older wording":
            ConsentWording.objects.create(text="Lời đồng ý mới")
        elif kind == "missing":
            del fields["phieu"]
        else:
            fields["phieu"] = {
                "forged": f"{article.pk}.{ConsentWording.current().pk}:xxxx",
                "of another article": FORM_SIGNER.sign(f"{article.pk + 1}.{ConsentWording.current().pk}"),
                "garbage": "\0\ud7ff" * 10,
            }[kind]

        response = post(reader, article, fields)

        assert response.status_code == 422
        assert not Comment.objects.exists()
        address, back = form_in(response)
        assert (back["name"], back["body"]) == (FILLED["name"], BODY)
        assert "consent" not in back
        assert ConsentWording.current().text in text_of(response)
        assert "Nội dung bạn viết vẫn còn nguyên" in text_of(response)
        assert reader.post(address, {**back, "consent": "on"}).status_code == 303
        assert Comment.objects.get().consent == ConsentWording.current()

    def test_consent_is_never_ticked_by_default(self, reader, article):
        _address, fields = form_in(reader.get(article.get_absolute_url()))

        assert "consent" not in fields
        response = post(reader, article, {**fields, "name": "Lan", "body": BODY})
        assert response.status_code == 422
        assert "Đánh dấu vào ô đồng ý" in text_of(response)


class TestRefusals:
    """Every refusal returns the whole text with a plain reason."""

    def take_down(self, article, approver):
        workflow.take_down(article, by=approver, version=article.version, reason="Sai")

    def close(self, article, approver):
        SectionPolicy.objects.create(section=article.section, policy=CommentPolicy.CLOSED)

    def ban(self, article, approver):
        sent = Comment.objects.get()
        Ban.objects.create(
            target="author",
            value_hash=sent.author_hash,
            until=NOW + timedelta(days=3),
            reason="Spam",
            by=approver,
        )

    def send_too_often(self, article, approver):
        Comment.objects.filter(pk=Comment.objects.get().pk).update(created_at=NOW - timedelta(hours=1))
        first = Comment.objects.get()
        for number in range(20):
            CommentFactory(
                article=article,
                ip_hash=first.ip_hash,
                created_at=NOW - timedelta(minutes=30 + number),
            )

    @pytest.mark.parametrize(
        ("kind", "status", "reason"),
        [
            ("take_down", 404, "không đọc được"),
            ("close", 409, "không còn nhận"),
            ("ban", 403, "10:00 28/11/2026"),
            ("send_too_often", 429, "ngày mai"),
        ],
    )
    def test_text_is_returned(self, reader, article, approver, kind, status, reason):
        post(reader, article, body="Ý kiến thứ nhất của tôi đây.")
        fields = fields_of(reader, article, body="Dòng một\nDòng <b>hai</b> & ba")
        getattr(self, kind)(article, approver)

        response = post(reader, article, fields)

        assert response.status_code == status
        assert "Dòng một\nDòng &lt;b&gt;hai&lt;/b&gt; &amp; ba" in response.content.decode()
        assert reason in text_of(response)
        assert not Comment.objects.filter(body__startswith="Dòng").exists()

    @pytest.mark.parametrize("kind", ["absent", "draft", "scheduled"])
    def test_missing_and_hidden_articles_give_the_same_answer(self, reader, article, kind):
        fields = fields_of(reader, article)
        hidden = {
            "absent": lambda: article.pk + 10**6,
            "draft": lambda: ArticleFactory(title="Bí mật").pk,
            "scheduled": lambda: (
                ArticleFactory(title="Bí mật", publish_at=NOW + timedelta(days=1), published=True).pk
            ),
        }[kind]()
        address = reverse("comments:send", args=[hidden])

        response = reader.post(address, fields)

        assert response.status_code == 404
        assert BODY in text_of(response)
        assert "Bí mật" not in text_of(response)
        assert reader.get(address).status_code == 404
        assert not Comment.objects.exists()

    def test_form_of_a_closed_article_redirects_to_the_article(self, reader, article):
        article.comment_policy = CommentPolicy.CLOSED
        article.save()

        response = reader.get(reverse("comments:send", args=[article.pk]))

        assert response["Location"] == f"{article.get_absolute_url()}#y-kien"

    def test_missing_wording_closes_the_form(self, reader, article):
        fields = fields_of(reader, article)
        ConsentWording.objects.all().delete()

        assert post(reader, article, fields).status_code == 409
        assert 'name="phieu"' not in reader.get(article.get_absolute_url()).content.decode()


HOSTILE = [
    # (what is written, what is stored; None: refused with the text kept)
    ("Rất   hay\t!  Cảm ơn", "Rất hay ! Cảm ơn"),
    ("Dòng một\r\nDòng hai", "Dòng một\nDòng hai"),
    ("Rất hay\x00 cảm ơn\x07", "Rất hay cảm ơn"),
    ("Rất hay \u202eđảo\u202c chữ", "Rất hay đảo chữ"),
    ("Rất\u200b hay\ufeff lắm", "Rất hay lắm"),
    (unicodedata.normalize("NFD", "Đảng bộ thành phố"), "Đảng bộ thành phố"),
    ("<script>alert(1)</script> hay lắm", "<script>alert(1)</script> hay lắm"),
    ("'; DROP TABLE comments; --  ôi", "'; DROP TABLE comments; -- ôi"),
    ("{{ 7*7 }} {% load x %} ơ kìa", "{{ 7*7 }} {% load x %} ơ kìa"),
    ("ơ" * 1500, "ơ" * 1500),
    ("😀 " * 700 + "ơi", "😀 " * 700 + "ơi"),
    ("", None),
    ("   \n\t ", None),
    ("hay", None),
    ("!!!!!!!!!!", None),
    ("1234567890", None),
    ("\x00\x00\x00\x00\x00\x00", None),
    ("ơ" * 1501, None),
    ("ơ\n" * 25, None),
    ("Z̴̢̡̛͖̣a̴̢̡̛͖̣l̴̢̡̛͖̣g̴̢̡̛͖̣ơ̴̢̡͖̣ rất hay", None),
]


class TestHostileText:
    """The reader's form, the reader's edit and the moderator's share one rule."""

    @pytest.mark.parametrize(("written", "stored"), HOSTILE, ids=range(len(HOSTILE)))
    def test_text_of_the_form_is_checked(self, reader, article, written, stored):
        response = post(reader, article, body=written, nudged="1")

        if stored is None:
            assert response.status_code == 422
            assert not Comment.objects.exists()
            assert form_in(response)[1]["body"].replace("\r\n", "\n") == written.replace("\r\n", "\n")
        else:
            assert response.status_code == 303
            assert Comment.objects.get().body == stored

    @pytest.mark.parametrize(("written", "stored"), HOSTILE, ids=range(len(HOSTILE)))
    def test_text_of_an_edit_is_checked(self, reader, article, written, stored):
        status = post(reader, article)["Location"]

        response = reader.post(f"{status}sua/", {"name": "Lan", "body": written})

        if stored is None:
            assert response.status_code == 422
            assert Comment.objects.get().body == BODY
        else:
            assert response.status_code == 303
            assert Comment.objects.get().body == stored

    @pytest.mark.parametrize(("written", "stored"), HOSTILE, ids=range(len(HOSTILE)))
    def test_text_of_an_edit_by_a_moderator_is_checked(self, article, moderator, written, stored):
        comment = CommentFactory(article=article, body=BODY)

        with contextlib.suppress(ValidationError):
            moderation.edit(comment, by=moderator, version=1, name="Lan", body=written)

        comment.refresh_from_db()
        assert comment.body == (BODY if stored is None else stored)

    @pytest.mark.parametrize("name", ["", "A", "1234", "ơ" * 61, "<>", "\x00", "!!"])
    def test_invalid_name_is_refused(self, reader, article, name):
        response = post(reader, article, name=name)

        assert response.status_code == 422
        assert "Nguyễn" not in text_of(response) or name
        assert form_in(response)[1]["body"] == BODY

    @pytest.mark.parametrize(
        "email",
        ["x", "a@b", "lan@example.vn, nam@example.vn", "a@b.vn\nBcc: c@d.vn", f"{'a' * 64}@{'b.' * 100}vn"],
    )
    def test_invalid_email_is_refused(self, reader, article, email):
        assert post(reader, article, email=email).status_code == 422
        assert not Comment.objects.exists()

    def test_invalid_utf_8_is_handled(self, reader, article):
        fields = fields_of(reader, article)
        body = b"name=L\xff\xfean&consent=on&phieu=%b&body=%%FF%%FE+r\xe1\xba\xa5t+hay+qu%%C3" % fields[
            "phieu"
        ].encode().replace(b":", b"%3A")

        response = reader.post(
            reverse("comments:send", args=[article.pk]),
            body,
            content_type="application/x-www-form-urlencoded",
        )

        assert response.status_code in (303, 422)

    def test_length_limit_of_the_settings_is_enforced(self, reader, article):
        CommentSettings(body_length=100).save()

        response = post(reader, article, body="ơ" * 101)

        assert response.status_code == 422
        assert "1" in text_of(response)

    def test_errors_are_named_above_and_beside_their_fields(self, reader, article):
        page = post(reader, article, name="", body="hay").content.decode()

        assert 'role="alert" tabindex="-1" autofocus' in page
        for field in ("name", "body"):
            assert f'href="#comment-{field}"' in page
            assert f'aria-describedby="comment-{field}_error"' in page
            assert f'id="comment-{field}_error"' in page


class TestNudges:
    def test_text_is_questioned_once_and_then_accepted(self, reader, article):
        body = "Thanh pho nen co them cong vien cho tre em"

        first = post(reader, article, body=body)
        address, back = form_in(first)
        second = reader.post(address, back)

        assert first.status_code == 422
        assert back["body"] == body
        assert back["consent"] == "on"
        assert second.status_code == 303
        assert Comment.objects.get().hold_reasons == [HoldReason.NO_MARKS]

    def test_capitals_do_not_hold_a_comment(self, reader, article):
        body = "CÔNG VIÊN MỚI RẤT ĐẸP VÀ RỘNG RÃI"
        response = post(reader, article, body=body)
        address, back = form_in(response)

        reader.post(address, back)

        assert response.status_code == 422
        assert Comment.objects.get().state == State.PENDING


class TestTraps:
    def test_filled_trap_field_holds_the_comment_silently(self, reader, article):
        form = CommentForm(
            article_id=article.pk, wording=ConsentWording.current(), settings=CommentSettings.current()
        )
        caught = post(reader, article, **{form.trap: "http://spam.example"})

        assert caught.status_code == 303
        assert "Đã nhận, đang chờ duyệt" in text_of(reader.get(caught["Location"]))
        assert Comment.objects.get().hold_reasons == [HoldReason.TRAP]

    def test_each_article_has_its_own_trap_field(self, reader, article):
        other = ArticleFactory(published=True)

        traps = [
            {name for name in fields_of(reader, each) if name.startswith("o-")} for each in (article, other)
        ]

        assert len(traps[0] | traps[1]) == 2

    @pytest.mark.parametrize(
        ("seconds", "held"), [(0, True), (2, True), (3, False), (60, False), (90 * 24 * 3600, False)]
    )
    def test_comment_sent_within_three_seconds_is_held(self, reader, article, seconds, held):
        luc = reader.get(reverse("comments:signed_time", args=[article.pk])).json()["luc"]

        with time_machine.travel(NOW + timedelta(seconds=seconds + (0 if held else 1)), tick=False):
            CommentSettings(close_after_days=365).save()
            post(reader, article, fields_of(reader, article, luc=luc))

        assert Comment.objects.get().hold_reasons == ([HoldReason.TOO_FAST] if held else [])

    @pytest.mark.parametrize("luc", ["", "x", "luc:1:xx", "of another signer"])
    def test_missing_or_invalid_time_does_not_hold(self, reader, article, luc):
        if luc == "of another signer":
            luc = signing.TimestampSigner(salt="x").sign("luc")

        post(reader, article, luc=luc)

        assert Comment.objects.get().hold_reasons == []

    def test_returned_form_keeps_its_time(self, reader, article):
        luc = TIME_SIGNER.sign("luc")

        response = post(reader, article, luc=luc, body="hay")

        assert form_in(response)[1]["luc"] == luc


class TestScript:
    def test_answer_to_a_received_comment_names_its_page(self, article):
        reader = browser(accept="application/json")

        response = post(reader, article)

        assert response.status_code == 201
        assert list(response.json()) == ["status"]
        assert reader.get(response.json()["status"]).json() == {"author_status": "waiting"}

    def test_answer_to_a_refused_comment_holds_the_form_with_the_text(self, article):
        response = post(browser(accept="application/json"), article, body="hay")

        answer = response.json()
        assert response.status_code == 422
        assert list(answer) == ["errors", "messages", "form"]
        assert list(answer["errors"]) == ["body"]
        assert ">\nhay</textarea>" in answer["form"]


class TestSamePageForEveryone:
    def test_article_page_has_the_same_bytes_for_everyone(self, article, writer):
        CommentFactory(article=article, shown=True)
        sender = browser()
        post(sender, article)
        member = Client(headers={"accept-language": "en", "user-agent": "khac"})
        member.force_login(writer)
        pages = []
        for client in (Client(), sender, member):
            with time_machine.travel(NOW + timedelta(hours=len(pages)), tick=False):
                response = client.get(article.get_absolute_url())
            pages.append(response.content)
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")

        assert len(set(pages)) == 1
        assert b"csrfmiddlewaretoken" not in pages[0]

    def test_preview_has_no_form(self, client, approver):
        draft = ArticleFactory()
        client.force_login(approver)

        page = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk]))

        assert page.status_code == 200
        assert 'name="phieu"' not in page.content.decode()
