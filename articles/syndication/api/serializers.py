"""What the API says of a thing: a table of fields, each with its schema and how it is read.

Nothing is said that is not in a table; the same tables make the OpenAPI document.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from articles.models import Byline, CommentPolicy, Kind
from articles.syndication.feeds.full_text import absolute
from newsroom.core.dateformat import iso_time


class Field(NamedTuple):
    schema: dict
    read: Callable  # of the thing and of what makes an address absolute


STRING = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
INTEGER = {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}
ADDRESS = {"type": "string", "format": "uri"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema):
    return {"anyOf": [schema, {"type": "null"}]}


def array(schema):
    return {"type": "array", "items": schema}


def described(schema, words):
    return {**schema, "description": words}


def listed(sections):
    """Those that stand in the menu."""
    return [section for section in sections if section.is_listed]


def said(shape, thing, here):
    """What the table `shape` says of a thing."""
    return {name: field.read(thing, here) for name, field in SHAPES[shape].items()}


def said_of_all(shape, things, here):
    return [said(shape, thing, here) for thing in things]


SECTION = {
    "slug": Field(STRING, lambda section, here: section.slug),
    "name": Field(STRING, lambda section, here: section.name),
    "url": Field(ADDRESS, lambda section, here: here(section.get_absolute_url())),
}
SECTION_IN_TREE = {
    **SECTION,
    "description": Field(STRING, lambda section, here: section.description),
    "feed_url": Field(ADDRESS, lambda section, here: here(f"{section.get_absolute_url()}rss.xml")),
    "sections": Field(
        array(ref("SectionInTree")),
        lambda section, here: said_of_all("SectionInTree", listed(section.children), here),
    ),
}
TOPIC = {
    "id": Field(INTEGER, lambda topic, here: topic.pk),
    "name": Field(STRING, lambda topic, here: topic.name),
    "url": Field(ADDRESS, lambda topic, here: here(topic.get_absolute_url())),
}
AUTHOR = {
    "id": Field(
        described(
            {"type": ["integer", "null"]}, "Dùng cho bộ lọc tac-gia; null: người ngoài danh sách tác giả."
        ),
        lambda byline, here: byline.author_id,
    ),
    "name": Field(STRING, lambda byline, here: byline.printed_name),
    "office": Field(
        described(TEXT_OR_NULL, "Tên đơn vị như đã in trên bài."),
        lambda byline, here: byline.printed_office or None,
    ),
    "role": Field({"type": "string", "enum": Byline.Role.values}, lambda byline, here: byline.role),
}
PHOTO = {
    "url": Field(ADDRESS, lambda photo, here: here(photo.url(photo.widths[-1]))),
    "width": Field(INTEGER, lambda photo, here: photo.widths[-1]),
    "height": Field(INTEGER, lambda photo, here: photo.height_for(photo.widths[-1])),
    "alt": Field(STRING, lambda photo, here: "" if photo.is_decorative else photo.alt),
    "credit": Field(STRING, lambda photo, here: photo.credit),
}
SOURCE = {
    "name": Field(STRING, lambda article, here: article.source_name),
    "author": Field(STRING, lambda article, here: article.source_author),
    "url": Field(or_null(ADDRESS), lambda article, here: article.source_url or None),
    "published_at": Field(
        or_null(MOMENT),
        lambda article, here: article.source_published_at and iso_time(article.source_published_at),
    ),
}
CORRECTION = {
    "text": Field(STRING, lambda correction, here: correction.text),
    "at": Field(MOMENT, lambda correction, here: iso_time(correction.at)),
}
ARTICLE_IN_LIST = {
    "id": Field(INTEGER, lambda article, here: article.pk),
    "url": Field(ADDRESS, lambda article, here: here(article.get_absolute_url())),
    "permalink": Field(
        described(ADDRESS, "Địa chỉ không đổi khi bài đổi tiêu đề hoặc chuyên mục."),
        lambda article, here: article.permalink,
    ),
    "api_url": Field(ADDRESS, lambda article, here: here(reverse("articles:api:article", args=[article.pk]))),
    "kind": Field({"type": "string", "enum": Kind.values}, lambda article, here: article.kind),
    "kicker": Field(STRING, lambda article, here: article.kicker),
    "title": Field(STRING, lambda article, here: article.title),
    "lead": Field(STRING, lambda article, here: article.lead),
    "section": Field(ref("Section"), lambda article, here: said("Section", article.section, here)),
    "topics": Field(
        array(ref("Topic")), lambda article, here: said_of_all("Topic", article.topics.all(), here)
    ),
    "tags": Field(array(STRING), lambda article, here: [tag.name for tag in article.tags.all()]),
    "authors": Field(
        array(ref("Author")), lambda article, here: said_of_all("Author", article.bylines.all(), here)
    ),
    "byline": Field(
        described(STRING, "Dòng tác giả như đã in trên bài."), lambda article, here: article.byline
    ),
    "cover": Field(
        or_null(ref("Photo")), lambda article, here: article.cover and said("Photo", article.cover, here)
    ),
    "published_at": Field(MOMENT, lambda article, here: iso_time(article.publish_at)),
    "changed_at": Field(
        described(MOMENT, "Lần cuối nội dung thay đổi đối với bạn đọc."),
        lambda article, here: iso_time(article.changed_at),
    ),
    "event_date": Field(
        {"type": ["string", "null"], "format": "date"},
        lambda article, here: article.event_date and article.event_date.isoformat(),
    ),
    "comment_count": Field(
        described({"type": ["integer", "null"]}, "Số ý kiến đang hiển thị; null: bài không nhận ý kiến."),
        lambda article, here: None if article.comment_policy == CommentPolicy.OFF else article.comment_count,
    ),
}
ARTICLE = {
    **ARTICLE_IN_LIST,
    "body_html": Field(
        described(STRING, "HTML đã làm sạch; mọi địa chỉ đều đầy đủ."),
        lambda article, here: absolute(article.rendered_body, here),
    ),
    "source": Field(
        or_null(ref("Source")),
        lambda article, here: said("Source", article, here) if article.source_name else None,
    ),
    "corrections": Field(
        array(ref("Correction")),
        lambda article, here: said_of_all("Correction", article.corrections.all(), here),
    ),
}
SHAPES = {
    "Section": SECTION,
    "SectionInTree": SECTION_IN_TREE,
    "Topic": TOPIC,
    "Author": AUTHOR,
    "Photo": PHOTO,
    "Source": SOURCE,
    "Correction": CORRECTION,
    "ArticleInList": ARTICLE_IN_LIST,
    "Article": ARTICLE,
}


def schema_of(shape):
    """The table in JSON Schema: every field is always there, and no other."""
    fields = SHAPES[shape]
    return {
        "type": "object",
        "properties": {name: field.schema for name, field in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }
