"""How schemathesis asks: of records that there are, in versions that they have, from many addresses.

It loads this file by its name; interface.py gives it what there is, and reads what was answered.
"""

import atexit
import collections
import itertools
import json
import os

import requests
import schemathesis

ADDRESS = os.environ["INTERFACE_ADDRESS"]
GIVEN = json.loads(os.environ["INTERFACE_GIVEN"])
numbers = itertools.count()
answers = collections.Counter()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Three of four times the record is there; which one changes, since some calls end what they are asked of."""
    number, path = next(numbers), context.operation.path
    kind, act = path.split("/")[3], path.split("/")[-1]
    names = [path.removeprefix("/api/v1/"), f"{kind}/{act}", kind]
    records = next((GIVEN["records"][name] for name in names if name in GIVEN["records"]), None)
    # It tries what answers told it: what is removed is chosen here, so that the rest of the calls find theirs; and
    # whoever calls is never who is signed out.
    told = number % 4 == 3 and act != "remove" and (path_parameters or {}).get("id") not in GIVEN["callers"]
    if not path_parameters or not records or told:
        return path_parameters
    record = records[number // 4 % len(records)]
    return {**path_parameters, **{name: record.get(name, value) for name, value in path_parameters.items()}}


@schemathesis.hook
def before_call(context, case, kwargs):
    """As many visitors as requests, as a proxy would say: nobody is slowed down for what others send."""
    number = next(numbers)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    good = GIVEN["bodies"].get(case.operation.label)
    if good and number % 3 == 0:
        case.body, case.media_type = good, "application/json"
        case.headers.pop("Content-Type", None)
    # Most say what they open a record for.
    if GIVEN["purpose"] and number % 5:
        case.headers["Touchstone-Purpose"] = GIVEN["purpose"]
    if case.operation.label in GIVEN["queries"] and number % 3 == 0:
        case.query = GIVEN["queries"][case.operation.label]
    # The address of the record, whatever of it is asked for.
    path = case.path_parameters and "/".join(case.formatted_path.split("/")[:5])
    if path and "If-Match" in case.headers and number % 4 != 1:
        read = requests.get(ADDRESS + path, headers={"Authorization": GIVEN["authorization"]}, timeout=30)
        case.headers["If-Match"] = read.headers.get("ETag", case.headers["If-Match"])


@schemathesis.hook
def after_call(context, case, response):
    answers[f"{case.operation.label} {response.status_code}"] += 1


@atexit.register
def tell():
    with open(os.environ["INTERFACE_ANSWERS"], "w") as file:
        json.dump(answers, file)
