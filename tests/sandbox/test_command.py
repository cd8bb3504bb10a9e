import json
import os
import signal
import socket
import subprocess
import sys

import pytest
import requests
from django.core.management import CommandError, call_command

from wagtail_easycars.sandbox.accounts import ACCOUNTS


@pytest.mark.parametrize("key", ["harbour", "outback"])
def test_credentials_come_as_easycars_configure_takes_them(capsys, key):
    call_command("easycars_sandbox", credentials=key)
    printed = json.loads(capsys.readouterr().out)
    account = ACCOUNTS[key]
    assert printed == {
        "environment": "test",
        "stock_client_id": account.stock_client_id,
        "stock_client_secret": account.stock_client_secret,
        "lead_client_id": account.lead_client_id,
        "lead_client_secret": account.lead_client_secret,
        "account_number": account.account_number,
        "account_secret": account.account_secret,
    }


def test_a_port_that_is_taken_is_said_without_a_traceback(sandbox):
    port = int(sandbox.base_url.rstrip("/").rpartition(":")[2])
    with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
        call_command("easycars_sandbox", port=port)


def test_what_is_no_socket_is_said_without_a_traceback(tmp_path):
    with (tmp_path / "file").open("w") as file, pytest.raises(CommandError) as refused:
        call_command("easycars_sandbox", fd=file.fileno())
    assert " is no socket that was handed over: " in str(refused.value)


@pytest.mark.slow
def test_it_serves_on_a_socket_that_its_parent_took_and_frees_the_port_at_its_end():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = start_command("--fd", str(listener.fileno()), pass_fds=[listener.fileno()])
    answer = requests.post(f"http://127.0.0.1:{port}/StockService/RequestToken", timeout=60)
    assert answer.json()["Code"] == 7
    process.terminate()
    output, _ = process.communicate(timeout=10)
    assert output.startswith(f"The EasyCars sandbox listens on http://127.0.0.1:{port}/\n")
    socket.create_server(("127.0.0.1", port)).close()


@pytest.mark.slow
def test_the_command_serves_until_it_is_told_to_stop():
    process = start_command("--port", "0", "--prefix", "ECService")
    assert process.stdout is not None
    first_line = process.stdout.readline()
    url = first_line.split()[-1]
    assert requests.post(f"{url}StockService/RequestToken", timeout=5).json()["Code"] == 7
    process.terminate()
    output = process.stdout.read()
    assert process.wait(timeout=10) == 0
    assert ACCOUNTS["harbour"].name in output
    assert ACCOUNTS["outback"].account_number in output


@pytest.mark.slow
def test_a_stand_in_cloudinary_runs_beside_it_and_says_how_to_use_it_until_ctrl_c():
    process = start_command("--port", "0", "--cloudinary-port", "0")
    assert process.stdout is not None
    url = wait_for_line(process.stdout, "The Cloudinary sandbox listens on ").split()[-1]
    assert requests.get(f"{url}/sandbox/image/upload/v1/none", timeout=5).status_code == 404
    process.send_signal(signal.SIGINT)
    output = process.stdout.read()
    assert process.wait(timeout=10) == 0
    assert '"cloudinary_cloud_name": "sandbox"' in output
    assert f'"CLOUDINARY_API_URL": "{url}"' in output


def wait_for_line(stream, beginning):
    return next(line for line in stream if line.startswith(beginning))


def start_command(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "django", "easycars_sandbox", *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )
