"""Context of every page: site identity, menu, footer, links, alerts, banners.

Each is loaded only when a template uses it, and once for a page.
"""

from collections import defaultdict

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.models import Banner
from articles.site import menus
from articles.site.sections import section_tree
from newsroom.core.alerts import MAX_SHOWN
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Alert, Link


def site_context(request):
    at = page_time(request)
    return {
        "identity": SimpleLazyObject(SiteIdentity.current),
        "menu": SimpleLazyObject(
            lambda: menus.build_menu(menus.menu_entries(request), section_tree(request))
        ),
        "footer": SimpleLazyObject(lambda: menus.build_footer(menus.menu_entries(request))),
        "links": SimpleLazyObject(lambda: list(Link.objects.for_site())),
        "alerts": SimpleLazyObject(lambda: list(Alert.objects.filter_in_force(at)[:MAX_SHOWN])),
        "banners": SimpleLazyObject(lambda: banners_at(at)),
    }


def page_time(request):
    """Return the moment for which a page is shown: now, or the one that a preview chose."""
    return getattr(request, "shown_at", None) or timezone.now()


def banners_at(at):
    """Return the banners in force at `at`, by their place."""
    banners = defaultdict(list)
    for banner in Banner.objects.filter_in_force(at).select_related("photo").defer("photo__search_text"):
        banners[banner.place].append(banner)
    return dict(banners)
