"""The stand-in Cloudinary refuses what Cloudinary refuses."""

import hashlib
import io
import time

import pytest
import requests
from PIL import Image

from wagtail_easycars.sandbox import SandboxError
from wagtail_easycars.sandbox.cloudinary import CloudinarySandbox


def draw(size=(40, 30), picture_format="png"):
    body = io.BytesIO()
    Image.new("RGB", size, "red").save(body, picture_format)
    return body.getvalue()


@pytest.fixture
def cloudinary():
    with CloudinarySandbox() as cloudinary:
        yield cloudinary


@pytest.fixture
def call(cloudinary):
    """Call the upload API with ``values``, signed unless they bring a signature."""

    def post(action="upload", *, cloud="sandbox", file=None, algorithm="sha256", **values):
        values = {"public_id": "a/b", "timestamp": str(int(time.time())), **values}
        text = "&".join(
            f"{name}={value}".replace("&", "%26") for name, value in sorted(values.items())
        )
        text += cloudinary.credentials.api_secret
        signature = hashlib.new(algorithm, text.encode()).hexdigest()
        form = {"api_key": cloudinary.credentials.api_key, "signature": signature, **values}
        return requests.post(
            f"{cloudinary.url}/v1_1/{cloud}/image/{action}",
            files={name: (None, value) for name, value in form.items()} | (file or {}),
            timeout=5,
        )

    return post


FILE = {"file": ("stream", draw())}


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_signed_upload_is_kept(call, cloudinary, algorithm):
    answer = call(file=FILE, algorithm=algorithm, context="alt=red & small").json()

    assert (answer["public_id"], answer["width"], answer["height"]) == ("a/b", 40, 30)
    assert cloudinary.assets["a/b"].content == draw()


def test_binary_content_arrives_unchanged(call, cloudinary):
    content = draw() + bytes(range(256)) * 3 + b"\r\n--\r\r\n\n"

    call(file={"file": ("stream", content)})

    assert cloudinary.assets["a/b"].content == content


def test_each_upload_has_a_version_of_its_own(call):
    versions = [call(file=FILE).json()["version"] for _ in range(2)]

    assert versions == sorted(set(versions))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cloud": "other"}, "Invalid cloud_name other"),
        ({"signature": "0" * 64}, "Invalid Signature"),
        ({"signature": ""}, "Invalid Signature"),
        ({"timestamp": "1000000000"}, "Stale request"),
    ],
)
def test_what_is_not_rightly_signed_is_refused(call, cloudinary, values, message):
    response = call(file=FILE, **values)

    assert response.status_code == 401
    assert message in response.json()["error"]["message"]
    assert cloudinary.assets == {}


def test_an_address_in_place_of_a_file_is_refused(call):
    response = call(file={"file": (None, "http://169.254.169.254/")})

    assert (response.status_code, response.json()["error"]["message"]) == (
        400,
        "Missing required parameter - file",
    )


def test_what_is_no_picture_is_refused(call):
    response = call(file={"file": ("stream", b"<html>")})

    assert response.json()["error"]["message"] == "Invalid image file"


def test_an_asset_can_be_destroyed_once(call, cloudinary):
    call(file=FILE)

    results = [call("destroy").json()["result"] for _ in range(2)]

    assert results == ["ok", "not found"]
    assert cloudinary.assets == {}


def get(cloudinary, address, accept="*/*"):
    return requests.get(
        f"{cloudinary.url}/sandbox/image/upload/{address}", headers={"Accept": accept}, timeout=5
    )


def test_an_asset_is_delivered_as_it_came(call, cloudinary):
    call(file=FILE)

    assert get(cloudinary, "v1/a/b").content == draw()


@pytest.mark.parametrize(("asked", "given"), [(20, 20), (40, 40), (100, 40)])
def test_an_asset_is_delivered_no_wider_than_it_is(call, cloudinary, asked, given):
    call(file=FILE)

    body = get(cloudinary, f"c_limit,f_auto,q_auto,w_{asked}/v1/a/b", "image/webp").content

    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, picture.width) == ("WEBP", given)


@pytest.mark.parametrize(
    ("address", "status"),
    [("v1/a/c", 404), ("c_explode,w_2/v1/a/b", 400), ("w_many,c_limit/v1/a/b", 400)],
)
def test_what_does_not_exist_is_not_delivered(call, cloudinary, address, status):
    call(file=FILE)

    assert get(cloudinary, address).status_code == status


def test_a_fault_hits_as_many_calls_as_were_planned(call, cloudinary):
    cloudinary.fail("rate_limit", times=2)

    assert [call(file=FILE).status_code for _ in range(3)] == [420, 420, 200]
    assert [each.status for each in cloudinary.calls] == [420, 420, 200]


def test_an_unknown_fault_is_named_with_the_known_ones(cloudinary):
    with pytest.raises(SandboxError, match="rate_limit"):
        cloudinary.fail("earthquake")


def test_the_secret_is_not_in_what_it_shows(cloudinary):
    shown = f"{cloudinary.credentials!r} {cloudinary.calls!r} {cloudinary.assets!r}"

    assert cloudinary.credentials.api_secret not in shown
