"""Closed cases and the lessons of them, for calls that no token makes: whoever asks has a session of two factors."""

from datetime import date, timedelta

REFERRAL = {"given_name": "Lee", "family_name": "Example", "birth": "1990", "area": "E23000013", "sector": "education",
            "concern": "other", "grounds": "A teacher was worried.", "person_knows": "no", "referrer": "Tia Teacher"}
SCREENING = {"reasons": "Nothing was found.", "systems": ["police-records"], "result": "limited"}
# A case that is turned away is closed in the same act, and teaches too.
REJECTION = {"grounds": "There is nothing in it.", "reason": "no-vulnerability", "care": "not-needed",
             "care-words": "Looked after at home.", "told": "By letter.", "onward": "The school.",
             "until": str(date.today() + timedelta(days=365))}
LEARNED = {"factors": ["identity"], "changes": ["daily-life"], "helped": ["one-person"], "mechanisms": ["trust"],
           "missed": ["slow"], "transfer": "conditions", "changed-words": "Back at work.",
           "helped-words": "A neighbour stayed.", "missed-words": "It took weeks.", "transfer-words": "Anywhere."}
LESSON = {"title": "One person who stayed", "problem": "Somebody had left work and found company that did them harm.",
          "helped": "Somebody met them each week and did not give up.", "mechanism": "They came to trust somebody.",
          "caution": "It took long.", "settings": ["workplace"]}
# A place must be justified.
PLACED = {**LESSON, "problem": "Somebody in Leeds had left work."}
BODIES = {
    "POST /cases/{id}/learning": LEARNED, "POST /cases/{id}/lessons": LESSON, "POST /lessons/{id}/revise": LESSON,
    "POST /lessons/{id}/refuse": {"grounds": "It names a trade."}, "POST /lessons/{id}/withdraw": {"reason": "Twice"},
    **{f"POST /lessons/{{id}}/{act}": {} for act in ["ask", "approve"]},
}


def is_lessons(call):
    return "/lessons" in call or call.endswith("/learning")


def closed_case(coordinator, owner):
    referral = coordinator.make("referrals", REFERRAL)
    coordinator.ask("POST", "cases", {"referral": referral, "owner": owner}, 201)
    for act, words in [("screen", SCREENING), ("reject", REJECTION), ("learning", LEARNED)]:
        coordinator.ask("POST", f"cases/{referral}/{act}", words)
    return referral


def records_for_lessons(coordinator, owner):
    """Lessons that the coordinator wrote, some for each call: most can be asked once. Also the bodies."""
    case = closed_case(coordinator, owner)

    def written(words, acts=()):
        lessons = [coordinator.make(f"cases/{case}/lessons", words) for _ in range(8)]
        for lesson in lessons:
            for act in acts:
                coordinator.ask("POST", f"lessons/{lesson}/{act}", {})
        return [{"id": lesson} for lesson in lessons]

    placed = written(PLACED)
    findings = coordinator.ask("GET", f"lessons/{placed[0]['id']}")["findings"]
    code = next(finding["code"] for finding in findings if finding["severity"] == "must-justify")
    records = {"cases": [{"id": case}], "lessons": written(LESSON), "lessons/justify": placed}
    records |= {f"lessons/{act}": written(LESSON) for act in ["ask", "withdraw"]}
    records |= {f"lessons/{act}": written(LESSON, ["ask"]) for act in ["approve", "refuse"]}
    return records, {**BODIES, "POST /lessons/{id}/justify": {"finding": code, "reason": "Half a million live there."}}
