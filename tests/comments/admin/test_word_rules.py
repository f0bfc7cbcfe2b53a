"""A word rule is tried on what was approved before it is saved, and nobody learns more by it than elsewhere."""

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
def shown(article, moderator):
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


def filled(text="chợ mới", **fields):
    return {"text": text, "kind": "hold", "note": "", "is_active": "on", **fields}


def save(client, address=ADD, **fields):
    """As a person does: press, read the rehearsal, press again with what the page holds."""
    first = client.post(address, filled(**fields))
    if first.status_code == 302:
        return first
    form = first.context["adminform"].form
    return client.post(address, filled(**fields, rehearsed=form["rehearsed"].value()))


class TestRehearsing:
    def test_it_counts_text_and_name(self, shown, secretary):
        found = rehearse("chợ mới", also_unaccented=False, user=secretary)

        assert (found.comment_count, found.held_count) == (5, 2)

    def test_without_marks_it_meets_more(self, shown, secretary):
        assert rehearse("chợ mới", also_unaccented=True, user=secretary).held_count == 3

    def test_what_passes_in_any_case_is_not_counted(self, shown, secretary):
        WordRule.objects.create(text="bà chợ mới", kind="pass")

        assert rehearse("chợ mới", also_unaccented=False, user=secretary).held_count == 1
        assert rehearse("bà chợ mới", also_unaccented=False, user=secretary).held_count == 1

    def test_what_waits_or_was_turned_down_is_not_looked_at(self, article, secretary):
        CommentFactory(article=article, body="Chợ mới họp ồn ào.")

        assert rehearse("chợ mới", also_unaccented=False, user=secretary) == (0, 0, [])

    def test_the_first_press_shows_it_and_saves_nothing(self, shown, office):
        response = office.post(ADD, filled())

        assert response.status_code == 200
        assert "Quy tắc này gặp 2 trong 5 ý kiến được đăng gần nhất." in text_of(response)
        assert "<mark>Chợ mới</mark> họp ồn ào" in response.content.decode()
        assert "errornote" not in response.content.decode()
        assert not WordRule.objects.exists()

    def test_the_second_press_saves_it(self, shown, office):
        response = save(office)

        assert response.status_code == 302
        assert WordRule.objects.get().text == "chợ mới"

    def test_other_words_are_rehearsed_anew(self, shown, office):
        first = office.post(ADD, filled())
        seen = first.context["adminform"].form["rehearsed"].value()
        response = office.post(ADD, filled("công viên", rehearsed=seen))

        assert "Quy tắc này gặp 1 trong 5" in text_of(response)
        assert not WordRule.objects.exists()

    def test_a_mode_that_holds_more_is_rehearsed_too(self, shown, office):
        first = office.post(ADD, filled())
        seen = first.context["adminform"].form["rehearsed"].value()
        response = office.post(ADD, filled(rehearsed=seen, also_unaccented="on"))

        assert "Quy tắc này gặp 3 trong 5" in text_of(response)

    def test_a_note_or_the_end_of_a_rule_needs_none(self, shown, office):
        save(office)
        rule = WordRule.objects.get()
        address = reverse("admin:comments_wordrule_change", args=[rule.pk])

        assert office.post(address, filled(note="Theo họp giao ban")).status_code == 302
        data = filled(note="Theo họp giao ban")
        del data["is_active"]
        assert office.post(address, data).status_code == 302
        rule.refresh_from_db()
        assert (rule.note, rule.is_active) == ("Theo họp giao ban", False)

    def test_a_rule_put_to_use_again_is_rehearsed(self, shown, office):
        rule = WordRule.objects.create(text="chợ mới", is_active=False)
        response = office.post(reverse("admin:comments_wordrule_change", args=[rule.pk]), filled())

        assert "Quy tắc này gặp 2 trong 5" in text_of(response)

    def test_nothing_to_try_it_on_is_said(self, office):
        assert "chưa có gì để thử quy tắc" in text_of(office.post(ADD, filled()))

    def test_a_mistake_comes_before_the_rehearsal(self, shown, office):
        WordRule.objects.create(text="chợ mới")
        response = office.post(ADD, filled())

        assert response.context["adminform"].form.rehearsal is None
        assert "errornote" in response.content.decode()

    def test_a_hostile_text_is_shown_as_text(self, article, moderator, office):
        CommentFactory(article=article, body="<script>alert(1)</script> chợ mới", shown=moderator)
        page = office.post(ADD, filled()).content.decode()

        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>chợ mới</mark>" in page


