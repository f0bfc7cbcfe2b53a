"""What search engines are told: every article that readers may see."""

from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from .models import Article


class ArticleSitemap(Sitemap):
    """Newest first, in files of a thousand; the index names them all."""

    limit = 1000

    def items(self):
        return Article.objects.public(timezone.now()).newest().select_related("section").only(
            "slug", "publish_at", "revised_at", "section__slug"
        )  # fmt: skip

    def get_latest_lastmod(self):
        """Django would read every article for this."""
        newest = self.items().first()
        return newest and self.lastmod(newest)

    def lastmod(self, article):
        return article.revised_at or article.publish_at
