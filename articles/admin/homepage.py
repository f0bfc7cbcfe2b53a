"""The admin page that arranges the home page and section pages; articles.site.placement decides."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Board, Slot
from articles.permissions import may_arrange, may_arrange_something, visible_to
from articles.site import placement
from articles.site.forms import NewSlotForm, SlotForm
from articles.site.search import QUERY_LENGTH, search
from articles.site.sections import section_tree
from newsroom.core.admin_pages import AdminPagesMixin
from newsroom.core.errors import Refusal

from .homepage_rows import add_titles, list_history, list_places

MAX_RESULTS = 12


@admin.register(Board)
class BoardAdmin(AdminPagesMixin, admin.ModelAdmin):
    """One page for the home page and one for each section. Works without scripts."""

    class Media:
        css = {"all": ["admin/placement.css"]}

    # --- Who may -------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return may_arrange_something(request.user)

    def has_view_permission(self, request, obj=None):
        return may_arrange_something(request.user)

    def has_add_permission(self, request):
        return False  # a board is made with the first slot of its page

    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False

    # --- Addresses -----------------------------------------------------------------------------

    def get_urls(self):
        return [
            self.make_list_path("put", require_POST(self.place_view), "put"),
            self.make_list_path("slot/<int:pk>/move", require_POST(self.move_view), "move"),
            self.make_list_path("slot/<int:pk>/end", require_POST(self.set_end_view), "end"),
            self.make_list_path("slot/<int:pk>/removal", require_POST(self.take_off_view), "removal"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Redirect to the desk: a board has no form of its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        board = get_object_or_404(Board.objects.select_related("section"), pk=object_id)
        return redirect_to_desk(board.section)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    # --- Showing -------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The desk of the home page, or of a section with ?muc=; ?q= adds the articles that were searched for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = list_pages(request)
        section = find_page(request.GET.get("muc", ""), pages)
        words = " ".join(request.GET.get("q", "")[:QUERY_LENGTH].split())
        at = timezone.now()
        places = list_places(request, section, at)
        placed = {row.article.pk for _place, rows in places for row in rows if row.slot}
        return self.render_page(
            request,
            "desk",
            _("Home-page desk"),
            media=self.media,
            pages=pages,
            section=section,
            version=placement.board_version(section),
            places=places,
            words=words,
            found=[
                article for article in self.list_candidates(request, words, at) if article.pk not in placed
            ],
            history=list_history(request.user, section, at),
            now=at,
        )

    def list_candidates(self, request, words, at):
        """Articles that can be placed: those that match the words, or the newest if there are no words."""
        candidates = visible_to(request.user).public_or_scheduled(at)
        return (
            search(words, candidates=candidates, order="time")[0:MAX_RESULTS]
            if words
            else candidates.for_list()[:MAX_RESULTS]
        )

    # --- Doing ---------------------------------------------------------------------------------

    def place_view(self, request):
        section = find_page(request.POST.get("muc", ""), list_pages(request))
        form = NewSlotForm(request.POST)
        if not form.is_valid():
            return self.run_act(request, section, form=form)
        article = get_object_or_404(visible_to(request.user), pk=form.cleaned_data.pop("article"))
        return self.run_act(
            request, section, lambda **details: placement.add_slot(article, section=section, **details), form
        )

    def move_view(self, request, pk):
        slot = get_slot_or_404(request, pk)
        form = SlotForm(request.POST)
        step = {"up": -1, "down": 1}.get(request.POST.get("step"))
        if step is None or not form.is_valid():
            raise Http404
        version = form.cleaned_data["version"]
        return self.run_act(
            request, slot.board.section, lambda by: placement.move_slot(slot, step, by=by, version=version)
        )

    def set_end_view(self, request, pk):
        slot = get_slot_or_404(request, pk)
        form = SlotForm(request.POST)
        return self.run_act(
            request, slot.board.section, lambda **details: placement.set_slot_end(slot, **details), form
        )

    def take_off_view(self, request, pk):
        slot = get_slot_or_404(request, pk)
        form = SlotForm({"version": request.POST.get("version")})
        if not form.is_valid():
            raise Http404
        version = form.cleaned_data["version"]
        return self.run_act(
            request, slot.board.section, lambda by: placement.remove_slot(slot, by=by, version=version)
        )

    def run_act(self, request, section, act=None, form=None):
        """Run `act` with the values of the form, report the outcome, and show the desk again."""
        if form is not None and not form.is_valid():
            for errors in form.errors.values():
                self.message_user(request, " ".join(errors), messages.ERROR)
            return redirect_to_desk(section)
        try:
            event = act(by=request.user, **(form.cleaned_data if form else {}))
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            [(_event, title)] = add_titles([event], request.user, event.at)
            self.message_user(request, f"{title}: {event.get_act_display()}.", messages.SUCCESS)
        return redirect_to_desk(section)


def redirect_to_desk(section):
    url = reverse("admin:articles_board_changelist")
    return HttpResponseRedirect(f"{url}?{urlencode({'muc': section.pk})}" if section else url)


def list_pages(request):
    """The pages that this person may arrange: pairs of section (None: home page) and its path in words."""
    user = request.user
    home = [(None, _("Home page"))] if may_arrange(user) else []
    paths = section_tree(request).paths()
    return home + [
        (path[-1], " › ".join(section.name for section in path))
        for path in paths
        if may_arrange(user, path[-1])
    ]


def find_page(pk, pages):
    """The section with this id (a string), or of the first page if it is empty. Raises Http404 for other ids."""
    sections = {str(section.pk) if section else "": section for section, _name in pages}
    if pk in sections:
        return sections[pk]
    if pk or not pages:
        raise Http404
    return pages[0][0]


def get_slot_or_404(request, pk):
    """A slot of a page that this person may arrange. Hidden and absent slots answer the same: 404."""
    slot = get_object_or_404(Slot.objects.select_related("board__section"), pk=pk)
    if not may_arrange(request.user, slot.board.section):
        raise Http404
    return slot
