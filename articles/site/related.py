"""What to read next: picked by hand, on the same topic, on the same matter; and the news around it in its section."""

from collections import Counter
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from newsroom.core.search_words import fold_words

RELATED = 6
NEWER, OLDER = 2, 4
# Likeness is looked for among so many articles before this one: it costs the same in an archive of any size.
LOOKED_AT = 300
# So many pairs of words of the title stand in the title or the lead of one that is alike: "hội nghị" alone says little.
SHARED = 2


def related_to(article, at=None):
    """Public articles, those picked by hand first, then of the same topic, then alike: at most four queries."""
    others = Article.objects.public(at).exclude(pk=article.pk)
    ids = newest_of(others, Article.related.through.objects.filter(from_article=article).values("to_article"))
    topics = Article.topics.through.objects.filter(article=article).values("topic")
    ids += newest_of(others, Article.topics.through.objects.filter(topic__in=topics).values("article"))
    if len(ids) < RELATED:
        ids += ids_alike(article, others)
    ids = list(dict.fromkeys(ids))[:RELATED]
    found = others.for_list().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def newest_of(others, wanted):
    return list(others.filter(pk__in=wanted).newest().values_list("pk", flat=True)[:RELATED])


def ids_alike(article, others):
    """Those that share most with its title, rare words before common ones, in what searches look in."""
    wanted = pairs_in(fold_words(article.title))
    earlier = others.filter(publish_at__lt=article.publish_at or timezone.now()).newest()
    rows = earlier.values_list("pk", "search__title", "search__lead")[:LOOKED_AT]
    shared = {pk: wanted & pairs_in(f"{title} | {lead}") for pk, title, lead in rows}
    common = Counter(pair for pairs in shared.values() for pair in pairs)
    alike = [pk for pk, pairs in shared.items() if len(pairs) >= SHARED]
    return sorted(alike, key=lambda pk: -sum(1 / common[pair] for pair in shared[pk]))[:RELATED]


def pairs_in(words):
    """Two words in a row say more than each of them: "khoa giáo"."""
    return set(pairwise(words.split()))


def around(article, at=None):
    """What appeared just after it and just before it in its section, both newest first: two queries."""
    section = Article.objects.public(at).filter(section=article.section_id).for_list()
    if article.is_working_copy:
        section = section.exclude(pk=article.replaces_id)
    same_time = Q(publish_at=article.publish_at)
    newer = section.filter(Q(publish_at__gt=article.publish_at) | same_time & Q(pk__gt=article.pk))
    older = section.filter(Q(publish_at__lt=article.publish_at) | same_time & Q(pk__lt=article.pk))
    return list(reversed(newer.reverse()[:NEWER])), list(older[:OLDER])
