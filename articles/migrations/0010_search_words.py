"""Write down again what searches look in: numbers without zeros in front, document symbols whatever their dash."""

from django.db import migrations, transaction

from articles.models.search import words_of

BATCH = 100


def rewrite(apps, schema_editor):
    """In small transactions: whoever saves one of these articles waits for a moment, readers never."""
    alias, last = schema_editor.connection.alias, 0
    articles = apps.get_model("articles", "Article").objects.using(alias).order_by("pk")
    entries = apps.get_model("articles", "SearchEntry").objects.using(alias)
    batch = True
    while batch:
        with transaction.atomic(using=alias):
            batch = list(articles.select_for_update().filter(pk__gt=last)[:BATCH])
            for article in batch:
                entries.filter(pk=article.pk).update(**words_of(article))
                last = article.pk


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0009_buffer_per_form")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
