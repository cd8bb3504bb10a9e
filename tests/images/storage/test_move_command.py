"""``easycars_move_images`` as people and scripts use it."""

import json

import pytest
from django.core.management import call_command


@pytest.fixture
def command(capsys):
    def call(*arguments):
        status = 0
        try:
            call_command("easycars_move_images", *arguments)
        except SystemExit as end:
            status = end.code
        return status, capsys.readouterr()

    return call


def test_the_command_says_what_it_did(to_cloud, command):
    status, output = command("--site", "harbour.example")

    assert status == 0
    assert output.out == ("harbour.example: 3 pictures stored and 3 unused pictures deleted\n")


def test_the_command_says_that_there_was_nothing_to_do(dealer, command):
    _status, output = command("--site", "harbour.example")

    assert output.out == "harbour.example: All pictures are in the site's storage already.\n"


def test_the_command_prints_the_run_as_json(to_cloud, command):
    _status, output = command("--site", "harbour.example", "--json")

    report = json.loads(output.out)
    assert (report["kind"], report["status"], report["created"]) == ("images", "success", 3)


def test_the_command_fails_where_the_storage_takes_nothing(to_cloud, command, cloudinary):
    cloudinary.fail("credentials", times=3)

    status, output = command("--site", "harbour.example", "--json")

    assert status == 1
    assert json.loads(output.out)["status"] == "failed"
    assert "refuses the credentials" in output.err
