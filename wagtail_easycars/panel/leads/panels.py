"""What stands beside the fields of a lead's form: its parts that are read."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList, Panel

from wagtail_easycars.models import Lead
from wagtail_easycars.panel.compared_fields import ComparedFieldPanel
from wagtail_easycars.panel.leads.form import LeadForm
from wagtail_easycars.panel.leads.parts import DeliveryPart, EnquiryPart, LeadPart

NOT_TAKEN = (Lead.Delivery.REJECTED, Lead.Delivery.LOCAL)


class PartPanel(Panel):
    """Shows a part of the lead's page within the form."""

    def __init__(self, part_class: type[LeadPart], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.part_class = part_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "part_class": self.part_class}

    class BoundPanel(Panel.BoundPanel):
        @cached_property
        def part(self) -> LeadPart:
            part: LeadPart = self.panel.part_class(self.instance, self.request.user)
            return part

        @property
        def media(self) -> Any:
            return self.part.media

        def render_html(self, parent_context: Any = None) -> SafeString:
            return self.part.render_html(parent_context)


class CorrectionPanel(MultiFieldPanel):
    """Folded, unless there is something to correct for EasyCars."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def classes(self) -> list[str]:
            classes: list[str] = super().classes()
            return classes if self.instance.delivery in NOT_TAKEN else [*classes, "collapsed"]


def get_edit_handler() -> ObjectList:
    """Return the lead's page: what to know, what to do, and what may be mended."""
    return ObjectList(
        [
            PartPanel(DeliveryPart, heading=_("Delivery"), icon="upload"),
            PartPanel(EnquiryPart, heading=_("Enquiry"), icon="mail"),
            MultiFieldPanel(
                [
                    FieldRowPanel([ComparedFieldPanel("status"), ComparedFieldPanel("rating")]),
                    ComparedFieldPanel("notes"),
                ],
                heading=_("Your work on it"),
                icon="edit",
            ),
            CorrectionPanel(
                [
                    FieldRowPanel(
                        [
                            ComparedFieldPanel("customer_name"),
                            ComparedFieldPanel("customer_email"),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            ComparedFieldPanel("customer_phone"),
                            ComparedFieldPanel("customer_mobile"),
                        ]
                    ),
                ],
                heading=_("Correct the person"),
                icon="user",
            ),
            CorrectionPanel(
                [
                    FieldRowPanel(
                        [ComparedFieldPanel("vehicle_make"), ComparedFieldPanel("vehicle_model")]
                    ),
                    FieldRowPanel(
                        [ComparedFieldPanel("vehicle_year"), ComparedFieldPanel("vehicle_type")]
                    ),
                    FieldRowPanel(
                        [ComparedFieldPanel("is_vehicle_new"), ComparedFieldPanel("stock_number")]
                    ),
                ],
                heading=_("Correct the vehicle"),
                icon="easycars-car",
            ),
        ],
        base_form_class=LeadForm,
    )
