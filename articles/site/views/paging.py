"""From page to page."""

from django.core.paginator import Paginator
from django.http import Http404

from newsroom.core.parsing import parse_int

PER_PAGE = 15


def page_of(request, articles):
    """The page asked for with ?trang=; a number that is off gives 404."""
    number = parse_int(request.GET.get("trang", "1"))
    paginator = Paginator(articles, PER_PAGE)
    if number is None or not 1 <= number <= paginator.num_pages:
        raise Http404
    return paginator.page(number)
