"""The pages of a list."""

from django.core.paginator import Paginator
from django.http import Http404

from newsroom.core.parsing import parse_int

PER_PAGE = 15


def get_page(request, articles):
    """The page number ?trang= of a list, 1 by default. Raises Http404 for any other value than a page number."""
    number = parse_int(request.GET.get("trang", "1"))
    paginator = Paginator(articles, PER_PAGE)
    if number is None or not 1 <= number <= paginator.num_pages:
        raise Http404
    return paginator.page(number)


def require_articles(articles):
    """Return the articles. Raises Http404 where there are none: a name that only drafts use is not public."""
    if not articles:
        raise Http404
    return articles
