"""Fills an empty newsroom with the demo, through the functions that people's acts call."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from articles.models import Article, Author, Office, Section, Topic
from newsroom.core import roles
from newsroom.core.accounts import User
from newsroom.core.identity import SiteIdentity
from newsroom.core.notices import Notice
from newsroom.core.roles import Role

from . import site_content
from .articles import ArticleLoader, list_pictures
from .comments import CommentLoader
from .data import PASSWORD, list_accounts, read_json
from .pictures import store_pictures


def load_demo():
    """Fill the newsroom. Return the number of articles.

    Accounts and photos are committed one by one; all else follows in one transaction, which ends with the row of
    the site's identity. After an interruption, call it again: without that row the demo is not whole, and accounts
    and photos that exist are used as they are.
    """
    roles.repair()
    users = load_accounts()
    articles, banner = read_json("articles"), read_json("site_content")["banner"]
    pictures = [*list_pictures(articles), {"picture": banner["picture"], "alt": banner["alt"]}]
    photos = store_pictures(pictures, by=users[Role.WRITER])
    load_content(users, articles, photos)
    return Article.objects.count()


@transaction.atomic
def load_content(users, articles, photos):
    """Load everything but accounts and photos, or nothing."""
    loader = ArticleLoader(users, load_sections(), load_authors(load_offices()), load_topics(), photos)
    loader.write_sample()
    for row in articles:
        loader.write_article(**row)
    loader.leave_work_pending()
    site_content.load_site_content(
        by=users[Role.SECRETARY], photos=photos, render_blocks=loader.render_blocks
    )
    CommentLoader(users).load_comments()
    Notice.objects.update(email_wanted=False)  # the demo's people have no mailboxes
    SiteIdentity(**read_json("identity")).save()  # last: its row says that the newsroom is filled


def load_accounts():
    """The account of each role, made where it is missing."""
    password = make_password(PASSWORD)  # once: a hash takes a third of a second, and this password is public
    return {Role(row["role"]): load_account(row, password) for row in list_accounts()}


@transaction.atomic
def load_account(row, password):
    user, is_new = User.objects.get_or_create(
        username=row["username"],
        defaults={
            "full_name": row["full_name"],
            "position": row["position"],
            "email": f"{row['username']}@example.vn",
            "password": password,
            "is_staff": True,
        },
    )
    if is_new:
        user.groups.add(roles.get_group(row["role"]))
    return user


def load_sections():
    sections = {}
    for row in read_json("sections"):
        parent = sections.get(row.pop("parent"))
        sections[row["slug"]] = Section.objects.create(parent=parent, **row)
    return sections


def load_offices():
    return {row["name"]: Office.objects.create(**row) for row in read_json("offices")}


def load_authors(offices):
    authors = {}
    for row in read_json("people")["authors"]:
        account = User.objects.filter(username=row.pop("account", None) or "").first()
        row["office"] = offices[row["office"]]
        authors[row["name"]] = Author.objects.create(user=account, **row)
    return authors


def load_topics():
    return {row["name"]: Topic.objects.create(**row) for row in read_json("topics")}
