"""The way to one comment."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.thread import listing


@require_safe
def permalink(request, pk):
    """To where the comment stands now; hidden and absent look the same."""
    comment = Comment.objects.public().select_related("article__section", "parent").filter(pk=pk).first()
    if comment is None:
        raise Http404
    return redirect(comment.article.get_absolute_url() + listing.place_of(comment))
