"""Tags for the <head> of a page: social image, feeds, schema.org data."""

from django import template
from django.utils.html import format_html_join

from articles.syndication import social_image as images
from articles.syndication.feeds.formats import FORMATS
from articles.syndication.schema_org import breadcrumbs, json_ld_script, news_article

register = template.Library()


@register.simple_tag(takes_context=True)
def social_image(context):
    """The URL and the size of the picture that social networks show with a link to this article."""
    request, article, identity = context["request"], context["article"], context["identity"]
    url = request.build_absolute_uri(images.image_url(article, identity))
    return {"url": url, "width": str(images.WIDTH), "height": str(images.HEIGHT)}


@register.inclusion_tag("articles/_feed_links.html")
def feed_links(page, title):
    """Links to the feeds of that page, one for each format."""
    types = {file: content_type.partition(";")[0] for file, (_write, content_type) in FORMATS.items()}
    return {"feeds": [(f"{page}{file}", type) for file, type in types.items()], "title": title}


@register.simple_tag(takes_context=True)
def schema_org(context):
    """The schema.org data of the article and of its breadcrumbs."""
    article, absolute_url = context["article"], context["request"].build_absolute_uri
    visible = {name: context[name] for name in ("bylines", "tags", "corrections", "identity")}
    blocks = [
        news_article(article, absolute_url=absolute_url, **visible),
        breadcrumbs(article, absolute_url=absolute_url, section_path=context["section_path"]),
    ]
    return format_html_join("\n", "{}", ([json_ld_script(block)] for block in blocks))
