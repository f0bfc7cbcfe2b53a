"""Articles to read next: related ones (picked by hand, of the same topic, similar), and neighbours in the section."""

from collections import Counter
from datetime import datetime
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from newsroom.core.search_words import fold_words

RELATED = 6  # articles
NEWER, OLDER = 2, 4  # articles
# Similar articles are searched among this many earlier ones: the cost does not grow with the archive.
COMPARED_ARTICLES = 300
# A similar article has this many word pairs of the title in its title or lead: "hội nghị" alone says little.
MIN_SHARED_PAIRS = 2


def find_related(article: Article, at: datetime | None = None) -> list[Article]:
    """At most RELATED public articles: those picked by hand, then of the same topic, then similar ones.

    At most four queries.
    """
    others = Article.objects.public(at).exclude(pk=article.pk)
    ids = newest_ids(
        others, Article.related.through.objects.filter(from_article=article).values("to_article")
    )
    topics = Article.topics.through.objects.filter(article=article).values("topic")
    ids += newest_ids(others, Article.topics.through.objects.filter(topic__in=topics).values("article"))
    if len(ids) < RELATED:
        ids += similar_ids(article, others)
    ids = list(dict.fromkeys(ids))[:RELATED]
    articles = others.for_list().in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles]


def newest_ids(articles: ArticleQuerySet, ids: QuerySet) -> list[int]:
    return list(articles.filter(pk__in=ids).newest().values_list("pk", flat=True)[:RELATED])


def similar_ids(article: Article, others: ArticleQuerySet) -> list[int]:
    """Earlier articles that share most word pairs with the title; a rare pair weighs more than a common one."""
    title_pairs = word_pairs(fold_words(article.title))
    earlier = others.filter(publish_at__lt=article.publish_at or timezone.now()).newest()
    rows = earlier.values_list("pk", "search__title", "search__lead")[:COMPARED_ARTICLES]
    shared = {pk: title_pairs & word_pairs(f"{title} | {lead}") for pk, title, lead in rows}
    frequency = Counter(pair for pairs in shared.values() for pair in pairs)
    similar = [pk for pk, pairs in shared.items() if len(pairs) >= MIN_SHARED_PAIRS]
    return sorted(similar, key=lambda pk: -sum(1 / frequency[pair] for pair in shared[pk]))[:RELATED]


def word_pairs(words: str) -> set[tuple[str, str]]:
    """Pairs of neighbouring words: "khoa giáo" says more than "khoa" and "giáo"."""
    return set(pairwise(words.split()))


def find_neighbours(article: Article, at: datetime | None = None) -> tuple[list[Article], list[Article]]:
    """The next newer and the next older articles of its section, both newest first: two queries."""
    section = Article.objects.public(at).filter(section=article.section_id).for_list()
    if article.is_working_copy:
        section = section.exclude(pk=article.replaces_id)
    same_time = Q(publish_at=article.publish_at)
    newer = section.filter(Q(publish_at__gt=article.publish_at) | same_time & Q(pk__gt=article.pk))
    older = section.filter(Q(publish_at__lt=article.publish_at) | same_time & Q(pk__lt=article.pk))
    return list(reversed(newer.reverse()[:NEWER])), list(older[:OLDER])
