"""Has somebody written this already?"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from newsroom.ground.text import fold

from .permissions import visible_to

RECENT = timedelta(days=30)
# More than any office writes in a month; the newest are the likeliest.
MOST = 2000
# Of the words of both titles, how many are common to them. Measured on the demo's 41 titles: the likest pair of
# different articles shares 0.21; a title of ten syllables with one of them changed shares 0.82.
ALIKE = 0.8


def similar(article, *, by, at=None):
    """Articles of the last 30 days whose titles are the same or nearly, among those that `by` may see.

    Other numbers make another event: "Hội nghị giao ban tháng 5" is not "... tháng 6". One query.
    """
    since = (at or timezone.now()) - RECENT
    recent = visible_to(by).on_the_desk().filter(Q(created_at__gte=since) | Q(publish_at__gte=since))
    recent = recent.exclude(pk__in=[article.pk, article.replaces_id or article.pk])
    shown = recent.filter(replaces=None).only("title", "state", "created_at").order_by("-id")[:MOST]
    words = words_of(article.title)
    return [other for other in shown if are_alike(words, words_of(other.title))]


def words_of(title):
    return set(fold(title).split())


def are_alike(words, others):
    """The share of common words (Jaccard), and the same numbers."""
    if numbers(words) != numbers(others):
        return False
    return len(words & others) >= ALIKE * len(words | others)


def numbers(words):
    return {word for word in words if any(letter.isdigit() for letter in word)}
