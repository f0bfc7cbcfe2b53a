"""What the head of a page tells machines."""

from django import template
from django.utils.html import format_html_join

from articles.syndication import social_image
from articles.syndication.feeds.formats import FORMATS
from articles.syndication.schema_org import breadcrumbs, news_article, script

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context):
    """The address and the size of the picture that goes with a link to this article."""
    request, article, identity = context["request"], context["article"], context["identity"]
    address = request.build_absolute_uri(social_image.address_of(article, identity))
    return {"address": address, "width": str(social_image.WIDTH), "height": str(social_image.HEIGHT)}


@register.inclusion_tag("articles/_feeds.html")
def feeds(page, title):
    """Where the articles of that page can be followed, in every format."""
    types = {file: content_type.partition(";")[0] for file, (_write, content_type) in FORMATS.items()}
    return {"feeds": [(f"{page}{file}", type) for file, type in types.items()], "title": title}


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The article and the way to it, in schema.org's words."""
    article, here = context["article"], context["request"].build_absolute_uri
    shown = {name: context[name] for name in ("bylines", "tags", "corrections", "identity")}
    blocks = [
        news_article(article, here=here, **shown),
        breadcrumbs(article, here=here, section_path=context["section_path"]),
    ]
    return format_html_join("\n", "{}", ([script(block)] for block in blocks))
