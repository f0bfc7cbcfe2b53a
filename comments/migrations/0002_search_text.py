"""What is searched in the moderators' list: name and text without their marks."""

from django.db import migrations, models

from newsroom.core.text import fold

BATCH = 500


def fill(apps, schema_editor):
    """Of the comments that are there, in batches: nothing waits long for a row."""
    comments = apps.get_model("comments", "Comment").objects.using(schema_editor.connection.alias)
    last = 0
    while batch := list(comments.filter(pk__gt=last).only("name", "body").order_by("pk")[:BATCH]):
        for comment in batch:
            comment.search_text = fold(f"{comment.name} {comment.body}")
        comments.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='comment',
            name='comment_purged_is_empty',
        ),
        migrations.AddField(
            model_name='comment',
            name='search_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('purged_at', None), models.Q(('author_hash', ''), ('body', ''), ('digest_key', ''), ('email', ''), ('name', ''), ('search_text', ''), ('text_digest', '')), _connector='OR'), name='comment_purged_is_empty'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
