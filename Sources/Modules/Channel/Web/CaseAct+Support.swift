import Domain
import Kernel
import Platform
import Views

/// Support, goals and the panel's reviews.
extension CaseAct {
  static var support: [CaseAct] { [putToPanel, plan, adopt, session, goal, progress, review] }

  private static let putToPanel = CaseAct(
    name: "panel",
    heading: "Put it to the panel",
    button: "Put it to the panel",
    lead: "The meeting's own page takes it on its agenda.",
    act: .work,
    isPossible: { $0.life.isOpen && $0.decided?.isReasonable == true },
    isNext: { $0.life == .informationGathering },
    fields: { scene in
      let meetings = CodeList(
        "meeting",
        version: 1,
        scene.meetings.map { .init($0.id, MeetingWording.choice($0)) }
      )
      let choice = Field<Sent>.one(
        "meeting",
        "Meeting",
        meetings.orNone("None of these: it is not arranged yet")
      )
      return (meetings.codes.isEmpty && !scene.isDescribed ? [] : [choice])
        + [.day("on", "Day of the meeting", hint: "Where it is not arranged yet")]
    },
    needs: [.meetings],
    command: { sent, scene in
      let meeting = sent.chosen("meeting")
      guard let day = scene.meetings.first(where: { $0.id == meeting })?.on ?? sent[day: "on"] else {
        throw Invalid([FieldError("on", "Choose a meeting, or enter the day of one")])
      }
      return .putToPanel(meeting: meeting.isEmpty ? scene.id : meeting, on: day)
    }
  )

  private static let adopt = CaseAct(
    name: "adopt",
    heading: "Begin support",
    button: "Begin support",
    lead: "The panel offered it, consent stands, and the plan says what it is.",
    act: .work,
    isPossible: { $0.life.isOpen && $0.isOffered && !$0.isAdopted && $0.hasConsent && $0.plan != nil },
    isNext: { _ in true },
    fields: { [.nextContact($0)] },
    command: { sent, scene in .adopt(nextContact: scene.day(sent, "next"), scene.rules) }
  )

  private static let session = CaseAct(
    name: "session",
    heading: "Record a session",
    button: "Record it",
    lead: "Whether it was held or not: a session that was missed raises an alarm that goes to a person.",
    act: .support,
    isPossible: { $0.life.isOpen && $0.isAdopted && $0.hasConsent },
    isNext: { _ in true },
    fields: { scene in
      [
        .one("support", "Which support", scene.choice(.supports), required: "Choose which support"),
        .day("on", "On", required: "Enter the day"),
        .one("attendance", "Attendance", Case.attendanceList, required: "Choose whether they came"),
        .words("done", "What was done", hint: "Or why it was not held", required: "Say what was done"),
        .words("concern", "Concern", hint: "Only where something gave rise to one", rows: 2),
        .nextContact(scene),
      ]
    },
    initial: onlyOne(of: .supports, as: "support"),
    command: { sent, scene in
      .recordSession(
        id: scene.id,
        .init(
          support: sent[text: "support"],
          on: scene.day(sent, "on"),
          attendance: sent.code("attendance", of: Case.attendanceList),
          done: sent[text: "done"],
          concern: sent[text: "concern"],
          nextContact: scene.day(sent, "next")
        ),
        scene.rules
      )
    }
  )

  private static let goal = CaseAct(
    name: "goal",
    heading: "Set a goal",
    button: "Set it",
    act: .support,
    isPossible: { $0.life.isOpen && $0.plan != nil },
    fields: { _ in [.words("words", "What is to be reached", required: "Say what is to be reached", rows: 2)]
    },
    command: { sent, scene in .setGoal(id: scene.id, words: sent[text: "words"]) }
  )

  private static let progress = CaseAct(
    name: "progress",
    heading: "Note progress",
    button: "Note it",
    lead: "In words, and in nothing else.",
    act: .support,
    isPossible: { state in
      state.life.isOpen && state.items.values.contains { if case .goalSet = $0 { true } else { false } }
    },
    fields: { scene in
      [
        .one("goal", "Towards which goal", scene.choice(.goals), required: "Choose the goal"),
        .words("words", "What changed", required: "Say what changed"),
      ]
    },
    command: { sent, scene in
      .noteProgress(id: scene.id, goal: sent[text: "goal"], words: sent[text: "words"])
    }
  )

  private static let review = CaseAct(
    name: "review",
    heading: "Record the panel's review",
    button: "Record it",
    act: .work,
    isPossible: \.isCarried,
    fields: { scene in
      [
        .day("on", "Reviewed on", required: "Enter the day"),
        .words("findings", "What the panel found", required: "Say what the panel found"),
        .words("changes", "What changes", rows: 2),
        .day(
          "next-review",
          "Next review by",
          hint: "On or before \(scene.today.adding(months: scene.rules.reviewMonths).words)",
          required: "Enter the day of the next review"
        ),
      ]
    },
    command: { sent, scene in
      .review(
        id: scene.id,
        .init(
          on: scene.day(sent, "on"),
          findings: sent[text: "findings"],
          changes: sent[text: "changes"],
          next: scene.day(sent, "next-review")
        ),
        scene.rules
      )
    }
  )
}
