from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, register_converter

from . import feeds, views
from .sitemaps import ArticleSitemap

SITEMAPS = {"bai-viet": ArticleSitemap}


class SlugWithId:
    """The last part of an address, "ban-tuyen-giao-to-chuc-hoi-nghi-42": the id decides."""

    regex = r"(?:[a-z0-9]+-)*[0-9]{1,18}"

    def to_python(self, value):
        slug, _hyphen, pk = value.rpartition("-")
        return slug, int(pk)

    def to_url(self, value):
        slug, pk = value
        return f"{slug}-{pk}"


register_converter(SlugWithId, "slug_id")

app_name = "articles"
urlpatterns = [
    path("rss.xml", feeds.Latest(), name="rss"),
    path("tac-gia/<slug_id:author>/", views.author, name="author"),
    path("don-vi/<slug_id:office>/", views.office, name="office"),
    path("dong-su-kien/", views.topics, name="topics"),
    path("dong-su-kien/<slug_id:topic>/", views.topic, name="topic"),
    path("tu-khoa/<slug_id:tag>/", views.tag, name="tag"),
    path("tim-kiem/", views.found, name="search"),
    path("luu-tru/", views.archived, name="archive"),
    path("luu-tru/<int:year>/", views.archived, name="archive"),
    path("luu-tru/<int:year>/<int:month>/", views.archived, name="archive"),
    path("luu-tru/<int:year>/<int:month>/<int:day>/", views.archived, name="archive"),
    path("luot-doc/<int:pk>/", views.count_read, name="count_read"),
    path(
        "sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "articles:sitemap"}, name="sitemaps"
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("xem-truoc/<str:token>/", views.shared, name="shared"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug_id:article>/", views.detail, name="detail"),
]
