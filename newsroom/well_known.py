"""What programs ask every site for: who may crawl what, whom to tell of a weakness, how to stand on a phone."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from newsroom.core.identity import SiteIdentity, site_url

A_DAY = 24 * 3600
# Of no use to a search engine, or the business of one person. What is secret needs more than this line.
NOT_FOR_CRAWLERS = ["/admin/", "/tim-kiem/", "/xem-truoc/", "/luot-doc/", "/y-kien/"]
THEME = "#a30f18"  # the red of tokens.css


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
    """RFC 9116: whom to tell of a weakness of this site. Raises Http404 while the office has given no address."""
    identity = SiteIdentity.current()
    if not identity.email:
        raise Http404
    lines = [
        f"Contact: mailto:{identity.email}",
        f"Expires: {expiry_date(timezone.now()).isoformat()}",
        "Preferred-Languages: vi, en",
        f"Canonical: {site_url(reverse('security'))}",
    ]
    return text_response(lines)


def expiry_date(now):
    """The end of the half-year after this one: at most a year ahead (RFC 9116 2.5.5), and the same for months."""
    here = timezone.localtime(now, timezone.get_default_timezone())
    year, month = (here.year + 1, 1) if here.month <= 6 else (here.year + 1, 7)
    return datetime(year, month, 1, tzinfo=here.tzinfo)


@require_safe
def manifest(request):
    """How the site is called and looks where a phone keeps it (W3C Web Application Manifest)."""
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
            "theme_color": THEME,
            "background_color": "#ffffff",
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
    """For programs that ask without reading a page first."""
    return cache_for_a_day(redirect(static("icons/favicon.ico")))


def text_response(lines):
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
    return cache_for_a_day(response)


def cache_for_a_day(response):
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response
