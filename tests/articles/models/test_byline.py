import pytest
from django.core.exceptions import ValidationError

from articles import workflow
from articles.editing import history
from articles.models import Byline, State
from articles.syndication import schema_org
from tests.factories import ArticleFactory, AuthorFactory, OfficeFactory, release

pytestmark = pytest.mark.django_db
PRINTED = "Trần Thị Thúy (Văn phòng Thành ủy Hà Tĩnh)"


@pytest.fixture
def office():
    return OfficeFactory(name="Văn phòng Thành ủy Hà Tĩnh")


@pytest.fixture
def thuy(office):
    return AuthorFactory(name="Trần Thị Thúy", office=office)


def test_byline_is_printed_as_in_the_sample(thuy):
    article = ArticleFactory(author=thuy, published=True)

    assert article.byline == PRINTED


def test_renaming_the_office_changes_no_published_article(thuy, office):
    article = ArticleFactory(author=thuy, published=True)

    office.name = "Văn phòng Đảng ủy phường Thành Sen"
    office.save()
    thuy.name = "Trần Thúy"
    thuy.save()
    article.save()
    article.bylines.get().save()

    article.refresh_from_db()
    assert article.byline == PRINTED


def test_renaming_the_office_changes_a_draft_until_it_is_published(thuy, office, approver):
    article = ArticleFactory(author=thuy, state=State.AWAITING)
    office.name = "Văn phòng Đảng ủy phường Thành Sen"
    office.save()

    release(article, by=approver)

    article.refresh_from_db()
    assert article.byline == "Trần Thị Thúy (Văn phòng Đảng ủy phường Thành Sen)"


def test_publishing_again_after_a_take_down_keeps_the_first_byline(thuy, office, approver):
    article = ArticleFactory(author=thuy, published=True)
    workflow.take_down(article, by=approver, version=article.version, reason="Sai")
    office.name = "Tên mới"
    office.save()
    article.refresh_from_db()

    release(article, by=approver)

    article.refresh_from_db()
    assert article.byline == PRINTED


def test_a_contributor_added_to_a_live_article_is_printed(thuy):
    article = ArticleFactory(author=thuy, published=True)

    Byline.objects.create(article=article, name="Lê Hà", role=Byline.Role.PHOTOS)

    article.refresh_from_db()
    assert article.byline == f"{PRINTED}; Ảnh: Lê Hà"


def test_a_removed_contributor_is_no_longer_printed(thuy):
    article = ArticleFactory(author=thuy)
    extra = Byline.objects.create(article=article, name="Lê Hà")

    extra.delete()

    article.refresh_from_db()
    assert article.byline == PRINTED


@pytest.mark.parametrize("who", [{}, {"name": "Lê Hà", "author": True}])
def test_a_byline_is_an_author_or_a_free_name(thuy, who):
    byline = Byline(article=ArticleFactory(), **{**who, **({"author": thuy} if "author" in who else {})})

    with pytest.raises(ValidationError):
        byline.full_clean()


class TestNameWithBrackets:
    """A guest's name may contain brackets; the office follows in brackets of its own."""

    NAME, OFFICE = "Nguyễn Văn A (Hà Tĩnh)", "Văn phòng Thành ủy Hà Tĩnh"

    @pytest.fixture
    def byline(self, office):
        article = ArticleFactory(published=True)
        return Byline.objects.create(article=article, name=self.NAME, office=office)

    def test_name_is_printed_whole(self, byline):
        assert byline.text == f"{self.NAME} ({self.OFFICE})"
        assert (byline.printed_name, byline.printed_office) == (self.NAME, self.OFFICE)

    def test_api_and_schema_org_get_name_and_office_apart(self, byline, client):
        author = client.get(f"/api/bai-viet/{byline.article_id}/").json()["authors"][-1]
        person = schema_org.person(byline, absolute_url=str)

        assert (author["name"], author["office"]) == (self.NAME, self.OFFICE)
        assert (person["name"], person["affiliation"]["name"]) == (self.NAME, self.OFFICE)

    def test_version_restores_the_whole_name(self, byline):
        article = byline.article
        history.set_bylines(article, history.snapshot(article)["bylines"])

        restored = article.bylines.last()
        assert (restored.printed_name, restored.printed_office) == (self.NAME, self.OFFICE)
