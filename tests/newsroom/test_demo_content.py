"""The demo's texts and pictures: complete, clean and consistent."""

import re
import unicodedata
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from newsroom.core.roles import Role
from newsroom.core.text import count_syllables, normalize, slugify, unify_tones
from newsroom.demo import sample_article
from newsroom.demo.articles import list_pictures
from newsroom.demo.data import FOLDER, picture_path, read_json

ARTICLES = read_json("articles")
PUBLISHED = [article for article in ARTICLES if article.get("state") != "draft"]
PEOPLE = read_json("people")
SECTIONS = {section["slug"]: section for section in read_json("sections")}
BLOCKS = {"p", "h2", "quote", "list", "table", "photo"}
PICTURES = sorted((FOLDER / "pictures").glob("*.webp"))
BANNER = read_json("site_content")["banner"]["picture"]
PHOTO_SIZE, BANNER_SIZE = (1600, 1067), (960, 320)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ADDRESS = re.compile(r"\b(?:đồng chí|ông|bà|anh|chị|em|cô|bác sĩ) ((?:[^\W\d_]+ ?)+)", re.IGNORECASE)


def parametrize_articles(articles):
    return pytest.mark.parametrize("article", articles, ids=[slugify(row["title"], 40) for row in articles])


def walk_strings(value):
    """Yield every text within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from walk_strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk_strings(part)


def list_parts(article, kind):
    return [block[kind] for block in article["blocks"] if kind in block]


def list_photos(article):
    return list_parts(article, "photo")


def find_names(text):
    """Return names of people written with family and given name: "đồng chí Vi Tuệ Lâm", "ông Tiêu Hữu Lộc"."""
    for words in ADDRESS.findall(text):
        name = list(takewhile(lambda word: word[0].isupper(), words.split()))
        if len(name) > 1:
            yield " ".join(name)


def list_texts():
    for path in sorted(FOLDER.glob("*.json")):
        yield from walk_strings(read_json(path.stem))


def test_sample_equals_the_seed_word_for_word():
    text = sample_article.read_sample()

    lines = [
        line.strip(" ")
        for line in sample_article.TEXT.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert [
        text.title,
        "EmailPrintAa",
        f"{text.published_at:%H:%M %d/%m/%Y}",
        text.lead,
        *(words for _kind, words in text.body),
        f"{text.byline_name} ({text.byline_office})",
        "Ý kiến bạn đọc",
    ] == lines


def test_sample_has_its_captions_in_place():
    text = sample_article.read_sample()

    assert text.title == "Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa"
    assert text.published_at == datetime(2023, 6, 26, 18, 15, tzinfo=HANOI)
    assert text.lead.startswith("Chiều ngày 23/6/2023, Ban Tuyên giáo Thành ủy Hà Tĩnh tổ chức")
    assert [kind for kind, _words in text.body] == [
        "caption",
        "paragraph",
        "paragraph",
        "caption",
        "paragraph",
        "paragraph",
    ]
    assert text.body[0][1] == "Đồng chí Phan Ngọc Long Phó Bí thư Thường trực Tỉnh ủy phát biểu tại Hội nghị"
    assert text.body[3][1] == "Đại biểu phát biểu tại Hội nghị"
    assert (text.byline_name, text.byline_office) == ("Trần Thị Thúy", "Văn phòng Thành ủy Hà Tĩnh")


def test_sections_are_addressed_by_their_names():
    rows = read_json("sections")

    assert len(SECTIONS) == len(rows)
    assert [row["slug"] for row in rows] == [slugify(row["name"]) for row in rows]
    assert all(row["description"] for row in rows)


def test_sections_come_after_their_parents():
    known = {None}
    for row in read_json("sections"):
        assert row["parent"] in known
        known.add(row["slug"])


def test_sample_is_filed_under_propaganda():
    section = SECTIONS["khoa-giao-van-hoa"]

    assert section["name"] == "Khoa giáo - Văn hóa"
    assert (section["parent"], SECTIONS["tuyen-giao"]["parent"]) == ("tuyen-giao", "xay-dung-dang")


def test_every_role_has_one_account():
    assert sorted(account["role"] for account in PEOPLE["accounts"]) == sorted(Role)
    assert all(account["full_name"] and account["position"] for account in PEOPLE["accounts"])


def test_authors_come_from_known_offices():
    offices = {office["name"] for office in read_json("offices")}
    usernames = {account["username"] for account in PEOPLE["accounts"]}

    assert {author["office"] for author in PEOPLE["authors"]} <= offices
    assert {author["account"] for author in PEOPLE["authors"] if "account" in author} <= usernames


@parametrize_articles(PUBLISHED)
def test_article_is_complete(article):
    assert len(article["title"]) <= 250
    assert 0 < count_syllables(article["lead"]) <= 50
    assert article["section"] in SECTIONS
    assert datetime.fromisoformat(article["publish_at"]).utcoffset() is not None
    assert 4 <= len(list_parts(article, "p")) <= 7
    assert list_photos(article)


@parametrize_articles(PUBLISHED)
def test_article_has_the_length_of_a_report(article):
    texts = [article["lead"], *walk_strings([block for block in article["blocks"] if "photo" not in block])]

    assert 300 <= sum(map(count_syllables, texts)) <= 700


@parametrize_articles(ARTICLES)
def test_article_names_existing_topics_authors_and_pictures(article):
    topics = {topic["name"] for topic in read_json("topics")}
    authors = {author["name"] for author in PEOPLE["authors"]}

    assert {kind for block in article["blocks"] for kind in block} <= BLOCKS
    assert set(article.get("topics", ())) <= topics
    assert {byline["author"] for byline in article["bylines"]} <= authors
    for photo in list_photos(article):
        assert picture_path(photo["picture"]).exists()
        assert photo["caption"]
        assert photo["alt"]
        assert photo["credit"]
        assert photo["alt"] != photo["caption"]


def test_articles_of_the_office_have_bylines():
    assert all(article["bylines"] for article in PUBLISHED if article.get("kind") != "repost")


def test_each_photo_has_one_subject():
    pictures = [row["picture"] for row in list_pictures(ARTICLES)]

    assert len(pictures) == len(set(pictures))


def test_demo_uses_every_feature():
    far_future = [article for article in PUBLISHED if article["publish_at"] > "2030"]
    (repost,) = (article for article in ARTICLES if article.get("kind") == "repost")
    source_time = datetime.fromisoformat(repost["source_published_at"])

    assert len(PUBLISHED) - len(far_future) - 1 == 36
    assert len(ARTICLES) - len(PUBLISHED) == 3
    assert len(far_future) == 1
    assert repost["source_url"].startswith("https://example.vn/")
    assert (datetime.fromisoformat(repost["publish_at"]) - source_time).total_seconds() > 3600
    assert max(len(list_photos(article)) for article in PUBLISHED) == 12
    assert any({"h2", "list", "quote", "table"} <= {*map(next, map(iter, a["blocks"]))} for a in PUBLISHED)
    assert max(count_syllables(article["title"]) for article in PUBLISHED) > 40


def test_text_is_composed_and_clean():
    assert [text for text in list_texts() if text != normalize(text)] == []
    assert [text for text in list_texts() if not unicodedata.is_normalized("NFC", text)] == []


def test_tone_marks_follow_the_house_style():
    assert [text for text in list_texts() if text != unify_tones(text)] == []


def test_punctuation_is_typographic():
    assert [text for text in list_texts() if re.search(r"\"|'|\.\.\.| [,.;:!?]|  ", text)] == []


def test_only_invented_people_are_named():
    people = [*PEOPLE["accounts"], *PEOPLE["authors"], *PEOPLE["cast"]]
    invented = {person.get("name") or person["full_name"] for person in people}
    acting = {name for text in list_texts() for name in find_names(text)}

    assert len(acting) > 20
    assert acting <= invented


def test_real_leader_of_the_sample_is_not_in_other_texts():
    assert not any("Phan Ngọc Long" in text for text in list_texts())


@pytest.mark.parametrize("path", PICTURES, ids=[path.stem for path in PICTURES])
def test_picture_is_a_webp_of_the_full_size(path):
    with Image.open(path) as picture:
        picture.load()

    assert picture.format == "WEBP"
    assert picture.size == (BANNER_SIZE if path.stem == BANNER else PHOTO_SIZE)
    assert path.stat().st_size < 80_000


def test_every_picture_is_used():
    assert {path.stem for path in PICTURES} == {BANNER, *(row["picture"] for row in list_pictures(ARTICLES))}


def test_no_two_pictures_are_the_same():
    assert len({path.read_bytes() for path in PICTURES}) == len(PICTURES)


def test_pictures_have_a_licence():
    assert "drawn for this project" in (FOLDER / "pictures/LICENSE").read_text(encoding="utf-8")


def test_demo_folder_is_small():
    assert sum(path.stat().st_size for path in Path(FOLDER).rglob("*") if path.suffix != ".pyc") < 3_000_000
