"""Filters that write durations and shares in words."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()
NOTHING = "–"
MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


@register.filter
def duration(wait):
    """A timedelta in two units at most: "5 phút", "3 giờ 20 phút", "2 ngày 4 giờ"."""
    if wait is None:
        return NOTHING
    seconds = int(wait.total_seconds())
    if seconds < HOUR:
        return _("%(minutes)d min") % {"minutes": seconds // MINUTE}
    if seconds < DAY:
        return _("%(hours)d h %(minutes)d min") % {
            "hours": seconds // HOUR,
            "minutes": seconds % HOUR // MINUTE,
        }
    return _("%(days)d d %(hours)d h") % {"days": seconds // DAY, "hours": seconds % DAY // HOUR}


@register.filter
def percent(share):
    """A share of 0 to 1: "12 %"."""
    return NOTHING if share is None else f"{share * 100:.0f} %"
