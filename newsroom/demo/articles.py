"""The demo's articles: written as its writer, edited and published as its editor and approver."""

from html import escape

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from articles import workflow
from articles.editing import history
from articles.editing.review import review
from articles.models import Article, Byline, ChangeKind, Tag
from newsroom.core import richtext
from newsroom.core.notices import Notice
from newsroom.core.roles import Role

from .sample_article import read_sample

SAMPLE_SECTION = "khoa-giao-van-hoa"
SAMPLE_EVENT = "2023-06-23"
SAMPLE_PICTURES = ("speaker-at-lectern-6", "delegate-with-microphone-6")
ILLUSTRATION = "minh họa"  # the credit of every picture


def list_pictures(articles):
    """The pictures of the sample and of `articles` (rows of articles.json), each with the texts of a photo."""
    captions = [words for kind, words in read_sample().body if kind == "caption"]
    sample = [
        {"picture": name, "caption": words, "alt": words, "credit": ILLUSTRATION}
        for name, words in zip(SAMPLE_PICTURES, captions, strict=True)
    ]
    return sample + [block["photo"] for row in articles for block in row["blocks"] if "photo" in block]


class ArticleLoader:
    """Takes articles through the workflow.

    `users` are by role, `sections` by slug, `authors` and `topics` by name, `photos` by the name of their picture.
    """

    def __init__(self, users, sections, authors, topics, photos):
        self.writer = users[Role.WRITER]
        self.editor = users[Role.EDITOR]
        self.approver = users[Role.APPROVER]
        self.sections, self.authors, self.topics, self.photos = sections, authors, topics, photos
        self.pending_work = []  # calls that leave articles and corrections under way

    def write_sample(self):
        """Publish the sample article, word for word."""
        sample = read_sample()
        pictures = iter(SAMPLE_PICTURES)
        body = "".join(
            self.render_photo(next(pictures), words) if kind == "caption" else render("p", words)
            for kind, words in sample.body
        )
        article = Article.objects.create(
            title=sample.title,
            lead=sample.lead,
            body=body,
            section=self.sections[SAMPLE_SECTION],
            event_date=parse_date(SAMPLE_EVENT),
            publish_at=sample.published_at,
            created_by=self.writer,
        )
        self.add_bylines(article, [{"author": sample.byline_name}])
        self.publish(article)

    def write_article(
        self,
        *,
        blocks,
        section,
        bylines,
        state="published",
        hand_over=None,
        correction="",
        topics=(),
        tags=(),
        **fields,
    ):
        """Write one article from a row of articles.json and publish it, unless its `state` is another."""
        times = {
            name: parse_datetime(fields.pop(name))
            for name in ("publish_at", "source_published_at")
            if fields.get(name)
        }
        event_date = fields.pop("event_date", None)
        article = Article.objects.create(
            body=self.render_blocks(blocks),
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
        self.add_bylines(article, bylines)
        if state == "published":
            self.publish(article)
        if hand_over:
            self.pending_work.append(lambda: self.hand_over(article, **hand_over))
        if correction:
            self.pending_work.append(lambda: self.begin_correction(article, correction))

    def add_bylines(self, article, rows):
        for order, row in enumerate(rows):
            author = self.authors[row["author"]] if "author" in row else None
            role = row.get("role", Byline.Role.WORDS)
            Byline.objects.create(
                article=article, author=author, name=row.get("name", ""), role=role, order=order
            )
        history.save_version(article, by=self.writer)

    def publish(self, article):
        """Submit, edit and approve the article, all its warnings confirmed; it goes live at its own time."""
        for move, by in ((workflow.submit, self.writer), (workflow.pass_on, self.editor)):
            move(article, by=by, version=article.version)
            article.refresh_from_db()
        at = article.publish_at
        confirmed = {finding.code for finding in review(article, at=at)}
        workflow.publish(article, by=self.approver, version=article.version, confirmed=confirmed, at=at)

    def leave_work_pending(self):
        """Mark all notices read, then hand over articles and begin corrections: only these give new notices."""
        Notice.objects.mark_read(timezone.now())
        for act in self.pending_work:
            act()

    def hand_over(self, article, state, reason=""):
        """Submit the article, then pass it on to the approver or return it to the writer."""
        workflow.submit(article, by=self.writer, version=article.version)
        article.refresh_from_db()
        if state == "awaiting":
            workflow.pass_on(article, by=self.editor, version=article.version)
        elif state == "returned":
            workflow.send_back(article, by=self.editor, version=article.version, reason=reason)

    def begin_correction(self, article, text):
        """Make a working copy with a correction that is not yet submitted."""
        copy = workflow.begin_correction(article, by=self.writer)
        copy.change_kind, copy.correction_text = ChangeKind.CORRECTION, text
        copy.save()
        history.save_version(copy, by=self.writer)

    def render_blocks(self, blocks):
        return "".join(self.render_block(block) for block in blocks)

    def render_block(self, block):
        """{"p": "…"}, {"h2": "…"}, {"quote": "…"}, {"list": […]}, {"table": [[…]]} or {"photo": {…}} as HTML."""
        ((kind, content),) = block.items()
        if kind == "photo":
            return self.render_photo(content["picture"], content["caption"])
        if kind == "quote":
            return f"<blockquote>{render('p', content)}</blockquote>"
        if kind == "list":
            return f"<ul>{''.join(render('li', item) for item in content)}</ul>"
        if kind == "table":
            head, *rows = content
            lines = [("th", head), *(("td", row) for row in rows)]
            return "<table><tbody>{}</tbody></table>".format(
                "".join(f"<tr>{''.join(render(tag, cell) for cell in row)}</tr>" for tag, row in lines)
            )
        return render(kind, content)

    def render_photo(self, picture, caption):
        photo = self.photos[picture]
        width = photo.page_width
        return richtext.figure_html(photo.key, width, photo.height_for(width), caption=caption)


def render(tag, words):
    return f"<{tag}>{escape(words, quote=False)}</{tag}>"
