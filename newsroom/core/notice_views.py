"""Admin pages where people read their notices and choose the mails. `newsroom.admin_site` gives them URLs."""

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import notices

PER_PAGE = 30


def kind_labels():
    return [(name, kind.label) for name, kind in notices.kinds.items()]


class ChoicesForm(forms.Form):
    by_email = forms.MultipleChoiceField(
        label=gettext_lazy("Also by e-mail"),
        choices=kind_labels,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def notice_list(request):
    """List the notices of the signed-in person, newest first."""
    page = Paginator(request.user.notices.all(), PER_PAGE).get_page(request.GET.get("trang"))
    context = {**admin.site.each_context(request), "title": _("Notices"), "page": page}
    return TemplateResponse(request, "admin/notices.html", context)


def follow_notice(request, pk):
    """Mark a notice as read and go to its URL. Raises Http404 for a notice of somebody else."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    request.user.notices.filter(pk=pk).mark_read(timezone.now())
    return redirect(notice.url)


def mark_all_read(request):
    request.user.notices.mark_read(timezone.now())
    return redirect("admin:notices")


def notice_choices(request):
    """Choose the kinds of notices that also come by e-mail."""
    # A form without any tick is valid: it says that no mails are wanted.
    data = request.POST if request.method == "POST" else None
    form = ChoicesForm(data, initial={"by_email": notices.kinds_by_email(request.user)})
    if form.is_valid():
        notices.save_choices(request.user, form.cleaned_data["by_email"])
        messages.success(request, _("Your choice is saved."))
        return redirect("admin:notices")
    context = {**admin.site.each_context(request), "title": _("Notices by e-mail"), "form": form}
    return TemplateResponse(request, "admin/notice_choices.html", context)
