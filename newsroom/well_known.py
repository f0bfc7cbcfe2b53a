"""Files that programs request from every site: robots.txt, security.txt, the web app manifest, the icon."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from newsroom.core.colors import PAPER, RED
from newsroom.core.dateformat import iso_time, local_midnight, local_time
from newsroom.core.identity import SiteIdentity, site_url

A_DAY = 24 * 3600
# Useless to search engines, or meant for one person. This is no protection of secrets.
NOT_FOR_CRAWLERS = ["/admin/", "/tim-kiem/", "/xem-truoc/", "/luot-doc/", "/y-kien/"]


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('articles:sitemap'))}",
    ]
    return text_response(lines)


@require_safe
def security(request):
    """Tell how to report a weakness of this site (RFC 9116). Raises Http404 without an e-mail address."""
    identity = SiteIdentity.current()
    if not identity.email:
        raise Http404
    lines = [
        f"Contact: mailto:{identity.email}",
        f"Expires: {iso_time(expiry_date(timezone.now()))}",
        "Preferred-Languages: vi, en",
        f"Canonical: {site_url(reverse('security'))}",
    ]
    return text_response(lines)


def expiry_date(now):
    """Return the end of the next half-year: at most a year ahead (RFC 9116 2.5.5), and the same for months."""
    here = local_time(now)
    year, month = (here.year + 1, 1) if here.month <= 6 else (here.year + 1, 7)
    return local_midnight(date(year, month, 1))


@require_safe
def manifest(request):
    """Describe the name and look of the site on the screen of a phone (W3C Web Application Manifest)."""
    identity = SiteIdentity.current()
    response = JsonResponse(
        {
            "id": "/",
            "name": identity.display_name,
            "short_name": identity.display_short_name,
            "lang": settings.LANGUAGE_CODE,
            "dir": "ltr",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": RED,
            "background_color": PAPER,
            "icons": [manifest_icon("192"), manifest_icon("512"), manifest_icon("512", "maskable")],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
    return cache_for_a_day(response)


def manifest_icon(size, purpose="any"):
    file = f"icons/icon-{'maskable-' if purpose == 'maskable' else ''}{size}.png"
    return {"src": static(file), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
def favicon(request):
    """Redirect programs that request the icon without reading a page."""
    return cache_for_a_day(redirect(static("icons/favicon.ico")))


def text_response(lines):
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
    return cache_for_a_day(response)


def cache_for_a_day(response):
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response
