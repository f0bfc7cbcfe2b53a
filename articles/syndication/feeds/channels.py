"""A feed in no format yet: what it is called, whose it is, its items."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.templatetags.static import static

from newsroom.core.cursors import EPOCH
from newsroom.core.identity import SiteIdentity, site_url

from .items import Item


@dataclass(frozen=True)
class Channel:
    """`url` is the address of the feed itself, `page` that of the page it belongs to."""

    id: str
    title: str
    description: str
    page: str
    url: str
    publisher: str
    icon: str
    items: list[Item]

    @property
    def last_change_at(self) -> datetime:
        """The last change of an item. Atom asks for a time even of an empty feed: then it is 1970."""
        return max([item.changed_at for item in self.items], default=EPOCH)


def build_channel(
    request: HttpRequest,
    identity: SiteIdentity,
    items: list[Item],
    *,
    path: str,
    page: str,
    name: str,
    description: str,
) -> Channel:
    """The channel at `path`. An empty `name` stands for the feed of the whole site."""
    site_name = identity.display_name
    return Channel(
        id=site_url(path),
        title=f"{name} - {site_name}" if name else site_name,
        description=description,
        page=request.build_absolute_uri(page),
        url=request.build_absolute_uri(path),
        publisher=identity.managing_body or site_name,
        icon=request.build_absolute_uri(static("icons/icon-512.png")),
        items=items,
    )
