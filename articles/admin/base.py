"""The base of the mixins that add pages of one article to ArticleAdmin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.permissions import may, visible_to
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.parsing import parse_int


class ArticlePagesMixin(AdminPagesMixin):
    """Access to articles on added pages. Hidden and absent articles answer the same: 404."""

    def get_visible_article(self, request, pk, act="view"):
        """The article, if this person may see it (else 404) and may do `act` to it (else 403)."""
        articles = visible_to(request.user).select_related("section", "created_by", "updated_by", "assignee")
        article = get_object_or_404(articles, pk=parse_int(str(pk)))
        if not may(request.user, act, article):
            raise PermissionDenied
        return article

    def get_form_url(self, article=None):
        if article is None:
            return reverse("admin:articles_article_add")
        return reverse("admin:articles_article_change", args=[article.pk])

    def redirect_to_form(self, article=None):
        return HttpResponseRedirect(self.get_form_url(article))
