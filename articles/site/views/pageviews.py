"""How often articles are read: counted for a page that is cached, with a request of its own."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.site import pageviews


@csrf_exempt  # nothing is done in anybody's name; where it comes from is checked by `reads`
@require_POST
def count_read(request, pk):
    """Notes that a person has the article open. The answer is the same whether it was counted or not."""
    pageviews.note(pk, request)
    return HttpResponse(status=204)
