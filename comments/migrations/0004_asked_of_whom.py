"""Requests to confirm are counted for a comment and for a sender, too; a new kind of mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_word_rules_pass"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="asked",
            name="asked_of_address",
        ),
        migrations.AddField(
            model_name="asked",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="comments.comment",
            ),
        ),
        migrations.AddField(
            model_name="asked",
            name="sender_hash",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="mail",
            name="news",
            field=models.CharField(
                choices=[
                    ("confirm", "Please confirm"),
                    ("shown", "Your comment is shown"),
                    ("not_shown", "Your comment is not shown"),
                    ("reopened", "Your comment is looked at again"),
                    ("reply", "A reader answered you"),
                    ("answer", "The office answered you"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="asked",
            index=models.Index(fields=["at"], name="asked_lately"),
        ),
    ]
