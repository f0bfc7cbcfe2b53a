"""Loading the demo: completely, once, and again after an interruption."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles.models import Article, Photo
from comments.models import Comment
from newsroom.core import roles
from newsroom.core.accounts import User
from newsroom.core.identity import SiteIdentity
from newsroom.core.roles import Role
from newsroom.demo import data
from newsroom.demo.articles import list_pictures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small_demo(tmp_path, settings, monkeypatch):
    """Make the folder of a demo with the sample, one more article, two comments, and tiny pictures."""
    settings.DEBUG = True
    folder = tmp_path / "demo"
    shutil.copytree(data.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "*.pyc", "*.webp"))
    content = data.read_json("site_content")
    articles = data.read_json("articles")[:1]
    content.update(page_views={}, slots={"lead": [articles[0]["title"]], "featured": [], "head": {}})
    write(folder / "articles.json", articles)
    write(folder / "site_content.json", content)
    write(folder / "comments.json", data.read_json("comments")[:2])
    for number, row in enumerate([*list_pictures(articles), content["banner"]]):
        path = folder / "pictures" / f"{row['picture']}.webp"
        Image.new("RGB", (32, 16), (number, 0, 0)).save(path, lossless=True)
    monkeypatch.setattr(data, "FOLDER", folder)
    return folder


def write(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")


def load():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_demo_is_loaded_whole(small_demo):
    assert "2 articles" in load()

    assert set(User.objects.values_list("groups__name", flat=True)) == {
        row["role_name"] for row in data.list_accounts()
    }
    assert all(user.check_password(data.PASSWORD) for user in User.objects.all())
    assert Article.objects.public().count() == 2
    assert Comment.objects.count() == 4
    assert SiteIdentity.objects.exists()


def test_photos_have_their_texts_and_their_uploader(small_demo):
    load()

    (block,) = [
        block["photo"] for row in data.read_json("articles") for block in row["blocks"] if "photo" in block
    ]
    photo = Photo.objects.get(file_name=f"{block['picture']}.webp")
    assert (photo.caption, photo.alt, photo.credit) == (block["caption"], block["alt"], block["credit"])
    assert photo.uploaded_by.groups.get() == roles.get_group(Role.WRITER)
    assert photo.uses.get().article.title == data.read_json("articles")[0]["title"]


def test_loading_twice_changes_nothing(small_demo):
    load()
    counts = [model.objects.count() for model in (Article, Photo, User, Comment)]

    assert "already" in load()
    assert [model.objects.count() for model in (Article, Photo, User, Comment)] == counts


def test_interrupted_load_is_completed_by_the_next_one(small_demo):
    comments = data.read_json("comments")
    write(small_demo / "comments.json", [*comments, {**comments[0], "decision": "no such decision"}])
    with pytest.raises(KeyError):
        load()
    assert not Article.objects.exists()
    assert not SiteIdentity.objects.exists()
    keys = set(Photo.objects.values_list("key", flat=True))
    assert keys

    write(small_demo / "comments.json", comments)

    assert "2 articles" in load()
    assert set(Photo.objects.values_list("key", flat=True)) == keys
    assert User.objects.count() == len(data.list_accounts())


def test_production_site_is_refused(small_demo, settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="passwords"):
        load()
    assert not User.objects.exists()
