"""The versions of an article: written when it is saved, compared, and brought back as a new draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext

from articles.models import Article, Author, Byline, Office, Photo, Section, State, Tag, Topic, Version

# What a version keeps as it is; the rest (section, topics, bylines, photos) is kept with its names.
PLAIN = [
    "kicker",
    "title",
    "lead",
    "body",
    "kind",
    "source_name",
    "source_author",
    "source_url",
    "comment_policy",
    "change_kind",
    "correction_text",
]
LISTS = {"secondary_sections": Section, "topics": Topic, "tags": Tag, "related": Article}
TIMES = ["event_date", "publish_at", "expires_at", "source_published_at"]
# The content of an article into which nothing was entered.
NOTHING = {
    **{name: Article._meta.get_field(name).get_default() for name in PLAIN},
    **dict.fromkeys([*TIMES, "section", "cover"]),
    **{name: [] for name in (*LISTS, "bylines", "photos")},
}


def snapshot(article):
    """All that a person can enter for `article`, as JSON: ids to bring back, names to read."""
    bylines = article.bylines.select_related("author", "office")
    photos = article.photo_uses.select_related("photo")
    return {
        **{name: getattr(article, name) for name in PLAIN},
        **{name: value.isoformat() if (value := getattr(article, name)) else None for name in TIMES},
        "section": named(article.section),
        "cover": named(article.cover),
        **{name: listed(name, getattr(article, name).all()) for name in LISTS},
        "bylines": [
            {
                "author": byline.author_id,
                "name": byline.name,
                "office": byline.office_id,
                "role": byline.role,
                "printed": byline.printed,
            }
            for byline in bylines
        ],
        "photos": [
            {
                "key": use.photo.key,
                "caption": use.caption,
                "alt": use.photo.alt,
                "is_decorative": use.photo.is_decorative,
                "credit": use.photo.credit,
            }
            for use in photos
        ],
    }


def named(thing):
    return thing and {"id": thing.pk, "name": str(thing)}


def listed(name, things):
    """In an order that does not depend on how they were chosen."""
    if name == "tags":
        things = things.order_by("name")
    if name == "related":
        things = things.newest()
    return [named(thing) for thing in things]


def keep_version(article, *, by):
    """Write down what the article says now, with its parts; nothing if its content is what it was.

    Called when all parts have been saved: after the form with its rows, and by every act that publishes.
    """
    content = snapshot(article)
    latest = article.versions.first()
    if latest and latest.content == content:
        return latest
    version, _is_new = Version.objects.update_or_create(
        article=article, number=article.version, defaults={"content": content, "by": by}
    )
    return version


def keep_first_version(article):
    """Write down what a stored article says before it is changed, if nothing was ever written down."""
    if not article.versions.exists():
        keep_version(article, by=article.updated_by or article.created_by)


def version_at(article, number):
    """What the article said when its version was `number`, or None."""
    return article.versions.filter(number__lte=number).first()


@transaction.atomic
def fill(article, content, *, by):
    """Give `article` (saved or not) the content of a version, parts included, and save it.

    What no longer exists (a section, a tag, an office that was deleted) is left out.
    """
    apply(article, content)
    article.updated_by = by
    article.save()
    for name, model in LISTS.items():
        ids = [each["id"] for each in content.get(name, ())]
        getattr(article, name).set(model.objects.filter(pk__in=ids))
    set_bylines(article, content["bylines"])
    return article


def apply(article, content):
    """Set what a version keeps of the article itself; nothing is saved."""
    for name in PLAIN:
        setattr(article, name, content[name])
    for name in TIMES:
        setattr(article, name, Article._meta.get_field(name).to_python(content[name]))
    article.section = there(Section, content["section"])
    article.cover = there(Photo, content["cover"])


def there(model, kept):
    return model.objects.filter(pk=kept["id"]).first() if kept else None


def set_bylines(article, rows):
    """Exactly these bylines. One that stood there already keeps the names it was printed with.

    Of an author or an office that was deleted since, the printed words are kept.
    """
    old = {(row.author_id, row.name, row.office_id): row.printed for row in article.bylines.all()}
    authors = Author.objects.in_bulk([row["author"] for row in rows if row["author"]])
    offices = Office.objects.in_bulk([row["office"] for row in rows if row["office"]])
    article.bylines.all().delete()
    bylines = []
    for order, row in enumerate(rows):
        author = authors.get(row["author"])
        name = "" if author else row["name"] or row["printed"]
        byline = Byline(article=article, author=author, name=name, role=row["role"], order=order)
        byline.office = offices.get(row["office"])
        byline.printed = old.get((byline.author_id, name, byline.office_id)) or byline.wording()
        bylines.append(byline)
    Byline.objects.bulk_create(bylines)
    article.store_byline()


def fitted(content, left_over=()):
    """Short fields as long as they may be; what does not fit is not lost: it begins the body, as `left_over` does."""
    fitting, left_over = {}, list(left_over)
    for name in ("title", "kicker", "source_name", "source_author", "source_url"):
        longest = Article._meta.get_field(name).max_length
        fitting[name] = content[name][:longest]
        left_over += [content[name]] * (len(content[name]) > longest)
    longest = Byline._meta.get_field("name").max_length
    fitting["bylines"] = [{**row, "name": row["name"][:longest]} for row in content["bylines"]]
    left_over += [row["name"] for row in content["bylines"] if len(row["name"]) > longest]
    if not is_address(content["source_url"]):  # as it was typed: no form has looked at it
        left_over.append(content["source_url"])
        fitting["source_url"] = ""
    before = "".join(f"<p>{escape(text)}</p>" for text in dict.fromkeys(left_over) if text)
    return {**fitting, "title": fitting["title"] or gettext("Untitled"), "body": before + content["body"]}


def is_address(text):
    try:
        Article._meta.get_field("source_url").run_validators(text)
    except ValidationError:
        return False
    return True


def new_draft(content, *, by):
    """A draft of its own with the content of a version. When it goes out is decided anew."""
    return draft_of({**content, "publish_at": None, "expires_at": None}, by=by)


@transaction.atomic
def draft_of(content, *, by, left_over=()):
    """A draft of its own with this content; `left_over`, for which it has no place, begins its body."""
    draft = Article(created_by=by, state=State.DRAFT)
    content = {**content, **fitted(content, left_over), "correction_text": ""}  # it corrects nothing
    fill(draft, content, by=by)
    keep_version(draft, by=by)
    return draft
