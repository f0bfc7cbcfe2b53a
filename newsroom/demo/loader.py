"""Fills an empty newsroom through the doors that people use: workflow, photo intake, models."""

from html import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from articles import workflow
from articles.editing import history, photos
from articles.editing.review import review
from articles.models import Article, Author, Byline, ChangeKind, Office, Section, Tag, Topic
from newsroom.core import richtext, roles
from newsroom.core.accounts import User
from newsroom.core.identity import SiteIdentity
from newsroom.core.notices import Notice
from newsroom.core.roles import Role

from . import drawing, office, sample
from .people import PASSWORD, accounts, read
from .readers import Readers

SAMPLE_SECTION = "khoa-giao-van-hoa"
SAMPLE_EVENT = "2023-06-23"
SAMPLE_SCENES = ("podium", "delegate")
ILLUSTRATION = "minh họa"


@transaction.atomic
def load():
    """Everything, or nothing. The number of articles."""
    roles.repair()
    users = load_accounts()
    desk = Desk(users, load_sections(), load_authors(load_offices()), load_topics())
    desk.write_sample()
    for article in read("articles"):
        desk.write(**article)
    desk.go_on()
    office.load(by=users[Role.SECRETARY], body_of=desk.body_of)
    Readers(users).write_all()
    Notice.objects.update(email_wanted=False)  # the demo's people have no mailboxes
    SiteIdentity(**read("identity")).save()  # last: its row says that the newsroom is filled
    return Article.objects.count()


def load_accounts():
    return {Role(account["role"]): load_account(account) for account in accounts()}


def load_account(account):
    """The account; one that exists is left as it is."""
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
    return user


def load_sections():
    sections = {}
    for row in read("sections"):
        parent = sections.get(row.pop("parent"))
        sections[row["slug"]] = Section.objects.create(parent=parent, **row)
    return sections


def load_offices():
    return {row["name"]: Office.objects.create(**row) for row in read("offices")}


def load_authors(offices):
    authors = {}
    for row in read("people")["authors"]:
        account = User.objects.filter(username=row.pop("account", None) or "").first()
        row["office"] = offices[row["office"]]
        authors[row["name"]] = Author.objects.create(user=account, **row)
    return authors


def load_topics():
    return {row["name"]: Topic.objects.create(**row) for row in read("topics")}


class Desk:
    """Writes articles as the demo's writer and publishes them as its approver."""

    def __init__(self, users, sections, authors, topics):
        self.writer = users[Role.WRITER]
        self.under_way = []  # what the people of the demo are busy with
        self.editor = users[Role.EDITOR]
        self.approver = users[Role.APPROVER]
        self.sections, self.authors, self.topics = sections, authors, topics

    def write_sample(self):
        """The sample article, word for word."""
        text = sample.read()
        scenes = iter(SAMPLE_SCENES)
        body = "".join(
            self.photo(next(scenes), caption=words, alt=words) if kind == "caption" else block("p", words)
            for kind, words in text.body
        )
        article = Article.objects.create(
            title=text.title,
            lead=text.lead,
            body=body,
            section=self.sections[SAMPLE_SECTION],
            event_date=parse_date(SAMPLE_EVENT),
            publish_at=text.published_at,
            created_by=self.writer,
        )
        self.sign(article, [{"author": text.byline_name}])
        self.release(article)

    def write(
        self,
        *,
        blocks,
        section,
        bylines,
        state="published",
        desk=None,
        correction="",
        topics=(),
        tags=(),
        **fields,
    ):
        """One article of the demo's own, as a list of blocks (see `body_of`)."""
        times = {
            name: parse_datetime(fields.pop(name))
            for name in ("publish_at", "source_published_at")
            if fields.get(name)
        }
        event_date = fields.pop("event_date", None)
        article = Article.objects.create(
            body=self.body_of(blocks),
            section=self.sections[section] if section else None,
            event_date=event_date and parse_date(event_date),
            created_by=self.writer,
            **times,
            **fields,
        )
        article.topics.set(self.topics[name] for name in topics)
        article.tags.set(
            Tag.objects.get_or_create(key=Tag(name=name).make_key(), defaults={"name": name})[0]
            for name in tags
        )
        self.sign(article, bylines)
        if state == "published":
            self.release(article)
        if desk:
            self.under_way.append(lambda: self.hand_over(article, **desk))
        if correction:
            self.under_way.append(lambda: self.begin_correction(article, correction))

    def body_of(self, blocks):
        return "".join(self.block(each) for each in blocks)

    def block(self, row):
        """{"p": "…"}, {"h2": "…"}, {"quote": "…"}, {"list": […]}, {"table": [[…]]} or {"photo": {…}} as HTML."""
        ((kind, content),) = row.items()
        if kind == "photo":
            return self.photo(**content)
        if kind == "quote":
            return f"<blockquote>{block('p', content)}</blockquote>"
        if kind == "list":
            return f"<ul>{''.join(block('li', item) for item in content)}</ul>"
        if kind == "table":
            head, *rows = content
            lines = [("th", head), *(("td", row) for row in rows)]
            return "<table><tbody>{}</tbody></table>".format(
                "".join(f"<tr>{''.join(block(tag, cell) for cell in row)}</tr>" for tag, row in lines)
            )
        return block(kind, content)

    def photo(self, scene, *, caption, alt, credit=ILLUSTRATION, seed=0):
        """A drawn photo, taken in like any other, as a figure for a body."""
        file = SimpleUploadedFile(f"{scene}-{seed}.jpg", drawing.draw(scene, seed=seed))
        photo = photos.store(file, by=self.writer, alt=alt, credit=credit, caption=caption)
        width = photo.page_width
        return richtext.figure(photo.key, width, photo.height_for(width), caption=caption)

    def sign(self, article, bylines):
        for order, row in enumerate(bylines):
            author = self.authors[row["author"]] if "author" in row else None
            role = row.get("role", Byline.Role.WORDS)
            Byline.objects.create(
                article=article, author=author, name=row.get("name", ""), role=role, order=order
            )
        history.keep_version(article, by=self.writer)

    def go_on(self):
        """What has been published is old news; what is under way is what people are told of."""
        Notice.objects.mark_read(timezone.now())
        for act in self.under_way:
            act()

    def hand_over(self, article, state, reason=""):
        """On to the editors, and from there to the approver or back to the writer."""
        workflow.submit(article, by=self.writer, version=article.version)
        article.refresh_from_db()
        if state == "awaiting":
            workflow.pass_on(article, by=self.editor, version=article.version)
        elif state == "returned":
            workflow.send_back(article, by=self.editor, version=article.version, reason=reason)

    def begin_correction(self, article, text):
        """A working copy that somebody has begun and not yet submitted."""
        copy = workflow.begin_correction(article, by=self.writer)
        copy.change_kind, copy.correction_text = ChangeKind.CORRECTION, text
        copy.save()
        history.keep_version(copy, by=self.writer)

    def release(self, article):
        """Through the desk, as an article goes: submitted, edited, approved; at its own time."""
        for act, by in ((workflow.submit, self.writer), (workflow.pass_on, self.editor)):
            act(article, by=by, version=article.version)
            article.refresh_from_db()
        at = article.publish_at
        confirmed = {finding.code for finding in review(article, at=at)}
        workflow.publish(article, by=self.approver, version=article.version, confirmed=confirmed, at=at)


def block(tag, words):
    return f"<{tag}>{escape(words, quote=False)}</{tag}>"
