"""Page types made of the package's mixins and the site's own base page model."""

from tests.swapped.pagebase.models import BasePage
from wagtail_easycars.page_mixins import InventoryPageMixin, VehiclePageMixin


class StockPage(InventoryPageMixin, BasePage):
    subpage_types = ["yard.StockVehiclePage"]


class StockVehiclePage(VehiclePageMixin, BasePage):
    parent_page_types = ["yard.StockPage"]
