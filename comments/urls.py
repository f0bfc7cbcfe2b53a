from django.urls import path

from .thread import feeds
from .views import permalink, reactions, status, submission, subscriptions

app_name = "comments"
urlpatterns = [
    path("bai-viet/<int:article>/", submission.send, name="send"),
    path("bai-viet/<int:article>/luc/", submission.get_signed_time, name="signed_time"),
    path("rss.xml", feeds.latest, name="rss"),
    path("<int:pk>/", permalink.permalink, name="permalink"),
    path("<int:pk>/thich/", reactions.like, name="like"),
    path("<int:pk>/bao-vi-pham/", reactions.report, name="report"),
    path("cua-toi/<slug:secret>/", status.status, name="status"),
    path("cua-toi/<slug:secret>/sua/", status.edit, name="edit"),
    path("cua-toi/<slug:secret>/rut/", status.withdraw, name="withdraw"),
    path("cua-toi/<slug:secret>/thu/", status.notices, name="notices"),
    path("cua-toi/<slug:secret>/du-lieu/", status.export, name="export"),
    path("xac-nhan/<str:token>/", subscriptions.confirm, name="confirm"),
    path("thoi-nhan/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
]
