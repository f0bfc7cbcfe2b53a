"""The rights of each role in this room."""

from newsroom.core.roles import Role, grant


def grant_rights() -> None:
    """Register the rights of each role with the core."""
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
    grant(
        Role.SECRETARY,
        *record_rights("author"),
        *record_rights("topic"),
        *record_rights("tag"),
        *record_rights("office"),
    )
    grant(Role.APPROVER, *reading, *people, *writing, *reviewing, *urgent, *releasing, *arranging)
    grant(Role.VIEWER, *reading, *people, "articles.view_any_article")
    grant(
        Role.ADMINISTRATOR,
        *record_rights("section"),
        *record_rights("office"),
        *record_rights("author"),
        *record_rights("remit"),
    )
    grant(Role.ADMINISTRATOR, "articles.delete_remit")
    for role in (Role.SECRETARY, Role.ADMINISTRATOR):
        for name in ("banner", "menuentry"):
            grant(role, f"articles.delete_{name}", *record_rights(name))
    grant(Role.ADMINISTRATOR, "articles.view_photo", "articles.add_photo")  # for banners and pages


def record_rights(name: str) -> set[str]:
    """The rights to add, change and see records of the model `name`, and to see their history."""
    rights = {f"articles.{act}_{name}" for act in ("add", "change", "view")}
    has_history = name in {"section", "office", "author", "remit"}
    return rights | ({f"articles.view_historical{name}"} if has_history else set())
