"""Who may do what to which article: one question, `may`; its list form is `editable_by`."""

from newsroom.ground.roles import Role, grant

from .models import State


def may(user, act, article=None):
    """May `user` do `act` ("view", "add", "change", "publish", "take_down") to `article`?

    Without an article: might there be one? Deleting is nobody's right: an article is taken down.
    """
    rule = RULES[act]
    return user.is_active and rule(user, article)


def may_view(user, article):
    if not user.has_perm("articles.view_article"):
        return False
    return article is None or is_own(user, article) or user.has_perm("articles.view_any_article")


def may_change(user, article):
    if not user.has_perm("articles.change_article"):
        return False
    if article is None:
        return True
    if article.state != State.DRAFT and not user.has_perm("articles.publish_article"):
        return False  # what readers see changes only by the hand of someone who may publish
    return is_own(user, article) or user.has_perm("articles.change_any_article")


def may_describe(user, photo):
    """May `user` change alt text, credit and the like of `photo`, wherever it stands?

    Where readers see it already, only someone who may publish changes it.
    """
    if not user.has_perm("articles.change_photo"):
        return False
    if user.has_perm("articles.publish_article"):
        return True
    is_live = photo.uses.filter(article__state=State.PUBLISHED).exists()
    is_live = is_live or photo.covers.filter(state=State.PUBLISHED).exists()
    return not is_live and (photo.uploaded_by_id == user.pk or user.has_perm("articles.change_any_article"))


def is_own(user, article):
    return article.created_by_id == user.pk


RULES = {
    "add": lambda user, article: user.has_perm("articles.add_article"),
    "view": may_view,
    "change": may_change,
    "publish": lambda user, article: user.has_perm("articles.publish_article"),
    "take_down": lambda user, article: user.has_perm("articles.take_down_article"),
}


def grant_rights():
    """What each role may do in this room."""
    reading = ("articles.view_article", "articles.view_photo", "articles.view_topic", "articles.view_tag")
    people = ("articles.view_section", "articles.view_office", "articles.view_author")
    writing = (
        "articles.add_article",
        "articles.change_article",
        "articles.add_photo",
        "articles.change_photo",
    )
    tagging = ("articles.add_tag",)
    everybodys = ("articles.view_any_article", "articles.change_any_article")
    releasing = ("articles.publish_article", "articles.take_down_article")

    grant(Role.WRITER, *reading, *people, *writing, *tagging)
    grant(Role.EDITOR, *reading, *people, *writing, *tagging, *everybodys, "articles.delete_photo")
    grant(Role.SECRETARY, *reading, *writing, *tagging, *everybodys, "articles.delete_photo")
    grant(Role.SECRETARY, *keeping("author"), *keeping("topic"), *keeping("tag"), *keeping("office"), *people)
    grant(
        Role.APPROVER, *reading, *people, *writing, *tagging, *everybodys, *releasing, "articles.delete_photo"
    )
    grant(Role.VIEWER, *reading, *people, "articles.view_any_article")
    grant(Role.ADMINISTRATOR, *keeping("section"), *keeping("office"), *keeping("author"))


def keeping(name):
    """Add, change, see, and see the history of the records called `name`."""
    rights = {f"articles.{act}_{name}" for act in ("add", "change", "view")}
    return rights | (
        {f"articles.view_historical{name}"} if name in {"section", "office", "author"} else set()
    )