class TestPassing:
    def test_a_rule_that_lets_words_pass_is_met_by_nothing(self):
        WordRule.objects.create(text="chợ mới")
        WordRule.objects.create(text="bà chợ mới", kind="pass")

        assert match_rules("Bà Chợ Mới rất vui") == []
        assert [rule.text for rule in match_rules("Bà Chợ Mới ra chợ mới")] == ["chợ mới"]


class TestWhoMay:
    def test_examples_are_of_own_sections_only(self, shown, client):
        stranger = UserFactory(role=Role.SECRETARY)
        Remit.objects.create(person=stranger, section=SectionFactory())
        client.force_login(stranger)
        response = client.post(ADD, filled())

        assert "Quy tắc này gặp 2 trong 5" in text_of(response)
        assert "họp ồn ào" not in response.content.decode()
        assert "Bà Chợ Mới" not in response.content.decode()

    def test_a_moderator_reads_rules_and_changes_none(self, shown, client, moderator):
        rule = WordRule.objects.create(text="chợ mới")
        client.force_login(moderator)
        address = reverse("admin:comments_wordrule_change", args=[rule.pk])

        assert client.get(LIST).status_code == 200
        assert client.get(address).status_code == 200
        assert client.get(ADD).status_code == 403
        assert client.post(ADD, filled()).status_code == 403
        assert client.post(address, filled("khác")).status_code == 403

    @pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.VIEWER, Role.ADMINISTRATOR])
    def test_others_do_not_even_read_them(self, client, role):
        client.force_login(UserFactory(role=role))

        assert client.get(LIST).status_code == 403

    def test_nobody_deletes_one(self, client):
        rule = WordRule.objects.create(text="chợ mới")
        client.force_login(UserFactory(is_superuser=True))

        address = reverse("admin:comments_wordrule_delete", args=[rule.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


class TestTheList:
    @pytest.mark.parametrize("words", ["dia", "ĐỊA", "địa"])
    def test_is_searched_whatever_the_marks(self, office, words):
        WordRule.objects.create(text="địa chủ")
        WordRule.objects.create(text="thành phố")
        page = text_of(office.get(LIST, {"q": words}))

        assert "địa chủ" in page
        assert "thành phố" not in page

    def test_says_how_often_a_rule_was_met_and_how_often_in_vain(self, office, article, moderator):
        rule = WordRule.objects.create(text="chợ mới")
        for shown in (moderator, moderator, None, None):
            CommentFactory(article=article, shown=shown).word_rules.add(rule)
        row = office.get(LIST).context["cl"].result_list[0]

        assert (row.met, row.shown) == (4, 2)
        assert "2 (50 %)" in text_of(office.get(LIST))

    @pytest.mark.parametrize("rules", [1, 30])
    def test_costs_the_same_for_any_number(self, office, rules, django_assert_max_num_queries):
        for number in range(rules):
            WordRule.objects.create(text=f"từ số {number}")
        office.get(LIST)  # what Django remembers

        with django_assert_max_num_queries(12):
            office.get(LIST)


def test_every_change_is_in_the_log(shown, office, secretary):
    from newsroom.core.audit import AuditEntry

    save(office)
    change = AuditEntry.objects.filter(kind="comments.wordrule").latest("pk")

    assert (change.act, change.by, change.name) == ("created", secretary, "chợ mới")


def test_a_section_of_its_own_sees_its_own_examples(moderator, client):
    article = ArticleFactory(published=True)
    CommentFactory(article=article, body="Chợ mới họp ồn ào quá.", shown=moderator)
    mine = UserFactory(role=Role.SECRETARY)
    Remit.objects.create(person=mine, section=article.section)
    client.force_login(mine)

    assert "họp ồn ào" in client.post(ADD, filled()).content.decode()
