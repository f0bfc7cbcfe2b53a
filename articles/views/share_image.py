"""The picture that goes with a link."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles import share_image
from articles.models import Article
from newsroom.ground.identity import SiteIdentity

from .article import gone


@require_safe
@conditional_page
def shared_picture(request, pk, mark):
    """The title and photo of a public article as one picture; an older address leads to the newest drawing."""
    article = Article.objects.public().select_related("section", "cover").filter(pk=pk)
    article = article.only("title", "section__name", "cover__key", "cover__focus", "cover__width").first()
    if article is None:
        return gone(request, pk)
    identity = SiteIdentity.current()
    if mark != share_image.mark_of(article, identity):
        return redirect(share_image.address_of(article, identity))
    response = HttpResponse(share_image.content_of(article, identity), content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=600)
    return response
