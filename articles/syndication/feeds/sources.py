"""What can be followed: the site, a section with all below it, a topic, an author."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, Author, Topic

NEWEST = 30


@dataclass(frozen=True)
class Stream:
    """A run of articles: its name (none: the site's own), what it is about, its page, its articles."""

    name: str
    description: str
    page: str
    articles: QuerySet

    def newest(self):
        return list(self.articles.for_machines()[:NEWEST])


def of_site():
    return Stream("", gettext("The newest articles"), reverse("home"), Article.objects.public())


def of_section(section, tree):
    articles = Article.objects.public().in_sections(tree.ids_under(section.pk))
    return Stream(section.name, section.description or section.name, section.get_absolute_url(), articles)


def of_topic(pk):
    """Raises Http404 where there is nothing to read."""
    topic = get_object_or_404(Topic, pk=pk)
    articles = or_404(Article.objects.public().filter(topics=pk))
    return Stream(topic.name, topic.description or topic.name, topic.get_absolute_url(), articles)


def of_author(pk):
    """Raises Http404 where there is nothing to read: who has written drafts only is nobody's business."""
    author = get_object_or_404(Author, pk=pk)
    signed = Article.objects.public().filter(bylines__author=pk).values("pk")
    articles = or_404(Article.objects.public().filter(pk__in=signed))
    about = gettext("Articles by %(author)s") % {"author": author.name}
    return Stream(author.name, about, author.get_absolute_url(), articles)


def or_404(articles):
    if not articles.exists():
        raise Http404
    return articles
