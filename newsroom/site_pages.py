"""Static pages of the office, and the site map for readers."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Photo, Topic
from articles.rendering import render as rendered
from articles.site.sections import section_tree
from newsroom.core import richtext
from newsroom.core.http import public_page, redirect_permanently
from newsroom.core.models import Page


@public_page
def page(request, slug):
    static_page = Page.objects.public().filter(slug=slug).first()
    if static_page is None:
        return redirect_permanently(find_renamed_page(slug))
    return render(request, "pages/page.html", page_context(static_page))


def page_context(static_page):
    """Return the context of a page; its photos are responsive as in articles."""
    keys = {image.key for image in richtext.find_images(static_page.body)}
    static_page.rendered_body, _contents = rendered(
        static_page.body, Photo.objects.map_by_key(keys) if keys else {}
    )
    return {"page": static_page}


def find_renamed_page(slug):
    """Return the public page that had this slug before. Raises Http404."""
    row = Page.history.filter(slug=slug).order_by("-history_date").first()
    if row is None or row.is_published is False:
        raise Http404
    return get_object_or_404(Page.objects.public(), pk=row.id)


@public_page
def site_map(request):
    """List sections, topics with public articles, and pages."""
    public_articles = Article.objects.public().filter(topics=OuterRef("pk"))
    context = {
        "sections": section_tree(request).roots,
        "topics": Topic.objects.filter(Exists(public_articles)),
        "pages": Page.objects.public().only("title", "slug"),
    }
    return render(request, "pages/site_map.html", context)
