"""The table of an article's fields, and the lists derived from it."""

import re
from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime

import pytest
from django.db import models

from articles.admin.article import ArticleAdmin
from articles.editing import autosave, form_rescue, history, version_diff
from articles.editing.forms import LEGACY_FONT_FIELDS
from articles.editing.review import check_spelling
from articles.fields import (
    ARTICLE_FIELDS,
    MACHINE_KEPT,
    TEXT_RULES,
    FieldKind,
    Fieldset,
    Omitted,
    SearchPart,
    select_fieldset,
)
from articles.models import Article, ChangeKind, CommentPolicy, Kind, SearchEntry
from articles.models.search import search_fields
from articles.syndication.api.serializers import ARTICLE
from articles.syndication.feeds.items import Item
from newsroom.core import fields, richtext
from newsroom.core.text import normalize, normalize_prose
from tests.factories import ArticleFactory, UserFactory

NAMES = [field.name for field in ARTICLE_FIELDS]
IN_ROWS = {FieldKind.BYLINES, FieldKind.PHOTOS}
COLUMNS = [field for field in ARTICLE_FIELDS if field.kind not in IN_ROWS]
MODEL_CLASSES = {
    FieldKind.LINE: fields.Line,
    FieldKind.URL: fields.HttpsURLField,
    FieldKind.PROSE: fields.Prose,
    FieldKind.RICH_TEXT: fields.RichText,
    FieldKind.CHOICE: models.CharField,
    FieldKind.DATE: models.DateField,
    FieldKind.MOMENT: models.DateTimeField,
    FieldKind.FOREIGN_KEY: models.ForeignKey,
    FieldKind.MANY_TO_MANY: models.ManyToManyField,
}


# The lists below were written by hand before the table was. Fields added since then need no line here.
FIRST_FIELDS = {
    *["title", "kicker", "lead", "body", "photos", "bylines", "section", "secondary_sections", "publish_at"],
    *["event_date", "expires_at", "cover", "topics", "tags", "related", "comment_policy", "kind"],
    *["source_name", "source_author", "source_url", "source_published_at", "change_kind", "correction_text"],
}


def drop_new_fields(names):
    """The names without fields that are younger than the lists of this module."""
    return [name for name in names if name in FIRST_FIELDS or name not in NAMES]


class TestTable:
    def test_still_has_the_first_fields(self):
        assert set(NAMES) >= FIRST_FIELDS

    def test_names_every_field_that_a_person_types(self):
        typed = {field.name for field in COLUMNS}
        stored = {field.name for field in [*Article._meta.concrete_fields, *Article._meta.many_to_many]}

        assert typed.isdisjoint(MACHINE_KEPT)
        assert stored - typed - MACHINE_KEPT.keys() == set(), "name it in articles.fields"
        assert typed | MACHINE_KEPT.keys() == stored

    def test_names_each_field_once(self):
        assert len(NAMES) == len(set(NAMES))

    @pytest.mark.parametrize("field", COLUMNS, ids=lambda field: field.name)
    def test_gives_each_field_the_kind_of_its_column(self, field):
        column = Article._meta.get_field(field.name)

        assert type(column) is MODEL_CLASSES[field.kind]
        assert bool(column.choices) == (field.kind is FieldKind.CHOICE)

    @pytest.mark.parametrize("kind", [FieldKind.LINE, FieldKind.PROSE, FieldKind.RICH_TEXT])
    def test_stores_each_text_by_the_rule_of_its_column(self, kind):
        assert TEXT_RULES[kind] is MODEL_CLASSES[kind].rule

    @pytest.mark.parametrize("name", MACHINE_KEPT)
    def test_leaves_out_only_what_no_form_can_change(self, name):
        column = Article._meta.get_field(name)

        assert MACHINE_KEPT[name]
        assert not column.editable or column.primary_key


