"""The schema.org data (JSON-LD) of an article's page, for search engines. It says only what the page says."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import Article, Byline, Correction, Kind, Section, Tag
from newsroom.core.dateformat import iso_time
from newsroom.core.identity import SiteIdentity

from . import social_image

CONTEXT = "https://schema.org"
MAX_HEADLINE = 110  # characters: Google's limit


class ScriptJson:
    """JSON inside a <script>: every character that could end the element is escaped, as in Django's json_script."""

    ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}

    def __init__(self, value):
        self.value = value

    def __html__(self):
        return DjangoJSONEncoder(ensure_ascii=False).encode(self.value).translate(self.ESCAPES)


def json_ld_script(value: dict) -> SafeString:
    """A <script> element with data. Browsers do not run it, so the content security policy allows it."""
    return format_html('<script type="application/ld+json">{}</script>', ScriptJson(value))


def news_article(
    article: Article,
    *,
    bylines: Iterable[Byline],
    tags: Iterable[Tag],
    corrections: Iterable[Correction],
    identity: SiteIdentity,
    absolute_url: Callable[[str], str],
) -> dict:
    """The NewsArticle of an article. `absolute_url` is `request.build_absolute_uri`."""
    publisher = organization(identity, absolute_url)
    data: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": article.permalink,
        "url": absolute_url(article.get_absolute_url()),
        "mainEntityOfPage": absolute_url(article.get_absolute_url()),
        "headline": shorten(article.title, MAX_HEADLINE),
        "description": article.lead,
        "image": images(article, identity, absolute_url),
        "datePublished": iso_time(article.publish_at),
        "dateModified": iso_time(article.last_change_at),
        "author": [person(byline, absolute_url) for byline in bylines if byline.role != Byline.Role.PHOTOS]
        or publisher,
        "publisher": publisher,
        "articleSection": article.section.name,
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
    }
    if tags:
        data["keywords"] = [tag.name for tag in tags]
    if corrections:
        data["correction"] = [correction_comment(correction) for correction in corrections]
    if article.kind == Kind.REPOST:
        data["isBasedOn"] = original_work(article)
    return data


def breadcrumbs(
    article: Article, *, section_path: Iterable[Section], absolute_url: Callable[[str], str]
) -> dict:
    """The BreadcrumbList of an article: the links above its title, from the home page on."""
    steps = [(gettext("Home"), reverse("home"))]
    steps += [(section.name, section.get_absolute_url()) for section in section_path]
    steps.append((article.title, article.get_absolute_url()))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute_url(path)}
            for number, (name, path) in enumerate(steps, start=1)
        ],
    }


def person(byline: Byline, absolute_url: Callable[[str], str]) -> dict:
    data: dict[str, object] = {"@type": "Person", "name": byline.printed_name}
    if byline.author_id:
        data["url"] = absolute_url(byline.author.get_absolute_url())
    if byline.printed_office:
        data["affiliation"] = {"@type": "Organization", "name": byline.printed_office}
    return data


def organization(identity: SiteIdentity, absolute_url: Callable[[str], str]) -> dict:
    return {
        "@type": "Organization",
        "name": identity.managing_body or identity.name,
        "url": absolute_url(reverse("home")),
        "logo": {
            "@type": "ImageObject",
            "url": absolute_url(static("icons/icon-512.png")),
            "width": 512,
            "height": 512,
        },
    }


def images(article: Article, identity: SiteIdentity, absolute_url: Callable[[str], str]) -> list[dict]:
    """The cover photo, then the social image."""
    objects = [
        {
            "@type": "ImageObject",
            "url": absolute_url(social_image.image_url(article, identity)),
            "width": social_image.WIDTH,
            "height": social_image.HEIGHT,
        }
    ]
    if cover := article.cover:
        width = cover.widths[-1]
        photo = {"url": absolute_url(cover.url(width)), "width": width, "height": cover.height_for(width)}
        credit = {"creditText": cover.credit} if cover.credit else {}
        objects.insert(0, {"@type": "ImageObject", **photo, **credit})
    return objects


def correction_comment(correction: Correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": iso_time(correction.at),
    }


def original_work(article: Article) -> dict:
    """The work that a repost is taken from."""
    data = {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": article.source_name}}
    if article.source_url:
        data["url"] = article.source_url
    if article.source_author:
        data["author"] = {"@type": "Person", "name": article.source_author}
    if article.source_published_at:
        data["datePublished"] = iso_time(article.source_published_at)
    return data


def shorten(text: str, length: int) -> str:
    """At most `length` characters; a longer text is cut after a word and gets an ellipsis."""
    if len(text) <= length:
        return text
    words = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return f"{words.rstrip(' ,;:-–')}…"
