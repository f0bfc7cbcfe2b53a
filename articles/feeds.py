"""What machines read."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.ground.identity import SiteIdentity

from .models import Article


class Latest(Feed):
    """The newest articles."""

    link = reverse_lazy("home")
    description = _("The newest articles")

    def title(self):
        return SiteIdentity.current().name

    def items(self):
        return Article.objects.public().for_list()[:30]

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.lead

    def item_author_name(self, article):
        return article.byline

    def item_pubdate(self, article):
        return article.publish_at

    def item_updateddate(self, article):
        return article.updated_at
