from __future__ import annotations

from wagtail.models import Collection, Site

from wagtail_easycars.runs.report import site_spec


def get_or_create_collection(site: Site) -> Collection:
    """Return the collection of a site's vehicle pictures, made where it is first asked for.

    Call it in a transaction: the root collection is locked, so that two runs make one.
    """
    name = f"EasyCars {site_spec(site)}"
    collection = Collection.objects.filter(name=name).first()
    if collection is not None:
        return collection
    root = Collection.objects.select_for_update().get(depth=1)
    collection = root.get_children().filter(name=name).first()
    return collection or root.add_child(name=name)
