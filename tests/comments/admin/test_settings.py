"""Settings, consent wordings, reasons, legal holds and bans in the admin: rights and forbidden changes."""

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


def admin_url(model, name="changelist", *args):
    return reverse(f"admin:comments_{model}_{name}", args=args)


@pytest.fixture
def sign_in_as(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def administrator(db):
    return UserFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def stranger(db):
    """Return an approver of another section."""
    person = UserFactory(role=Role.APPROVER)
    Remit.objects.create(person=person, section=SectionFactory())
    return person


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("model", PAGES)
def test_each_list_is_open_to_its_roles_alone(sign_in_as, model, role):
    status = sign_in_as(UserFactory(role=role)).get(admin_url(model), follow=True).status_code

    assert (status == 200) == (role in PAGES[model])
    assert status in (200, 403)


@pytest.mark.parametrize("model", [*PAGES, "sectionpolicy"])
def test_anonymous_visitor_is_asked_to_sign_in(client, model):
    assert client.get(admin_url(model)).status_code == 302


class TestSettings:
    def post_fields(self, **fields):
        row = CommentSettings.current()
        names = [field.name for field in row._meta.fields if field.name not in ("id", "reply_needs_two")]
        return {**{name: getattr(row, name) for name in names}, "reply_needs_two": "on", **fields}

    def test_list_redirects_to_the_only_row(self, sign_in_as, administrator):
        response = sign_in_as(administrator).get(admin_url("commentsettings"))

        assert response["Location"] == admin_url("commentsettings", "change", 1)

    def test_a_change_is_saved_and_logged(self, sign_in_as, administrator):
        page = sign_in_as(administrator)
        page.post(admin_url("commentsettings", "change", 1), self.post_fields(close_after_days=14))

        assert CommentSettings.current().close_after_days == 14
        change = AuditEntry.objects.filter(kind="comments.commentsettings").latest("pk")
        assert (change.by, change.changes[0]["new"]) == (administrator, "14")

    @pytest.mark.parametrize(
        ("field", "value"),
        [("keep_ip_hashes_days", 91), ("body_length", 3001), ("shared_networks", "10.0.0.0/99")],
    )
    def test_invalid_values_are_refused_with_a_message(self, sign_in_as, administrator, field, value):
        response = sign_in_as(administrator).post(
            admin_url("commentsettings", "change", 1), self.post_fields(**{field: value})
        )

        assert response.status_code == 200
        assert response.context["adminform"].form.errors[field]

    def test_row_cannot_be_added_or_deleted(self, sign_in_as):
        page = sign_in_as(UserFactory(is_superuser=True))

        assert page.get(admin_url("commentsettings", "add")).status_code == 403
        assert page.post(admin_url("commentsettings", "delete", 1), {"post": "yes"}).status_code == 403

    def test_no_setting_publishes_comments_without_moderation(self):
        names = {field.name for field in CommentSettings._meta.fields}

        assert not {name for name in names if "moderat" in name or "approve" in name}


class TestConsent:
    def test_new_wording_is_a_new_row(self, sign_in_as, administrator):
        before = ConsentWording.current()
        page = sign_in_as(administrator)
        page.post(admin_url("consentwording", "add"), {"text": "Tôi đồng ý."})

        assert ConsentWording.current().text == "Tôi đồng ý."
        assert ConsentWording.objects.filter(pk=before.pk, text=before.text).exists()
        assert "đang hiển thị" in text_of(page.get(admin_url("consentwording"))).lower()

    def test_old_wording_cannot_be_changed_or_deleted(self, sign_in_as):
        wording = ConsentWording.current()
        page = sign_in_as(UserFactory(is_superuser=True))

        change = page.post(admin_url("consentwording", "change", wording.pk), {"text": "Khác"})
        delete = page.post(admin_url("consentwording", "delete", wording.pk), {"post": "yes"})
        assert (change.status_code, delete.status_code) == (403, 403)
        wording.refresh_from_db()
        assert wording.text != "Khác"


class TestReasons:
    def post_fields(self, **fields):
        return {
            "name": "Thông tin riêng tư",
            "text_for_reader": "Có thông tin riêng.",
            "order": 5,
            "is_active": "on",
            **fields,
        }

    def test_code_is_made_from_the_name(self, sign_in_as, secretary):
        page = sign_in_as(secretary)
        for _n in range(2):
            page.post(admin_url("rejectionreason", "add"), self.post_fields())

        codes = RejectionReason.objects.filter(name="Thông tin riêng tư").values_list("code", flat=True)
        assert sorted(codes) == ["thong-tin-rieng-tu", "thong-tin-rieng-tu-2"]

    def test_code_is_kept_when_the_name_changes(self, sign_in_as, secretary):
        reason = RejectionReason.objects.get(code="quang-cao")
        sign_in_as(secretary).post(
            admin_url("rejectionreason", "change", reason.pk), self.post_fields(name="Khác hẳn")
        )

        reason.refresh_from_db()
        assert (reason.name, reason.code) == ("Khác hẳn", "quang-cao")

    def test_last_reason_stays_in_use(self, sign_in_as, secretary):
        last = RejectionReason.objects.first()
        RejectionReason.objects.exclude(pk=last.pk).update(is_active=False)
        response = sign_in_as(secretary).post(
            admin_url("rejectionreason", "change", last.pk), {**self.post_fields(), "is_active": ""}
        )

        assert "Phải có ít nhất một lý do đang dùng" in text_of(response)
        last.refresh_from_db()
        assert last.is_active

    def test_reason_cannot_be_deleted(self, sign_in_as):
        reason = RejectionReason.objects.first()
        page = sign_in_as(UserFactory(is_superuser=True))

        assert (
            page.post(admin_url("rejectionreason", "delete", reason.pk), {"post": "yes"}).status_code == 403
        )


class TestSectionsAndHolidays:
    def test_section_can_be_closed(self, sign_in_as, administrator):
        section = SectionFactory()
        sign_in_as(administrator).post(
            admin_url("sectionpolicy", "add"), {"section": section.pk, "policy": "closed"}
        )

        assert SectionPolicy.objects.get().policy == "closed"
        assert AuditEntry.objects.filter(kind="comments.sectionpolicy").exists()

    def test_day_off_is_added_once(self, sign_in_as, administrator):
        page = sign_in_as(administrator)
        for _n in range(2):
            page.post(admin_url("holiday", "add"), {"day": "02/09/2026", "name": "Quốc khánh"})

        assert Holiday.objects.count() == 1


class TestHolds:
    def test_hold_is_placed_and_ended(self, sign_in_as, approver, article):
        comment = CommentFactory(article=article)
        page = sign_in_as(approver)
        page.post(
            admin_url("legalhold", "add"),
            {"comment": comment.pk, "legal_basis": "Công văn 12/CV", "until_0": "", "until_1": ""},
        )
        kept = LegalHold.objects.get()
        assert (kept.by, kept.until, kept.legal_basis) == (approver, None, "Công văn 12/CV")

        page.post(admin_url("legalhold", "end", kept.pk))
        assert not LegalHold.objects.filter_in_force().exists()
        assert [event.act for event in comment.events.all()] == ["receive", "hold", "hold_ended"]

    def test_hold_with_an_end_in_the_past_is_refused(self, sign_in_as, approver, article):
        comment = CommentFactory(article=article)
        times = {"until_0": "01/01/2020", "until_1": "10:00"}
        response = sign_in_as(approver).post(
            admin_url("legalhold", "add"), {"comment": comment.pk, "legal_basis": "Công văn", **times}
        )

        assert "Thời điểm này đã qua." in text_of(response)
        assert not LegalHold.objects.exists()

    def test_page_offers_to_end_a_hold_in_force(self, sign_in_as, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, legal_basis="Công văn")
        page = sign_in_as(approver)
        assert "Kết thúc ngay" in text_of(page.get(admin_url("legalhold", "change", kept.pk)))

        legal_holds.end_hold(kept, by=approver)
        assert "Kết thúc ngay" not in text_of(page.get(admin_url("legalhold", "change", kept.pk)))

    def test_people_of_another_section_cannot_see_or_change_a_hold(
        self, sign_in_as, approver, stranger, article
    ):
        comment = CommentFactory(article=article, body="Nội dung riêng của chuyên mục này.")
        kept = legal_holds.place_hold(comment, by=approver, legal_basis="Công văn mật")
        page = sign_in_as(stranger)

        assert "Công văn mật" not in text_of(page.get(admin_url("legalhold")))
        assert page.get(admin_url("legalhold", "change", kept.pk)).status_code == 302  # as an absent one
        assert page.post(admin_url("legalhold", "end", kept.pk)).status_code == 404
        response = page.post(
            admin_url("legalhold", "add"),
            {"comment": comment.pk, "legal_basis": "x", "until_0": "", "until_1": ""},
        )
        assert response.context["adminform"].form.errors["comment"]
        assert LegalHold.objects.filter_in_force().count() == 1

    def test_comment_search_is_limited_to_the_persons_sections(self, sign_in_as, stranger, article):
        CommentFactory(article=article, body="Nội dung riêng của chuyên mục này.")
        response = sign_in_as(stranger).get(
            reverse("admin:autocomplete"),
            {"app_label": "comments", "model_name": "legalhold", "field_name": "comment", "term": "riêng"},
        )

        assert response.json()["results"] == []

    def test_hold_cannot_be_changed_or_deleted(self, sign_in_as, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, legal_basis="Công văn")
        page = sign_in_as(UserFactory(is_superuser=True))

        assert page.post(admin_url("legalhold", "change", kept.pk), {"legal_basis": "x"}).status_code == 403
        assert page.post(admin_url("legalhold", "delete", kept.pk), {"post": "yes"}).status_code == 403

    def test_hold_is_not_ended_by_a_get_request(self, sign_in_as, approver, article):
        kept = legal_holds.place_hold(CommentFactory(article=article), by=approver, legal_basis="Công văn")

        assert sign_in_as(approver).get(admin_url("legalhold", "end", kept.pk)).status_code == 405


class TestBans:
    @pytest.fixture
    def ban(self, article, secretary):
        comment = CommentFactory(article=article)
        return bans.ban_author(comment, by=secretary, target="author", days=30, reason="Quấy rối liên tục")

    def test_ban_is_shown_and_ended(self, sign_in_as, secretary, ban):
        page = sign_in_as(secretary)
        assert "Quấy rối liên tục" in text_of(page.get(admin_url("ban")))

        page.post(admin_url("ban", "end", ban.pk))

        assert not Ban.objects.filter_in_force().exists()
        assert ban.comment.events.latest("number").act == "ban_ended"

    def test_second_ending_gives_a_message(self, sign_in_as, secretary, ban):
        page = sign_in_as(secretary)
        page.post(admin_url("ban", "end", ban.pk))
        response = page.post(admin_url("ban", "end", ban.pk), follow=True)

        assert "đã kết thúc từ trước" in text_of(response)
        assert ban.comment.events.filter(act="ban_ended").count() == 1

    def test_page_shows_no_hash(self, sign_in_as, secretary, ban):
        for page in (admin_url("ban"), admin_url("ban", "change", ban.pk)):
            assert ban.value_hash not in sign_in_as(secretary).get(page).content.decode()

    def test_people_of_another_section_cannot_see_or_end_a_ban(self, sign_in_as, stranger, ban):
        page = sign_in_as(stranger)

        assert "Quấy rối" not in text_of(page.get(admin_url("ban")))
        assert page.post(admin_url("ban", "end", ban.pk)).status_code == 404
        assert Ban.objects.filter_in_force().exists()

    def test_ban_cannot_be_added_changed_or_deleted_here(self, sign_in_as, ban):
        page = sign_in_as(UserFactory(is_superuser=True))

        assert page.get(admin_url("ban", "add")).status_code == 403
        assert page.post(admin_url("ban", "change", ban.pk), {"reason": "x"}).status_code == 403
        assert page.post(admin_url("ban", "delete", ban.pk), {"post": "yes"}).status_code == 403

    def test_list_filters_bans_in_force(self, sign_in_as, secretary, ban):
        Ban.objects.filter(pk=ban.pk).update(until=timezone.now() - timedelta(days=1))
        page = sign_in_as(secretary)

        assert page.get(admin_url("ban"), {"hieu-luc": "co"}).context["cl"].result_count == 0
        assert page.get(admin_url("ban"), {"hieu-luc": "khong"}).context["cl"].result_count == 1


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("model", ["ban", "legalhold"])
def test_lists_take_a_constant_number_of_queries(
    sign_in_as, approver, article, model, number, django_assert_max_num_queries
):
    for _n in range(number):
        comment = CommentFactory(article=article)
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn")
        bans.ban_author(comment, by=approver, target="author", days=30, reason="Quấy rối")
    page = sign_in_as(approver)
    page.get(admin_url(model))

    with django_assert_max_num_queries(13):
        page.get(admin_url(model))
