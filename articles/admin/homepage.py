"""The home-page desk: what stands where now, put up, moved, timed, taken off. It shows; `placement` decides."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Article, Board, Phase, Place, Slot
from articles.models.querysets import columns_not_on_cards
from articles.permissions import may_arrange, may_arrange_something, visible_to
from articles.site import placement
from articles.site.forms import EndForm, PutForm
from articles.site.homepage import build_homepage
from articles.site.menus import main_sections
from articles.site.search import QUERY_LENGTH, search
from articles.site.sections import section_tree
from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal

FOUND = 12
REMEMBERED = 12


@dataclass
class Line:
    """One line of a place: a slot, or an article that fills a gap by itself (then `slot` is None)."""

    article: Article
    slot: Slot | None
    status: str
    is_shown: bool
    is_secret: bool = False  # this person may not see the article
    is_first: bool = False  # of the slots of its place
    is_last: bool = False


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):
    """One page for the home page and one for each section; no script is needed."""

    class Media:
        css = {"all": ["admin/placement.css"]}

    # --- Who may -------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return may_arrange_something(request.user)

    def has_view_permission(self, request, obj=None):
        return may_arrange_something(request.user)

    def has_add_permission(self, request):
        return False  # a page has its board from the first slot on

    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False

    # --- Addresses -----------------------------------------------------------------------------

    def get_urls(self):
        def post(route, view, name):
            return path(route, self.admin_site.admin_view(require_POST(view)), name=f"articles_board_{name}")

        return [
            post("put/", self.put, "put"),
            post("slot/<int:pk>/move/", self.move, "move"),
            post("slot/<int:pk>/end/", self.set_end, "end"),
            post("slot/<int:pk>/removal/", self.take_off, "removal"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A board has no page but the desk."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        board = get_object_or_404(Board.objects.select_related("section"), pk=object_id)
        return to_desk(board.section)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    # --- Showing -------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The desk of the home page, or with ?muc= of a section; with ?q= also what was looked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = pages_of(request)
        section = chosen(request.GET.get("muc", ""), pages)
        words = " ".join(request.GET.get("q", "")[:QUERY_LENGTH].split())
        at = timezone.now()
        places = lines_of(request, section, at)
        here = {line.article.pk for _place, lines in places for line in lines if line.slot}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Home-page desk"),
            "media": self.media,
            "pages": pages,
            "section": section,
            "version": placement.board_version(section),
            "places": places,
            "words": words,
            "found": [article for article in self.offers(request, words, at) if article.pk not in here],
            "history": history_of(request.user, section, at),
            "now": at,
        }
        return TemplateResponse(request, "admin/articles/board/desk.html", context)

    def offers(self, request, words, at):
        """Articles that may be put up: those that hold the words, or else the newest."""
        candidates = visible_to(request.user).public_or_scheduled(at)
        return (
            search(words, candidates=candidates, order="time")[0:FOUND]
            if words
            else candidates.for_list()[:FOUND]
        )

    # --- Doing ---------------------------------------------------------------------------------

    def put(self, request):
        section = chosen(request.POST.get("muc", ""), pages_of(request))
        form = PutForm(request.POST)
        if not form.is_valid():
            return self.answer(request, section, form=form)
        article = get_object_or_404(visible_to(request.user), pk=form.cleaned_data.pop("article"))
        return self.answer(
            request, section, lambda **given: placement.add_slot(article, section=section, **given), form
        )

    def move(self, request, pk):
        slot = slot_of(request, pk)
        form = EndForm(request.POST)
        step = {"up": -1, "down": 1}.get(request.POST.get("step"))
        if step is None or not form.is_valid():
            raise Http404
        version = form.cleaned_data["version"]
        return self.answer(
            request, slot.board.section, lambda by: placement.move_slot(slot, step, by=by, version=version)
        )

    def set_end(self, request, pk):
        slot = slot_of(request, pk)
        form = EndForm(request.POST)
        return self.answer(
            request, slot.board.section, lambda **given: placement.set_slot_end(slot, **given), form
        )

    def take_off(self, request, pk):
        slot = slot_of(request, pk)
        form = EndForm({"version": request.POST.get("version")})
        if not form.is_valid():
            raise Http404
        version = form.cleaned_data["version"]
        return self.answer(
            request, slot.board.section, lambda by: placement.remove_slot(slot, by=by, version=version)
        )

    def answer(self, request, section, act=None, form=None):
        """Do `act` with what the form holds; say what has happened, and show the desk again."""
        if form is not None and not form.is_valid():
            for errors in form.errors.values():
                self.message_user(request, " ".join(errors), messages.ERROR)
            return to_desk(section)
        try:
            event = act(by=request.user, **(form.cleaned_data if form else {}))
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            [(_event, title)] = with_titles([event], request.user, event.at)
            self.message_user(request, f"{title}: {event.get_act_display()}.", messages.SUCCESS)
        return to_desk(section)


def to_desk(section):
    address = reverse("admin:articles_board_changelist")
    return HttpResponseRedirect(f"{address}?{urlencode({'muc': section.pk})}" if section else address)


def pages_of(request):
    """The pages that this person arranges: (section or None, its name with the path to it)."""
    user = request.user
    home = [(None, _("Home page"))] if may_arrange(user) else []
    paths = section_tree(request).paths()
    return home + [
        (path[-1], " › ".join(section.name for section in path))
        for path in paths
        if may_arrange(user, path[-1])
    ]


def chosen(asked, pages):
    """The section asked for by its number, or else the first page there is. Raises Http404: it is not one of them."""
    sections = {str(section.pk) if section else "": section for section, _name in pages}
    if asked in sections:
        return sections[asked]
    if asked or not pages:
        raise Http404
    return pages[0][0]


def slot_of(request, pk):
    """A slot of a page that this person arranges. Hidden and absent look the same."""
    slot = get_object_or_404(Slot.objects.select_related("board__section"), pk=pk)
    if not may_arrange(request.user, slot.board.section):
        raise Http404
    return slot


def lines_of(request, section, at):
    """Pairs of a place and its lines: the slots in their order, then what fills the gaps by itself."""
    slots = list(
        Slot.objects.on_page(section)
        .select_related("article__section", "by")
        .defer(*columns_not_on_cards("article__"))
        .order_by("order", "id")
    )
    ids = [slot.article_id for slot in slots]
    public = ids_of(Article.objects.public(at), ids)
    seen = public | ids_of(visible_to(request.user), ids)
    shown = shown_now(request, section, at)
    places = []
    for place in placement.page_places(section):
        lines = [line_of(slot, shown[place], public, seen, at) for slot in slots if slot.place == place]
        pinned = {line.article.pk for line in lines if line.is_shown}
        if lines:
            lines[0].is_first = lines[-1].is_last = True
        fill = [] if place == Place.HEAD else [each for each in shown[place] if each.pk not in pinned]
        lines += [Line(each, None, _("fills the gap: the newest"), True) for each in fill]
        places.append((place, lines))
    return places


def shown_now(request, section, at):
    """What readers find at each place."""
    articles = Article.objects.public(at)
    if section is None:
        page = build_homepage(main_sections(request), section_tree(request), articles, at=at)
        return {Place.LEAD: page.lead, Place.FEATURED: page.featured}
    pinned = placement.find_pinned(articles, at=at, sections=[section])
    return {Place.HEAD: pinned[section.pk, Place.HEAD]}


def line_of(slot, shown, public, seen, at):
    is_shown = slot.article in shown and slot.is_in_force(at)
    return Line(
        slot.article, slot, status_of(slot, is_shown, public, at), is_shown, slot.article_id not in seen
    )


def status_of(slot, is_shown, public, at):
    """Whether readers find it there, and why not."""
    if is_shown:
        return _("stands there now")
    if not slot.is_in_force(at):
        return _("its time has ended")
    if slot.article_id in public:
        return _("next in line: the place is taken")
    if slot.article.phase(at) == Phase.SCHEDULED:
        return _("from %(time)s on, when it is published") % {
            "time": format_datetime(slot.article.publish_at)
        }
    return _("readers no longer see this article")


def ids_of(articles, ids):
    """Which of these ids are those of `articles`."""
    return set(articles.filter(pk__in=ids).values_list("pk", flat=True))


def history_of(user, section, at):
    """The last changes of this page, each with the title that this person may read."""
    board = Board.objects.filter(section=section).first()
    return with_titles(board.placements.select_related("by")[:REMEMBERED], user, at) if board else []


def with_titles(events, user, at):
    """Pairs of a change and the title of its article, for those who may see the article.

    One that was deleted since was never read by anyone: its title is for those who may see all.
    """
    events = list(events)
    ids = [event.article_id for event in events]
    known = ids_of(Article.objects.public(at), ids) | ids_of(visible_to(user), ids)
    known |= {None} if may_arrange(user) else set()
    hidden = _("An article that you may not see")
    return [(event, f"“{event.title}”" if event.article_id in known else hidden) for event in events]
