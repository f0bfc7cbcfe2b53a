"""Who may do what to which article: one question, `may`; its list forms are `visible_to` and `approvable_by`."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from newsroom.core.roles import Role, grant

from .models import WAITING, WRITERS_TURN, Article, Byline, Event, Section, State


def may(user, act, article=None):
    """May `user` do `act` (a key of RULES) to `article`? Without an article: might there be one?

    Whether the article's state allows the act is the workflow's question, except for "change": what is in
    review is frozen for its writer, and what is live for everybody.
    """
    rule = RULES[act]
    return user.is_active and rule(user, article)


def visible_to(user):
    """The articles that `user` may see: the list form of may(user, "view", article)."""
    if not user.is_active or not user.has_perm("articles.view_article"):
        return Article.objects.none()
    own = Q(created_by=user) | Q(assignee=user)
    if not user.has_perm("articles.view_any_article"):
        return Article.objects.filter(own)
    reach = reach_of(user)
    return Article.objects.all() if reach is None else Article.objects.filter(own | Q(section__in=reach))


def reach_of(user):
    """The sections (ids) whose articles `user` works with, or None: all. Asked once per user object."""
    if not hasattr(user, "_reach"):
        remits = list(user.remits.select_related("section"))
        sections = Section.objects.subtree(*(remit.section for remit in remits))
        user._reach = set(sections.values_list("pk", flat=True)) if remits else None
    return user._reach


def is_own(user, article):
    """Did `user` begin it, or was it put into that person's hands?"""
    return user.pk in (article.created_by_id, article.assignee_id)


def written_by(user):
    """A condition: `user` began it, stands in its byline, or handed it in, having been put in charge."""
    in_byline = Byline.objects.filter(article=OuterRef("pk"), author__user=user)
    handed_in = Event.objects.filter(article=OuterRef("pk"), move="submit", by=user)
    return Q(created_by=user) | Q(Exists(in_byline)) | Q(Exists(handed_in))


def is_author(user, article):
    if article.pk is None:
        return article.created_by_id == user.pk
    return Article.objects.filter(written_by(user), pk=article.pk).exists()


def is_in_reach(user, article):
    reach = reach_of(user)
    return reach is None or article.section_id in reach


def in_reach(user):
    """The list form of `is_in_reach`: a condition."""
    reach = reach_of(user)
    return Q() if reach is None else Q(section__in=reach)


def has(permission):
    """A rule: the right `permission`, within the sections of the person."""

    def rule(user, article):
        return user.has_perm(permission) and (article is None or is_in_reach(user, article))

    return rule


may_review = has("articles.review_article")
may_take_down = has("articles.take_down_article")


def may_view(user, article):
    if not user.has_perm("articles.view_article"):
        return False
    if article is None or is_own(user, article):
        return True
    return user.has_perm("articles.view_any_article") and is_in_reach(user, article)


def may_change(user, article):
    if not user.has_perm("articles.change_article"):
        return False
    if article is None or (article.state in WRITERS_TURN and is_own(user, article)):
        return True
    if not user.has_perm("articles.change_any_article") or not is_in_reach(user, article):
        return False
    if article.state == State.SUBMITTED:
        return may_review(user, article)
    # Whoever may publish edits what waits for it, and what readers no longer see.
    return article.state in {State.AWAITING, State.TAKEN_DOWN} and may_release(user, article)


def may_release(user, article):
    return has("articles.publish_article")(user, article) and reaches_the_live(user, article)


def reaches_the_live(user, article):
    """A working copy that was moved to another section still replaces an article in the old one."""
    return article is None or not article.is_working_copy or is_in_reach(user, article.replaces)


def may_publish(user, article):
    """The approver is never the author, unless the office has switched that off."""
    if not may_release(user, article):
        return False
    return article is None or settings.APPROVER_MAY_BE_AUTHOR or not is_author(user, article)


def approvable_by(user):
    """A condition, where `user` has the right at all: the list form of may(user, "publish", article)."""
    reach = reach_of(user)
    live = Q() if reach is None else Q(replaces=None) | Q(replaces__section__in=reach)
    by_others = Q() if settings.APPROVER_MAY_BE_AUTHOR else ~written_by(user)
    return in_reach(user) & live & by_others


def may_countersign(user, article):
    return may_publish(user, article) and (article is None or article.urgent_by_id != user.pk)


def may_begin_correction(user, article):
    """Begin a working copy of a live article: its writer, and whoever edits the articles of others."""
    if not user.has_perm("articles.change_article"):
        return False
    if article is None or is_own(user, article):
        return True
    return user.has_perm("articles.change_any_article") and is_in_reach(user, article)


def may_replace_at_once(user, article):
    """Put a working copy in place of the live article without a second person."""
    if not has("articles.correct_article")(user, article):
        return False
    return article is None or (article.is_working_copy and reaches_the_live(user, article))


