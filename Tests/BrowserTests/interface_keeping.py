"""Records for the calls of settings, retention and erasures: each needs what somebody else asked for before."""

from datetime import date, timedelta

REASON = {"reason": "The guidance changed"}
TODAY = date.today()
GROUND = "UK GDPR, Article 17(1)(b)"
CHANGE = {**REASON, "value": "30", "from": str(TODAY)}
BODIES = {
    "POST /settings/{id}/change": CHANGE, "POST /settings/{id}/agree": {}, "POST /settings/{id}/decline": REASON,
    "POST /retention/{id}/keep": {**REASON, "until": str(TODAY + timedelta(days=400))},
    "POST /retention/{id}/hold": REASON, "POST /retention/{id}/release": REASON,
    **{f"POST /erasures/{{id}}/{act}": REASON for act in ["approve", "refuse", "withdraw"]},
}


def settings_for(editor, another):
    """Settings that are periods, each under the call that it is for; what is agreed to, another proposed."""
    periods = [setting["key"] for setting in editor.ask("GET", "settings")["settings"] if "months" in setting["key"]]
    assert len(periods) >= 3, periods
    for key in periods[:2]:
        another.ask("POST", f"settings/{key}/change", CHANGE)
    names = ["settings/agree", "settings/decline", "settings"]
    return {name: [{"id": key}] for name, key in zip(names, periods)}


def erasures_for(editor, another, people):
    """Erasures of some of these people: whoever asked withdraws, and another approves or refuses."""
    acts = {"approve": another, "refuse": another, "withdraw": editor, "": another}
    records = {}
    for number, (act, asker) in enumerate(acts.items()):
        made = [asker.make("erasures", {"subject": person, "ground": GROUND}) for person in people[number::5]]
        records[f"erasures/{act}".rstrip("/")] = [{"id": record} for record in made]
    return records


def kept_for(officer, people):
    """People whose accounts are closed, so that a day of review is set."""
    for person in people[::2]:
        officer.ask("POST", f"retention/{person}/hold", REASON)
    return {"retention": [{"id": person} for person in people],
            "retention/release": [{"id": person} for person in people[::2]],
            "retention/hold": [{"id": person} for person in people[1::2]]}


def people_for(editor, group, count, acts=()):
    return [editor.make("accounts", {"name": "K", "email": f"{group}{number}@touchstone.example"}, acts)
            for number in range(count)]


def records_for_keeping(editor, another, officer):
    """Also the body with which another erasure is asked for."""
    erased = people_for(editor, "e", 20)
    kept = people_for(editor, "k", 6, [("close", REASON)])
    records = {**settings_for(editor, another), **erasures_for(editor, another, erased), **kept_for(officer, kept)}
    return records, {"POST /erasures": {"subject": erased[4], "ground": GROUND}}
