"""The front page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import reads
from articles.models import Article, Topic
from articles.sections import tree_of

LATEST = 9
PER_SECTION = 4
MOST_READ = 5
TOPICS = 6


@require_safe
def home(request):
    latest = list(Article.objects.public().for_list()[:LATEST])
    context = {
        "lead": latest[:1],
        "featured": latest[1:4],
        "latest": latest[4:],
        "most_read": reads.most_read(MOST_READ),
        "topics": Topic.objects.with_articles()[:TOPICS],
        "blocks": blocks(tree_of(request)),
    }
    return render(request, "home.html", context)


def blocks(tree):
    """Pairs of a main section and its newest articles; sections with nothing to show are left out."""
    families = {root: tree.ids_under(root.pk) for root in tree.menu()}
    root_of = {section_id: root for root, ids in families.items() for section_id in ids}
    articles = Article.objects.public().for_list().newest_of_each(families.values(), PER_SECTION)
    grouped = {root: [] for root in families}
    for article in articles:
        grouped[root_of[article.section_id]].append(article)
    return [(root, articles) for root, articles in grouped.items() if articles]
