import Domain
import Kernel
import Platform

/// Screening, the decision under section 36, and letters.
extension CaseAct {
  static var screening: [CaseAct] { [screen, pass, reject, countersign, sendBack] + letters }

  private static func isUndecided(_ state: Case.State) -> Bool {
    state.life == .screening && state.screened != nil && state.decided == nil && state.proposal == nil
  }

  private static let screen = CaseAct(
    name: "screen",
    heading: "Record the screening",
    button: "Record it",
    lead: "The gateway assessment: what was looked at, and what came of it.",
    act: .work,
    isPossible: { $0.life == .screening && $0.screened == nil },
    isNext: { _ in true },
    fields: { _ in
      [
        .some(
          "systems",
          "What was checked",
          hint: "Choose all that were",
          Case.systemList,
          required: "Choose what was checked"
        ),
        .one("result", "What came of it", Case.screeningList, required: "Choose what came of it"),
        .words(
          "reasons",
          "In words",
          hint: "What was found, and what was not",
          required: "Say what was found"
        ),
      ]
    },
    command: { sent, _ in
      .screen(
        systems: sent.codes("systems", of: Case.systemList),
        result: sent.code("result", of: Case.screeningList),
        reasons: sent[text: "reasons"]
      )
    }
  )

  private static let pass = CaseAct(
    name: "accept",
    heading: "Decide: there are reasonable grounds",
    button: "Record the decision",
    lead:
      "Section 36(3): reasonable grounds to believe that the person is vulnerable to being drawn into terrorism. Partners are then asked, and a panel looks at it.",
    act: .work,
    isPossible: isUndecided,
    isNext: { _ in true },
    fields: { _ in [.words("grounds", "Grounds", required: "Say what the grounds are", rows: 6)] },
    command: { sent, scene in .passToPanel(grounds: sent[text: "grounds"], scene.rules) }
  )

  private static let reject = CaseAct(
    name: "reject",
    heading: "Decide: there are no reasonable grounds",
    button: "Record the decision and close",
    lead:
      "A rejection closes the case, with all that closing asks for. Somebody who was rejected twice before is not rejected again without a second signature.",
    style: "govuk-button--secondary",
    act: .work,
    isPossible: isUndecided,
    isNext: { _ in true },
    notes: closingNotes,
    fields: { scene in
      [.words("grounds", "Why there are none", required: "Say why there are none", rows: 6)]
        + (scene.earlier.isEmpty && scene.state.life != .absent
          ? []
          : [
            .words(
              "again",
              "Why the person is rejected again",
              hint: earlierWords(scene),
              required: scene.earlier.isEmpty ? nil : "Say why the person is rejected again"
            )
          ]) + closingFields(scene)
    },
    needs: [.earlier, .age],
    command: { sent, scene in
      .reject(
        .init(grounds: sent[text: "grounds"], earlier: scene.earlier, again: sent[text: "again"]),
        closing(sent, scene),
        scene.rules
      )
    }
  )

  private static func earlierWords(_ scene: CaseScene) -> String {
    let list = scene.earlier.map(Case.reference).joined(separator: ", ")
    let needsSecond = scene.earlier.count >= scene.rules.rejectionsBeforeSignature
    return "Rejected before: \(list)."
      + (needsSecond ? " A supervisor must sign this one beside you." : "")
  }

  private static let countersign = CaseAct(
    name: "countersign",
    heading: "Sign the rejection as the second",
    button: "Sign it",
    lead:
      "The person was rejected before. With your signature the case is closed; without it, it goes back to be looked at again.",
    act: .countersign,
    isPossible: { $0.proposal != nil && $0.life.isOpen },
    isNext: { _ in true },
    notes: proposed,
    fields: { _ in [] },
    command: { _, scene in .countersign(scene.rules) }
  )

  @Sendable private static func proposed(_ scene: CaseScene) -> [String] {
    guard let proposal = scene.state.proposal?.body else { return [] }
    let words = proposal.decided.words.value
    return [
      "Grounds: \(words?.grounds ?? "erased")", "Why again: \(words?.again ?? "erased")",
      "Rejected before: \(proposal.decided.earlier.map(Case.reference).joined(separator: ", "))",
      "Reason: \(CaseWording.exit(proposal.closed.reason.code))",
    ]
  }

  private static let sendBack = CaseAct(
    name: "send-back",
    heading: "Send the rejection back",
    button: "Send it back",
    style: "govuk-button--secondary",
    act: .countersign,
    isPossible: { $0.proposal != nil && $0.life.isOpen },
    isNext: { _ in true },
    notes: proposed,
    fields: { _ in [.reason("What is to be looked at again")] },
    command: { sent, _ in .sendBack(reason: sent[text: "reason"]) }
  )
}
