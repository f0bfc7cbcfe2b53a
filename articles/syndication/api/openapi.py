"""The API described for programs, made from the tables that it answers by (OpenAPI 3.1)."""

from django.urls import reverse

from newsroom.core.identity import SiteIdentity

from .filters import FILTERS, LIMIT, MOST, USUAL
from .serializers import ADDRESS, INTEGER, SHAPES, STRING, array, or_null, ref, schema_of

VERSION = "1.0.0"
PROBLEM = {
    "type": "object",
    "properties": {"type": STRING, "title": STRING, "status": INTEGER, "detail": STRING},
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}


def envelope(**fields):
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def schemas():
    return {
        **{shape: schema_of(shape) for shape in SHAPES},
        "Articles": envelope(articles=array(ref("ArticleInList")), next=or_null(ADDRESS)),
        "Sections": envelope(sections=array(ref("SectionInTree"))),
        "Problem": PROBLEM,
    }


def document(server):
    identity = SiteIdentity.current()
    contact = {"contact": {"email": identity.email}} if identity.email else {}
    path = address_of
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"API bài viết - {identity.name}" if identity.name else "API bài viết",
            "version": VERSION,
            "description": "Dữ liệu công khai, chỉ đọc, không cần khóa. " + identity.reuse_note,
            **contact,
        },
        "servers": [{"url": server.rstrip("/")}],
        "paths": {
            path("articles"): get(
                "articles", "Bài viết đã xuất bản, mới nhất trước", "Articles", 400, asked=list_parameters()
            ),
            path("article"): get("article", "Toàn văn một bài viết", "Article", 400, 404, 410, asked=[ID]),
            path("sections"): get("sections", "Cây chuyên mục", "Sections", 400),
        },
        "components": {"schemas": schemas()},
    }


def address_of(name):
    if name == "article":
        return reverse("articles:api:article", args=[0]).replace("/0/", "/{id}/")
    return reverse(f"articles:api:{name}")


ID = {"name": "id", "in": "path", "required": True, "schema": INTEGER}


def list_parameters():
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    rows = [(name, schema, words) for name, (_filter, schema, words) in FILTERS.items()]
    rows.append((LIMIT, limit, "Số bài trong một trang."))
    return [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": words}
        for name, schema, words in rows
    ]


def get(name, summary, shape, *errors, asked=()):
    words = {400: "Câu hỏi sai", 404: "Không có", 410: "Bài đã gỡ"}
    responses = {
        "200": {"description": summary, "content": {"application/json": {"schema": ref(shape)}}},
        "304": {"description": "Không có gì mới (If-None-Match)"},
    }
    for status in errors:
        problem = {"application/problem+json": {"schema": ref("Problem")}}
        responses[str(status)] = {"description": words[status], "content": problem}
    operation = {"operationId": name, "summary": summary, "parameters": list(asked), "responses": responses}
    return {"get": operation}
