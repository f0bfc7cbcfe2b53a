"""The permanent link of a comment."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.thread.listing import build_permalink


@require_safe
def permalink(request, pk):
    """Redirect to the current place of a comment. A hidden comment looks like a missing one."""
    comment = Comment.objects.public().select_related("article__section", "parent").filter(pk=pk).first()
    if comment is None:
        raise Http404
    return redirect(comment.article.get_absolute_url() + build_permalink(comment))
