"""The base of the mixins that add pages of one article to ArticleAdmin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.permissions import may, visible_to
from newsroom.core.parsing import parse_int


class ArticlePagesMixin:
    """URLs, permissions and templates of added pages. Hidden and absent articles answer the same: 404."""

    def make_article_path(self, route, view, name):
        """A path under the article: /admin/articles/article/<pk>/<route>/."""
        wrapped = self.admin_site.admin_view(view)
        return path(f"<int:pk>/{route}/", wrapped, name=f"articles_article_{name}")

    def make_list_path(self, route, view, name):
        """A path under the list: /admin/articles/article/<route>/."""
        return path(f"{route}/", self.admin_site.admin_view(view), name=f"articles_article_{name}")

    def get_visible_article(self, request, pk, act="view"):
        """The article, if this person may see it (else 404) and may do `act` to it (else 403)."""
        articles = visible_to(request.user).select_related("section", "created_by", "updated_by", "assignee")
        article = get_object_or_404(articles, pk=parse_int(str(pk)))
        if not may(request.user, act, article):
            raise PermissionDenied
        return article

    def render_page(self, request, template, title, *, status=200, **context):
        """Render a template of admin/articles/article/."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/articles/article/{template}.html", context, status=status)

    def get_form_url(self, article=None):
        if article is None:
            return reverse("admin:articles_article_add")
        return reverse("admin:articles_article_change", args=[article.pk])

    def redirect_to_form(self, article=None):
        return HttpResponseRedirect(self.get_form_url(article))
