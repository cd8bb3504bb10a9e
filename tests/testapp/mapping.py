"""An agency's own mapping: other words, and facts of its own."""

from wagtail_easycars.stock.mapping import StockMapper


class AgencyMapper(StockMapper):
    def get_values(self, item):
        values = super().get_values(item)
        values["make"] = item.make.title()
        return values

    def get_extra(self, item, raw):
        return {"towing": bool(item.tow_ball_weight), "campaign": raw.get("Campaign", "")}
