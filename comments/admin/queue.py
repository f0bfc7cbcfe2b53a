"""The moderators' queue as a list of cards, and the page of one comment."""

from django.contrib import admin
from django.http import Http404, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.models import Section
from articles.permissions import sections_in_reach
from comments import moderation
from comments.errors import DecidedMeanwhile
from comments.models import Comment, CommentSettings, RejectionReason
from comments.moderation import claims, queue
from comments.moderation.cards import build_cards
from comments.moderation.waiting import WaitingClock
from comments.permissions import may, visible_to
from newsroom.core.parsing import parse_int
from newsroom.core.text import normalize

from .bans import BanMixin
from .decisions import DecisionMixin
from .editing import EditMixin
from .posted_action import parse_versions
from .replies import ReplyMixin
from .statistics import StatisticsMixin

SIZES = [20, 100]  # comments of a page; the first is what nobody has to ask for
FARTHEST = 500  # pages


@admin.register(Comment)
class CommentAdmin(DecisionMixin, EditMixin, ReplyMixin, BanMixin, StatisticsMixin, admin.ModelAdmin):
    """The change list is the queue; the change page of a comment is its card with its full history."""

    view_on_site = False  # the card links to the place on the site
    search_fields = ["name", "body"]  # of autocomplete fields on other pages

    def get_urls(self):
        return [self.make_list_path("pulse", require_POST(self.poll), "pulse"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        words = normalize(search_term)
        return (queryset.filter(queue.match_words(words)) if words else queryset).order_by("-id"), False

    # --- Permissions ---------------------------------------------------------------------------

    def get_queryset(self, request):
        return visible_to(request.user)

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_add_permission(self, request):
        return False  # comments come from readers only

    def has_change_permission(self, request, obj=None):
        return False  # only `moderation` changes comments

    def has_delete_permission(self, request, obj=None):
        return False  # texts are purged, not deleted

    # --- The queue -----------------------------------------------------------------------------

    @method_decorator([require_safe, never_cache])
    def changelist_view(self, request, extra_context=None):
        self.require_right(request, "view")
        settings = CommentSettings.current()
        tab, filters = queue.get_tab(request.GET.get("muc")), parse_filters(request.GET)
        comments = queue.filter_comments(request.user, filters)
        counts, calling = queue.count_tabs(comments, settings)
        number, size = parse_page_number(request.GET), parse_page_size(request.GET)
        found, has_more = queue.load_page(comments, tab, number=number, size=size)
        cards = build_cards(found, request.user, WaitingClock(settings=settings))
        return self.render_page(
            request,
            "queue",
            _("Readers' comments"),
            tab=tab,
            tabs=[(each, counts[each.key], calling if each is queue.REPORTED else 0) for each in queue.TABS],
            cards=cards,
            filters=filters,
            sections=list_section_choices(request.user),
            number=number,
            size=size,
            sizes=SIZES,
            has_more=has_more,
            newest=max((comment.pk for comment in found), default=0),
            query=request.GET.urlencode(),
            bulk=tab.decisions if may(request.user, "decide") else (),
            last_decision=find_last_decision(request.user),
            reasons=self.prepare_cards(request, cards),
        )

    def prepare_cards(self, request, cards):
        """Put text that was typed and not sent back on the cards; return the reasons to choose from."""
        typed = self.pop_unsent(request)
        for card in cards:
            pk = str(card.comment.pk)
            card.typed_note, card.typed_reason = typed.get(f"note-{pk}", ""), typed.get(f"reason-{pk}", "")
            card.is_chosen = pk in typed.get("chosen", [])
        return list(RejectionReason.objects.filter(is_active=True))

    def poll(self, request):
        """Report viewers, new comments and decisions of others. The page asks every 20 seconds."""
        self.require_right(request, "view")
        on_screen = dict(list(parse_versions(request.POST.get("on", "")).items())[: max(SIZES)])
        seen = visible_to(request.user).select_related("article", "claimed_by", "decided_by")
        visible = {comment.pk: comment for comment in seen.filter(pk__in=on_screen)}
        if comment := visible.get(parse_int(request.POST.get("focused"))):
            claims.claim_comment(comment, by=request.user)
        tab = queue.get_tab(request.GET.get("muc"))
        comments = queue.filter_comments(request.user, parse_filters(request.GET))
        counts, _calling = queue.count_tabs(comments, CommentSettings.current())
        newest = parse_int(request.POST.get("newest"))
        fresh = 0 if newest is None else comments.filter(tab.condition(), pk__gt=newest).count()
        return JsonResponse(
            {
                "counts": counts,
                "fresh": format_new_count(fresh) if fresh else "",
                "looking": {
                    pk: _("Being looked at by: %(name)s") % {"name": person}
                    for pk, comment in visible.items()
                    if (person := claims.find_other_viewer(comment, but=request.user))
                },
                "decided": {
                    pk: str(DecidedMeanwhile(comment))
                    for pk, comment in visible.items()
                    if str(comment.version) != on_screen[pk]
                },
            }
        )

    # --- One comment ---------------------------------------------------------------------------

    @method_decorator([require_safe, never_cache])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The card of one comment, with its history."""
        if parse_int(object_id) is None:
            raise Http404
        comment = self.get_comment(request, object_id)
        (card,) = build_cards([comment], request.user, WaitingClock())
        may_see_history = may(request.user, "history", comment)
        return self.render_page(
            request,
            "detail",
            _("Comment no. %(number)s") % {"number": comment.pk},
            card=card,
            revisions=list(comment.revisions.select_related("by")) if may_see_history else [],
            reports=list(comment.reports.select_related("handled_by")) if may_see_history else [],
            replies=list(visible_to(request.user).filter(parent=comment).order_by("created_at", "id")[:50]),
            query=f"ve={comment.pk}",
            reasons=self.prepare_cards(request, [card]),
        )

    def history_view(self, request, object_id, extra_context=None):
        """The history stands on the comment's own page."""
        if parse_int(object_id) is None:
            raise Http404
        return self.redirect_to_comment(self.get_comment(request, object_id, "history"))


def format_new_count(number):
    return ngettext("%(n)d new comment", "%(n)d new comments", number) % {"n": number}


def parse_filters(query):
    return queue.QueueFilter(
        *(
            value if parse_int(value) is not None else ""
            for value in (query.get(name, "") for name in ("chuyen-muc", "bai", "nguoi"))
        ),
        words=normalize(query.get("q", ""))[:100],
    )


def parse_page_number(query):
    return min(max(parse_int(query.get("trang")) or 1, 1), FARTHEST)


def parse_page_size(query):
    """The size that was asked for with ?so=, or the first."""
    size = parse_int(query.get("so"))
    return size if size in SIZES else SIZES[0]


def list_section_choices(user):
    """The sections of this person as choices of the filter: (id, indented name)."""
    reach = sections_in_reach(user)
    choices = Section.objects.tree().choices()
    return [(pk, name) for pk, name in choices if reach is None or pk in reach]


def find_last_decision(user):
    """The last own decision that can be undone, or None."""
    return next(iter(moderation.list_undoable(user)), None) if may(user, "decide") else None
