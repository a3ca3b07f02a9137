import Domain
import Kernel
import Platform

/// Consent with its history, and telling somebody outside.
extension CaseAct {
  static var consent: [CaseAct] { [seek, answer, withdraw, override, reviewOverride, disclose] }

  private static let seek = CaseAct(
    name: "seek-consent",
    heading: "Record that consent was sought",
    button: "Record it",
    lead: "The person is told first what the programme is. It is voluntary, and can be ended at any time.",
    act: .work,
    isPossible: { $0.life.isOpen && $0.isOffered && !$0.hasConsent },
    isNext: { $0.life == .consentPending },
    fields: { _ in
      [
        .one("how", "How", Case.howList, required: "Choose how"),
        .one("from", "Of whom", Case.giverList, required: "Choose of whom"),
        .day("on", "On", required: "Enter the day"),
        .words("words", "By whom, and what was said", rows: 3),
      ]
    },
    command: { sent, scene in
      .seekConsent(
        id: scene.id,
        how: sent.code("how", of: Case.howList),
        from: sent.code("from", of: Case.giverList),
        on: scene.day(sent, "on"),
        words: sent[text: "words"]
      )
    }
  )

  private static let answer = CaseAct(
    name: "consent-answer",
    heading: "Record the answer about consent",
    button: "Record it",
    act: .work,
    isPossible: { $0.life.isOpen && !$0.hasConsent && $0.hasUnanswered },
    isNext: { _ in true },
    fields: { scene in
      [
        .one("seeking", "Which asking", scene.choice(.seekings), required: "Choose which asking"),
        .one("answer", "Answer", answerList, required: "Choose the answer"),
        .one("giver", "Who answered", Case.giverList, required: "Choose who answered"),
        .one("capacity", "Age and capacity", Case.capacityList, required: "Choose what is so"),
        .line("name", "Name of who answered", required: "Enter the name"),
        .day("on", "On", required: "Enter the day"),
        .words(
          "words",
          "How capacity was judged, and what was said",
          required: "Say how capacity was judged"
        ),
      ]
    },
    initial: { scene in
      var sent = Sent()
      sent[text: "seeking"] = scene.choice(.seekings).codes.last?.code ?? ""
      return sent
    },
    command: { sent, scene in
      .recordAnswer(
        .init(
          seeking: sent[text: "seeking"],
          isGiven: sent[text: "answer"] == "given",
          giver: sent.code("giver", of: Case.giverList),
          capacity: sent.code("capacity", of: Case.capacityList),
          on: scene.day(sent, "on"),
          name: sent[text: "name"],
          words: sent[text: "words"]
        ),
        scene.rules
      )
    }
  )

  private static let answerList = CodeList(
    "consent-answer",
    version: 1,
    [.init("given", "Consent is given"), .init("refused", "Consent is refused")]
  )

  private static let withdraw = CaseAct(
    name: "withdraw-consent",
    heading: "Record that consent was withdrawn",
    button: "Record it",
    lead: "Support stops at once. The case stays carried: its next contact stays due.",
    style: "govuk-button--secondary",
    act: .support,
    isPossible: { $0.life.isOpen && $0.hasConsent },
    fields: { _ in
      [
        .one("by", "By whom", Case.giverList, required: "Choose by whom"),
        .day("on", "On", required: "Enter the day"), .words("words", "What was said", rows: 3),
      ]
    },
    command: { sent, scene in
      .withdrawConsent(
        by: sent.code("by", of: Case.giverList),
        on: scene.day(sent, "on"),
        words: sent[text: "words"]
      )
    }
  )

  private static let override = CaseAct(
    name: "override",
    heading: "Let partners be told although consent was refused",
    button: "Let them be told",
    lead:
      "It lets partners be told what they need to know. It never lets support begin. Somebody else reviews it.",
    style: "govuk-button--warning",
    act: .override,
    isPossible: { $0.life.isOpen && $0.answer != nil && !$0.hasConsent && $0.override == nil },
    fields: { _ in
      [
        .one("ground", "Ground", Case.overrideList, required: "Choose the ground"),
        .words("words", "Why there is no other way", required: "Say why there is no other way"),
      ]
    },
    command: { sent, scene in
      .override(
        id: scene.id,
        ground: sent.code("ground", of: Case.overrideList),
        words: sent[text: "words"],
        scene.rules
      )
    }
  )

  private static let reviewOverride = CaseAct(
    name: "review-override",
    heading: "Review that partners may be told",
    button: "Record the review",
    act: .reviewOverride,
    isPossible: { $0.life.isOpen && $0.override?.isReviewed == false },
    isNext: { _ in true },
    notes: { scene in
      guard let override = scene.state.override?.body else { return [] }
      return [
        "Ground: \(Case.overrideList.label(override.ground.code))",
        "Why there was no other way: \(override.words.value ?? "erased")",
      ]
    },
    fields: { _ in
      [
        .one(
          "outcome",
          "Was it justified?",
          Case.overrideReviewList,
          required: "Choose whether it was justified"
        ),
        .words("words", "Why", required: "Say why"),
      ]
    },
    command: { sent, _ in
      .reviewOverride(
        outcome: sent.code("outcome", of: Case.overrideReviewList),
        words: sent[text: "words"]
      )
    }
  )
}

extension Case.State {
  /// What was sought and not answered yet, the earliest first.
  var unansweredSeekings: [Case.ConsentSought] {
    items.values.compactMap { event in
      guard case .consentSought(let sought) = event, items["answer-\(sought.id)"] == nil else { return nil }
      return sought
    }
    .sorted { ($0.on, $0.id) < ($1.on, $1.id) }
  }

  var hasUnanswered: Bool { !unansweredSeekings.isEmpty }
}
