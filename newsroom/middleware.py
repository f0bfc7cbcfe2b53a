"""The language of a page."""

from django.conf import settings
from django.utils import translation


class StaffLanguageMiddleware:
    """Staff read the admin in the language of their account; public pages are the same for everyone.

    Django's LocaleMiddleware would choose by the browser's header or a cookie, and so make one address give
    different pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(self.language(request)):
            return self.get_response(request)

    def language(self, request):
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            return request.user.language
        return settings.LANGUAGE_CODE
