"""Receives the request by which an article's page reports a view."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.site import pageviews


@csrf_exempt  # it acts in nobody's name; `pageviews` checks the origin
@require_POST
def count_view(request, pk):
    """Count a view. The response is the same whether it was counted or not."""
    pageviews.count_view(pk, request)
    return HttpResponse(status=204)
