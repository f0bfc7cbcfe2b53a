"""Serves the social image of an article."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article
from articles.site.views.article import respond_gone
from articles.syndication import social_image as images
from newsroom.core.identity import SiteIdentity


@require_safe
@conditional_page
def social_image(request, pk, mark):
    """The social image of a public article; an outdated URL redirects to the present one."""
    article = Article.objects.public().select_related("section", "cover").filter(pk=pk)
    article = article.only("title", "section__name", "cover__key", "cover__focus", "cover__width").first()
    if article is None:
        return respond_gone(request, pk)
    identity = SiteIdentity.current()
    if mark != images.image_mark(article, identity):
        return redirect(images.image_url(article, identity))
    response = HttpResponse(images.load_image(article, identity), content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=600)
    return response
