"""Rights: role x act x own or other section; a refused person sees no hidden word."""

import pytest
from django.test import Client

from articles.models import Remit
from comments import moderation
from comments.models import (
    Ban,
    Comment,
    CommentSettings,
    ModerationEvent,
    ModeratorNote,
    OfficialReply,
    RejectionReason,
)
from comments.moderation import notes, replies
from comments.permissions import list_replies_needing_second_person, needs_second_person
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, CommentFactory, OfficeFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"
MODERATING = {Role.MODERATOR, Role.SECRETARY, Role.APPROVER}
KEEPING = {Role.SECRETARY, Role.APPROVER}
LOOKING = MODERATING | {Role.VIEWER}
SECRET = "Nội dung kín"
EMAIL = "kin@rieng.example"


@pytest.fixture(scope="module")
def moderator(module_db):
    return UserFactory(role=Role.MODERATOR)


@pytest.fixture(scope="module")
def article(module_db):
    return ArticleFactory(published=True)


@pytest.fixture(scope="module")
def comment(article, moderator):
    """Create a waiting comment with secret text, e-mail, note and history."""
    comment = CommentFactory(article=article, name=f"{SECRET} tên", body=f"{SECRET} lời", email=EMAIL)
    notes.add_note(comment, by=moderator, text=f"{SECRET} ghi chú")
    moderation.edit(
        comment, by=moderator, version=1, name=comment.name, body=f"{SECRET} đã sửa", note=f"{SECRET} vì sao"
    )
    comment.refresh_from_db()
    return comment


@pytest.fixture(scope="module")
def shown_comment(article, moderator):
    comment = CommentFactory(article=article, shown=moderator)
    words = {"body": f"{SECRET} trả lời", "office": OfficeFactory(), "signer": "An", "signer_title": "Chánh"}
    replies.draft(comment, by=moderator, version=0, **words)
    comment.refresh_from_db()
    return comment


def decide(comment, name):
    reason = RejectionReason.objects.first().pk
    fields = {"do": f"{name}:{comment.pk}", f"version-{comment.pk}": comment.version}
    return f"{QUEUE}decide/", fields | {f"reason-{comment.pk}": reason, f"note-{comment.pk}": "Vì thế"}


def bulk(comment):
    fields = {
        "do": "approve:chosen",
        "chosen": comment.pk,
        f"version-{comment.pk}": comment.version,
        "confirm": 1,
    }
    return f"{QUEUE}decide/", fields


def edit(comment):
    fields = {"version": comment.version, "name": "Tên mới", "body": "Lời đã sửa lại", "note": ""}
    return f"{QUEUE}{comment.pk}/edit/", fields


def draft(comment):
    fields = {
        "do": "draft",
        "version": 1,
        "body": "Trả lời khác",
        "office": OfficeFactory().pk,
        "signer": "B",
    }
    return f"{QUEUE}{comment.pk}/reply/", fields | {"signer_title": "Phó"}


def ban(comment):
    return f"{QUEUE}{comment.pk}/ban/", {"target": "author", "days": "7", "reason": "Thư rác"}


# What is sent, to which of the two comments, and who may.
ACTS = {
    "approve": (lambda one: decide(one, "approve"), "comment", MODERATING),
    "reject": (lambda one: decide(one, "reject"), "comment", MODERATING),
    "spam": (lambda one: decide(one, "spam"), "comment", MODERATING),
    "note": (lambda one: decide(one, "note"), "comment", MODERATING),
    "bulk": (bulk, "comment", MODERATING),
    "edit": (edit, "comment", MODERATING),
    "ban": (ban, "comment", KEEPING),
    "hide": (lambda one: decide(one, "hide"), "shown", MODERATING),
    "feature": (lambda one: decide(one, "feature"), "shown", MODERATING),
    "draft": (draft, "shown", MODERATING),
    "publish": (
        lambda one: (f"{QUEUE}{one.pk}/reply/", {"do": "publish", "version": 1}),
        "shown",
        {Role.APPROVER},
    ),
    "return": (
        lambda one: (f"{QUEUE}{one.pk}/reply/", {"do": "return", "version": 1, "why": "Sửa"}),
        "shown",
        {Role.APPROVER},
    ),
}


