"""Full content of the readers' site, for tests that look at every page."""

from datetime import timedelta

from django.utils import timezone

from articles import workflow
from articles.editing import photos
from articles.models import Article, Banner, Correction, MenuEntry, PageViews, Tag, Topic
from comments.moderation import replies
from newsroom.core import richtext
from newsroom.core.identity import SiteIdentity
from newsroom.core.models import Alert, Link, LinkGroup, Page
from newsroom.core.roles import Role
from tests.articles.editing.test_photos import jpeg
from tests.factories import (
    ArticleFactory,
    AuthorFactory,
    CommentFactory,
    OfficeFactory,
    SectionFactory,
    UserFactory,
)

BYLINE = "Trần Thị Thúy (Văn phòng Thành ủy Hà Tĩnh)"
PARAGRAPH = "<p>" + "Hội nghị đã nêu bật những kết quả đạt được trong sáu tháng đầu năm. " * 12 + "</p>"


def figure(color, by, **about):
    photo = photos.store_photo(jpeg(color), by=by, alt=f"Ảnh {color}", **about)
    return richtext.figure_html(photo.key, photo.page_width, 500, caption=f"Đại biểu phát biểu, ảnh {color}")


def body(by):
    """Return a body with headings, photos, a list, a quotation, a table wider than a phone, a link."""
    parts = [
        f"<h2>Kết quả đạt được</h2>{PARAGRAPH}{figure('red', by)}",
        f"<h3>Khó khăn, vướng mắc</h3>{PARAGRAPH}<ul><li>Một</li><li>Hai</li></ul>{figure('blue', by)}",
        f"<h2>Nhiệm vụ thời gian tới</h2>{PARAGRAPH}<blockquote><p>Gần dân.</p></blockquote>",
        f"<table><tbody><tr><th>Chỉ tiêu</th><td>{'rộng' * 40}</td></tr></tbody></table>",
        f'<p><a href="https://example.vn/">Một đường dẫn</a></p>{figure("green", by, credit="Văn Minh")}',
    ]
    return "".join(parts)


def create_full_article():
    """Create an article with every optional part, and related articles."""
    SiteIdentity(
        name="Trang thông tin điện tử", managing_body="Thành ủy Hà Tĩnh", email="a@example.vn"
    ).save()
    office = OfficeFactory(name="Văn phòng Thành ủy Hà Tĩnh")
    section = SectionFactory(
        name="Khoa giáo - Văn hóa", parent=SectionFactory(name="Xây dựng Đảng"), description="Tin của khối"
    )
    writer, now = UserFactory(role=Role.WRITER), timezone.now()
    topic = Topic.objects.create(name="Chuyển đổi số", description="Từ xã đến thành phố")
    row = [
        ArticleFactory(
            title=f"Tin {day} ngày trước",
            section=section,
            publish_at=now - timedelta(days=day),
            published=True,
        )
        for day in (4, 3, 1)
    ]
    article = ArticleFactory(
        title="Hội nghị giao ban khối Khoa giáo",
        kicker="Tuyên giáo",
        section=section,
        author=AuthorFactory(name="Trần Thị Thúy", office=office, position="Chuyên viên"),
        body=body(writer),
        source_name="Báo Nhân Dân",
        source_url="https://example.vn/bai/",
        publish_at=now - timedelta(days=2),
        published=True,
    )
    Article.objects.filter(pk=article.pk).update(revised_at=now)
    for each in (article, row[0]):
        each.topics.add(topic)
    article.tags.add(Tag.objects.create(name="Giao ban"))
    article.related.add(row[1])
    Correction.objects.create(article=article, text="“Tỉnh ủy” nay sửa là “Thành ủy”.", at=now, by=writer)
    PageViews.objects.create(article=row[0], day=timezone.localdate(), count=5)
    return article


def create_surroundings(section):
    """Create everything around the articles: pages, a menu of two levels, links, banners, three alerts."""
    by = UserFactory(role=Role.SECRETARY)
    contact = Page.objects.create(title="Liên hệ", body=body(by), shows_contact=True, is_published=True)
    for place in MenuEntry.Place:
        head = MenuEntry.objects.create(place=place, label="Giới thiệu")
        MenuEntry.objects.create(place=place, parent=head, page=contact)
        MenuEntry.objects.create(place=place, section=section)
        MenuEntry.objects.create(place=place, label="Trang khác", url="https://example.vn/")
    group = LinkGroup.objects.create(name="Các cơ quan")
    Link.objects.create(group=group, name="Tỉnh ủy Hà Tĩnh", url="https://example.vn/")
    for number, place in enumerate(Banner.Place):
        photo = photos.store_photo(jpeg(("navy", "teal")[number]), by=by, alt="Băng ảnh")
        Banner.objects.create(place=place, photo=photo, alt=f"Chào mừng đại hội {number}", url="/")
    for level in Alert.Level:
        Alert.objects.create(text=f"Thông báo mức {level.label}", level=level, url="/")
    return contact


def create_answered_comment(article):
    """Create a comment with a reply of another reader and an official reply."""
    moderator, boss = UserFactory(role=Role.MODERATOR), UserFactory(role=Role.APPROVER)
    comment = CommentFactory(article=article, shown=moderator)
    CommentFactory(article=article, parent=comment, name="Lê Văn Hải", shown=moderator)
    comment.refresh_from_db()
    about = {
        "office": article.bylines.get().author.office,
        "signer": "Lê Hà",
        "signer_title": "Chánh Văn phòng",
    }
    reply = replies.draft(comment, by=moderator, version=0, body="Văn phòng đã nhận được ý kiến.", **about)
    replies.publish(reply, by=boss, version=reply.version)
    return comment


def create_article_taken_down():
    article = ArticleFactory(title="Bài đã gỡ", published=True)
    boss = UserFactory(role=Role.APPROVER)
    workflow.take_down(article, by=boss, version=article.version, reason="Sai")
    return article
