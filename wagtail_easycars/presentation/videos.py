"""The video of a vehicle: a link, and a player where the service that has it is known.

The player's address is made anew from nothing but the video's id, so that only the service itself
is ever framed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from wagtail_easycars.presentation.links import is_safe_link

YOUTUBE_HOSTS = frozenset({"youtube.com", "youtube-nocookie.com"})
YOUTUBE_SHORT_HOST = "youtu.be"
VIMEO_HOST = "vimeo.com"
SUBDOMAIN = re.compile(r"^(?:www|m|music|player)\.")

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:embed|v|e|shorts|live)/([A-Za-z0-9_-]{11})/?")
# An unlisted video has a second part, without which Vimeo does not play it.
VIMEO_PATH = re.compile(
    r"(?:/(?:channels|showcase|album|groups)/[\w-]+)?(?:/videos?)?/(\d{5,12})(?:/([0-9a-f]{6,20}))?/?",
    re.ASCII,
)
VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")


@dataclass(frozen=True)
class Video:
    """``url`` is where it can be watched; ``player_url`` is '' where no player is known for it."""

    url: str
    service: str = ""
    player_url: str = ""


def get_video(feed: Any) -> Video | None:
    """Return the video that ``VideoLink`` leads to, or ``None`` where it is no web address."""
    url = feed.get("VideoLink") if isinstance(feed, dict) else None
    url = url.strip() if isinstance(url, str) else ""
    if not is_safe_link(url, ("http", "https")):
        return None
    parts = urlsplit(url)
    if player_url := _get_youtube_player(parts):
        return Video(_with_https(parts), "YouTube", player_url)
    if player_url := _get_vimeo_player(parts):
        return Video(_with_https(parts), "Vimeo", player_url)
    return Video(url) if parts.scheme == "https" else None


def _get_youtube_player(parts: SplitResult) -> str:
    video_id = _get_youtube_id(parts)
    if not video_id:
        return ""
    return f"https://www.youtube-nocookie.com/embed/{video_id}?autoplay=1&rel=0"


def _get_youtube_id(parts: SplitResult) -> str:
    host = _get_host(parts)
    if host == YOUTUBE_SHORT_HOST:
        match = YOUTUBE_ID.fullmatch(parts.path.strip("/"))
        return match[0] if match else ""
    if host not in YOUTUBE_HOSTS:
        return ""
    if parts.path.rstrip("/") == "/watch":
        match = YOUTUBE_ID.fullmatch(_get_parameter(parts, "v"))
        return match[0] if match else ""
    match = YOUTUBE_PATH.fullmatch(parts.path)
    return match[1] if match else ""


def _get_vimeo_player(parts: SplitResult) -> str:
    match = VIMEO_PATH.fullmatch(parts.path)
    if _get_host(parts) != VIMEO_HOST or not match:
        return ""
    options = {"dnt": "1", "autoplay": "1"}
    secret = match[2] or _get_parameter(parts, "h")
    if VIMEO_HASH.fullmatch(secret):
        options["h"] = secret
    return f"https://player.vimeo.com/video/{match[1]}?{urlencode(options)}"


def _get_host(parts: SplitResult) -> str:
    """Return the host, with a port if there is one, without its usual subdomains."""
    return SUBDOMAIN.sub("", parts.netloc.lower())


def _get_parameter(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _with_https(parts: SplitResult) -> str:
    return parts._replace(scheme="https").geturl()
