"""The versions of an article: saved with it, and restored as a new draft."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Model, Value
from django.utils.html import escape
from django.utils.translation import gettext

from articles.byline import join_name
from articles.fields import ARTICLE_FIELDS, ArticleField, FieldKind, select_names
from articles.models import Article, Author, Byline, Office, Version, derived
from newsroom.core.accounts import User
from newsroom.core.fields import PERSON_NAME_LENGTH
from newsroom.core.text import sort_key

TIMES = select_names(FieldKind.DATE, FieldKind.MOMENT)
LISTS = select_names(FieldKind.MANY_TO_MANY)
# Fields that are cut where a text is longer than its column.
SHORT_TEXTS = select_names(FieldKind.LINE, FieldKind.URL)


def article_column(name: str) -> Any:
    """Return a column of the model. Any: its attributes depend on its type."""
    return Article._meta.get_field(name)


def get_empty_value(field: ArticleField) -> Any:
    """The value of an empty field, in the shape in which a version keeps it."""
    match field.kind:
        case FieldKind.MANY_TO_MANY | FieldKind.BYLINES | FieldKind.PHOTOS:
            return []
        case FieldKind.FOREIGN_KEY | FieldKind.DATE | FieldKind.MOMENT:
            return None
        case _:
            return article_column(field.name).get_default()


# The content of an empty article.
EMPTY_CONTENT = {field.name: get_empty_value(field) for field in ARTICLE_FIELDS}


def snapshot(article: Article) -> dict:
    """All that a person can enter for `article`, as JSON. Records are kept with id, to restore, and name, to read."""
    chosen = list_chosen_records(article)
    return {
        field.name: chosen[field.name] if field.name in chosen else get_value(article, field)
        for field in ARTICLE_FIELDS
    }


def list_chosen_records(article: Article) -> dict[str, list[dict]]:
    """References to the records of all many-to-many fields, with one query."""
    rows = [
        getattr(article, name)
        .order_by()
        .values_list(Value(name, CharField()), "pk", "title" if name == "related" else "name")
        for name in LISTS
    ]
    references = {name: [] for name in LISTS}
    for name, pk, label in rows[0].union(*rows[1:]):
        references[name].append({"id": pk, "name": label})
    return {name: sort_by_name(chosen) for name, chosen in references.items()}


def get_value(article: Article, field: ArticleField) -> Any:
    """The value of one field of a stored article, in the shape in which a version keeps it."""
    if field.kind is FieldKind.BYLINES:
        return list_bylines(article)
    if field.kind is FieldKind.PHOTOS:
        return list_photos(article)
    value = getattr(article, field.name)
    match field.kind:
        case FieldKind.FOREIGN_KEY:
            return make_reference(value) if value else None
        case FieldKind.DATE | FieldKind.MOMENT:
            return value.isoformat() if value else None
        case _:
            return value


def list_bylines(article: Article) -> list[dict]:
    return [
        {
            "author": byline.author_id,
            "name": byline.name,
            "office": byline.office_id,
            "role": byline.role,
            "printed_name": byline.printed_name,
            "printed_office": byline.printed_office,
        }
        for byline in article.bylines.all()
    ]


def list_photos(article: Article) -> list[dict]:
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


def make_reference(record: Model) -> dict:
    return {"id": record.pk, "name": str(record)}


def sort_by_name(references: Iterable[dict]) -> list[dict]:
    """References in an order that does not depend on how the records were chosen."""
    return sorted(references, key=lambda reference: (sort_key(reference["name"]), reference["id"]))


def save_version(article: Article, *, by: User) -> Version:
    """Save the present content as a version, or return the latest version if the content is the same.

    Call it when bylines and photos are saved as well: after the form with its rows, and in every move that publishes.
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


def save_first_version(article: Article) -> None:
    """Save the stored content as a version before it is changed, if the article has no version yet."""
    if not article.versions.exists():
        save_version(article, by=article.updated_by or article.created_by)


def find_version_at(article: Article, number: int) -> Version | None:
    """The version that held the article's content when its number was `number`, or None."""
    return article.versions.filter(number__lte=number).first()


