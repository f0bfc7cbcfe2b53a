"""The lists of articles that have a feed: the site, a section with all below it, a topic, an author.

Each source has its view in `views` and its URL in `articles.urls`.
"""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, Author, Section, Topic
from articles.models.querysets import ArticleQuerySet
from articles.site.views.paging import require_articles

NEWEST = 30  # items of a feed


@dataclass(frozen=True)
class Source:
    """The newest articles of a list, with its name (empty for the whole site), its description and its page."""

    name: str
    description: str
    page: str
    articles: list[Article]


def site_source() -> Source:
    articles = load_newest(Article.objects.public())
    return Source("", gettext("The newest articles"), reverse("home"), articles)


def section_source(section: Section) -> Source:
    articles = load_newest(Article.objects.public().filter_by_section(section))
    return Source(section.name, section.description or section.name, section.get_absolute_url(), articles)


def topic_source(pk: int) -> Source:
    """Raises Http404 for a topic without public articles."""
    topic = get_object_or_404(Topic, pk=pk)
    articles = require_articles(load_newest(Article.objects.public().filter(topics=pk)))
    return Source(topic.name, topic.description or topic.name, topic.get_absolute_url(), articles)


def author_source(pk: int) -> Source:
    """Raises Http404 for an author without public articles."""
    author = get_object_or_404(Author, pk=pk)
    articles = require_articles(load_newest(Article.objects.public().filter_by_byline(author=pk)))
    description = gettext("Articles by %(author)s") % {"author": author.name}
    return Source(author.name, description, author.get_absolute_url(), articles)


def load_newest(articles: ArticleQuerySet) -> list[Article]:
    return list(articles.for_feeds()[:NEWEST])
