"""The lists of articles that have a feed: the site, a section with all below it, a topic, an author."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, Author, Section, Topic
from articles.models.querysets import ArticleQuerySet

NEWEST = 30  # items of a feed


@dataclass(frozen=True)
class Source:
    """A list of articles: its name (empty for the whole site), description, page and articles."""

    name: str
    description: str
    page: str
    articles: ArticleQuerySet

    def newest_articles(self) -> list[Article]:
        return list(self.articles.for_feeds()[:NEWEST])


def site_source() -> Source:
    return Source("", gettext("The newest articles"), reverse("home"), Article.objects.public())


def section_source(section: Section) -> Source:
    articles = Article.objects.public().filter_by_section(section)
    return Source(section.name, section.description or section.name, section.get_absolute_url(), articles)


def topic_source(pk: int) -> Source:
    """Raises Http404 for a topic without public articles."""
    topic = get_object_or_404(Topic, pk=pk)
    articles = require_articles(Article.objects.public().filter(topics=pk))
    return Source(topic.name, topic.description or topic.name, topic.get_absolute_url(), articles)


def author_source(pk: int) -> Source:
    """Raises Http404 for an author without public articles: the name of a draft's author is not public."""
    author = get_object_or_404(Author, pk=pk)
    articles = require_articles(Article.objects.public().filter_by_byline(author=pk))
    description = gettext("Articles by %(author)s") % {"author": author.name}
    return Source(author.name, description, author.get_absolute_url(), articles)


def require_articles(articles: ArticleQuerySet) -> ArticleQuerySet:
    if not articles.exists():
        raise Http404
    return articles
