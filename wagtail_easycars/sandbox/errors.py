from wagtail_easycars.errors import EasyCarsError


class SandboxError(EasyCarsError):
    """The sandbox was asked for something that it cannot do; the message says what."""