class TestForm:
    def test_holds_these_fields(self):
        admin = ArticleAdmin

        fieldsets = [
            admin.text_fieldset,
            admin.read_only_fieldset,
            admin.change_fieldset,
            *admin.other_fieldsets,
        ]
        assert [
            (title, {**options, "fields": drop_new_fields(options["fields"])}) for title, options in fieldsets
        ] == [
            (None, {"fields": ["opened_version", "title", "kicker", "lead", "body", "convert_legacy"]}),
            (None, {"fields": ["title", "kicker", "lead", "body_as_read"]}),
            ("Thông tin cho bạn đọc", {"fields": ["change_kind", "correction_text"]}),
            (
                "Đăng ở đâu, khi nào",
                {"fields": ["section", "secondary_sections", "publish_at", "event_date", "expires_at"]},
            ),
            (
                "Ảnh đại diện, chuyên đề, ý kiến",
                {"fields": ["cover", "topics", "tags", "related", "comment_policy"]},
            ),
            (
                "Nguồn tin (khi dẫn lại)",
                {
                    "classes": ["collapse"],
                    "fields": ["kind", "source_name", "source_author", "source_url", "source_published_at"],
                },
            ),
        ]
        assert drop_new_fields(admin.autocomplete_fields) == [
            "secondary_sections",
            "topics",
            "tags",
            "related",
        ]
        assert drop_new_fields(LEGACY_FONT_FIELDS) == ["title", "kicker", "lead", "body"]

    def test_shows_every_field(self):
        in_form = [name for fieldset in Fieldset for name in select_fieldset(fieldset)]

        assert sorted(in_form) == sorted(NAMES)
        assert select_fieldset(Fieldset.ROWS) == [
            field.name for field in ARTICLE_FIELDS if field.kind in IN_ROWS
        ]


def test_autosave_keeps_these_texts():
    rules = autosave.TEXT_FIELDS
    assert {name: rules[name] for name in drop_new_fields(rules)} == {
        "title": normalize,
        "kicker": normalize,
        "lead": normalize_prose,
        "body": richtext.clean,
        "correction_text": normalize_prose,
        "source_name": normalize,
        "source_author": normalize,
        "source_url": normalize,
    }


@pytest.mark.django_db
def test_form_lists_the_texts_for_the_autosave_script(client):
    writer = UserFactory(role="writer")
    client.force_login(writer)

    page = client.get("/admin/articles/article/add/").content.decode()

    sent = [names.split() for names in re.findall(r'data-fields="([^"]+)"', page)]
    assert sent == [list(autosave.TEXT_FIELDS)] * 2
    assert all(f'name="{name}"' in page for name in set(autosave.TEXT_FIELDS) - {"correction_text"})


def test_an_empty_content_has_these_values():
    empty = history.EMPTY_CONTENT
    assert {name: empty[name] for name in drop_new_fields(empty)} == {
        "kicker": "",
        "title": "",
        "lead": "",
        "body": "",
        "kind": Kind.OWN,
        "source_name": "",
        "source_author": "",
        "source_url": "",
        "comment_policy": CommentPolicy.OPEN,
        "change_kind": ChangeKind.UPDATE,
        "correction_text": "",
        "event_date": None,
        "publish_at": None,
        "expires_at": None,
        "source_published_at": None,
        "section": None,
        "cover": None,
        "secondary_sections": [],
        "topics": [],
        "tags": [],
        "related": [],
        "bylines": [],
        "photos": [],
    }


@pytest.mark.django_db
class TestVersion:
    def test_keeps_every_field(self):
        assert sorted(history.snapshot(ArticleFactory())) == sorted(NAMES)

    def test_restores_every_column(self):
        article = ArticleFactory(
            kicker="Tin hội nghị",
            event_date=date(2026, 11, 20),
            publish_at=datetime(2026, 11, 21, tzinfo=UTC),
            expires_at=datetime(2027, 1, 1, tzinfo=UTC),
            source_name="Báo Hà Tĩnh",
            source_published_at=datetime(2026, 11, 20, tzinfo=UTC),
        )
        content = history.snapshot(article)

        other = Article(pk=article.pk)
        history.set_content(other, content)

        for field in COLUMNS:
            if field.kind is not FieldKind.MANY_TO_MANY:
                assert getattr(other, field.name) == getattr(article, field.name), field.name

    def test_version_older_than_a_field_leaves_it_empty(self):
        article = ArticleFactory(kicker="Tít dẫn")
        content = history.snapshot(article)
        del content["kicker"], content["topics"]

        history.save_content(article, content, by=article.created_by)

        article.refresh_from_db()
        assert article.kicker == ""


