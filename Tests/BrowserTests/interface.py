"""The interface for programs, asked whatever its description allows and much that it does not.

    .build-python/bin/python Tests/BrowserTests/interface.py PROGRAM ASSETS

schemathesis reads the description that the program gives and holds every answer to it: once as somebody who
may do almost everything, once as who decides what is kept, once as a supervisor about lessons of closed cases, once as
nobody. The seed is fixed. The program believes
that a proxy stands before it, as in any installation, and the proxy's word for where each request comes from; no
limit is lifted.
"""

import base64
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import requests
from interface_keeping import BODIES as KEEPING
from interface_keeping import records_for_keeping
from interface_lessons import is_lessons, records_for_lessons
from program import Program
from visitor import Visitor

CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance",
          "response_headers_conformance", "response_schema_conformance", "unsupported_method"]
PRACTICE = {"title": "Kitchen-table evenings", "problem": "Families had nobody to ask.", "aim": "They know whom.",
            "audience": "Parents", "setting": ["family"], "strand": "all", "objective": ["3"], "method": "Evenings.",
            "lead_organisation": "Exampleshire Council", "outcome": "Eleven families came."}
REVIEW = {"recommendation": "publish", "strengths": "Plain", "concerns": "none", "evidence": "yes", "interests": "none"}
ADOPTION = {"kind": "as-published"}
RESULT = {"measure": "Families a month", "verdict": "better"}
ROLE = {"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "Joined"}
CHANGE = {"reason": "It was wrong"}
COLLECTION = {"title": "First talks", "purpose": "To begin one"}
FILE = {**CHANGE, "name": "report.txt", "content": base64.b64encode(b"Orchard evenings").decode()}
EMBARGO = {**CHANGE, "embargo": str(date.today() + timedelta(days=60))}
# What each call does when it is asked as it should be.
BODIES = {
    "POST /practices": PRACTICE, "PUT /practices/{id}": {**CHANGE, "aim": "They ask."},
    "POST /practices/{id}/submit": {}, "POST /practices/{id}/review": REVIEW,
    **{f"POST /practices/{{id}}/{act}": CHANGE
       for act in ["return", "publish", "lift-embargo", "withdraw", "confirm"]},
    "POST /practices/{id}/embargo": {**EMBARGO, "embargo": str(date.today() + timedelta(days=90))},
    "POST /practices/{id}/attachments": FILE, "POST /practices/{id}/attachments/{digest}/remove": CHANGE,
    "POST /practices/searches": {"query": "words=evenings&setting=family"},
    "POST /practices/searches/{search}/rename": {"name": "Evenings"},
    "POST /practices/{id}/adoptions": ADOPTION, "PUT /adoptions/{id}": {**CHANGE, "audience": "All"},
    "POST /adoptions/{id}/results": RESULT, "PUT /adoptions/{id}/results/{result}": {**CHANGE, "value": "7"},
    "POST /adoptions/{id}/end": {**CHANGE, "on": "2009-12"}, "POST /adoptions/{id}/take-back": CHANGE,
    "PUT /accounts/{id}": {**CHANGE, "name": "Nell"}, "POST /accounts/{id}/roles": {**ROLE, "role": "editor"},
    "POST /accounts/{id}/roles/{number}/end": {**CHANGE, "on": "2009-12-31"}, "POST /accounts/{id}/close": CHANGE,
    "POST /collections": COLLECTION, "PUT /collections/{id}": {**CHANGE, "purpose": "To go on"},
    "POST /collections/{id}/publish": CHANGE, "POST /collections/{id}/withdraw": CHANGE,
    "PUT /collections/{id}/practices/{practice}": {"why": "It is plain"},
    "POST /collections/{id}/practices/{practice}/move": {"before": ""},
    "POST /collections/{id}/practices/{practice}/take-out": CHANGE,
    "POST /accounts/{id}/roles/{number}/keep": CHANGE,
    "POST /accounts/{id}/training": {"text": "people", "on": "2009-09-01"},
    "POST /texts/{code}/accept": {"version": "1"}, "POST /texts/{code}/complete": {"version": "1", "on": "2009-09-01"},
    "POST /accounts/{id}/link": {}, "PUT /organisations/{id}": {**CHANGE, "source": "Its page"},
}


class Caller:
    """A program with a token, with a session or without either; every request comes from elsewhere."""

    number = 0

    def __init__(self, address, token=None, purpose=None):
        self.address, self.purpose = address, purpose
        self.authorization = f"Bearer {token}" if token else ""

    def ask(self, method, path, body=None, status=200, version=None):
        Caller.number += 1
        headers = {"Authorization": self.authorization, "X-Forwarded-For": f"192.0.2.{Caller.number}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if self.purpose:
            headers["Touchstone-Purpose"] = self.purpose
        answer = requests.request(method, f"{self.address}/api/v1/{path}", json=body, headers=headers, timeout=30)
        assert answer.status_code == status, (method, path, answer.status_code, answer.text)
        return answer.json()

    def make(self, path, body, acts=()):
        """Makes a record, and does what else is to be done to it; gives its identifier."""
        record = self.ask("POST", path, body, 201)["id"]
        for act, words in acts:
            self.ask("POST", f"{path.split('/')[-1]}/{record}/{act}", words)
        return record


def visitor_of(program, name):
    visitor, link = Visitor(program), program.links[name]
    assert visitor.submit(link, link)[0] == 200
    for text in ["conduct", "oversight"]:
        visitor.submit(f"/texts/{text}", f"/account/texts/{text}")
    return visitor


def session_of(program, name, purpose):
    """Somebody's program in their own session, which enters the sealed vaults; it says what it opens records for."""
    cookies = {cookie.name: cookie.value for cookie in visitor_of(program, name).cookies}
    return Caller(program.address, cookies["__Host-session"], purpose)


def caller_of(program, name):
    """Somebody's program, with a token that they made on the page of their account."""
    visitor = visitor_of(program, name)
    page = visitor.submit("/account/tokens", "/account/tokens", token_name="Checks", reach="write", days="30")[2]
    return Caller(program.address, re.search(r"<code>(ts_[^<]+)</code>", page)[1])


def editor_of_everything(program, administrator):
    """An editor who also deposits, reviews, opens accounts and has training to complete."""
    accounts = administrator.ask("GET", "accounts")["accounts"]
    editor = next(account["id"] for account in accounts if account["name"] == "Edie Editor")
    for role in ["administrator", "contributor", "reviewer", "engagement-officer"]:
        administrator.ask("POST", f"accounts/{editor}/roles", {**ROLE, "role": role})
    return caller_of(program, "Edie Editor")


def files_for(editor):
    """A draft with files: each can be taken off once."""
    draft = editor.make("practices", PRACTICE)
    files = []
    for number in range(8):
        content = base64.b64encode(f"Evening {number}".encode()).decode()
        made = editor.ask("POST", f"practices/{draft}/attachments", {**FILE, "content": content}, 201, version=number + 1)
        files.append({"id": draft, "digest": made["digest"]})
    return files


def changes_of(editor, practices):
    """Changes of practices, each by its place in the log."""
    editor.ask("PUT", f"practices/{practices[0]}", {**CHANGE, "aim": "They knew whom."}, version=1)
    acts = editor.ask("GET", f"practices/{practices[0]}/history")["history"]
    return [{"id": practices[0], "position": act["position"]} for act in acts if act["href"]]


def searches_of(editor):
    """Searches that the editor keeps, some for each call: each can be let go once."""
    searches = []
    for number in range(18):
        made = editor.ask("POST", "practices/searches", {"query": f"words=evening{number}"}, 201)
        searches.append({"search": made["id"]})
    return {f"practices/searches/{{search}}/{act}": some
            for act, some in [("rename", searches[:6]), ("look", searches[6:12]), ("remove", searches[12:])]}


def records_for(editor, program):
    """Records for every call: under its last word where it ends them or needs them in some state."""
    dora, ron, rhea = [caller_of(program, name) for name in ["Dora Depositor", "Ron Reviewer", "Rhea Reviewer"]]
    compiled = [practice["id"] for practice in editor.ask("GET", "practices?limit=80")["practices"]]
    submitted = [dora.make("practices", PRACTICE, [("submit", {})]) for _ in range(25)]
    for practice in submitted[10:]:
        for reviewer in [ron, rhea]:
            reviewer.ask("POST", f"practices/{practice}/review", REVIEW)
    for practice in submitted[15:]:
        editor.ask("POST", f"practices/{practice}/publish", EMBARGO)
    collections = []
    for _ in range(25):
        collections.append({"id": editor.make("collections", COLLECTION), "practice": compiled[0]})
        for practice in compiled[:2]:
            editor.ask("POST", f"collections/{collections[-1]['id']}/practices", {"practice": practice, "why": "w"})
    adoptions = []
    for practice in compiled[30:50]:
        adoption = editor.make(f"practices/{practice}/adoptions", ADOPTION)
        result = editor.ask("POST", f"adoptions/{adoption}/results", RESULT, 201)["results"][0]
        adoptions.append({"id": adoption, "result": result["id"]})
    people = [editor.make("accounts", {"name": "N", "email": f"n{number}@touchstone.example"}, [("roles", ROLE)])
              for number in range(15)]
    places = [editor.make("organisations", {"name": f"Trust {number}", "kind": "charity"}) for number in range(5)]
    files = files_for(editor)
    ids = {
        "practices": compiled[:25], "practices/withdraw": compiled[50:65], "practices/confirm": compiled[65:],
        "practices/submit": [editor.make("practices", PRACTICE) for _ in range(5)],
        "practices/review": submitted[:5], "practices/return": submitted[5:10], "practices/publish": submitted[10:15],
        "practices/embargo": submitted[15:20], "practices/lift-embargo": submitted[20:],
        "organisations": places,
    }
    return {
        **{kind: [{"id": record} for record in records] for kind, records in ids.items()},
        "practices/{id}/attachments/{digest}": files[:1],
        "practices/{id}/attachments/{digest}/remove": files[1:],
        "practices/{id}/history/{position}": changes_of(editor, compiled[:1]),
        **searches_of(editor),
        "collections": collections[:10], "collections/take-out": collections[10:15],
        "collections/withdraw": collections[15:20], "collections/publish": collections[20:],
        "adoptions": adoptions[:10], "adoptions/end": adoptions[10:15], "adoptions/take-back": adoptions[15:],
        "accounts": [{"id": person} for person in people[:8]],
        "accounts/keep": [{"id": person, "number": 0} for person in people[:8]],
        "texts": [{"code": code} for code in ["conduct", "online"]],
        "texts/accept": [{"code": "conduct"}], "texts/complete": [{"code": "communities"}],
        "accounts/end": [{"id": person, "number": 0} for person in people[8:12]],
        "accounts/close": [{"id": person} for person in people[12:]],
    }


def check(program, callers, records, bodies, caller, examples, only):
    """Runs schemathesis; gives how often each call was answered with each status."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{program.address}/api/v1/openapi.json",
               "--checks", ",".join(CHECKS), "--seed", "20081", "--max-examples", str(examples),
               "--generation-database", "none", "--continue-on-failure", "--request-timeout", "30",
               "--suppress-health-check", "all", "--warnings", "off", "--no-color"]
    command += only
    if caller.authorization:
        command += ["-H", f"Authorization: {caller.authorization}"]
    bodies = {call.replace(" ", " /api/v1", 1): body for call, body in bodies.items()}
    told = Path(program.folder.name) / "answers.json"
    compared = ",".join(record["id"] for record in records["practices"][:2])
    queries = {"GET /api/v1/practices/compare": {"ids": compared},
               "GET /api/v1/accounts/{id}/why": {"act": "practice.deposit"}}
    given = {"callers": callers, "records": records, "bodies": bodies, "queries": queries,
             "authorization": caller.authorization, "purpose": caller.purpose}
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "interface_hooks", "PYTHONPATH": str(Path(__file__).resolve().parent),
                   "PYTHONDONTWRITEBYTECODE": "1", "INTERFACE_ADDRESS": program.address,
                   "INTERFACE_GIVEN": json.dumps(given), "INTERFACE_ANSWERS": str(told)}
    # It keeps what it found beside where it runs.
    done = subprocess.run(command, env=environment, cwd=program.folder.name, capture_output=True, text=True,
                          timeout=1800)
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-20000:]}\n{done.stderr[-5000:]}")
    return json.loads(told.read_text())


# Whoever asks: no call may end their account or a role of theirs, which would sign them out before it is their turn.
CALLERS = ["Adam Administrator", "Dee Protection", "Edie Editor", "Sue Supervisor"]

# No token enters a sealed vault (decision 28): what is asked there is held to its description. That all is well there is
# tried by people who sign in: here for lessons of closed cases, and in `WebTests` and `watching.py`.
SEALED = {"Channel", "Oversight", "Rights"}


def calls_of(description):
    return {f"{method.upper()} {path}": item[method].get("tags", [])
            for path, item in description["paths"].items() for method in item.keys() - {"parameters"}}


def seen_of(call, answers):
    return {status: answers[f"{call} {status}"] for status in range(100, 600) if f"{call} {status}" in answers}


def nobody_is_slowed_down(answers, calls):
    """Every call was answered, and nobody was slowed down."""
    for call in calls:
        seen = seen_of(call, answers)
        if os.environ.get("INTERFACE_SHOW"):
            print(call, seen)
        assert seen and 429 not in seen, (call, seen)


def is_not_blind(answers, calls):
    """Every call was answered to some caller as it answers when all is well."""
    for call, tags in calls.items():
        if (is_lessons(call) or not SEALED.intersection(tags)) and call != "POST /api/v1/sessions":
            assert min(seen_of(call, answers)) < 300, (call, seen_of(call, answers))


def main():
    binary, assets = sys.argv[1:3]
    program = Program(binary, assets, "demo", {"TOUCHSTONE_HTTP_BEHIND_TLS": "true"})
    try:
        adam, dee = [caller_of(program, name) for name in CALLERS[:2]]
        editor, nobody = editor_of_everything(program, adam), Caller(program.address)
        accounts = {one["name"]: one["id"] for one in adam.ask("GET", "accounts?limit=200")["accounts"]}
        callers = [accounts[name] for name in CALLERS]
        records = records_for(editor, program)
        kept, bodies = records_for_keeping(editor, adam, dee)
        cora = session_of(program, "Cora Coordinator", "review")
        lessons, taught = records_for_lessons(cora, accounts["Cora Coordinator"])
        supersede = {**CHANGE, "by": records["practices"][0]["id"]}
        add = {"practice": records["practices"][2]["id"], "why": "It is plain"}
        bodies = {"POST /practices/{id}/supersede": supersede, "POST /collections/{id}/practices": add, **BODIES,
                  **KEEPING, **bodies, **taught}
        records = {**records, **kept, **lessons}
        description = nobody.ask("GET", "openapi.json")
        calls, told = calls_of(description), Counter()
        # An editor decides nothing of what is kept: decision 27 holds that apart.
        keeping, all_calls = {call for call, tags in calls.items() if "Retention" in tags}, set(calls)
        sue = session_of(program, "Sue Supervisor", "supervision")
        # So many of each, however long that takes: with a time instead, a slow machine would leave the last calls out.
        runs = [(editor, 12, [], all_calls), (dee, 25, ["--include-tag", "Retention"], keeping),
                (sue, 25, ["--include-path-regex", "/lessons|/learning$"], set(filter(is_lessons, calls))),
                # Whoever is turned away at the door is not asked all that could be wrong behind it.
                (nobody, 8, ["--phases", "examples,fuzzing"], all_calls)]
        for caller, examples, only, asked in runs:
            answers = check(program, callers, records, bodies, caller, examples, only)
            nobody_is_slowed_down(answers, asked)
            told.update(answers if caller.authorization else {})
            print(f"interface: {sum(answers.values())} answers were as described")
        is_not_blind(told, calls)
    finally:
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    print("The interface answers as its description says.")


if __name__ == "__main__":
    main()
