"""Full text: a weighted tsvector with its GIN index on PostgreSQL, an FTS5 table kept by triggers on SQLite."""

import django.db.models.deletion
from django.db import migrations, models

from articles.models.search import words_of

POSTGRES = [
    "CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = simple)",
    """
    ALTER TABLE articles_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('newsroom', title), 'A') ||
        setweight(to_tsvector('newsroom', lead), 'B') ||
        setweight(to_tsvector('newsroom', body), 'C')
    ) STORED
    """,
    "CREATE INDEX search_words ON articles_searchentry USING gin (vector)",
]
NO_POSTGRES = [
    "DROP INDEX search_words",
    "ALTER TABLE articles_searchentry DROP COLUMN vector",
    "DROP TEXT SEARCH CONFIGURATION newsroom",
]
COLUMNS = "title, lead, body, exact"
NEW = ", ".join(f"new.{name}" for name in COLUMNS.split(", "))
OLD = ", ".join(f"old.{name}" for name in COLUMNS.split(", "))
INSERT = f"INSERT INTO articles_searchwords (rowid, {COLUMNS}) VALUES (new.article_id, {NEW});"
DELETE = (
    f"INSERT INTO articles_searchwords (articles_searchwords, rowid, {COLUMNS}) "
    f"VALUES ('delete', old.article_id, {OLD});"
)
SQLITE = [
    f"CREATE VIRTUAL TABLE articles_searchwords USING fts5({COLUMNS}, content='articles_searchentry', "
    "content_rowid='article_id', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_added AFTER INSERT ON articles_searchentry BEGIN {INSERT} END",
    f"CREATE TRIGGER search_deleted AFTER DELETE ON articles_searchentry BEGIN {DELETE} END",
    f"CREATE TRIGGER search_changed AFTER UPDATE ON articles_searchentry BEGIN {DELETE} {INSERT} END",
]
NO_SQLITE = [
    "DROP TRIGGER search_changed",
    "DROP TRIGGER search_deleted",
    "DROP TRIGGER search_added",
    "DROP TABLE articles_searchwords",
]


def make(apps, schema_editor):
    run(schema_editor, POSTGRES, SQLITE)


def drop(apps, schema_editor):
    run(schema_editor, NO_POSTGRES, NO_SQLITE)


def index(apps, schema_editor):
    """Write down the words of what is there."""
    entries = apps.get_model("articles", "SearchEntry").objects
    for article in apps.get_model("articles", "Article").objects.iterator(chunk_size=500):
        entries.create(article=article, **words_of(article))


def run(schema_editor, postgres, sqlite):
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_comment_count")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("title", models.TextField(editable=False)),
                ("lead", models.TextField(editable=False)),
                ("body", models.TextField(editable=False)),
                ("exact", models.TextField(editable=False)),
                ("text", models.TextField(editable=False)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(make, drop),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
