"""The rows of the home-page desk: the articles of each place, and the newest events of the page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.models import Article, Board, Phase, Place, Slot
from articles.models.querysets import columns_not_on_cards
from articles.permissions import may_arrange, visible_to
from articles.site import placement
from articles.site.homepage import build_homepage
from articles.site.menus import main_sections
from articles.site.sections import section_tree
from newsroom.core.dateformat import format_datetime

MAX_EVENTS = 12


@dataclass
class SlotRow:
    """One row of a place: a slot, or an article that fills a gap automatically (then `slot` is None)."""

    article: Article
    slot: Slot | None
    status: str
    is_shown: bool
    is_secret: bool = False  # this person may not see the article
    is_first: bool = False  # of the slots of its place
    is_last: bool = False


def list_places(request, section, at):
    """Pairs of a place and its rows: the slots in their order, then the articles that fill the gaps."""
    slots = list(
        Slot.objects.on_page(section)
        .select_related("article__section", "by")
        .defer(*columns_not_on_cards("article__"))
        .order_by("order", "id")
    )
    ids = [slot.article_id for slot in slots]
    public = filter_ids(Article.objects.public(at), ids)
    seen = public | filter_ids(visible_to(request.user), ids)
    shown = list_shown_articles(request, section, at)
    places = []
    for place in placement.page_places(section):
        rows = [make_row(slot, shown[place], public, seen, at) for slot in slots if slot.place == place]
        pinned = {row.article.pk for row in rows if row.is_shown}
        if rows:
            rows[0].is_first = rows[-1].is_last = True
        fill = [] if place == Place.HEAD else [each for each in shown[place] if each.pk not in pinned]
        rows += [SlotRow(each, None, _("fills the gap: the newest"), True) for each in fill]
        places.append((place, rows))
    return places


def list_shown_articles(request, section, at):
    """The articles that readers see at each place."""
    articles = Article.objects.public(at)
    if section is None:
        homepage = build_homepage(main_sections(request), section_tree(request), articles, at=at)
        return {Place.LEAD: homepage.lead, Place.FEATURED: homepage.featured}
    pinned = placement.find_pinned(articles, at=at, sections=[section])
    return {Place.HEAD: pinned[section.pk, Place.HEAD]}


def make_row(slot, shown, public, seen, at):
    is_shown = slot.article in shown and slot.is_in_force(at)
    return SlotRow(
        slot.article, slot, describe_status(slot, is_shown, public, at), is_shown, slot.article_id not in seen
    )


def describe_status(slot, is_shown, public, at):
    """Say whether readers see the slot, or why not."""
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


def filter_ids(articles, ids):
    """The ids that belong to one of `articles`."""
    return set(articles.filter(pk__in=ids).values_list("pk", flat=True))


def list_history(user, section, at):
    """The newest events of this page, each with the title that this person may read."""
    board = Board.objects.filter(section=section).first()
    return add_titles(board.placements.select_related("by")[:MAX_EVENTS], user, at) if board else []


def add_titles(events, user, at):
    """Pairs of an event and the title of its article; a hidden article has another text in place of its title.

    A deleted article was never public: its title is shown to people who arrange the home page.
    """
    events = list(events)
    ids = [event.article_id for event in events]
    known = filter_ids(Article.objects.public(at), ids) | filter_ids(visible_to(user), ids)
    known |= {None} if may_arrange(user) else set()
    hidden = _("An article that you may not see")
    return [(event, f"“{event.title}”" if event.article_id in known else hidden) for event in events]
