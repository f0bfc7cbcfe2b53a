"""A word rule is tried on approved comments before it is saved; examples come from the person's own sections."""

import pytest
from django.urls import reverse

from articles.models import Remit
from comments.intake.word_rules import match_rules, rehearse
from comments.models import WordRule
from newsroom.core.roles import Role
from tests.comments.reader import text_of
from tests.factories import ArticleFactory, CommentFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:comments_wordrule_add")
LIST = reverse("admin:comments_wordrule_changelist")


@pytest.fixture(autouse=True)
def _no_rules_yet(db):
    WordRule.objects.all().delete()


@pytest.fixture
def approved_comments(article, moderator):
    """Five approved comments, two of them with the word, in the text or in the name."""
    for body, name in [
        ("Chợ mới họp ồn ào quá, mong xem lại.", "Lan"),
        ("Đường sạch đẹp, cảm ơn thành phố.", "Bà Chợ Mới"),
        ("Trường học khang trang hơn trước nhiều.", "Hùng"),
        ("Cho moi nguoi biet lich cat nuoc voi a, xin cam on nhieu.", "Minh"),
        ("Công viên nhiều cây xanh, rất mát.", "Hà"),
    ]:
        CommentFactory(article=article, body=body, name=name, shown=moderator)


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


def rule_fields(text="chợ mới", **fields):
    return {"text": text, "kind": "hold", "note": "", "is_active": "on", **fields}


def save_rule(client, address=ADD, **fields):
    """Save as a person does: submit, read the rehearsal, submit again with the fields of the page."""
    first = client.post(address, rule_fields(**fields))
    if first.status_code == 302:
        return first
    form = first.context["adminform"].form
    return client.post(address, rule_fields(**fields, rehearsed=form["rehearsed"].value()))


class TestRehearsal:
    def test_counts_matches_in_text_and_name(self, approved_comments, secretary):
        found = rehearse("chợ mới", also_unaccented=False, user=secretary)

        assert (found.comment_count, found.held_count) == (5, 2)

    def test_rule_without_marks_matches_more(self, approved_comments, secretary):
        assert rehearse("chợ mới", also_unaccented=True, user=secretary).held_count == 3

    def test_words_that_another_rule_lets_pass_are_not_counted(self, approved_comments, secretary):
        WordRule.objects.create(text="bà chợ mới", kind="pass")

        assert rehearse("chợ mới", also_unaccented=False, user=secretary).held_count == 1
        assert rehearse("bà chợ mới", also_unaccented=False, user=secretary).held_count == 1

    def test_waiting_and_rejected_comments_are_not_counted(self, article, secretary):
        CommentFactory(article=article, body="Chợ mới họp ồn ào.")

        assert rehearse("chợ mới", also_unaccented=False, user=secretary) == (0, 0, [])

    def test_first_submit_shows_the_rehearsal_and_saves_nothing(self, approved_comments, office):
        response = office.post(ADD, rule_fields())

        assert response.status_code == 200
        assert "Quy tắc này gặp 2 trong 5 ý kiến được đăng gần nhất." in text_of(response)
        assert "<mark>Chợ mới</mark> họp ồn ào" in response.content.decode()
        assert "errornote" not in response.content.decode()
        assert not WordRule.objects.exists()

    def test_second_submit_saves_the_rule(self, approved_comments, office):
        response = save_rule(office)

        assert response.status_code == 302
        assert WordRule.objects.get().text == "chợ mới"

    def test_changed_words_are_rehearsed_again(self, approved_comments, office):
        first = office.post(ADD, rule_fields())
        seen = first.context["adminform"].form["rehearsed"].value()
        response = office.post(ADD, rule_fields("công viên", rehearsed=seen))

        assert "Quy tắc này gặp 1 trong 5" in text_of(response)
        assert not WordRule.objects.exists()

    def test_wider_mode_is_rehearsed_again(self, approved_comments, office):
        first = office.post(ADD, rule_fields())
        seen = first.context["adminform"].form["rehearsed"].value()
        response = office.post(ADD, rule_fields(rehearsed=seen, also_unaccented="on"))

        assert "Quy tắc này gặp 3 trong 5" in text_of(response)

    def test_changing_the_note_or_switching_off_needs_no_rehearsal(self, approved_comments, office):
        save_rule(office)
        rule = WordRule.objects.get()
        address = reverse("admin:comments_wordrule_change", args=[rule.pk])

        assert office.post(address, rule_fields(note="Theo họp giao ban")).status_code == 302
        data = rule_fields(note="Theo họp giao ban")
        del data["is_active"]
        assert office.post(address, data).status_code == 302
        rule.refresh_from_db()
        assert (rule.note, rule.is_active) == ("Theo họp giao ban", False)

    def test_rule_switched_on_again_is_rehearsed(self, approved_comments, office):
        rule = WordRule.objects.create(text="chợ mới", is_active=False)
        response = office.post(reverse("admin:comments_wordrule_change", args=[rule.pk]), rule_fields())

        assert "Quy tắc này gặp 2 trong 5" in text_of(response)

    def test_missing_comments_to_try_on_give_a_message(self, office):
        assert "chưa có gì để thử quy tắc" in text_of(office.post(ADD, rule_fields()))

    def test_form_errors_come_before_the_rehearsal(self, approved_comments, office):
        WordRule.objects.create(text="chợ mới")
        response = office.post(ADD, rule_fields())

        assert response.context["adminform"].form.rehearsal is None
        assert "errornote" in response.content.decode()

    def test_hostile_text_is_escaped(self, article, moderator, office):
        CommentFactory(article=article, body="<script>alert(1)</script> chợ mới", shown=moderator)
        page = office.post(ADD, rule_fields()).content.decode()

        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>chợ mới</mark>" in page


