"""The tables of the API: for each kind of object its fields, with their JSON Schema and how they are read.

The answers contain the fields of these tables and no others; the OpenAPI document is made from them too.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from articles.models import Byline, CommentPolicy, Kind, Section
from articles.syndication.feeds.full_text import absolute_links
from newsroom.core.dateformat import iso_time


class Field(NamedTuple):
    schema: dict
    read: Callable  # takes the object and `request.build_absolute_uri`


STRING = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
INTEGER = {"type": "integer"}
DATE_TIME = {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}


def ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: dict) -> dict:
    return {"anyOf": [schema, {"type": "null"}]}


def array(schema: dict) -> dict:
    return {"type": "array", "items": schema}


def describe(schema: dict, description: str) -> dict:
    return {**schema, "description": description}


def menu_sections(sections: list[Section]) -> list[Section]:
    return [section for section in sections if section.is_listed]


def iso_or_none(moment: datetime | None) -> str | None:
    return iso_time(moment) if moment else None


def serialize(name: str, value: Any, absolute_url: Callable[[str], str]) -> dict[str, Any]:
    """The fields of `value` by the table `name` of SERIALIZERS."""
    return {key: field.read(value, absolute_url) for key, field in SERIALIZERS[name].items()}


def serialize_all(name: str, values: Iterable[Any], absolute_url: Callable[[str], str]) -> list[dict]:
    return [serialize(name, value, absolute_url) for value in values]


SECTION = {
    "slug": Field(STRING, lambda section, absolute_url: section.slug),
    "name": Field(STRING, lambda section, absolute_url: section.name),
    "url": Field(URI, lambda section, absolute_url: absolute_url(section.get_absolute_url())),
}
SECTION_IN_TREE = {
    **SECTION,
    "description": Field(STRING, lambda section, absolute_url: section.description),
    "feed_url": Field(
        URI, lambda section, absolute_url: absolute_url(f"{section.get_absolute_url()}rss.xml")
    ),
    "sections": Field(
        array(ref("SectionInTree")),
        lambda section, absolute_url: serialize_all(
            "SectionInTree", menu_sections(section.children), absolute_url
        ),
    ),
}
TOPIC = {
    "id": Field(INTEGER, lambda topic, absolute_url: topic.pk),
    "name": Field(STRING, lambda topic, absolute_url: topic.name),
    "url": Field(URI, lambda topic, absolute_url: absolute_url(topic.get_absolute_url())),
}
AUTHOR = {
    "id": Field(
        describe(
            {"type": ["integer", "null"]}, "Dùng cho bộ lọc tac-gia; null: người ngoài danh sách tác giả."
        ),
        lambda byline, absolute_url: byline.author_id,
    ),
    "name": Field(STRING, lambda byline, absolute_url: byline.printed_name),
    "office": Field(
        describe(TEXT_OR_NULL, "Tên đơn vị như đã in trên bài."),
        lambda byline, absolute_url: byline.printed_office or None,
    ),
    "role": Field({"type": "string", "enum": Byline.Role.values}, lambda byline, absolute_url: byline.role),
}
PHOTO = {
    "url": Field(URI, lambda photo, absolute_url: absolute_url(photo.url(photo.widths[-1]))),
    "width": Field(INTEGER, lambda photo, absolute_url: photo.widths[-1]),
    "height": Field(INTEGER, lambda photo, absolute_url: photo.height_for(photo.widths[-1])),
    "alt": Field(STRING, lambda photo, absolute_url: "" if photo.is_decorative else photo.alt),
    "credit": Field(STRING, lambda photo, absolute_url: photo.credit),
}
SOURCE = {
    "name": Field(STRING, lambda article, absolute_url: article.source_name),
    "author": Field(STRING, lambda article, absolute_url: article.source_author),
    "url": Field(or_null(URI), lambda article, absolute_url: article.source_url or None),
    "published_at": Field(
        or_null(DATE_TIME), lambda article, absolute_url: iso_or_none(article.source_published_at)
    ),
}
CORRECTION = {
    "text": Field(STRING, lambda correction, absolute_url: correction.text),
    "at": Field(DATE_TIME, lambda correction, absolute_url: iso_or_none(correction.at)),
}
ARTICLE_IN_LIST = {
    "id": Field(INTEGER, lambda article, absolute_url: article.pk),
    "url": Field(URI, lambda article, absolute_url: absolute_url(article.get_absolute_url())),
    "permalink": Field(
        describe(URI, "Địa chỉ không đổi khi bài đổi tiêu đề hoặc chuyên mục."),
        lambda article, absolute_url: article.permalink,
    ),
    "api_url": Field(
        URI, lambda article, absolute_url: absolute_url(reverse("articles:api:article", args=[article.pk]))
    ),
    "kind": Field({"type": "string", "enum": Kind.values}, lambda article, absolute_url: article.kind),
    "kicker": Field(STRING, lambda article, absolute_url: article.kicker),
    "title": Field(STRING, lambda article, absolute_url: article.title),
    "lead": Field(STRING, lambda article, absolute_url: article.lead),
    "section": Field(
        ref("Section"), lambda article, absolute_url: serialize("Section", article.section, absolute_url)
    ),
    "topics": Field(
        array(ref("Topic")),
        lambda article, absolute_url: serialize_all("Topic", article.topics.all(), absolute_url),
    ),
    "tags": Field(array(STRING), lambda article, absolute_url: [tag.name for tag in article.tags.all()]),
    "authors": Field(
        array(ref("Author")),
        lambda article, absolute_url: serialize_all("Author", article.bylines.all(), absolute_url),
    ),
    "byline": Field(
        describe(STRING, "Dòng tác giả như đã in trên bài."), lambda article, absolute_url: article.byline
    ),
    "cover": Field(
        or_null(ref("Photo")),
        lambda article, absolute_url: article.cover and serialize("Photo", article.cover, absolute_url),
    ),
    "published_at": Field(DATE_TIME, lambda article, absolute_url: iso_or_none(article.publish_at)),
    "changed_at": Field(
        describe(DATE_TIME, "Lần cuối nội dung thay đổi đối với bạn đọc."),
        lambda article, absolute_url: iso_or_none(article.last_change_at),
    ),
    "event_date": Field(
        {"type": ["string", "null"], "format": "date"},
        lambda article, absolute_url: article.event_date and article.event_date.isoformat(),
    ),
    "comment_count": Field(
        describe({"type": ["integer", "null"]}, "Số ý kiến đang hiển thị; null: bài không nhận ý kiến."),
        lambda article, absolute_url: (
            None if article.comment_policy == CommentPolicy.OFF else article.comment_count
        ),
    ),
}
ARTICLE = {
    **ARTICLE_IN_LIST,
    "body_html": Field(
        describe(STRING, "HTML đã làm sạch; mọi địa chỉ đều đầy đủ."),
        lambda article, absolute_url: absolute_links(article.rendered_body, absolute_url),
    ),
    "source": Field(
        or_null(ref("Source")),
        lambda article, absolute_url: (
            serialize("Source", article, absolute_url) if article.source_name else None
        ),
    ),
    "corrections": Field(
        array(ref("Correction")),
        lambda article, absolute_url: serialize_all("Correction", article.corrections.all(), absolute_url),
    ),
}
SERIALIZERS = {
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


def json_schema(name: str) -> dict:
    """The JSON Schema of a table: objects have all of its fields and no other."""
    fields = SERIALIZERS[name]
    return {
        "type": "object",
        "properties": {key: field.schema for key, field in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }
