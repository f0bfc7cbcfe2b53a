"""Preview of the home page or a section at a later moment, for the staff who arrange it."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.permissions import may_arrange, visible_to
from articles.site.forms import PreviewForm
from articles.site.sections import section_tree
from articles.site.views import section_context

from .home import home_context


@never_cache
@require_safe
def preview_homepage(request):
    """Show the page at the moment ?luc= (default: now); ?muc= chooses a section instead of the home page.

    Raises Http404 for wrong parameters and for people who may not arrange the page.
    """
    form = PreviewForm(request.GET)
    if not form.is_valid():
        raise Http404
    tree = section_tree(request)
    section = tree.by_id.get(form.cleaned_data["muc"])
    if (form.cleaned_data["muc"] and section is None) or not may_arrange(request.user, section):
        raise Http404
    now = timezone.now()
    request.shown_at = at = max(form.cleaned_data["luc"] or now, now)
    articles = articles_at(request.user, now, at)
    context = (
        section_context(request, section, articles, at=at)
        if section
        else home_context(request, articles, at=at)
    )
    template = "articles/section_preview.html" if section else "home_preview.html"
    response = render(request, template, {**context, "at": at, "arranged": section})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def articles_at(user, now, at):
    """Return the articles that will be public at `at`, limited to those that are public now or visible to `user`."""
    known = Q(pk__in=Article.objects.public(now).values("pk")) | Q(pk__in=visible_to(user).values("pk"))
    return Article.objects.public(at).filter(known)
