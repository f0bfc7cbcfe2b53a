"""The functions of `newsroom.core.dateformat` as filters. Every template has them, without a `load`."""

from django import template

from newsroom.core import dateformat

register = template.Library()


def register_format(function):
    """Register `function` as a filter of its own name, which prints nothing where there is no date."""
    register.filter(function.__name__, lambda when: function(when) if when else "")


register_format(dateformat.format_date)
register_format(dateformat.format_datetime)
register_format(dateformat.format_time)
register_format(dateformat.format_datetime_local)
register_format(dateformat.iso_time)
