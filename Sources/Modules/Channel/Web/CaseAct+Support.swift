import Domain
import Kernel
import Platform

/// The plan, support, goals and the panel's reviews.
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
    fields: { _ in
      [
        .day("on", "Day of the meeting", required: "Enter the day of the meeting"),
        .line("meeting", "Meeting", hint: "Its reference, where it has one"),
      ]
    },
    command: { sent, scene in
      let meeting = sent[text: "meeting"]
      return .putToPanel(meeting: meeting.isEmpty ? scene.id : meeting, on: scene.day(sent, "on"))
    }
  )

  /// As many kinds of support as one plan is asked for at a time.
  private static let places = 1...4

  private static let plan = CaseAct(
    name: "plan",
    heading: "Write the plan",
    button: "Keep the plan",
    lead:
      "Section 36(5): how, when and by whom consent is sought; what the support is, who gives it, how and when. A new plan takes the place of the one before, which stays in the timeline.",
    act: .work,
    isPossible: { $0.life.isOpen && $0.isOffered },
    isNext: { $0.plan == nil },
    fields: { _ in
      [
        .words("needs", "What the person needs", required: "Say what the person needs"),
        .words(
          "consent",
          "How, when and by whom consent is sought",
          required: "Say how, when and by whom consent is sought",
          rows: 2
        ),
      ] + places.flatMap(supportFields)
    },
    initial: { scene in
      var sent = Sent()
      guard let plan = scene.state.plan else { return sent }
      sent[text: "needs"] = plan.words.value?.needs ?? ""
      sent[text: "consent"] = plan.words.value?.consent ?? ""
      for (place, support) in zip(places, plan.supports) {
        sent[text: "nature-\(place)"] = support.nature.code
        sent[text: "provider-\(place)"] = support.provider
        sent[day: "from-\(place)"] = support.from
        sent[text: "way-\(place)"] = plan.words.value?.ways[support.id] ?? ""
      }
      return sent
    },
    command: { sent, scene in try planned(sent, scene) }
  )

  private static func supportFields(_ place: Int) -> [Field<Sent>] {
    let which = ["First", "Second", "Third", "Fourth"][place - 1]
    return [
      .one(
        "nature-\(place)",
        "\(which) support",
        hint: place == 1 ? "At least one" : "Leave it open where there is none",
        natures
      ),
      .line("provider-\(place)", "\(which) support: who gives it"),
      .day("from-\(place)", "\(which) support: from"),
      .words("way-\(place)", "\(which) support: how and when", rows: 2),
    ]
  }

  /// Without hints, so that it is short enough for a form with several.
  private static let natures = CodeList(
    Case.natureList.name,
    version: Case.natureList.version,
    Case.natureList.codes.map { .init($0.code, $0.label) }
  )

  private static func planned(_ sent: Sent, _ scene: CaseScene) throws -> Case.Command {
    var errors: [FieldError] = []
    var supports: [Case.PlannedSupport] = []
    var ways: [String: String] = [:]
    for place in places {
      let nature = sent[text: "nature-\(place)"]
      let provider = sent[text: "provider-\(place)"]
      let way = sent[text: "way-\(place)"]
      if nature.isEmpty, provider.isEmpty, way.isEmpty, sent[day: "from-\(place)"] == nil { continue }
      if nature.isEmpty { errors.append(FieldError("nature-\(place)", "Choose what the support is")) }
      if provider.isEmpty { errors.append(FieldError("provider-\(place)", "Say who gives it")) }
      if way.isEmpty { errors.append(FieldError("way-\(place)", "Say how and when it is given")) }
      guard let from = sent[day: "from-\(place)"] else {
        errors.append(FieldError("from-\(place)", "Enter from when"))
        continue
      }
      // What was planned before keeps its identifier: sessions are recorded under it.
      let id =
        scene.state.plan?.supports.first { $0.nature.code == nature && $0.provider == provider }?.id
        ?? "\(scene.id)-\(place)"
      supports.append(
        .init(
          id: id,
          nature: Coded(nature, version: Case.natureList.version),
          provider: provider,
          from: from
        )
      )
      ways[id] = way
    }
    if supports.isEmpty, errors.isEmpty {
      errors.append(FieldError("nature-1", "Choose at least one kind of support"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    let planning = Case.Planning(
      needs: sent[text: "needs"],
      consent: sent[text: "consent"],
      supports: supports,
      ways: ways
    )
    return .plan(id: scene.id, planning, scene.assignables)
  }

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
    initial: { scene in
      var sent = Sent()
      let supports = scene.choice(.supports).codes
      if supports.count == 1 { sent[text: "support"] = supports[0].code }
      return sent
    },
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
    fields: { _ in [.words("words", "What is to be reached", required: "Say what is to be reached", rows: 2)] },
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
