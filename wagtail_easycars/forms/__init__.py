from wagtail_easycars.forms.settings import EasyCarsSettingsForm

__all__ = ["EasyCarsSettingsForm"]
