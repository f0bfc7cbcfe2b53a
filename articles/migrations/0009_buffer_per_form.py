import django.db.models.deletion
from django.db import migrations, models


def name_forms(apps, schema_editor):
    """Each text that is kept belongs to the form that would be opened for its article today."""
    buffers = apps.get_model("articles", "Buffer")
    for buffer in buffers.objects.only("article"):
        buffers.objects.filter(pk=buffer.pk).update(form=f"{buffer.article_id or 0:032x}")


def keep_newest(apps, schema_editor):
    """Before, there was one text for a person and article."""
    buffers = apps.get_model("articles", "Buffer")
    buffers.objects.filter(is_open=False).delete()
    seen = set()
    for pk, *owner in buffers.objects.order_by("-saved_at", "-pk").values_list("pk", "person", "article"):
        if tuple(owner) in seen:
            buffers.objects.filter(pk=pk).delete()
        seen.add(tuple(owner))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_related'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='buffer',
            name='buffer_one_per_article',
        ),
        migrations.RemoveConstraint(
            model_name='buffer',
            name='buffer_one_for_new',
        ),
        migrations.AlterField(
            model_name='buffer',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='buffers', to='articles.article'),
        ),
        migrations.AddField(
            model_name='buffer',
            name='form',
            field=models.CharField(db_default='', default='', editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='buffer',
            name='is_open',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.RunPython(name_forms, keep_newest),
        migrations.AddConstraint(
            model_name='buffer',
            constraint=models.UniqueConstraint(condition=models.Q(('form', ''), _negated=True), fields=('person', 'form'), name='buffer_one_per_form'),
        ),
    ]
