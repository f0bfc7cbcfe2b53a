"""The language of a page, and the sign on the door while the site is being worked on."""

from django.conf import settings
from django.utils import translation

from .errors import RETRY_AFTER_MAINTENANCE, unavailable_response


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


class MaintenanceMiddleware:
    """503 for every page while the file MAINTENANCE_FILE is there: no restart, no database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MAINTENANCE_FILE.exists():
            return unavailable_response(RETRY_AFTER_MAINTENANCE)
        return self.get_response(request)
