"""Invalid URLs and form fields in the admin: a clear answer, and typed text is kept."""

import pytest
from django.urls import reverse

from articles.editing import autosave
from articles.models import Article, State
from tests.factories import ArticleFactory

from .test_article import ADD, change, form

pytestmark = pytest.mark.django_db
NONSENSE = ["abc", "9" * 30, "9" * 5000, "²"]


@pytest.fixture
def article(client, editor):
    client.force_login(editor)
    return ArticleFactory(state=State.SUBMITTED)


@pytest.mark.parametrize("pk", NONSENSE)
def test_impossible_article_number_is_not_found(client, article, pk):
    history = f"/admin/articles/article/{pk}/history/"

    assert client.get(history).status_code == 404
    assert client.post(history).status_code == 404
    assert client.get(f"/admin/articles/article/{pk}/change/").status_code == 302
    assert client.post(f"/admin/articles/article/{pk}/change/", form()).status_code == 302
    assert client.post(f"/admin/articles/article/{pk}/delete/").status_code == 403


@pytest.mark.parametrize("version", [*NONSENSE, ""])
def test_impossible_version_is_refused_with_the_text_kept(client, editor, article, version):
    kept = client.post(
        reverse("admin:articles_article_unsaved", args=[article.pk]),
        {"title": "Gõ dở", "opened_version": version, "form_id": "1" * 32},
    )
    refused = client.post(change(article), form(article, title="Của tôi", opened_version=version))
    assigned = client.post(
        reverse("admin:articles_article_assign", args=[article.pk]),
        {"confirm": "1", f"version-{article.pk}": version, "assignee": editor.pk},
    )
    compared = client.get(reverse("admin:articles_article_version", args=[article.pk, 1]), {"from": version})

    assert kept.status_code == 200
    assert refused.status_code == 409
    assert "Của tôi" in refused.content.decode()
    assert assigned.status_code == 302
    assert compared.status_code in (200, 404)
    assert {each.fields["title"] for each in autosave.list_unsaved_texts(editor)} == {
        "Gõ dở",
        "Của tôi",
    }


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1899"])
def test_impossible_year_is_refused_with_the_text_kept(client, article, day):
    moments = {"publish_at_0": day, "publish_at_1": "00:00", "expires_at_0": day, "expires_at_1": "00:00"}

    page = client.post(ADD, form(lead="Sapo vừa gõ", **moments, event_date="01/01/0001"))

    assert page.status_code == 200
    assert "Sapo vừa gõ" in page.content.decode()
    assert "Ghi năm sau 1900" in page.content.decode()
    assert Article.objects.count() == 1


def test_impossible_publication_time_is_refused(client, approver):
    article = ArticleFactory(state=State.AWAITING)
    client.force_login(approver)
    address = reverse("admin:articles_article_move", args=[article.pk, "publish"])

    page = client.post(
        address,
        {"version": article.version, "when_0": "01/01/0001", "when_1": "00:00", "confirmed": ["no_cover"]},
    )

    assert page.status_code == 200
    article.refresh_from_db()
    assert article.state == State.AWAITING
