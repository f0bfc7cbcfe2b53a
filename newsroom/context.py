"""What every page shows: whose site this is, and its menu. Fetched only where a template asks."""

from django.utils.functional import SimpleLazyObject

from articles.sections import tree_of
from newsroom.ground.identity import SiteIdentity


def site(request):
    return {
        "identity": SimpleLazyObject(SiteIdentity.current),
        "menu": SimpleLazyObject(lambda: tree_of(request).menu()),
    }
