import Domain
import Kernel
import Platform

/// Closing, and what comes after it.
extension CaseAct {
  static var closing: [CaseAct] { [close, laterReview, keep] }

  /// What closing asks for, whoever closes: the checklist of every agency's view, what the person was told, care.
  static func closingFields(_ scene: CaseScene) -> [Field<Sent>] {
    let isAdopted = scene.state.isAdopted
    let isDescribed = scene.state.life == .absent
    let reasons =
      isDescribed
      ? CodeList("exit", version: 1, []) : isAdopted ? Case.exitAfterList : Case.exitBeforeList
    let care: [Field<Sent>] = [
      .one(
        "care",
        "Health and social care",
        hint: "Section 36(6): it must be considered where support is not offered",
        Case.careList,
        required: isAdopted || isDescribed ? nil : "Choose what was considered"
      ),
      .words("care-words", "About that, in words", rows: 2),
    ]
    return [.one("reason", "Reason", reasons, required: "Choose the reason")]
      + (isAdopted ? [] : care) + views(scene) + [
        .words(
          "told",
          "What the person was told",
          hint: "Or why they were told nothing",
          required: "Say what the person was told",
          rows: 2
        ),
        .words("onward", "Support that goes on elsewhere", hint: "Or that there is none", rows: 2),
      ] + (scene.isChild ? [] : [.flag("under-18", "The person is under 18")]) + [
        .day(
          "until",
          "Keep it until",
          hint: keepWords(scene),
          required: "Enter the day until which it is kept"
        )
      ]
  }

  private static func views(_ scene: CaseScene) -> [Field<Sent>] {
    PanelMeeting.agencyList.codes.map { code in
      let isNeeded = scene.state.isAdopted && scene.rules.quorum.agencies.contains(code.code)
      let hint = isNeeded ? "Support was begun: nobody closes without it" : "Where it was part of it"
      return .words("view-\(code.code)", "\(code.label): what they think", hint: hint, rows: 2)
    }
  }

  /// What whoever closes must have read.
  static func closingNotes(_ scene: CaseScene) -> [String] {
    scene.isChild
      ? ["The person was under 18 when they were referred: the case is kept for the shorter time."] : []
  }

  private static func keepWords(_ scene: CaseScene) -> String {
    func day(isChild: Bool, isMistaken: Bool = false) -> String {
      let months = scene.rules.retention.months(
        isAdopted: scene.state.isAdopted,
        isChild: isChild,
        isMistaken: isMistaken
      )
      return scene.today.adding(months: months).words
    }
    let ages = "At the longest \(day(isChild: false)); of somebody under 18, \(day(isChild: true))"
    return scene.state.isAdopted
      ? "\(ages)" : "\(ages); of a mistaken referral, \(day(isChild: false, isMistaken: true))"
  }

  static func closing(_ sent: Sent, _ scene: CaseScene) -> Case.Closing {
    let isAdopted = scene.state.isAdopted
    let agencies = PanelMeeting.agencyList
    let care = sent[text: "care"]
    return Case.Closing(
      reason: sent.code("reason", of: isAdopted ? Case.exitAfterList : Case.exitBeforeList),
      care: care.isEmpty ? nil : Coded(care, version: Case.careList.version),
      careWords: sent[text: "care-words"],
      views: agencies.codes.compactMap { code in
        let words = sent[text: "view-\(code.code)"]
        return words.isEmpty
          ? nil : .init(agency: Coded(code.code, version: agencies.version), words: words)
      },
      told: sent[text: "told"],
      onward: sent[text: "onward"],
      isUnder18: scene.isChild || sent[flag: "under-18"],
      retainUntil: scene.day(sent, "until")
    )
  }

  private static let close = CaseAct(
    name: "close",
    heading: "Close the case",
    button: "Close it",
    lead:
      "Closing makes the reviews after it: nobody is forgotten because a case is closed. Every agency that was part of it is asked what it thinks.",
    style: "govuk-button--secondary",
    act: .work,
    isPossible: { $0.life.isOpen && $0.proposal == nil && ($0.decided != nil || $0.screened == nil) },
    isNext: {
      $0.resolution?.code.code == PanelMeeting.close || $0.resolution?.code.code == PanelMeeting.noSupport
    },
    notes: closingNotes,
    fields: closingFields,
    needs: [.age],
    command: { sent, scene in .close(closing(sent, scene), scene.rules) }
  )

  private static let laterReview = CaseAct(
    name: "later-review",
    heading: "Record a review after closing",
    button: "Record it",
    act: .work,
    isPossible: { !$0.laterReviews.isEmpty },
    isNext: { _ in true },
    fields: { scene in
      [
        .one("due", "Which review", scene.choice(.laterReviews), required: "Choose which review"),
        .one("finding", "What was found", Case.findingList, required: "Choose what was found"),
        .words("words", "In words", required: "Say what was found"),
      ]
    },
    initial: { scene in
      var sent = Sent()
      sent[text: "due"] = scene.state.laterReviews.min()?.iso ?? ""
      return sent
    },
    command: { sent, scene in
      guard let due = PartialDate(sent[text: "due"]) else {
        throw Invalid([FieldError("due", "Choose which review")])
      }
      return .holdLaterReview(
        due: due,
        finding: sent.code("finding", of: Case.findingList),
        words: sent[text: "words"],
        scene.rules
      )
    }
  )

  private static let keep = CaseAct(
    name: "keep",
    heading: "Change how long it is kept",
    button: "Change it",
    act: .supervise,
    isPossible: { $0.life == .closed },
    fields: { _ in
      [.day("until", "Keep it until", required: "Enter the day until which it is kept"), .reason()]
    },
    initial: { scene in
      var sent = Sent()
      sent[day: "until"] = scene.state.closed?.retainUntil
      return sent
    },
    isRevision: true,
    command: { sent, scene in
      .keepUntil(scene.day(sent, "until"), reason: sent[text: "reason"], scene.rules)
    }
  )
}
