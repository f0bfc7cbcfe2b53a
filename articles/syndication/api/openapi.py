"""The OpenAPI 3.1 document of the API, made from the tables of `serializers` and `filters`."""

from django.urls import reverse

from newsroom.core.identity import SiteIdentity

from .filters import DEFAULT_LIMIT, FILTERS, LIMIT, MAX_LIMIT
from .serializers import INTEGER, SERIALIZERS, STRING, URI, array, json_schema, or_null, ref

VERSION = "1.0.0"
PROBLEM = {
    "type": "object",
    "properties": {"type": STRING, "title": STRING, "status": INTEGER, "detail": STRING},
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}


def envelope_schema(**fields: dict) -> dict:
    """The schema of an object that has these fields and no other."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def build_schemas() -> dict:
    return {
        **{name: json_schema(name) for name in SERIALIZERS},
        "Articles": envelope_schema(articles=array(ref("ArticleInList")), next=or_null(URI)),
        "Sections": envelope_schema(sections=array(ref("SectionInTree"))),
        "Problem": PROBLEM,
    }


def build_document(server: str) -> dict:
    """The whole document; `server` is the absolute URL of the home page."""
    identity = SiteIdentity.current()
    contact = {"contact": {"email": identity.email}} if identity.email else {}
    path = url_template
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
            path("articles"): get_operation(
                "articles",
                "Bài viết đã xuất bản, mới nhất trước",
                "Articles",
                400,
                parameters=list_parameters(),
            ),
            path("article"): get_operation(
                "article", "Toàn văn một bài viết", "Article", 400, 404, 410, parameters=[ID]
            ),
            path("sections"): get_operation("sections", "Cây chuyên mục", "Sections", 400),
        },
        "components": {"schemas": build_schemas()},
    }


def url_template(name: str) -> str:
    if name == "article":
        return reverse("articles:api:article", args=[0]).replace("/0/", "/{id}/")
    return reverse(f"articles:api:{name}")


ID = {"name": "id", "in": "path", "required": True, "schema": INTEGER}


def list_parameters() -> list[dict]:
    limit: dict[str, object] = {
        "type": "integer",
        "minimum": 1,
        "maximum": MAX_LIMIT,
        "default": DEFAULT_LIMIT,
    }
    rows: list[tuple[str, dict, str]] = [
        (name, schema, text) for name, (_filter, schema, text) in FILTERS.items()
    ]
    rows.append((LIMIT, limit, "Số bài trong một trang."))
    return [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": text}
        for name, schema, text in rows
    ]


def get_operation(name: str, summary: str, schema: str, *errors: int, parameters=()) -> dict:
    descriptions = {400: "Câu hỏi sai", 404: "Không có", 410: "Bài đã gỡ"}
    responses = {
        "200": {"description": summary, "content": {"application/json": {"schema": ref(schema)}}},
        "304": {"description": "Không có gì mới (If-None-Match)"},
    }
    for status in errors:
        problem = {"application/problem+json": {"schema": ref("Problem")}}
        responses[str(status)] = {"description": descriptions[status], "content": problem}
    operation = {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": responses,
    }
    return {"get": operation}