@transaction.atomic
def save_content(article: Article, content: dict, *, by: User) -> Article:
    """Give `article` (saved or not) the content of a version with bylines and lists, and save it.

    References to deleted records (a section, a tag, an office) are left out.
    """
    content = {**EMPTY_CONTENT, **content}
    set_content(article, content)
    article.updated_by = by
    article.save()
    for name in LISTS:
        relation = getattr(article, name)
        relation.set(relation.model.objects.filter(pk__in=[each["id"] for each in content[name]]))
    set_bylines(article, content["bylines"])
    return article


def set_content(article: Article, content: dict) -> None:
    """Set the columns that a person can enter, without saving. Fields added after the version was saved are emptied."""
    content = {**EMPTY_CONTENT, **content}
    for field in ARTICLE_FIELDS:
        value = content[field.name]
        match field.kind:
            case FieldKind.MANY_TO_MANY | FieldKind.BYLINES | FieldKind.PHOTOS:
                continue
            case FieldKind.FOREIGN_KEY:
                value = find_referenced(article_column(field.name).related_model, value)
            case FieldKind.DATE | FieldKind.MOMENT:
                value = article_column(field.name).to_python(value)
        setattr(article, field.name, value)


def find_referenced(model: type[Model], reference: dict | None) -> Model | None:
    return model._default_manager.filter(pk=reference["id"]).first() if reference else None


def set_bylines(article: Article, rows: list[dict]) -> None:
    """Replace the bylines. One that the article already has keeps the words it was printed with.

    A row whose author or office was deleted keeps its printed words as a free name.
    """
    old = {
        (row.author_id, row.name, row.office_id): (row.printed_name, row.printed_office)
        for row in article.bylines.all()
    }
    authors = Author.objects.in_bulk([row["author"] for row in rows if row["author"]])
    offices = Office.objects.in_bulk([row["office"] for row in rows if row["office"]])
    article.bylines.all().delete()
    bylines = []
    for order, row in enumerate(rows):
        author = authors.get(row["author"])
        name = "" if author else row["name"] or join_name(row["printed_name"], row["printed_office"])
        if len(name) > PERSON_NAME_LENGTH:  # the office does not fit in beside the name
            name = row["printed_name"]
        byline = Byline(article=article, author=author, name=name, role=row["role"], order=order)
        byline.office = offices.get(row["office"])
        if printed := old.get((byline.author_id, name, byline.office_id)):
            byline.printed_name, byline.printed_office = printed
        else:
            byline.print_names()
        bylines.append(byline)
    Byline.objects.bulk_create(bylines)
    derived.refresh([article])


def fit_to_columns(content: dict, left_over: Iterable[str] = ()) -> dict:
    """Cut short fields to the length of their columns; put the whole text, and `left_over`, before the body."""
    fitting, left_over = {}, list(left_over)
    for name in SHORT_TEXTS:
        longest = article_column(name).max_length or 0
        fitting[name] = content[name][:longest]
        left_over += [content[name]] * (len(content[name]) > longest)
    longest = Byline._meta.get_field("name").max_length or 0
    fitting["bylines"] = [{**row, "name": row["name"][:longest]} for row in content["bylines"]]
    left_over += [row["name"] for row in content["bylines"] if len(row["name"]) > longest]
    if not is_url(content["source_url"]):  # unsaved text was not validated by a form
        left_over.append(content["source_url"])
        fitting["source_url"] = ""
    before = "".join(f"<p>{escape(text)}</p>" for text in dict.fromkeys(left_over) if text)
    return {**fitting, "title": fitting["title"] or gettext("Untitled"), "body": before + content["body"]}


def is_url(text: str) -> bool:
    try:
        article_column("source_url").run_validators(text)
    except ValidationError:
        return False
    return True


def copy_to_draft(content: dict, *, by: User) -> Article:
    """Make a new draft with the content of a version, without publication and expiry times."""
    return create_draft({**content, "publish_at": None, "expires_at": None}, by=by)


@transaction.atomic
def create_draft(content: dict, *, by: User, left_over: Iterable[str] = ()) -> Article:
    """Make a new draft with this content; the lines of `left_over`, which fit no field, begin its body."""
    draft = Article(created_by=by)
    content = {
        **content,
        **fit_to_columns(content, left_over),
        "correction_text": "",
    }  # a new draft corrects nothing
    save_content(draft, content, by=by)
    save_version(draft, by=by)
    return draft