class TestPassRules:
    def test_pass_rule_holds_no_comment(self):
        WordRule.objects.create(text="chợ mới")
        WordRule.objects.create(text="bà chợ mới", kind="pass")

        assert match_rules("Bà Chợ Mới rất vui") == []
        assert [rule.text for rule in match_rules("Bà Chợ Mới ra chợ mới")] == ["chợ mới"]


class TestPermissions:
    def test_examples_come_from_own_sections_alone(self, approved_comments, client):
        stranger = UserFactory(role=Role.SECRETARY)
        Remit.objects.create(person=stranger, section=SectionFactory())
        client.force_login(stranger)
        response = client.post(ADD, rule_fields())

        assert "Quy tắc này gặp 2 trong 5" in text_of(response)
        assert "họp ồn ào" not in response.content.decode()
        assert "Bà Chợ Mới" not in response.content.decode()

    def test_moderator_may_read_rules_but_not_change_them(self, approved_comments, client, moderator):
        rule = WordRule.objects.create(text="chợ mới")
        client.force_login(moderator)
        address = reverse("admin:comments_wordrule_change", args=[rule.pk])

        assert client.get(LIST).status_code == 200
        assert client.get(address).status_code == 200
        assert client.get(ADD).status_code == 403
        assert client.post(ADD, rule_fields()).status_code == 403
        assert client.post(address, rule_fields("khác")).status_code == 403

    @pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.VIEWER, Role.ADMINISTRATOR])
    def test_other_roles_may_not_read_rules(self, client, role):
        client.force_login(UserFactory(role=role))

        assert client.get(LIST).status_code == 403

    def test_rule_cannot_be_deleted(self, client):
        rule = WordRule.objects.create(text="chợ mới")
        client.force_login(UserFactory(is_superuser=True))

        address = reverse("admin:comments_wordrule_delete", args=[rule.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


class TestList:
    @pytest.mark.parametrize("words", ["dia", "ĐỊA", "địa"])
    def test_search_ignores_vietnamese_marks(self, office, words):
        WordRule.objects.create(text="địa chủ")
        WordRule.objects.create(text="thành phố")
        page = text_of(office.get(LIST, {"q": words}))

        assert "địa chủ" in page
        assert "thành phố" not in page

    def test_shows_matches_and_false_matches_of_a_rule(self, office, article, moderator):
        rule = WordRule.objects.create(text="chợ mới")
        for person in (moderator, moderator, None, None):
            CommentFactory(article=article, shown=person).word_rules.add(rule)
        row = office.get(LIST).context["cl"].result_list[0]

        assert (row.met, row.shown) == (4, 2)
        assert "2 (50 %)" in text_of(office.get(LIST))

    @pytest.mark.parametrize("rules", [1, 30])
    def test_takes_a_constant_number_of_queries(self, office, rules, django_assert_max_num_queries):
        for number in range(rules):
            WordRule.objects.create(text=f"từ số {number}")
        office.get(LIST)  # what Django remembers

        with django_assert_max_num_queries(12):
            office.get(LIST)


def test_every_change_is_logged(approved_comments, office, secretary):
    from newsroom.core.audit import AuditEntry

    save_rule(office)
    change = AuditEntry.objects.filter(kind="comments.wordrule").latest("pk")

    assert (change.act, change.by, change.name) == ("created", secretary, "chợ mới")


def test_person_limited_to_a_section_sees_its_examples(moderator, client):
    article = ArticleFactory(published=True)
    CommentFactory(article=article, body="Chợ mới họp ồn ào quá.", shown=moderator)
    mine = UserFactory(role=Role.SECRETARY)
    Remit.objects.create(person=mine, section=article.section)
    client.force_login(mine)

    assert "họp ồn ào" in client.post(ADD, rule_fields()).content.decode()
