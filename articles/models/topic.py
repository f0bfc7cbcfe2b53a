"""Topics (chuyên đề) and tags (từ khóa), which cut across sections."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.core.fields import Line, Prose
from newsroom.core.text import fold, slugify, unify_tones

TOPIC_LENGTH, TAG_LENGTH = 150, 80


class TopicQuerySet(models.QuerySet["Topic"]):
    def for_list(self) -> Self:
        """Topics that have public articles, with their `count`: open topics first, then by name."""
        article_model: Any = self.model.articles.rel.related_model
        public = article_model.objects.public().values("pk")
        counted = models.Count("articles", filter=models.Q(articles__in=public))
        is_closed = models.Case(models.When(closed_on=None, then=0), default=1)
        return self.annotate(count=counted).filter(count__gt=0).order_by(is_closed, "name")


class Topic(models.Model):
    """A dossier of articles, which can be closed."""

    name = Line(_("name"), max_length=TOPIC_LENGTH, unique=True)
    description = Prose(_("description"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    search_text = models.CharField(max_length=TOPIC_LENGTH, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.search_text = fold(self.name)
        super().save(**kwargs)

    @property
    def slug(self) -> str:
        return slugify(self.name) or "dong-su-kien"

    def get_absolute_url(self):
        return reverse("articles:topic", args=[(self.slug, self.pk)])


class Tag(models.Model):
    """A keyword. Spellings that differ only in case or tone placement (hòa, hoà) are one tag."""

    name = Line(_("name"), max_length=TAG_LENGTH)
    key = models.CharField(max_length=TAG_LENGTH, editable=False, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        self.key = self.make_key()
        if Tag.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is such a tag already.")})

    def save(self, **kwargs):
        self.key = self.make_key()
        super().save(**kwargs)

    @property
    def slug(self) -> str:
        return slugify(self.name) or "tu-khoa"

    def get_absolute_url(self):
        return reverse("articles:tag", args=[(self.slug, self.pk)])

    def make_key(self) -> str:
        return unify_tones(self.name).casefold()
