"""The rights of people over articles: `may` answers for one article.

Its list forms are `visible_to`, a queryset, and conditions for querysets: `owner_condition`, `author_condition`,
`reach_condition`, `approval_condition`.
"""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from newsroom.core.accounts import User

from .models import APPROVERS_TURN, HANDED_ON, WRITERS_TURN, Article, Byline, Event, Photo, Section, State
from .models.querysets import ArticleQuerySet


def may(user: User, act: str, article: Article | None = None) -> bool:
    """May `user` do `act` (a key of RULES) to `article`? Without an article: may `user` do it to any?

    The workflow decides whether the state of the article allows the act. The one exception is "change": its
    writer cannot change an article in review, and nobody can change a published one.
    """
    rule = RULES[act]
    return user.is_active and rule(user, article)


def visible_to(user: User) -> ArticleQuerySet:
    """The articles that `user` may see: the list form of may(user, "view", article)."""
    if not user.is_active or not user.has_perm("articles.view_article"):
        return Article.objects.none()
    if not user.has_perm("articles.view_any_article"):
        return Article.objects.filter(owner_condition(user))
    if sections_in_reach(user) is None:
        return Article.objects.all()
    return Article.objects.filter(owner_condition(user) | reach_condition(user))


def sections_in_reach(user: User) -> set[int] | None:
    """The ids of the sections whose articles `user` works with; None for all. Loaded once for each user object."""
    if not hasattr(user, "_reach"):
        remits = list(user.remits.select_related("section"))
        sections = Section.objects.subtree(*(remit.section for remit in remits))
        reach = set(sections.values_list("pk", flat=True)) if remits else None
        user._reach = reach  # type: ignore[attr-defined]  # kept on the object, for this request
    return user._reach  # type: ignore[attr-defined]  # see above


def is_in_reach(user: User, article: Article) -> bool:
    reach = sections_in_reach(user)
    return reach is None or article.section_id in reach


def reach_condition(user: User) -> Q:
    """The list form of `is_in_reach`."""
    reach = sections_in_reach(user)
    return Q() if reach is None else Q(section__in=reach)


def is_owner(user: User, article: Article) -> bool:
    """Did `user` begin the article, or is `user` in charge of it?"""
    return user.pk in (article.created_by_id, article.assignee_id)


def owner_condition(user: User) -> Q:
    """The list form of `is_owner`."""
    return Q(created_by=user) | Q(assignee=user)


def is_author(user: User, article: Article) -> bool:
    """Did `user` begin the article, submit it, or is `user` in its byline?"""
    if article.pk is None:
        return article.created_by_id == user.pk
    return Article.objects.filter(author_condition(user), pk=article.pk).exists()


def author_condition(user: User) -> Q:
    """The list form of `is_author`."""
    in_byline = Byline.objects.filter(article=OuterRef("pk"), author__user=user)
    submitted = Event.objects.filter(article=OuterRef("pk"), move="submit", by=user)
    return Q(created_by=user) | Q(Exists(in_byline)) | Q(Exists(submitted))


def reach_rule(permission: str) -> Callable[[User, Article | None], bool]:
    """A rule for RULES: `permission`, for articles of the sections in reach."""

    def rule(user, article):
        return user.has_perm(permission) and (article is None or is_in_reach(user, article))

    return rule


may_review = reach_rule("articles.review_article")
may_take_down = reach_rule("articles.take_down_article")


def may_view(user: User, article: Article | None) -> bool:
    if not user.has_perm("articles.view_article"):
        return False
    if article is None or is_owner(user, article):
        return True
    return user.has_perm("articles.view_any_article") and is_in_reach(user, article)


def may_change(user: User, article: Article | None) -> bool:
    if not user.has_perm("articles.change_article"):
        return False
    if article is None or (article.state in WRITERS_TURN and is_owner(user, article)):
        return True
    if not user.has_perm("articles.change_any_article") or not is_in_reach(user, article):
        return False
    if article.state == State.SUBMITTED:
        return may_review(user, article)
    # Approvers also edit what waits for approval and what was taken down.
    return article.state in APPROVERS_TURN and may_release(user, article)


def may_release(user: User, article: Article | None) -> bool:
    return reach_rule("articles.publish_article")(user, article) and reaches_live_article(user, article)


