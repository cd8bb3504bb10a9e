from wagtail_easycars.models.differences import Difference
from wagtail_easycars.models.images import ImageSource, StoredImage, VehicleImage
from wagtail_easycars.models.lead_attempts import LeadAttempt
from wagtail_easycars.models.leads import Lead
from wagtail_easycars.models.runs import SyncChange, SyncLease, SyncRun
from wagtail_easycars.models.schedules import SyncSchedule, Tick
from wagtail_easycars.models.settings import EasyCarsSettings
from wagtail_easycars.models.troubles import Trouble
from wagtail_easycars.models.vehicles import Vehicle, VehicleType

__all__ = [
    "Difference",
    "EasyCarsSettings",
    "ImageSource",
    "Lead",
    "LeadAttempt",
    "StoredImage",
    "SyncChange",
    "SyncLease",
    "SyncRun",
    "SyncSchedule",
    "Tick",
    "Trouble",
    "Vehicle",
    "VehicleImage",
    "VehicleType",
]