def test_versions_are_compared_in_this_order_and_these_words():
    assert [version_diff.get_label(name) for name in drop_new_fields(version_diff.FIELDS)] == [
        "Tiêu đề",
        "Tít dẫn",
        "Sapo",
        "Nội dung",
        "Liên kết trong bài",
        "Ảnh trong bài",
        "Tác giả bài viết",
        "Chuyên mục",
        "Đăng cả ở",
        "Thời gian đăng",
        "Ngày diễn ra",
        "Hết hạn lúc",
        "Ảnh đại diện",
        "Chuyên đề",
        "Từ khóa",
        "Tin liên quan",
        "Ý kiến bạn đọc",
        "Loại bài",
        "Nguồn tin",
        "Tác giả ở nguồn",
        "Địa chỉ bài gốc",
        "Thời điểm đăng ở nguồn",
        "Loại sửa",
        "Nội dung đính chính",
        "Không đọc được",
    ]
    assert set(version_diff.FIELDS) == {*NAMES, "links", "unread"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kind", "repost", "Tin dẫn lại"),
        ("comment_policy", "off", "tắt"),
        ("publish_at", "2026-11-20T01:00:00+00:00", "08:00 20/11/2026"),
        ("event_date", "2026-11-20", "20/11/2026"),
        ("section", {"id": 1, "name": "Tin tức"}, "Tin tức"),
        ("tags", [{"id": 1, "name": "hè"}, {"id": 2, "name": "trẻ em"}], "hè, trẻ em"),
        ("links", ["/a/", "/b/"], "/a/\n/b/"),
        ("lead", "Sapo", "Sapo"),
    ],
)
def test_a_value_is_shown_by_the_kind_of_its_field(name, value, words):
    assert version_diff.describe_value(name, value) == words


def test_a_form_in_conflict_keeps_these_fields():
    kept = [*form_rescue.CHOICES, *form_rescue.TIMES, *form_rescue.RECORDS, *form_rescue.LISTS]
    assert sorted(drop_new_fields(kept)) == [
        *["change_kind", "comment_policy", "cover", "event_date", "expires_at", "kind", "publish_at"],
        *["related", "secondary_sections", "section", "source_published_at", "tags", "topics"],
    ]
    assert {*autosave.TEXT_FIELDS, *kept, "bylines", "photos"} == set(NAMES)


def test_both_texts_of_a_conflict_show_these_fields():
    content = {field.name: f"chữ của {field.name}" for field in ARTICLE_FIELDS if field.kind in TEXT_RULES}

    texts = version_diff.describe_texts(content)

    assert {text.name: text.words for text in texts} == content
    assert drop_new_fields(text.name for text in texts if not text.is_labelled) == [
        "title",
        "kicker",
        "lead",
        "body",
    ]
    assert version_diff.describe_texts({"lead": "", "body": ""}) == []


@pytest.mark.parametrize("field", [field for field in COLUMNS if field.fieldset is Fieldset.TEXT])
def test_spelling_is_checked_in_every_text_of_the_article(field):
    article = Article(**{field.name: "Kết quả của của tập thể"})

    findings = list(check_spelling(article, datetime(2026, 11, 20, tzinfo=UTC)))

    assert [finding.place for finding in findings] == [f"id_{field.name}"]


@pytest.mark.django_db
def test_a_search_entry_holds_these_words():
    article = Article(title="Tiêu đề", kicker="Tít dẫn", lead="Sapo", body="<p>Nội dung</p>", number="7/2026")
    article.byline = "Lan (Văn phòng)"

    assert {part: select_searched(part) for part in SearchPart} == {
        SearchPart.TITLE: {"title", "kicker"},
        SearchPart.LEAD: {"lead", "bylines"},
        SearchPart.BODY: {"body"},
    }
    assert search_fields(article) == {
        "title": "tieu de tit dan",
        "lead": "sapo lan van phong 7 2026 7q2026",
        "body": "noi dung",
        "exact": "tiêu đề tít dẫn sapo lan văn phòng 7 2026 nội dung",
        "text": "Sapo\nNội dung",
    }
    assert {field.name for field in SearchEntry._meta.concrete_fields} == {"article", *search_fields(article)}


def select_searched(part):
    return set(drop_new_fields(field.name for field in ARTICLE_FIELDS if field.search is part))


# What the API and feeds say of an article beside what a person typed.
ONLY_IN_API = {"id", "url", "permalink", "api_url", "byline"}
ONLY_IN_FEEDS = {"id", "url", "summary_html", "is_full"}


def test_api_publishes_the_fields_of_the_table():
    published = {field.api for field in ARTICLE_FIELDS if not isinstance(field.api, Omitted)}

    assert published | ONLY_IN_API == ARTICLE.keys()
    assert published.isdisjoint(ONLY_IN_API)


def test_feeds_publish_the_fields_of_the_table():
    published = {field.feed for field in ARTICLE_FIELDS if not isinstance(field.feed, Omitted)}

    assert published | ONLY_IN_FEEDS == {field.name for field in dataclass_fields(Item)}
    assert published.isdisjoint(ONLY_IN_FEEDS)


def test_the_api_and_feeds_leave_out_only_these_fields():
    omitted = [field.name for field in ARTICLE_FIELDS if isinstance(field.api, Omitted)]

    assert drop_new_fields(omitted) == ["secondary_sections", "expires_at", "related"]
    assert all(field.api and field.feed for field in ARTICLE_FIELDS)