def list_all_rows():
    """Return all rows that an act could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Comment, ModerationEvent, ModeratorNote, Ban, OfficialReply)
    ]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("section", ["all", "own", "other"])
def test_acts_are_allowed_by_role_and_section(client, comment, shown_comment, role, act, section):
    sent, name, allowed = ACTS[act]
    target = {"comment": comment, "shown": shown_comment}[name]
    user = UserFactory(role=role)
    if section != "all":
        Remit.objects.create(
            person=user, section=target.article.section if section == "own" else SectionFactory()
        )
    client.force_login(user)
    before = list_all_rows()
    address, fields = sent(target)

    response = client.post(address, fields)

    if role in allowed and section != "other":
        assert response.status_code == 302
        assert list_all_rows() != before, f"{role} could not {act}"
    else:
        assert list_all_rows() == before, f"{role} could {act}"
        assert response.status_code in (403, 404, 409) or (act, section) == ("bulk", "other")
        if role not in LOOKING or section == "other":
            assert SECRET not in response.content.decode()
    if section == "other" and role in allowed and act != "bulk":
        absent, _fields = sent(Comment(pk=99_999, version=1, article=target.article))
        gone = client.post(absent, fields | ({"do": f"{act}:99999"} if "decide" in address else {}))
        assert gone.status_code == response.status_code == 404  # hidden and absent look the same


PAGES = ["change", "edit", "reply", "ban", "history"]
MAY_OPEN = {"change": LOOKING, "edit": MODERATING, "reply": MODERATING, "ban": KEEPING, "history": MODERATING}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role)
def test_pages_are_open_by_role(client, comment, role, page):
    user = UserFactory(role=role)
    client.force_login(user)
    address = f"{QUEUE}{comment.pk}/{page}/"

    response = client.get(address)
    if role in MAY_OPEN[page]:
        assert response.status_code == (302 if page == "history" else 200)
    else:
        assert response.status_code in (403, 404)
        assert SECRET not in response.content.decode()
    Remit.objects.create(person=user, section=SectionFactory())
    hidden, absent = client.get(address), client.get(f"{QUEUE}99999/{page}/")
    assert hidden.status_code == absent.status_code == 404
    assert SECRET not in hidden.content.decode()


@pytest.mark.parametrize("role", sorted(LOOKING))
def test_each_role_sees_only_what_its_rights_allow(client, comment, role):
    client.force_login(UserFactory(role=role))

    text = "".join(
        client.get(page).content.decode()
        for page in (f"{QUEUE}?muc=cho-duyet", f"{QUEUE}{comment.pk}/change/")
    )

    assert f"{SECRET} đã sửa" in text
    assert (EMAIL in text) == (role in KEEPING)
    for kept in ("ghi chú", "vì sao", "lời"):  # note, history, what it said before
        assert (f"{SECRET} {kept}" in text) == (role in MODERATING)
    for hashed in (comment.author_hash, comment.secret_hash, comment.receipt_nonce, comment.digest_key):
        assert hashed not in text


@pytest.mark.parametrize("role", Role)
def test_queue_and_its_search_are_limited_to_own_sections(client, comment, shown_comment, role):
    user = UserFactory(role=role)
    Remit.objects.create(person=user, section=SectionFactory())
    client.force_login(user)

    for query in ("", "?q=kín", f"?q={comment.pk}", f"?bai={comment.article_id}", f"?nguoi={comment.pk}"):
        response = client.get(QUEUE + query)
        assert response.status_code == (200 if role in LOOKING else 403)
        assert f"{SECRET} " not in response.content.decode()
    if role in LOOKING:
        assert not any(count for _tab, count, _calling in client.get(QUEUE).context["tabs"])


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
def test_comment_cannot_be_added_or_deleted_in_the_admin(client, comment, page):
    client.force_login(UserFactory(role=Role.APPROVER))
    address = QUEUE + page.format(pk=comment.pk)

    assert client.get(address).status_code == client.post(address, {"post": "yes"}).status_code == 403
    assert Comment.objects.filter(pk=comment.pk).exists()


def test_anonymous_visitor_is_asked_to_sign_in(client, comment):
    for page in ("", "undo/", f"{comment.pk}/change/", f"{comment.pk}/edit/"):
        response = client.get(QUEUE + page)
        assert response.url.startswith("/admin/login/")


def test_form_of_another_site_is_refused(comment, moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    for address, fields in (decide(comment, "approve"), edit(comment), ban(comment)):
        assert client.post(address, fields).status_code == 403
    assert client.post(f"{QUEUE}pulse/").status_code == client.post(f"{QUEUE}undo/").status_code == 403
    assert Comment.objects.get(pk=comment.pk).state == "pending"


@pytest.mark.parametrize("needs_two", [True, False])
def test_list_of_replies_needing_a_second_person_agrees_with_the_rule(shown_comment, moderator, needs_two):
    CommentSettings.objects.update(reply_needs_two=needs_two)
    reply = OfficialReply.objects.get(comment=shown_comment)

    for user in (moderator, UserFactory(role=Role.APPROVER)):
        is_listed = reply in list_replies_needing_second_person(user)
        assert is_listed == needs_second_person(user, reply)
        assert is_listed == (needs_two and user == moderator)
