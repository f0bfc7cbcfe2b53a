"""The home page."""

from django.shortcuts import render
from django.utils import timezone

from articles.models import Article, Topic
from articles.site import pageviews
from articles.site.homepage import build_homepage
from articles.site.menus import main_sections
from articles.site.sections import section_tree
from newsroom.core.http import public_page

MOST_READ = 5
TOPICS = 6


@public_page
def home(request):
    at = timezone.now()
    return render(request, "home.html", home_context(request, Article.objects.public(at), at=at))


def home_context(request, articles, *, at):
    """Return the context of the home page at the moment `at`; `articles` are those that are public then."""
    page = build_homepage(main_sections(request), section_tree(request), articles, at=at)
    return {
        "lead": page.lead,
        "featured": page.featured,
        "latest": page.latest,
        "blocks": page.blocks,
        "most_read": pageviews.most_read_articles(MOST_READ, at),
        "topics": Topic.objects.for_list()[:TOPICS],
    }
