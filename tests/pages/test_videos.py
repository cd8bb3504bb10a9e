"""A video is a link; a player is loaded from its service only once a visitor asks for it."""

import re

import pytest

from wagtail_easycars.presentation.videos import Video, get_video

YOUTUBE_PLAYER = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0"
VIMEO_PLAYER = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"


def video_of(url):
    return get_video({"VideoLink": url})


@pytest.mark.parametrize(
    "address",
    [
        "www.youtube.com/watch?v=dQw4w9WgXcQ",
        "youtube.com/watch?v=dQw4w9WgXcQ",
        "m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=42s",
        "music.youtube.com/watch?v=dQw4w9WgXcQ",
        "WWW.YouTube.com/watch/?list=PL1&v=dQw4w9WgXcQ#t=1",
        "youtu.be/dQw4w9WgXcQ",
        "youtu.be/dQw4w9WgXcQ?si=abc",
        "www.youtube.com/embed/dQw4w9WgXcQ",
        "www.youtube.com/v/dQw4w9WgXcQ",
        "www.youtube.com/e/dQw4w9WgXcQ",
        "www.youtube.com/shorts/dQw4w9WgXcQ/",
        "www.youtube.com/live/dQw4w9WgXcQ?feature=share",
        "www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    ],
)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_every_form_of_a_youtube_address_is_played_without_cookies(address, scheme):
    video = video_of(f" {scheme}://{address} ")
    assert video.service == "YouTube"
    assert video.player_url == YOUTUBE_PLAYER
    assert video.url.startswith("https://")


@pytest.mark.parametrize(
    "address",
    [
        "vimeo.com/76979871",
        "www.vimeo.com/76979871/",
        "vimeo.com/channels/staffpicks/76979871",
        "vimeo.com/groups/motion/videos/76979871",
        "vimeo.com/album/2838732/video/76979871",
        "vimeo.com/showcase/2838732/video/76979871",
        "player.vimeo.com/video/76979871?title=0",
    ],
)
def test_every_form_of_a_vimeo_address_is_played_without_tracking(address):
    video = video_of(f"https://{address}")
    assert video.service == "Vimeo"
    assert video.player_url == VIMEO_PLAYER


@pytest.mark.parametrize(
    "address", ["vimeo.com/76979871/8272103f6e", "player.vimeo.com/video/76979871?h=8272103f6e"]
)
def test_an_unlisted_vimeo_video_keeps_what_it_is_played_with(address):
    assert video_of(f"https://{address}").player_url == f"{VIMEO_PLAYER}&h=8272103f6e"


@pytest.mark.parametrize(
    "url",
    [
        "https://video.example/abc",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload%3D1",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?list=PL1",
        "https://www.youtube.com/embed/../redirect?q=https://evil.example",
        "https://www.youtube.com/@dealer",
        "https://youtu.be/",
        "https://vimeo.com/dealer",
        "https://vimeo.com/76979871.evil",
        "https://vimeo.com/٧٦٩٧٩٨٧١",
        "https://player.vimeo.com.evil.example/video/76979871",
    ],
)
def test_whatever_is_no_video_of_a_known_service_stays_a_plain_link(url):
    assert video_of(url) == Video(url)


def test_nothing_of_a_video_is_loaded_before_a_visitor_asks(publish, visit_vehicle):
    html = visit_vehicle(publish(feed={"VideoLink": "https://youtu.be/dQw4w9WgXcQ"})).html
    assert ">Watch the video (YouTube)</a>" in html
    assert "Play video: loads it from YouTube, which may set cookies" in html
    inert = re.findall(r"<template>(.*?)</template>", html)
    assert [YOUTUBE_PLAYER.replace("&", "&amp;") in part for part in inert] == [True]
    assert "youtube-nocookie" not in re.sub(r"<template>.*?</template>", "", html)


def test_without_a_known_service_a_video_is_a_plain_link(publish, visit_vehicle):
    html = visit_vehicle(publish(feed={"VideoLink": "https://video.example/abc"})).html
    assert '<a href="https://video.example/abc" rel="nofollow noopener ugc">' in html
    assert "Play video" not in html
    assert "<iframe" not in html
    assert "video.js" not in html
