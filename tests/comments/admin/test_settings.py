"""Settings, wordings, reasons, holds and bans: who changes them, and what can never be done to them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Remit
from comments.models import (
    Ban,
    CommentSettings,
    ConsentWording,
    Holiday,
    LegalHold,
    RejectionReason,
    SectionPolicy,
)
from comments.moderation import bans
from comments.retention import legal_holds
from newsroom.core.audit import AuditEntry
from newsroom.core.roles import Role
from tests.comments.reader import text_of
from tests.factories import CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = {
    "commentsettings": {Role.ADMINISTRATOR},
    "consentwording": {Role.ADMINISTRATOR},
    "holiday": {Role.ADMINISTRATOR},
    "sectionpolicy": {Role.ADMINISTRATOR, Role.SECRETARY, Role.APPROVER},
    "rejectionreason": {Role.MODERATOR, Role.SECRETARY, Role.APPROVER},
    "wordrule": {Role.MODERATOR, Role.SECRETARY, Role.APPROVER},
    "legalhold": {Role.APPROVER},
    "ban": {Role.SECRETARY, Role.APPROVER},
    "datarequest": {Role.SECRETARY, Role.APPROVER},
}


def address(model, name="changelist", *args):
    return reverse(f"admin:comments_{model}_{name}", args=args)


@pytest.fixture
def as_(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def administrator(db):
    return UserFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def stranger(db):
    """An approver of another section."""
    person = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=person, section=SectionFactory())
    return person


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("model", PAGES)
def test_each_list_is_open_to_its_roles_only(as_, model, role):
    status = as_(UserFactory(role=role)).get(address(model), follow=True).status_code

    assert (status == 200) == (role in PAGES[model])
    assert status in (200, 403)


@pytest.mark.parametrize("model", [*PAGES, "sectionpolicy"])
def test_who_is_not_signed_in_is_asked_to(client, model):
    assert client.get(address(model)).status_code == 302


class TestSettings:
    def form(self, **fields):
        row = CommentSettings.current()
        names = [field.name for field in row._meta.fields if field.name not in ("id", "reply_needs_two")]
        return {**{name: getattr(row, name) for name in names}, "reply_needs_two": "on", **fields}

    def test_the_list_is_the_page(self, as_, administrator):
        response = as_(administrator).get(address("commentsettings"))

        assert response["Location"] == address("commentsettings", "change", 1)

    def test_a_change_is_saved_and_logged(self, as_, administrator):
        page = as_(administrator)
        page.post(address("commentsettings", "change", 1), self.form(close_after_days=14))

        assert CommentSettings.current().close_after_days == 14
        change = AuditEntry.objects.filter(kind="comments.commentsettings").latest("pk")
        assert (change.by, change.changes[0]["new"]) == (administrator, "14")

    @pytest.mark.parametrize(
        ("field", "value"),
        [("keep_ip_hashes_days", 91), ("body_length", 3001), ("shared_networks", "10.0.0.0/99")],
    )
    def test_nonsense_is_refused_in_words(self, as_, administrator, field, value):
        response = as_(administrator).post(
            address("commentsettings", "change", 1), self.form(**{field: value})
        )

        assert response.status_code == 200
        assert response.context["adminform"].form.errors[field]

    def test_there_is_one_row_for_good(self, as_):
        page = as_(UserFactory(is_superuser=True))

        assert page.get(address("commentsettings", "add")).status_code == 403
        assert page.post(address("commentsettings", "delete", 1), {"post": "yes"}).status_code == 403

    def test_no_setting_lets_comments_through_unread(self):
        names = {field.name for field in CommentSettings._meta.fields}

        assert not {name for name in names if "moderat" in name or "approve" in name}


class TestConsent:
    def test_a_new_wording_is_a_new_row(self, as_, administrator):
        before = ConsentWording.current()
        page = as_(administrator)
        page.post(address("consentwording", "add"), {"text": "Tôi đồng ý."})

        assert ConsentWording.current().text == "Tôi đồng ý."
        assert ConsentWording.objects.filter(pk=before.pk, text=before.text).exists()
        assert "đang hiển thị" in text_of(page.get(address("consentwording"))).lower()

    def test_an_old_one_is_never_changed_or_deleted(self, as_):
        wording = ConsentWording.current()
        page = as_(UserFactory(is_superuser=True))

        change = page.post(address("consentwording", "change", wording.pk), {"text": "Khác"})
        delete = page.post(address("consentwording", "delete", wording.pk), {"post": "yes"})
        assert (change.status_code, delete.status_code) == (403, 403)
        wording.refresh_from_db()
        assert wording.text != "Khác"


class TestReasons:
    def form(self, **fields):
        return {
            "name": "Thông tin riêng tư",
            "text_for_reader": "Có thông tin riêng.",
            "order": 5,
            "is_active": "on",
            **fields,
        }

    def test_a_code_is_made_from_the_name(self, as_, secretary):
        page = as_(secretary)
        for _n in range(2):
            page.post(address("rejectionreason", "add"), self.form())

        codes = RejectionReason.objects.filter(name="Thông tin riêng tư").values_list("code", flat=True)
        assert sorted(codes) == ["thong-tin-rieng-tu", "thong-tin-rieng-tu-2"]

    def test_the_code_stays_when_the_name_changes(self, as_, secretary):
        reason = RejectionReason.objects.get(code="quang-cao")
        as_(secretary).post(address("rejectionreason", "change", reason.pk), self.form(name="Khác hẳn"))

        reason.refresh_from_db()
        assert (reason.name, reason.code) == ("Khác hẳn", "quang-cao")

    def test_the_last_one_stays_in_use(self, as_, secretary):
        last = RejectionReason.objects.first()
        RejectionReason.objects.exclude(pk=last.pk).update(is_active=False)
        response = as_(secretary).post(
            address("rejectionreason", "change", last.pk), {**self.form(), "is_active": ""}
        )

        assert "Phải có ít nhất một lý do đang dùng" in text_of(response)
        last.refresh_from_db()
        assert last.is_active

    def test_none_is_deleted(self, as_):
        reason = RejectionReason.objects.first()
        page = as_(UserFactory(is_superuser=True))

        assert page.post(address("rejectionreason", "delete", reason.pk), {"post": "yes"}).status_code == 403


class TestSectionsAndHolidays:
    def test_a_section_is_closed(self, as_, administrator):
        section = SectionFactory()
        as_(administrator).post(address("sectionpolicy", "add"), {"section": section.pk, "policy": "closed"})

        assert SectionPolicy.objects.get().policy == "closed"
        assert AuditEntry.objects.filter(kind="comments.sectionpolicy").exists()

    def test_a_day_off_is_added_once(self, as_, administrator):
        page = as_(administrator)
        for _n in range(2):
            page.post(address("holiday", "add"), {"day": "02/09/2026", "name": "Quốc khánh"})

        assert Holiday.objects.count() == 1


class TestHolds:
    def test_one_is_placed_and_ended(self, as_, approver, article):
        comment = CommentFactory(article=article)
        page = as_(approver)
        page.post(
            address("legalhold", "add"),
            {"comment": comment.pk, "ground": "Công văn 12/CV", "until_0": "", "until_1": ""},
        )
        kept = LegalHold.objects.get()
        assert (kept.by, kept.until, kept.ground) == (approver, None, "Công văn 12/CV")

        page.post(address("legalhold", "end", kept.pk))
        assert not LegalHold.objects.in_force().exists()
        assert [event.act for event in comment.events.all()] == ["receive", "hold", "hold_ended"]

    def test_one_that_would_have_ended_already_is_refused(self, as_, approver, article):
        comment = CommentFactory(article=article)
        times = {"until_0": "01/01/2020", "until_1": "10:00"}
        response = as_(approver).post(
            address("legalhold", "add"), {"comment": comment.pk, "ground": "Công văn", **times}
        )

        assert "Thời điểm này đã qua." in text_of(response)
        assert not LegalHold.objects.exists()

    def test_the_page_offers_its_end_while_it_holds(self, as_, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, ground="Công văn")
        page = as_(approver)
        assert "Kết thúc ngay" in text_of(page.get(address("legalhold", "change", kept.pk)))

        legal_holds.end_hold(kept, by=approver)
        assert "Kết thúc ngay" not in text_of(page.get(address("legalhold", "change", kept.pk)))

    def test_another_section_sees_and_touches_nothing(self, as_, approver, stranger, article):
        comment = CommentFactory(article=article, body="Nội dung riêng của chuyên mục này.")
        kept = legal_holds.place_hold(comment, by=approver, ground="Công văn mật")
        page = as_(stranger)

        assert "Công văn mật" not in text_of(page.get(address("legalhold")))
        assert page.get(address("legalhold", "change", kept.pk)).status_code == 302  # as an absent one
        assert page.post(address("legalhold", "end", kept.pk)).status_code == 404
        response = page.post(
            address("legalhold", "add"), {"comment": comment.pk, "ground": "x", "until_0": "", "until_1": ""}
        )
        assert response.context["adminform"].form.errors["comment"]
        assert LegalHold.objects.in_force().count() == 1

    def test_the_choice_of_comments_ends_at_the_sections_of_the_person(self, as_, stranger, article):
        CommentFactory(article=article, body="Nội dung riêng của chuyên mục này.")
        response = as_(stranger).get(
            reverse("admin:autocomplete"),
            {"app_label": "comments", "model_name": "legalhold", "field_name": "comment", "term": "riêng"},
        )

        assert response.json()["results"] == []

    def test_none_is_changed_or_deleted(self, as_, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, ground="Công văn")
        page = as_(UserFactory(is_superuser=True))

        assert page.post(address("legalhold", "change", kept.pk), {"ground": "x"}).status_code == 403
        assert page.post(address("legalhold", "delete", kept.pk), {"post": "yes"}).status_code == 403

    def test_the_end_is_posted(self, as_, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, ground="Công văn")

        assert as_(approver).get(address("legalhold", "end", kept.pk)).status_code == 405


class TestBans:
    @pytest.fixture
    def made(self, article, secretary):
        comment = CommentFactory(article=article)
        return bans.ban_author(comment, by=secretary, target="author", days=30, reason="Quấy rối liên tục")

    def test_one_is_read_and_ended(self, as_, secretary, made):
        page = as_(secretary)
        assert "Quấy rối liên tục" in text_of(page.get(address("ban")))

        page.post(address("ban", "end", made.pk))

        assert not Ban.objects.in_force().exists()
        assert made.comment.events.latest("number").act == "ban_ended"

    def test_a_second_press_says_so(self, as_, secretary, made):
        page = as_(secretary)
        page.post(address("ban", "end", made.pk))
        response = page.post(address("ban", "end", made.pk), follow=True)

        assert "đã kết thúc từ trước" in text_of(response)
        assert made.comment.events.filter(act="ban_ended").count() == 1

    def test_no_hash_is_on_the_page(self, as_, secretary, made):
        for page in (address("ban"), address("ban", "change", made.pk)):
            assert made.value_hash not in as_(secretary).get(page).content.decode()

    def test_another_section_sees_and_touches_nothing(self, as_, stranger, made):
        page = as_(stranger)

        assert "Quấy rối" not in text_of(page.get(address("ban")))
        assert page.post(address("ban", "end", made.pk)).status_code == 404
        assert Ban.objects.in_force().exists()

    def test_none_is_made_changed_or_deleted_here(self, as_, made):
        page = as_(UserFactory(is_superuser=True))

        assert page.get(address("ban", "add")).status_code == 403
        assert page.post(address("ban", "change", made.pk), {"reason": "x"}).status_code == 403
        assert page.post(address("ban", "delete", made.pk), {"post": "yes"}).status_code == 403

    def test_the_list_can_show_what_is_in_force(self, as_, secretary, made):
        Ban.objects.filter(pk=made.pk).update(until=timezone.now() - timedelta(days=1))
        page = as_(secretary)

        assert page.get(address("ban"), {"hieu-luc": "co"}).context["cl"].result_count == 0
        assert page.get(address("ban"), {"hieu-luc": "khong"}).context["cl"].result_count == 1


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("model", ["ban", "legalhold"])
def test_a_list_costs_the_same_for_any_number(
    as_, approver, article, model, number, django_assert_max_num_queries
):
    for _n in range(number):
        comment = CommentFactory(article=article)
        legal_holds.place_hold(comment, by=approver, ground="Công văn")
        bans.ban_author(comment, by=approver, target="author", days=30, reason="Quấy rối")
    page = as_(approver)
    page.get(address(model))

    with django_assert_max_num_queries(13):
        page.get(address(model))
