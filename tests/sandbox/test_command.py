import json
import os
import signal
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_stop(number):
    arguments = ["easycars_sandbox", "--port", "0", "--prefix", "ECService"]
    process = subprocess.Popen(
        [sys.executable, "-m", "django", *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first_line = process.stdout.readline()
    url = first_line.split()[-1]
    assert requests.post(f"{url}StockService/RequestToken", timeout=5).json()["Code"] == 7
    process.send_signal(number)
    output = process.stdout.read()
    assert process.wait(timeout=10) == 0
    assert ACCOUNTS["harbour"].name in output
    assert ACCOUNTS["outback"].account_number in output
