"""URLs of the public pages, feeds, sitemaps and the API. Sections come last: their path is one free word."""

from django.urls import include, path, register_converter

from .site import views
from .syndication import feeds, sitemaps
from .syndication.feeds.formats import FORMATS
from .syndication.social_image.views import social_image


class SlugWithId:
    """The last part of a path, "ban-tuyen-giao-to-chuc-hoi-nghi-42". Views look up the id alone."""

    regex = r"(?:[a-z0-9]+-)*[0-9]{1,18}"

    def to_python(self, value):
        slug, _hyphen, pk = value.rpartition("-")
        return slug, int(pk)

    def to_url(self, value):
        slug, pk = value
        return f"{slug}-{pk}"


class FeedFormat:
    """The last part of a feed's path: a key of FORMATS, such as "rss.xml"."""

    regex = "|".join(FORMATS).replace(".", r"\.")

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(SlugWithId, "slug_id")
register_converter(FeedFormat, "feed")

app_name = "articles"
urlpatterns = [
    path("rss.xml", feeds.site, {"format": "rss.xml"}, name="rss"),
    path("<feed:format>", feeds.site, name="feed"),
    path("tac-gia/<slug_id:author>/", views.author, name="author"),
    path("tac-gia/<slug_id:author>/<feed:format>", feeds.author, name="author_feed"),
    path("don-vi/<slug_id:office>/", views.office, name="office"),
    path("dong-su-kien/", views.topics, name="topics"),
    path("dong-su-kien/<slug_id:topic>/", views.topic, name="topic"),
    path("dong-su-kien/<slug_id:topic>/<feed:format>", feeds.topic, name="topic_feed"),
    path("tu-khoa/<slug_id:tag>/", views.tag, name="tag"),
    path("tim-kiem/", views.search, name="search"),
    path("luu-tru/", views.archive, name="archive"),
    path("luu-tru/<int:year>/", views.archive, name="archive"),
    path("luu-tru/<int:year>/<int:month>/", views.archive, name="archive"),
    path("luu-tru/<int:year>/<int:month>/<int:day>/", views.archive, name="archive"),
    path("luot-doc/<int:pk>/", views.count_view, name="count_view"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-bai-viet-<int:block>.xml", sitemaps.articles, name="sitemap_articles"),
    path("sitemap-trang-<int:block>.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("xem-truoc/<str:token>/", views.preview_link, name="preview_link"),
    path("anh-chia-se/<int:pk>-<slug:mark>.jpg", social_image, name="social_image"),
    path("api/", include("articles.syndication.api.urls")),
    path("bai-viet/<int:pk>/", views.permalink, name="permalink"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<feed:format>", feeds.section, name="section_feed"),
    path("<slug:section>/<slug_id:article>/", views.detail, name="detail"),
]