def may_submit(user, article):
    return user.has_perm("articles.change_article") and (article is None or is_own(user, article))


def may_trash(user, article):
    if article is None:
        return user.has_perm("articles.change_article")
    if article.was_read():
        return may_take_down(user, article)
    return may_submit(user, article) or may_review(user, article)


def may_copy(user, article):
    """Make a new draft from it: who may see the source and may write."""
    return user.has_perm("articles.add_article") and may_view(user, article)


def may_see_history(user, article):
    """Old versions are for those who write: a reader of the desk sees what is, not what was."""
    return user.has_perm("articles.change_article") and may_view(user, article)


def may_share(user, article):
    """Show it to somebody without an account."""
    return user.has_perm("articles.change_article") and may_view(user, article)


RULES = {
    "add": lambda user, article: user.has_perm("articles.add_article"),
    "view": may_view,
    "change": may_change,
    "copy": may_copy,
    "history": may_see_history,
    "share": may_share,
    "submit": may_submit,
    "review": may_review,
    "publish": may_publish,
    "release": may_release,
    "publish_urgently": has("articles.publish_urgently_article"),
    "countersign": may_countersign,
    "backdate": has("articles.backdate_article"),
    "take_down": may_take_down,
    "correct": may_begin_correction,
    "replace_at_once": may_replace_at_once,
    "assign": has("articles.assign_article"),
    "trash": may_trash,
    "empty_trash": has("articles.empty_trash_article"),
}


def may_arrange(user, section=None):
    """May `user` say what stands in front on the home page, or at the head of `section`?

    Somebody with a remit arranges the pages of these sections; the home page belongs to the whole house.
    """
    if not user.is_active or not user.has_perm("articles.place_article"):
        return False
    reach = reach_of(user)
    return reach is None or (section is not None and section.pk in reach)


def may_arrange_something(user):
    return user.is_active and user.has_perm("articles.place_article")


def may_describe(user, photo):
    """May `user` change alt text, credit and the like of `photo`, wherever it stands?

    Where readers see it already, only someone who may publish changes it; in an article that others are
    reviewing, only those who may edit that article: they approve the words they have seen.
    """
    if not user.has_perm("articles.change_photo"):
        return False
    if user.has_perm("articles.publish_article"):
        return True
    if photo.uploaded_by_id != user.pk and not user.has_perm("articles.change_any_article"):
        return False
    shown = Article.objects.filter(Q(photo_uses__photo=photo) | Q(cover=photo)).distinct()
    settled = shown.filter(state__in=WAITING | {State.PUBLISHED})
    settled = settled.select_related("replaces").only(
        "state", "section", "created_by", "assignee", "replaces"
    )
    return all(article.state != State.PUBLISHED and may(user, "change", article) for article in settled)


def grant_rights():
    """What each role may do in this room."""
    reading = ("articles.view_article", "articles.view_photo", "articles.view_topic", "articles.view_tag")
    people = ("articles.view_section", "articles.view_office", "articles.view_author")
    writing = (
        "articles.add_article",
        "articles.change_article",
        "articles.add_photo",
        "articles.change_photo",
        "articles.add_tag",
    )
    reviewing = (
        "articles.view_any_article",
        "articles.change_any_article",
        "articles.review_article",
        "articles.assign_article",
        "articles.delete_photo",
    )
    urgent = ("articles.publish_urgently_article", "articles.backdate_article", "articles.correct_article")
    arranging = ("articles.place_article",)
    releasing = ("articles.publish_article", "articles.take_down_article", "articles.empty_trash_article")

    grant(Role.WRITER, *reading, *people, *writing)
    grant(Role.EDITOR, *reading, *people, *writing, *reviewing)
    grant(Role.SECRETARY, *reading, *people, *writing, *reviewing, *urgent, *arranging)
    grant(Role.SECRETARY, *keeping("author"), *keeping("topic"), *keeping("tag"), *keeping("office"))
    grant(Role.APPROVER, *reading, *people, *writing, *reviewing, *urgent, *releasing, *arranging)
    grant(Role.VIEWER, *reading, *people, "articles.view_any_article")
    grant(Role.ADMINISTRATOR, *keeping("section"), *keeping("office"), *keeping("author"), *keeping("remit"))
    grant(Role.ADMINISTRATOR, "articles.delete_remit")
    for role in (Role.SECRETARY, Role.ADMINISTRATOR):
        for name in ("banner", "menuentry"):
            grant(role, f"articles.delete_{name}", *keeping(name))
    grant(Role.ADMINISTRATOR, "articles.view_photo", "articles.add_photo")  # for banners and pages


def keeping(name):
    """Add, change, see, and see the history of the records called `name`."""
    rights = {f"articles.{act}_{name}" for act in ("add", "change", "view")}
    has_history = name in {"section", "office", "author", "remit"}
    return rights | ({f"articles.view_historical{name}"} if has_history else set())
