"""The base of admin classes that add pages of their own to Django's list and form."""

from django.contrib.admin import AdminSite
from django.db.models.options import Options
from django.template.response import TemplateResponse
from django.urls import path


class AdminPagesMixin:
    """Paths, their names and the templates of added pages, made from the model of the admin class."""

    admin_site: AdminSite
    opts: Options

    def make_record_path(self, route, view, name):
        """A path under one record: /admin/<app>/<model>/<pk>/<route>/."""
        return self.make_list_path(f"<int:pk>/{route}", view, name)

    def make_list_path(self, route, view, name):
        """A path under the list: /admin/<app>/<model>/<route>/."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"{route}/", self.admin_site.admin_view(view), name=name)

    def render_page(self, request, template, title, *, status=200, **context):
        """Render the template admin/<app>/<model>/<template>.html."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        template = f"admin/{self.opts.app_label}/{self.opts.model_name}/{template}.html"
        return TemplateResponse(request, template, context, status=status)
