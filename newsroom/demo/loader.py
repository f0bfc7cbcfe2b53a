"""Fills an empty newsroom through the doors that people use: workflow, photo intake, models."""

from html import escape

from django.db import transaction
from django.utils.dateparse import parse_date

from articles.models import Article, Author, Byline, Office, Section
from newsroom.ground import roles
from newsroom.ground.accounts import User
from newsroom.ground.identity import SiteIdentity
from newsroom.ground.roles import Role

from . import sample
from .people import PASSWORD, accounts, read

SAMPLE_SECTION = "khoa-giao-van-hoa"
SAMPLE_SCENES = ("podium", "hall")


@transaction.atomic
def load():
    """Everything, or nothing. The number of articles."""
    roles.repair()
    users = load_accounts()
    sections = load_sections()
    offices = {office["name"]: Office.objects.create(**office) for office in read("offices")}
    authors = load_authors(offices, users)
    desk = Desk(users, sections, offices, authors)
    desk.write_sample()
    for article in read("articles"):
        desk.write(**article)
    SiteIdentity(**read("identity")).save()  # last: its row says that the newsroom is filled
    return Article.objects.count()


def load_accounts():
    users = {}
    for account in accounts():
        user, is_new = User.objects.get_or_create(
            username=account["username"],
            defaults={
                "full_name": account["full_name"],
                "position": account["position"],
                "email": f"{account['username']}@example.vn",
                "is_staff": True,
            },
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(roles.group(account["role"]))
        users[Role(account["role"])] = user
    return users


def load_sections():
    sections = {}
    for row in read("sections"):
        parent = sections.get(row.pop("parent"))
        sections[row["slug"]] = Section.objects.create(parent=parent, **row)
    return sections


def load_authors(offices, users):
    authors = {}
    for row in read("people")["authors"]:
        account = User.objects.filter(username=row.get("account") or "").first()
        authors[row["name"]] = Author.objects.create(
            name=row["name"], office=offices[row["office"]], position=row.get("position", ""), user=account
        )
    return authors


class Desk:
    """Writes articles as the demo's writer and publishes them as its approver."""

    def __init__(self, users, sections, offices, authors):
        self.writer = users[Role.WRITER]
        self.approver = users[Role.APPROVER]
        self.sections, self.offices, self.authors = sections, offices, authors
        self.drawn = 0

    def write_sample(self):
        """The sample article, word for word."""
        text = sample.read()
        scenes = iter(SAMPLE_SCENES)
        body = "".join(
            self.photo({"scene": next(scenes), "caption": words, "alt": words, "credit": ""})
            if kind == "caption"
            else f"<p>{escape(words, quote=False)}</p>"
            for kind, words in text.body
        )
        article = self._create(title=text.title, lead=text.lead, body=body, publish_at=text.published_at)
        article.event_date = parse_date("2023-06-23")
        article.section = self.sections[SAMPLE_SECTION]
        article.save()
        Byline.objects.create(article=article, author=self.authors[text.byline_name])
        self._publish(article)
