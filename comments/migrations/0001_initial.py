import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='wording')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='shown since')),
            ],
            options={
                'verbose_name': 'consent wording',
                'verbose_name_plural': 'consent wordings',
                'ordering': ['-id'],
                'default_permissions': ['view', 'add'],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.CharField(choices=[('access', 'see or receive the data'), ('correct', 'correct the data'), ('delete', 'delete the data'), ('restrict', 'restrict the use of the data'), ('object', 'object to the use of the data'), ('withdraw', 'withdraw consent')], max_length=10, verbose_name='what is asked')),
                ('person', models.CharField(max_length=120, verbose_name='who asks')),
                ('contact', models.CharField(max_length=200, verbose_name='how to reach them')),
                ('text', models.TextField(blank=True, verbose_name='the request')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('acknowledge_by', models.DateField(editable=False, verbose_name='to be acknowledged by')),
                ('due_on', models.DateField(editable=False, verbose_name='to be done by')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='acknowledged at')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('outcome', models.TextField(blank=True, verbose_name='what was done')),
            ],
            options={
                'verbose_name': 'data request',
                'verbose_name_plural': 'data requests',
                'ordering': ['done_at', 'due_on', 'id'],
                'default_permissions': ['view', 'add', 'change'],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
            ],
            options={
                'verbose_name': 'holiday',
                'verbose_name_plural': 'holidays',
                'ordering': ['-day'],
            },
        ),
        migrations.CreateModel(
            name='IpHashKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(unique=True)),
                ('key', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RejectionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='for staff')),
                ('text_for_reader', models.TextField(help_text='What the reader finds on the status page.', verbose_name='for the reader')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'reason for not showing',
                'verbose_name_plural': 'reasons for not showing',
                'ordering': ['order', 'id'],
                'default_permissions': ['view', 'add', 'change'],
            },
        ),
        migrations.CreateModel(
            name='WordRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=100, unique=True, verbose_name='word or phrase')),
                ('kind', models.CharField(choices=[('hold', 'holds the comment back'), ('mark', 'marks the words only'), ('pass', 'lets the words pass, although another rule is in them')], default='hold', max_length=4, verbose_name='what it does')),
                ('also_unaccented', models.BooleanField(default=False, help_text='Only in comments that have no marks at all: “các” must not fall onto an insult.', verbose_name='also without marks')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'word rule',
                'verbose_name_plural': 'word rules',
                'ordering': ['text'],
                'default_permissions': ['view', 'add', 'change'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='full name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('body', models.TextField(verbose_name='comment')),
                ('state', models.CharField(choices=[('pending', 'Waiting for a decision'), ('held', 'Held back'), ('approved', 'Shown'), ('rejected', 'Not shown'), ('spam', 'Junk'), ('hidden', 'Hidden'), ('withdrawn', 'Withdrawn by its author')], editable=False, max_length=10, verbose_name='state')),
                ('hold_reasons', models.JSONField(default=list, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received at')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='shown since')),
                ('edited_at', models.DateTimeField(editable=False, null=True, verbose_name='edited by the office at')),
                ('featured_at', models.DateTimeField(editable=False, null=True, verbose_name='featured since')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered by the office at')),
                ('purged_at', models.DateTimeField(editable=False, null=True, verbose_name='purged at')),
                ('search_text', models.TextField(default='', editable=False)),
                ('like_count', models.PositiveIntegerField(default=0, editable=False)),
                ('reply_count', models.PositiveIntegerField(default=0, editable=False)),
                ('open_reports', models.PositiveIntegerField(default=0, editable=False)),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('author_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('receipt_nonce', models.CharField(editable=False, max_length=32)),
                ('ip_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('ip_network_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('ip_ban_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('text_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('answers_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.comment')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='articles.article', verbose_name='article')),
                ('claimed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('near_duplicate_of', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='near_duplicates', to='comments.comment')),
                ('parent', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.comment', verbose_name='answers')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.consentwording', verbose_name='agreed to')),
                ('reason', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.rejectionreason', verbose_name='reason')),
                ('word_rules', models.ManyToManyField(editable=False, related_name='comments', to='comments.wordrule')),
            ],
            options={
                'verbose_name': 'reader comment',
                'verbose_name_plural': 'reader comments',
                'permissions': [('decide_comment', 'Can decide on comments'), ('edit_comment', 'Can edit the text of comments'), ('view_comment_email', 'Can see the e-mail of readers'), ('ban_author', 'Can stop somebody from commenting'), ('export_comment', 'Can export comments and personal data'), ('view_statistics', 'Can see the statistics of comments')],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(choices=[('author', 'this browser'), ('email', 'this e-mail address'), ('ip', 'this network address')], max_length=8, verbose_name='whom')),
                ('value_hash', models.CharField(db_index=True, editable=False, max_length=64)),
                ('until', models.DateTimeField(verbose_name='until')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bans', to='comments.comment')),
            ],
            options={
                'verbose_name': 'ban',
                'verbose_name_plural': 'bans',
                'ordering': ['-at', '-id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='CommentSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('open', 'open'), ('closed', 'closed, old comments stay'), ('off', 'off')], default='open', max_length=8, verbose_name='reader comments')),
                ('close_after_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='closed after (days)')),
                ('body_length', models.PositiveSmallIntegerField(default=1500, validators=[django.core.validators.MinValueValidator(100), django.core.validators.MaxValueValidator(3000)], verbose_name='longest comment (characters)')),
                ('due_after_hours', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='to be decided within (working hours)')),
                ('reports_to_call', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='reports that call a moderator')),
                ('reply_needs_two', models.BooleanField(default=True, help_text='Who drafted it does not publish it.', verbose_name='an official reply needs a second person')),
                ('shared_networks', models.TextField(blank=True, help_text='Networks that many people share, one a line: 113.160.0.0/16. The limits do not apply there.', verbose_name='addresses without a limit')),
                ('keep_ip_hashes_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='hashes of addresses are kept (days)')),
                ('keep_rejected_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='texts that were not shown are kept (days)')),
                ('keep_withdrawn_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='withdrawn texts are kept (days)')),
                ('rules_text', models.TextField(blank=True, help_text='Shown beside the form: what is not shown, and why.', verbose_name='rules for comments')),
            ],
            options={
                'verbose_name': 'comment settings',
                'verbose_name_plural': 'comment settings',
                'default_permissions': ['view', 'change'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='comment_settings_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='EventHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='event_head_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(help_text='Which authority asked, by which paper.', verbose_name='legal basis')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='comments.comment', verbose_name='reader comment')),
            ],
            options={
                'verbose_name': 'legal hold',
                'verbose_name_plural': 'legal holds',
                'ordering': ['-since', '-id'],
                'default_permissions': ['view', 'add', 'change'],
            },
        ),
        migrations.CreateModel(
            name='ModeratorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('text', models.TextField(verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='comments.comment')),
            ],
            options={
                'ordering': ['at', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('body', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='comments.comment')),
            ],
            options={
                'ordering': ['at', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SectionPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('open', 'open'), ('closed', 'closed, old comments stay'), ('off', 'off')], max_length=8, verbose_name='reader comments')),
                ('section', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='comment_policy', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'comments in a section',
                'verbose_name_plural': 'comments in sections',
                'ordering': ['section__path'],
                'default_permissions': ['view', 'add', 'change', 'delete'],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('on_decision', models.BooleanField(default=True)),
                ('on_reply', models.BooleanField(default=False)),
                ('on_answer', models.BooleanField(default=True)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='subscription', to='comments.comment')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ConfirmationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email_hash', models.CharField(max_length=64)),
                ('ip_hash', models.CharField(blank=True, default='', max_length=64)),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comments.comment')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['at'], name='confirmation_request_at')],
            },
        ),
        migrations.CreateModel(
            name='Like',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor_hash', models.CharField(max_length=64)),
                ('ip_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to='comments.comment')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['ip_hash', 'at'], name='like_of_ip')],
                'constraints': [models.UniqueConstraint(fields=('comment', 'visitor_hash'), name='like_once')],
            },
        ),
        migrations.CreateModel(
            name='MinHashBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BigIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minhash_bands', to='comments.comment')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['value', '-at'], name='minhash_band_value')],
            },
        ),
        migrations.CreateModel(
            name='OfficialReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(verbose_name='answer')),
                ('signer', models.CharField(max_length=120, verbose_name='signed by')),
                ('signer_title', models.CharField(max_length=120, verbose_name='title of the signer')),
                ('printed_office', models.CharField(blank=True, editable=False, max_length=200)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('drafted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='drafted at')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='official_reply', to='comments.comment')),
                ('drafted_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'official reply',
                'verbose_name_plural': 'official replies',
                'permissions': [('draft_officialreply', 'Can draft official replies'), ('approve_officialreply', 'Can publish official replies')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), 5000), name='official_reply_fits'), models.CheckConstraint(condition=models.Q(('published_at', None), ('approved_by__isnull', False), _connector='OR'), name='official_reply_published_has_approver')],
            },
        ),
        migrations.CreateModel(
            name='ModerationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('act', models.CharField(max_length=20, verbose_name='act')),
                ('source', models.CharField(blank=True, choices=[('pending', 'Waiting for a decision'), ('held', 'Held back'), ('approved', 'Shown'), ('rejected', 'Not shown'), ('spam', 'Junk'), ('hidden', 'Hidden'), ('withdrawn', 'Withdrawn by its author')], max_length=10, verbose_name='from state')),
                ('target', models.CharField(choices=[('pending', 'Waiting for a decision'), ('held', 'Held back'), ('approved', 'Shown'), ('rejected', 'Not shown'), ('spam', 'Junk'), ('hidden', 'Hidden'), ('withdrawn', 'Withdrawn by its author')], max_length=10, verbose_name='to state')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('rules', models.JSONField(default=list)),
                ('body_digest', models.CharField(blank=True, max_length=64)),
                ('batch', models.UUIDField(null=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='comments.comment', verbose_name='reader comment')),
                ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.rejectionreason', verbose_name='reason')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['number'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['by', '-number'], name='moderation_of_person'), models.Index(fields=['at', 'act'], name='moderation_in_period')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('insult', 'Insults or slanders somebody'), ('false', 'Says what is not true'), ('private', 'Gives away personal data'), ('junk', 'Advertises or repeats itself'), ('other', 'Something else')], max_length=10, verbose_name='what is wrong')),
                ('text', models.TextField(blank=True, verbose_name='in your words')),
                ('ip_hash', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('handled_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ip_hash', ''), _negated=True), fields=('comment', 'ip_hash'), name='report_once_per_ip')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('confirm', 'Confirm'), ('shown', 'Shown'), ('not_shown', 'Not Shown'), ('reopened', 'Reopened'), ('reply', 'Reply'), ('answer', 'Answer')], max_length=10)),
                ('event_number', models.PositiveBigIntegerField(null=True)),
                ('due_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='comments.subscription')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['due_at', 'id'], name='reader_mail_to_send')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'state', '-published_at', '-id'], name='comment_of_article'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', 'created_at', 'id'], name='comment_waiting'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['created_at'], name='comment_received'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['ip_hash', 'created_at'], name='comment_of_ip'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['ip_network_hash', 'created_at'], name='comment_of_ip_network'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author_hash', 'created_at'], name='comment_of_author'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['text_digest', 'created_at'], name='comment_of_text'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('open_reports__gt', 0)), fields=['-open_reports', 'id'], name='comment_reported'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), 3000), name='comment_body_fits'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('name'), 60), name='comment_name_fits'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='comment_approved_has_time'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('purged_at', None), models.Q(('author_hash', ''), ('body', ''), ('digest_key', ''), ('email', ''), ('name', ''), ('search_text', ''), ('text_digest', '')), _connector='OR'), name='comment_purged_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='comment_not_own_parent'),
        ),
    ]
