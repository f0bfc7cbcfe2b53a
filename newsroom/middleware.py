"""Language of the admin, and the answer during maintenance."""

from django.conf import settings
from django.utils import translation

from .errors import RETRY_AFTER_MAINTENANCE, unavailable_response


class StaffLanguageMiddleware:
    """Shows the admin in the language of the account; public pages are the same for everyone.

    Django's LocaleMiddleware chooses by a header or a cookie of the browser: one URL would give different pages.
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
    """Answers 503 to every request while the file MAINTENANCE_FILE exists. Needs no restart and no database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MAINTENANCE_FILE.exists():
            return unavailable_response(RETRY_AFTER_MAINTENANCE)
        return self.get_response(request)