def reaches_live_article(user: User, article: Article | None) -> bool:
    """Is the live article of a working copy in reach? The copy may have been moved to another section."""
    return article is None or article.replaces is None or is_in_reach(user, article.replaces)


def may_publish(user: User, article: Article | None) -> bool:
    """Authors do not approve their own articles, unless APPROVER_MAY_BE_AUTHOR is set."""
    if not may_release(user, article):
        return False
    return article is None or settings.APPROVER_MAY_BE_AUTHOR or not is_author(user, article)


def approval_condition(user: User) -> Q:
    """The list form of may(user, "publish", article), for a `user` who has the permission."""
    reach = sections_in_reach(user)
    live = Q() if reach is None else Q(replaces=None) | Q(replaces__section__in=reach)
    by_others = Q() if settings.APPROVER_MAY_BE_AUTHOR else ~author_condition(user)
    return reach_condition(user) & live & by_others


def may_countersign(user: User, article: Article | None) -> bool:
    return may_publish(user, article) and (article is None or article.urgent_by_id != user.pk)


def may_begin_correction(user: User, article: Article | None) -> bool:
    """Owners may begin a working copy of a live article, and people who edit the articles of others."""
    if not user.has_perm("articles.change_article"):
        return False
    if article is None or is_owner(user, article):
        return True
    return user.has_perm("articles.change_any_article") and is_in_reach(user, article)


def may_replace_at_once(user: User, article: Article | None) -> bool:
    """May `user` put a working copy in place of the live article without a second person?"""
    if not reach_rule("articles.correct_article")(user, article):
        return False
    return article is None or (article.is_working_copy and reaches_live_article(user, article))


def may_submit(user: User, article: Article | None) -> bool:
    return user.has_perm("articles.change_article") and (article is None or is_owner(user, article))


def may_trash(user: User, article: Article | None) -> bool:
    if article is None:
        return user.has_perm("articles.change_article")
    if article.was_read():
        return may_take_down(user, article)
    return may_submit(user, article) or may_review(user, article)


def may_copy(user: User, article: Article | None) -> bool:
    """May `user` make a new draft from the article?"""
    return user.has_perm("articles.add_article") and may_view(user, article)


def may_see_history(user: User, article: Article | None) -> bool:
    """Old versions are for people who write; the role of viewers sees the current text only."""
    return user.has_perm("articles.change_article") and may_view(user, article)


def may_share(user: User, article: Article | None) -> bool:
    """May `user` show the article to people without an account, or leave a note?"""
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
    "publish_urgently": reach_rule("articles.publish_urgently_article"),
    "countersign": may_countersign,
    "backdate": reach_rule("articles.backdate_article"),
    "take_down": may_take_down,
    "correct": may_begin_correction,
    "replace_at_once": may_replace_at_once,
    "assign": reach_rule("articles.assign_article"),
    "trash": may_trash,
    "empty_trash": reach_rule("articles.empty_trash_article"),
}


def may_arrange(user: User, section: Section | None = None) -> bool:
    """May `user` arrange the slots of the home page (no section), or of the page of `section`?

    A person with a remit arranges the pages of these sections only.
    """
    if not may_arrange_something(user):
        return False
    reach = sections_in_reach(user)
    return reach is None or (section is not None and section.pk in reach)


def may_arrange_something(user: User) -> bool:
    """May `user` arrange any page?"""
    return user.is_active and user.has_perm("articles.place_article")


def may_describe(user: User, photo: Photo) -> bool:
    """May `user` change alt text and credit of `photo`, in all articles that show it?

    Of a photo in a published article, only people who may publish; in an article in review, only people who may
    edit that article, because approvers answer for the words they have seen.
    """
    if not user.has_perm("articles.change_photo"):
        return False
    if user.has_perm("articles.publish_article"):
        return True
    if photo.uploaded_by_id != user.pk and not user.has_perm("articles.change_any_article"):
        return False
    shown = Article.objects.filter(Q(photo_uses__photo=photo) | Q(cover=photo)).distinct()
    settled = shown.filter(state__in=HANDED_ON)
    settled = settled.select_related("replaces").only(
        "state", "section", "created_by", "assignee", "replaces"
    )
    return all(article.state != State.PUBLISHED and may(user, "change", article) for article in settled)
