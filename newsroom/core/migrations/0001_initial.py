import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
            ],
            options={
                'verbose_name': 'group of links',
                'verbose_name_plural': 'links',
                'ordering': ['order', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='position')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English')], default='vi', max_length=5, verbose_name='language of the admin')),
                ('sort_name', models.CharField(db_index=True, editable=False, max_length=120)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['sort_name', 'id'],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='shown from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Left empty: until somebody ends it.', null=True, verbose_name='shown until')),
                ('text', models.CharField(max_length=300, verbose_name='text')),
                ('url', models.CharField(blank=True, help_text='Where readers find more. May be empty.', max_length=300, verbose_name='leads to')),
                ('level', models.CharField(choices=[('urgent', 'Urgent'), ('warning', 'Warning'), ('notice', 'Notice')], default='notice', max_length=8, verbose_name='level')),
            ],
            options={
                'verbose_name': 'urgent notice',
                'verbose_name_plural': 'urgent notices',
                'ordering': ['-starts_at', '-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='alert_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='The part of the address; made from the title when left empty.', max_length=80, verbose_name='web address')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('shows_contact', models.BooleanField(default=False, help_text='Above the text, as they stand in the site identity.', verbose_name='shows address, phone and e-mail')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('is_published', models.BooleanField(default=False, verbose_name='shown to readers')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical page',
                'verbose_name_plural': 'historical pages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSiteIdentity',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name of the site')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('managing_body', models.CharField(blank=True, max_length=200, verbose_name='managing body')),
                ('parent_body', models.CharField(blank=True, max_length=200, verbose_name='parent body')),
                ('responsible', models.CharField(blank=True, max_length=200, verbose_name='responsible for content')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('licence', models.CharField(blank=True, max_length=250, verbose_name='licence line')),
                ('reuse_note', models.TextField(blank=True, verbose_name='note on re-use')),
                ('feeds_hold_full_text', models.BooleanField(default=False, help_text='RSS, Atom and JSON Feed give whole articles; otherwise their leads only.', verbose_name='feeds hold the full text')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical site identity',
                'verbose_name_plural': 'historical site identity',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('url', models.URLField(max_length=300, verbose_name='address on the web')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='core.linkgroup', verbose_name='group of links')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['order', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='The part of the address; made from the title when left empty.', max_length=80, unique=True, verbose_name='web address')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('shows_contact', models.BooleanField(default=False, help_text='Above the text, as they stand in the site identity.', verbose_name='shows address, phone and e-mail')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('is_published', models.BooleanField(default=False, verbose_name='shown to readers')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['order', 'title', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='page_has_slug')],
            },
        ),
        migrations.CreateModel(
            name='SiteIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name of the site')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('managing_body', models.CharField(blank=True, max_length=200, verbose_name='managing body')),
                ('parent_body', models.CharField(blank=True, max_length=200, verbose_name='parent body')),
                ('responsible', models.CharField(blank=True, max_length=200, verbose_name='responsible for content')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('licence', models.CharField(blank=True, max_length=250, verbose_name='licence line')),
                ('reuse_note', models.TextField(blank=True, verbose_name='note on re-use')),
                ('feeds_hold_full_text', models.BooleanField(default=False, help_text='RSS, Atom and JSON Feed give whole articles; otherwise their leads only.', verbose_name='feeds hold the full text')),
            ],
            options={
                'verbose_name': 'site identity',
                'verbose_name_plural': 'site identity',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='identity_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('kind', models.CharField(editable=False, max_length=60, verbose_name='kind')),
                ('object_id', models.CharField(editable=False, max_length=40)),
                ('name', models.CharField(editable=False, max_length=300, verbose_name='name')),
                ('act', models.CharField(choices=[('created', 'created'), ('changed', 'changed'), ('deleted', 'deleted')], max_length=10, verbose_name='act')),
                ('changes', models.JSONField(verbose_name='changes')),
                ('action_id', models.UUIDField(editable=False)),
                ('search_text', models.CharField(editable=False, max_length=500)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'log of changes',
                'ordering': ['-at', '-id'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['kind', '-at'], name='change_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, max_length=40)),
                ('sentence', models.TextField(editable=False)),
                ('url', models.CharField(editable=False, max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('read_at', models.DateTimeField(editable=False, null=True)),
                ('email_wanted', models.BooleanField(default=False, editable=False)),
                ('tried_at', models.DateTimeField(editable=False, null=True)),
                ('emailed_at', models.DateTimeField(editable=False, null=True)),
                ('person', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='notice_newest_of_person'), models.Index(condition=models.Q(('read_at', None)), fields=['person'], name='notice_unread_of_person'), models.Index(condition=models.Q(('email_wanted', True), ('emailed_at', None)), fields=['at', 'id'], name='notice_to_mail')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, max_length=40)),
                ('by_email', models.BooleanField()),
                ('person', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notice_choice_once_per_kind')],
            },
        ),
    ]
