"""The moderators' screen: what waits, as cards. It shows; `moderation` and `permissions` decide."""

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
from .posted_action import copies_in
from .replies import ReplyMixin
from .statistics import StatisticsMixin

SIZES = [20, 100]  # comments of a page; the first is what nobody has to ask for
FARTHEST = 500  # pages


@admin.register(Comment)
class CommentAdmin(DecisionMixin, EditMixin, ReplyMixin, BanMixin, StatisticsMixin, admin.ModelAdmin):
    """The list of comments is the queue; a comment's own page is its card with its whole story."""

    view_on_site = False  # the card leads to the place, where readers see it
    search_fields = ["name", "body"]  # of the fields in which other pages choose a comment

    def get_urls(self):
        return [self.make_list_path("pulse", require_POST(self.pulse), "pulse"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        words = normalize(search_term)
        return (queryset.filter(queue.match_words(words)) if words else queryset).order_by("-id"), False

    # --- Who may -------------------------------------------------------------------------------

    def get_queryset(self, request):
        return visible_to(request.user)

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_add_permission(self, request):
        return False  # readers write; nobody writes for them

    def has_change_permission(self, request, obj=None):
        return False  # by `moderation` alone

    def has_delete_permission(self, request, obj=None):
        return False  # texts are purged, not deleted

    # --- The queue -----------------------------------------------------------------------------

    @method_decorator([require_safe, never_cache])
    def changelist_view(self, request, extra_context=None):
        self.must(request, "view")
        settings = CommentSettings.current()
        tab, filters = queue.get_tab(request.GET.get("muc")), asked_in(request.GET)
        comments = queue.filter_comments(request.user, filters)
        counts, calling = queue.count_tabs(comments, settings)
        number, size = page_number(request.GET), page_size(request.GET)
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
            sections=sections_for(request.user),
            number=number,
            size=size,
            sizes=SIZES,
            has_more=has_more,
            newest=max((comment.pk for comment in found), default=0),
            query=request.GET.urlencode(),
            bulk=tab.decisions if may(request.user, "decide") else (),
            last_decision=last_decision(request.user),
            reasons=self.ready_to_decide(request, cards),
        )

    def ready_to_decide(self, request, cards):
        """Gives what was typed back to the cards; the reasons that can be chosen on them."""
        typed = self.take_typed(request)
        for card in cards:
            pk = str(card.comment.pk)
            card.typed_note, card.typed_reason = typed.get(f"note-{pk}", ""), typed.get(f"reason-{pk}", "")
            card.is_chosen = pk in typed.get("chosen", [])
        return list(RejectionReason.objects.filter(is_active=True))

    def pulse(self, request):
        """Who looks at what, what is new, what others have decided: requested by the page every 20 seconds."""
        self.must(request, "view")
        on_screen = dict(list(copies_in(request.POST.get("on", "")).items())[: max(SIZES)])
        seen = visible_to(request.user).select_related("article", "claimed_by", "decided_by")
        here = {comment.pk: comment for comment in seen.filter(pk__in=on_screen)}
        if comment := here.get(parse_int(request.POST.get("focused"))):
            claims.claim_comment(comment, by=request.user)
        tab = queue.get_tab(request.GET.get("muc"))
        comments = queue.filter_comments(request.user, asked_in(request.GET))
        counts, _calling = queue.count_tabs(comments, CommentSettings.current())
        newest = parse_int(request.POST.get("newest"))
        fresh = 0 if newest is None else comments.filter(tab.condition(), pk__gt=newest).count()
        return JsonResponse(
            {
                "counts": counts,
                "fresh": new_in_words(fresh) if fresh else "",
                "looking": {
                    pk: _("Being looked at by: %(name)s") % {"name": person}
                    for pk, comment in here.items()
                    if (person := claims.find_other_viewer(comment, but=request.user))
                },
                "decided": {
                    pk: str(DecidedMeanwhile(comment))
                    for pk, comment in here.items()
                    if str(comment.version) != on_screen[pk]
                },
            }
        )

    # --- One comment ---------------------------------------------------------------------------

    @method_decorator([require_safe, never_cache])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The card of one comment, with all that happened to it."""
        if parse_int(object_id) is None:
            raise Http404
        comment = self.visible(request, object_id)
        (card,) = build_cards([comment], request.user, WaitingClock())
        may_see_history = may(request.user, "history", comment)
        return self.render_page(
            request,
            "comment",
            _("Comment no. %(number)s") % {"number": comment.pk},
            card=card,
            revisions=list(comment.revisions.select_related("by")) if may_see_history else [],
            reports=list(comment.reports.select_related("handled_by")) if may_see_history else [],
            replies=list(visible_to(request.user).filter(parent=comment).order_by("created_at", "id")[:50]),
            query=f"ve={comment.pk}",
            reasons=self.ready_to_decide(request, [card]),
        )

    def history_view(self, request, object_id, extra_context=None):
        """What happened stands on the comment's own page."""
        if parse_int(object_id) is None:
            raise Http404
        return self.to_comment(self.visible(request, object_id, "history"))


def new_in_words(number):
    return ngettext("%(n)d new comment", "%(n)d new comments", number) % {"n": number}


def asked_in(query):
    return queue.QueueFilter(
        *(
            value if parse_int(value) is not None else ""
            for value in (query.get(name, "") for name in ("chuyen-muc", "bai", "nguoi"))
        ),
        words=normalize(query.get("q", ""))[:100],
    )


def page_number(query):
    return min(max(parse_int(query.get("trang")) or 1, 1), FARTHEST)


def page_size(query):
    """The size that was asked for with ?so=, or the first."""
    size = parse_int(query.get("so"))
    return size if size in SIZES else SIZES[0]


def sections_for(user):
    """The sections of this person, as the filter lists them: (id, "— name")."""
    reach = sections_in_reach(user)
    choices = Section.objects.tree().choices()
    return [(pk, name) for pk, name in choices if reach is None or pk in reach]


def last_decision(user):
    """The last own decision that can still be taken back."""
    return next(iter(moderation.list_undoable(user)), None) if may(user, "decide") else None
