"""The official reply: one page on which one person drafts it and another publishes it or sends it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from comments import moderation
from comments.errors import DecidedMeanwhile
from comments.models import OfficialReply
from comments.moderation import replies
from comments.moderation.acts import DRAFT_REPLY, RETURN_REPLY
from comments.permissions import may, may_see_reply, may_write_reply, needs_second_person
from newsroom.core.errors import Refusal
from newsroom.core.parsing import parse_int

from .base import CommentPagesMixin
from .forms import ReplyForm, ReturnForm

DRAFTS, PUBLISHES, RETURNS = "draft", "publish", "return"


class ReplyMixin(CommentPagesMixin):
    """Adds the page of the official reply to CommentAdmin."""

    def get_urls(self):
        return [self.make_record_path("reply", self.reply, "reply"), *super().get_urls()]

    def reply(self, request, pk):
        comment = self.get_comment(request, pk)
        if not may_see_reply(request.user, comment):
            raise PermissionDenied
        reply = (
            OfficialReply.objects.select_related("office", "drafted_by", "approved_by")
            .filter(comment=comment)
            .first()
        )
        act = {DRAFTS: self.draft, PUBLISHES: self.publish, RETURNS: self.send_back}.get(
            request.POST.get("do")
        )
        if request.method == "POST" and act:
            return act(request, comment, reply)
        return self.render_reply(request, comment, reply)

    def draft(self, request, comment, reply):
        form = ReplyForm(request.POST, instance=reply or OfficialReply(comment=comment))
        if not form.is_valid():
            return self.render_reply(request, comment, reload_reply(reply), form)
        try:
            reply = replies.draft(
                comment, by=request.user, version=form.cleaned_data["version"], **form.reply_fields()
            )
        except DecidedMeanwhile as refusal:
            return self.show_conflict(request, comment, form, refusal)
        except (Refusal, ValidationError) as refusal:
            form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
            return self.render_reply(request, comment, reload_reply(reply), form)
        may_publish = may(request.user, "approve_reply", comment)
        if may_publish and not needs_second_person(request.user, reply):
            sentence = _("The draft is saved.")
        else:
            sentence = _("The draft is saved. Somebody else publishes it.")
        self.message_user(request, sentence, messages.SUCCESS)
        return self.redirect_to_comment(comment)

    def show_conflict(self, request, comment, form, refusal):
        """Somebody else has saved a draft: show both texts, so that the typed one can be sent again."""
        current = OfficialReply.objects.filter(comment=comment).first()
        typed = form.data.copy()
        typed["version"] = current.version if current else 0
        form = ReplyForm(typed)
        form.add_error(None, str(refusal))
        return self.render_reply(request, comment, current, form, status=409)

    def publish(self, request, comment, reply):
        return self.perform(
            request, comment, reply, replies.publish, _("Readers see the official reply now.")
        )

    def send_back(self, request, comment, reply):
        form = ReturnForm(request.POST)
        if not form.is_valid():
            return self.render_reply(request, comment, reply, return_form=form)
        why = form.cleaned_data["why"]
        return self.perform(request, comment, reply, replies.send_back, _("The draft went back."), why=why)

    def perform(self, request, comment, reply, act, sentence, **details):
        version = parse_int(request.POST.get("version"))
        if reply is None or version is None:
            return self.render_reply(request, comment, reply)
        try:
            act(reply, by=request.user, version=version, **details)
        except Refusal as refusal:
            self.show_refusal(request, refusal)
            return self.render_reply(request, comment, reload_reply(reply), status=409)
        self.message_user(request, sentence, messages.SUCCESS)
        return self.redirect_to_comment(comment)

    def render_reply(self, request, comment, reply, form=None, return_form=None, status=200):
        user = request.user
        version = {"version": reply.version if reply else 0}
        is_open = moderation.is_open(comment, DRAFT_REPLY)
        waits = is_open and reply is not None and reply.published_at is None
        returned = comment.events.filter(act__startswith="reply_").select_related("by").last()
        return self.render_form_page(
            request,
            "reply",
            _("Official reply"),
            comment,
            status=status,
            reply=reply,
            is_open=is_open,
            form=form
            or ReplyForm(
                instance=reply, initial={**get_last_signature(user), **version} if not reply else version
            )
            if may_write_reply(user, comment, reply) and is_open
            else None,
            may_publish=waits and may(user, "approve_reply", comment),
            needs_another=waits and needs_second_person(user, reply),
            return_form=return_form or ReturnForm(initial=version),
            returned=returned if returned and returned.act == RETURN_REPLY.name else None,
        )


def reload_reply(reply):
    """The reply as stored: a rejected ModelForm has changed the instance that it was given."""
    return (
        OfficialReply.objects.select_related("office", "drafted_by", "approved_by").get(pk=reply.pk)
        if reply
        else None
    )


def get_last_signature(user):
    """Office and signer of the last draft of this person, to prefill the next one."""
    last = OfficialReply.objects.filter(drafted_by=user).order_by("-drafted_at").first()
    return (
        {"office": last.office_id, "signer": last.signer, "signer_title": last.signer_title} if last else {}
    )
