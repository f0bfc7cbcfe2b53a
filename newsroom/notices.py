"""The pages of notices in the admin: everybody's own, and nobody else's."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from newsroom.ground import notices
from newsroom.ground.notices import Notice

PER_PAGE = 30


class NoticePages:
    """The part of the admin site that shows notices."""

    def get_urls(self):
        return [
            path("notices/", self.admin_view(require_safe(self.notices)), name="notices"),
            path("notices/read/", self.admin_view(require_POST(self.read_all)), name="notices_read"),
            path("notices/mail/", self.admin_view(require_POST(self.choose_mail)), name="notices_mail"),
            path("notices/<int:pk>/", self.admin_view(require_POST(self.open_notice)), name="notice"),
            *super().get_urls(),
        ]

    def notices(self, request):
        """A person's notices, newest first, and the choice of mails."""
        page = Paginator(request.user.notices.all(), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.each_context(request),
            "title": _("Notices"),
            "page": page,
            "choices": notices.wants_mail(request.user),
        }
        return TemplateResponse(request, "admin/notices.html", context)

    def open_notice(self, request, pk):
        """Marks one as read and leads to what it is about."""
        notice = get_object_or_404(request.user.notices, pk=pk)
        Notice.objects.unread_by(request.user).filter(pk=pk).update(read_at=timezone.now())
        return HttpResponseRedirect(notice.url)

    def read_all(self, request):
        Notice.objects.unread_by(request.user).update(read_at=timezone.now())
        return HttpResponseRedirect(reverse("admin:notices"))

    def choose_mail(self, request):
        notices.choose(request.user, set(request.POST.getlist("by_email")))
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("admin:notices"))
