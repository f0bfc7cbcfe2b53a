"""What search engines read from a page: schema.org in JSON-LD. It says what the page says, and nothing else."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from articles.models import Article, Byline, Kind
from newsroom.core.dateformat import iso_time

from . import social_image

CONTEXT = "https://schema.org"
HEADLINE = 110  # Google's limit


class ScriptJson:
    """JSON in which nothing can end or disturb the <script> that holds it (as Django's json_script writes it)."""

    ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}

    def __init__(self, value):
        self.value = value

    def __html__(self):
        return DjangoJSONEncoder(ensure_ascii=False).encode(self.value).translate(self.ESCAPES)


def script(value):
    """A block of data in a page; no browser runs it, so the content security policy lets it be."""
    return format_html('<script type="application/ld+json">{}</script>', ScriptJson(value))


def news_article(article: Article, *, bylines, tags, corrections, identity, here) -> dict:
    """The article in schema.org's words; `here` makes an address absolute."""
    publisher = organization(identity, here)
    data = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": article.permalink,
        "url": here(article.get_absolute_url()),
        "mainEntityOfPage": here(article.get_absolute_url()),
        "headline": cut(article.title, HEADLINE),
        "description": article.lead,
        "image": images(article, identity, here),
        "datePublished": iso_time(article.publish_at),
        "dateModified": iso_time(article.changed_at),
        "author": [person(byline, here) for byline in bylines if byline.role != Byline.Role.PHOTOS]
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
        data["isBasedOn"] = source(article)
    return data


def breadcrumbs(article, *, section_path, here) -> dict:
    """The way from the front page, as it stands above the title."""
    steps = [(gettext("Home"), reverse("home"))]
    steps += [(section.name, section.get_absolute_url()) for section in section_path]
    steps.append((article.title, article.get_absolute_url()))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": here(path)}
            for number, (name, path) in enumerate(steps, start=1)
        ],
    }


def person(byline, here):
    data = {"@type": "Person", "name": byline.printed_name}
    if byline.author_id:
        data["url"] = here(byline.author.get_absolute_url())
    if byline.printed_office:
        data["affiliation"] = {"@type": "Organization", "name": byline.printed_office}
    return data


def organization(identity, here):
    return {
        "@type": "Organization",
        "name": identity.managing_body or identity.name,
        "url": here(reverse("home")),
        "logo": {
            "@type": "ImageObject",
            "url": here(static("icons/icon-512.png")),
            "width": 512,
            "height": 512,
        },
    }


def images(article, identity, here):
    """The photo first, then the picture with the title."""
    found = [
        {
            "@type": "ImageObject",
            "url": here(social_image.address_of(article, identity)),
            "width": social_image.WIDTH,
            "height": social_image.HEIGHT,
        }
    ]
    if cover := article.cover:
        width = cover.widths[-1]
        photo = {"url": here(cover.url(width)), "width": width, "height": cover.height_for(width)}
        credit = {"creditText": cover.credit} if cover.credit else {}
        found.insert(0, {"@type": "ImageObject", **photo, **credit})
    return found


def correction_comment(correction):
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": iso_time(correction.at),
    }


def source(article):
    data = {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": article.source_name}}
    if article.source_url:
        data["url"] = article.source_url
    if article.source_author:
        data["author"] = {"@type": "Person", "name": article.source_author}
    if article.source_published_at:
        data["datePublished"] = iso_time(article.source_published_at)
    return data


def cut(text, length):
    """At most so many characters, ended after a word."""
    if len(text) <= length:
        return text
    words = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return f"{words.rstrip(' ,;:-–')}…"
