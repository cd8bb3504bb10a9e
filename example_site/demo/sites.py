"""Makes each dealer's site: pages, contact details, hostname. What exists already is left alone."""

from __future__ import annotations

from wagtail.models import Page, Site

from demo.dealers import Dealer
from demo.texts import PAGE_TEXTS
from showroom.models import ContactPage, DealerSettings, HomePage, OpeningHours, StandardPage
from showroom.models.home import Reason


def make_site(dealer: Dealer, *, port: int, is_default: bool) -> Site:
    """Return the site of ``dealer`` on ``port``."""
    home = HomePage.objects.filter(slug=dealer.slug).first() or _make_home(dealer)
    site = Site.objects.filter(hostname=dealer.hostname).first() or Site(hostname=dealer.hostname)
    site.port = port
    site.site_name = dealer.name
    site.root_page = home
    site.is_default_site = is_default
    site.save()
    if not DealerSettings.objects.filter(site=site).exists():
        _make_dealer_settings(dealer, site)
    return site


def delete_welcome_page() -> None:
    """Delete the page that Wagtail's own migrations make, if it is still there and unused."""
    welcome = Page.objects.filter(depth=2, slug="home", sites_rooted_here=None).first()
    if welcome is not None and type(welcome.specific) is Page:
        welcome.delete()


def _make_home(dealer: Dealer) -> HomePage:
    home = HomePage(
        title=dealer.name,
        slug=dealer.slug,
        headline=dealer.headline,
        subline=dealer.subline,
        search_description=f"{dealer.name} in {dealer.suburb}: {dealer.subline}",
        reasons=[Reason(title=title, text=text) for title, text in dealer.reasons],
    )
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    for page_text in PAGE_TEXTS:
        page = StandardPage(
            title=page_text.title,
            slug=page_text.slug,
            introduction=page_text.introduction,
            body=page_text.body % {"name": dealer.name, "phone": dealer.phone},
            show_in_menus=True,
        )
        home.add_child(instance=page)
        page.save_revision().publish()
    _make_contact_page(home)
    return home


def _make_contact_page(home: HomePage) -> None:
    page = ContactPage(
        title="Contact",
        slug="contact",
        introduction="Call, drop in, or write to us. We answer the same day.",
        body=[("enquiry", {"heading": "Write to us"})],
        show_in_menus=True,
    )
    home.add_child(instance=page)
    page.save_revision().publish()


def _make_dealer_settings(dealer: Dealer, site: Site) -> None:
    settings = DealerSettings(
        site=site,
        opening_hours=[OpeningHours(days=days, hours=hours) for days, hours in dealer.hours],
    )
    for name in CONTACT_FIELDS:
        setattr(settings, name, getattr(dealer, name))
    settings.save()


CONTACT_FIELDS = (
    "name", "brand", "phone", "email", "street", "suburb", "state", "postcode", "licence"
)  # fmt: skip
