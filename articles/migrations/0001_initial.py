"""The tables of the articles, and the full text: a tsvector with its GIN index on PostgreSQL, FTS5 on SQLite."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


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


def create_search_index(apps, schema_editor):
    run_statements(schema_editor, POSTGRES, SQLITE)


def drop_search_index(apps, schema_editor):
    run_statements(schema_editor, NO_POSTGRES, NO_SQLITE)


def run_statements(schema_editor, postgres, sqlite):
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kicker', models.CharField(blank=True, max_length=120, verbose_name='kicker')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('slug', models.CharField(editable=False, max_length=80)),
                ('lead', models.TextField(blank=True, help_text='When, who, what, in one or two sentences: at most 50 words.', verbose_name='lead')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('event_date', models.DateField(blank=True, null=True, verbose_name='event date')),
                ('kind', models.CharField(choices=[('own', 'Own article'), ('repost', 'Repost')], default='own', max_length=8, verbose_name='kind')),
                ('source_name', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('source_author', models.CharField(blank=True, max_length=120, verbose_name='author at the source')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address at the source')),
                ('source_published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at the source')),
                ('comment_policy', models.CharField(choices=[('open', 'open'), ('closed', 'closed, old comments stay'), ('off', 'off')], default='open', max_length=8, verbose_name='reader comments')),
                ('publish_at', models.DateTimeField(blank=True, help_text='Left empty: the moment of publication. A later time schedules the article.', null=True, verbose_name='publication time')),
                ('expires_at', models.DateTimeField(blank=True, help_text='Hidden from readers from then on; nothing is deleted.', null=True, verbose_name='expires at')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('awaiting', 'Awaiting approval'), ('returned', 'Returned'), ('published', 'Published'), ('taken_down', 'Taken down'), ('merged', 'Put into the live article'), ('trashed', 'In the trash')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('first_published_at', models.DateTimeField(editable=False, null=True)),
                ('gone_at', models.DateTimeField(editable=False, null=True)),
                ('number', models.CharField(editable=False, max_length=12, null=True, unique=True, verbose_name='publication number')),
                ('replaces_version', models.PositiveIntegerField(editable=False, null=True)),
                ('change_kind', models.CharField(choices=[('update', 'update: readers see the time of the update'), ('correction', 'correction: readers see what was wrong')], default='update', max_length=10, verbose_name='kind of change')),
                ('correction_text', models.TextField(blank=True, help_text='Printed with its date under the article: what was wrong, and what is right.', verbose_name='correction')),
                ('revised_at', models.DateTimeField(editable=False, null=True, verbose_name='readers were told of an update at')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='due on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False)),
                ('byline', models.CharField(default='', editable=False, max_length=1000, verbose_name='byline')),
                ('rendered_body', models.TextField(default='', editable=False)),
                ('contents', models.JSONField(default=list, editable=False)),
                ('sanitizer_version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('assignee', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_articles', to=settings.AUTH_USER_MODEL, verbose_name='in charge')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('related', models.ManyToManyField(blank=True, help_text='Picked by hand, they come first; the page adds others of the same topic or on the same matter.', related_name='+', to='articles.article', verbose_name='related articles')),
                ('replaces', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='working_copies', to='articles.article', verbose_name='working copy of')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('urgent_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published urgently by')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'permissions': [('view_any_article', 'Can see the articles of others'), ('change_any_article', 'Can edit the articles of others'), ('review_article', 'Can pass on and return'), ('publish_article', 'Can publish'), ('publish_urgently_article', 'Can publish at once, to be countersigned'), ('backdate_article', 'Can publish with a time in the past'), ('take_down_article', 'Can take down'), ('correct_article', 'Can replace a live article with an own working copy'), ('assign_article', 'Can put somebody in charge'), ('empty_trash_article', 'Can empty the trash'), ('place_article', 'Can arrange the home page')],
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'home-page slots',
                'verbose_name_plural': 'home-page slots',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('key', models.CharField(editable=False, max_length=80, unique=True)),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, unique=True, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('search_text', models.CharField(editable=False, max_length=150)),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='articles.article')),
                ('title', models.TextField(editable=False)),
                ('lead', models.TextField(editable=False)),
                ('body', models.TextField(editable=False)),
                ('exact', models.TextField(editable=False)),
                ('text', models.TextField(editable=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='correction')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20, verbose_name='act')),
                ('source', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('awaiting', 'Awaiting approval'), ('returned', 'Returned'), ('published', 'Published'), ('taken_down', 'Taken down'), ('merged', 'Put into the live article'), ('trashed', 'In the trash')], max_length=12, verbose_name='from state')),
                ('target', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('awaiting', 'Awaiting approval'), ('returned', 'Returned'), ('published', 'Published'), ('taken_down', 'Taken down'), ('merged', 'Put into the live article'), ('trashed', 'In the trash')], max_length=12, verbose_name='to state')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('confirmed', models.JSONField(default=list)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['at', 'id'],
                'get_latest_by': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('search_text', models.CharField(editable=False, max_length=300)),
                ('successor', models.ForeignKey(blank=True, help_text='The office that this one was merged into.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.office', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'office',
                'verbose_name_plural': 'offices',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalOffice',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, help_text='The office that this one was merged into.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.office', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'historical office',
                'verbose_name_plural': 'historical offices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAuthor',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='full name')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='position')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('office', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'historical author',
                'verbose_name_plural': 'historical authors',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='full name')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='position')),
                ('sort_name', models.CharField(db_index=True, editable=False, max_length=120)),
                ('search_text', models.CharField(editable=False, max_length=120)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authors', to='articles.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['sort_name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=16, unique=True)),
                ('original', models.FileField(editable=False, max_length=60, upload_to='', verbose_name='original')),
                ('file_name', models.CharField(editable=False, max_length=200, verbose_name='file name')),
                ('checksum', models.CharField(editable=False, max_length=64, unique=True, verbose_name='checksum')),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('alt', models.CharField(blank=True, help_text='What the photo shows, for those who cannot see it.', max_length=250, verbose_name='alt text')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='decorative, needs no alt text')),
                ('credit', models.CharField(blank=True, help_text='Who took it; printed as “Photo: …”.', max_length=120, verbose_name='credit')),
                ('caption', models.TextField(blank=True, help_text='What a new use of the photo starts with.', verbose_name='caption')),
                ('focus', models.CharField(choices=[('top-left', 'top left'), ('top', 'top'), ('top-right', 'top right'), ('left', 'left'), ('center', 'center'), ('right', 'right'), ('bottom-left', 'bottom left'), ('bottom', 'bottom'), ('bottom-right', 'bottom right')], default='center', max_length=12, verbose_name='focal point')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='uploaded at')),
                ('search_text', models.TextField(default='', editable=False)),
                ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='shown from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Left empty: until somebody ends it.', null=True, verbose_name='shown until')),
                ('place', models.CharField(choices=[('masthead', 'under the masthead, on every page'), ('home', 'at the side of the home page')], max_length=10, verbose_name='place')),
                ('alt', models.CharField(help_text='What the banner says, word for word.', max_length=250, verbose_name='alt text')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='leads to')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='banners', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'banner',
                'verbose_name_plural': 'banners',
                'ordering': ['place', 'order', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='article',
            name='cover',
            field=models.ForeignKey(blank=True, help_text='Left empty: the first photo of the body.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='articles.photo', verbose_name='cover photo'),
        ),
        migrations.CreateModel(
            name='PhotoUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('caption', models.TextField(blank=True, verbose_name='caption')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photo_uses', to='articles.article')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'photo in the article',
                'verbose_name_plural': 'photos in the article',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PlacementEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('put', 'put up'), ('moved', 'moved'), ('timed', 'given an end time'), ('taken_off', 'taken off'), ('ended', 'taken off: its time had ended')], max_length=10, verbose_name='act')),
                ('title', models.CharField(editable=False, max_length=250)),
                ('place', models.CharField(choices=[('lead', 'Lead story'), ('featured', 'Featured'), ('head', 'Head of the section')], max_length=10, verbose_name='place')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('until', models.DateTimeField(null=True, verbose_name='until')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='articles.board')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'placements',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='articles.article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='The part of the address; made from the name when left empty.', max_length=80, unique=True, verbose_name='web address')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('is_in_menu', models.BooleanField(default=True, verbose_name='shown in the menu')),
                ('closed_on', models.DateField(blank=True, help_text='Old articles stay; no new one is filed here.', null=True, verbose_name='closed on')),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=120)),
                ('search_text', models.CharField(editable=False, max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='parent section')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['order', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Remit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remits', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remits', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'remit',
                'verbose_name_plural': 'remits',
                'ordering': ['person__sort_name', 'section__path'],
            },
        ),
        migrations.CreateModel(
            name='MenuEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('menu', 'main menu'), ('footer', 'footer')], default='menu', max_length=8, verbose_name='place')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('label', models.CharField(blank=True, help_text='Left empty: the name of the section or the title of the page.', max_length=80, verbose_name='shown as')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='address, here or on the web')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.page', verbose_name='page')),
                ('parent', models.ForeignKey(blank=True, limit_choices_to={'parent': None}, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='articles.menuentry', verbose_name='stands under')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'menu entry',
                'verbose_name_plural': 'menu and footer',
                'ordering': ['place', 'order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSection',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='The part of the address; made from the name when left empty.', max_length=80, verbose_name='web address')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('is_in_menu', models.BooleanField(default=True, verbose_name='shown in the menu')),
                ('closed_on', models.DateField(blank=True, help_text='Old articles stay; no new one is filed here.', null=True, verbose_name='closed on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.section', verbose_name='parent section')),
            ],
            options={
                'verbose_name': 'historical section',
                'verbose_name_plural': 'historical sections',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRemit',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'historical remit',
                'verbose_name_plural': 'historical remits',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='board',
            name='section',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='article',
            name='secondary_sections',
            field=models.ManyToManyField(blank=True, related_name='+', to='articles.section', verbose_name='also shown in'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section', verbose_name='section'),
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('lead', 'Lead story'), ('featured', 'Featured'), ('head', 'Head of the section')], max_length=10, verbose_name='place')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='articles.article', verbose_name='article')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='articles.board')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'slot',
                'verbose_name_plural': 'slots',
                'ordering': ['board', 'place', 'order', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='articles', to='articles.tag', verbose_name='tags'),
        ),
        migrations.AddField(
            model_name='article',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='articles', to='articles.topic', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='UnsavedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.CharField(editable=False, max_length=32)),
                ('fields', models.JSONField()),
                ('version', models.PositiveIntegerField()),
                ('is_open', models.BooleanField(default=True)),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='unsaved_texts', to='articles.article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'unsaved text',
                'verbose_name_plural': 'unsaved texts',
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='articles.article')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.version')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='For someone who is not in the list.', max_length=120, verbose_name='free name')),
                ('role', models.CharField(choices=[('words', 'words'), ('photos', 'photos'), ('compiled', 'compiled by')], default='words', max_length=10, verbose_name='role')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('printed_name', models.CharField(default='', editable=False, max_length=120)),
                ('printed_office', models.CharField(default='', editable=False, max_length=200)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author')),
                ('office', models.ForeignKey(blank=True, help_text="Left empty: the author's own office.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['order', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('name', '')), models.Q(('author', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='byline_author_or_name')],
            },
        ),
        migrations.CreateModel(
            name='PageViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='page_views', to='articles.article')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['day', 'article', 'count'], name='page_views_of_days')],
                'constraints': [models.UniqueConstraint(fields=('article', 'day'), name='page_views_once_a_day')],
            },
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(fields=['uploaded_by', 'uploaded_at'], name='photo_by_uploader'),
        ),
        migrations.AddConstraint(
            model_name='banner',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='banner_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='banner',
            constraint=models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='banner_has_alt_text'),
        ),
        migrations.AddConstraint(
            model_name='photouse',
            constraint=models.UniqueConstraint(fields=('article', 'position'), name='photo_use_one_per_place'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('article', 'person'), name='presence_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='section_has_slug'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='section_not_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='remit',
            constraint=models.UniqueConstraint(fields=('person', 'section'), name='remit_once'),
        ),
        migrations.AddConstraint(
            model_name='menuentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('page', None), ('section', None)), models.Q(('section', None), ('url', '')), models.Q(('page', None), ('url', '')), _connector='OR'), name='menu_entry_leads_to_one_thing_at_most'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('section', models.Value(0)), name='board_once_for_each_page'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(fields=('board', 'article'), name='slot_article_once_on_a_page'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-publish_at', '-id'], name='article_newest_public'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['section', '-publish_at', '-id'], name='article_newest_in_section'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-updated_at', '-id'], name='article_newest_work'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', 'state_since', 'id'], name='article_waiting'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created_by', '-updated_at', '-id'], name='article_own_work'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('publish_at__isnull', False), _connector='OR'), name='article_published_has_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('section__isnull', False), _connector='OR'), name='article_published_has_section'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'repost'), ('state', 'published'), _negated=True), models.Q(('source_name', ''), _negated=True), _connector='OR'), name='article_published_repost_has_source'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['merged', 'trashed']), _negated=True), fields=('replaces',), name='article_one_open_working_copy'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('state__in', ['published', 'taken_down']), _negated=True), _connector='OR'), name='article_working_copy_is_never_live'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'merged'), _negated=True), ('replaces__isnull', False), _connector='OR'), name='article_only_working_copies_merge'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'repost'), _negated=True), ('comment_policy', 'off'), _connector='OR'), name='article_repost_takes_no_comments'),
        ),
        migrations.AddConstraint(
            model_name='unsavedtext',
            constraint=models.UniqueConstraint(condition=models.Q(('form_id', ''), _negated=True), fields=('person', 'form_id'), name='unsaved_text_one_per_form'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='version_one_per_number'),
        ),
        migrations.RunPython(create_search_index, drop_search_index),
    ]
