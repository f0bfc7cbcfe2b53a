"""The versions of an article: written when it is saved, compared, and brought back as a new draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Value
from django.utils.html import escape
from django.utils.translation import gettext

from articles.fields import ARTICLE_FIELDS, FieldKind, select_names
from articles.models import Article, Author, Byline, Office, State, Version, derived
from newsroom.core.text import sort_key

TIMES = select_names(FieldKind.DATE, FieldKind.MOMENT)
LISTS = select_names(FieldKind.MANY_TO_MANY)
# Fields that are cut where a text is longer than its column.
SHORT_TEXTS = select_names(FieldKind.LINE, FieldKind.URL)


def empty_value(field):
    """The value of a field into which nothing was entered, as a version keeps it."""
    match field.kind:
        case FieldKind.MANY_TO_MANY | FieldKind.BYLINES | FieldKind.PHOTOS:
            return []
        case FieldKind.FOREIGN_KEY | FieldKind.DATE | FieldKind.MOMENT:
            return None
        case _:
            return Article._meta.get_field(field.name).get_default()


# The content of an article into which nothing was entered.
NOTHING = {field.name: empty_value(field) for field in ARTICLE_FIELDS}


def snapshot(article):
    """All that a person can enter for `article`, as JSON: ids to bring back, names to read."""
    chosen = chosen_records(article)
    return {
        field.name: chosen[field.name] if field.name in chosen else stored_value(article, field)
        for field in ARTICLE_FIELDS
    }


def chosen_records(article):
    """The records of all fields that hold several, with one query."""
    rows = [
        getattr(article, name)
        .order_by()
        .values_list(Value(name, CharField()), "pk", "title" if name == "related" else "name")
        for name in LISTS
    ]
    records = {name: [] for name in LISTS}
    for name, pk, label in rows[0].union(*rows[1:]):
        records[name].append({"id": pk, "name": label})
    return {name: sort_by_name(chosen) for name, chosen in records.items()}


def stored_value(article, field):
    """The value of one field of a stored article, as a version keeps it."""
    if field.kind is FieldKind.BYLINES:
        return stored_bylines(article)
    if field.kind is FieldKind.PHOTOS:
        return stored_photos(article)
    value = getattr(article, field.name)
    match field.kind:
        case FieldKind.FOREIGN_KEY:
            return named(value)
        case FieldKind.DATE | FieldKind.MOMENT:
            return value.isoformat() if value else None
        case _:
            return value


def stored_bylines(article):
    return [
        {
            "author": byline.author_id,
            "name": byline.name,
            "office": byline.office_id,
            "role": byline.role,
            "printed": byline.printed,
        }
        for byline in article.bylines.all()
    ]


def stored_photos(article):
    return [
        {
            "key": use.photo.key,
            "caption": use.caption,
            "alt": use.photo.alt,
            "is_decorative": use.photo.is_decorative,
            "credit": use.photo.credit,
        }
        for use in article.photo_uses.select_related("photo")
    ]


def named(thing):
    return thing and {"id": thing.pk, "name": str(thing)}


def sort_by_name(records):
    """In an order that does not depend on how they were chosen."""
    return sorted(records, key=lambda record: (sort_key(record["name"]), record["id"]))


def keep_version(article, *, by):
    """Write down what the article says now, with its parts; nothing if its content is what it was.

    Called when all parts have been saved: after the form with its rows, and by every act that publishes.
    """
    content = snapshot(article)
    latest = article.versions.first()
    if latest and latest.content == content:
        return latest
    if latest and latest.number == article.version:
        latest.content, latest.by = content, by
        latest.save()
        return latest
    return Version.objects.create(article=article, number=article.version, content=content, by=by)


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
    content = {**NOTHING, **content}
    apply(article, content)
    article.updated_by = by
    article.save()
    for name in LISTS:
        relation = getattr(article, name)
        relation.set(relation.model.objects.filter(pk__in=[each["id"] for each in content[name]]))
    set_bylines(article, content["bylines"])
    return article


def apply(article, content):
    """Set the columns that a person can enter; nothing is saved. A field younger than the version is emptied."""
    content = {**NOTHING, **content}
    for field in ARTICLE_FIELDS:
        value = content[field.name]
        match field.kind:
            case FieldKind.MANY_TO_MANY | FieldKind.BYLINES | FieldKind.PHOTOS:
                continue
            case FieldKind.FOREIGN_KEY:
                value = there(Article._meta.get_field(field.name).related_model, value)
            case FieldKind.DATE | FieldKind.MOMENT:
                value = Article._meta.get_field(field.name).to_python(value)
        setattr(article, field.name, value)


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
    derived.refresh([article])


def fitted(content, left_over=()):
    """Short fields as long as they may be; what does not fit is not lost: it begins the body, as `left_over` does."""
    fitting, left_over = {}, list(left_over)
    for name in SHORT_TEXTS:
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
