import Domain
import Kernel
import Platform

/// From one area to another: offered or asked for, and answered.
extension CaseAct {
  static var transfers: [CaseAct] {
    [offerTransfer, requestTransfer, acceptTransfer, declineTransfer, revokeTransfer, withdrawRequest]
  }

  private static func area(_ scene: CaseScene) -> Field<Sent> {
    .one("area", "Area", scene.areas, required: "Choose the area")
  }

  private static let offerTransfer = CaseAct(
    name: "offer",
    heading: "Offer it to another area",
    button: "Offer it",
    lead:
      "Until the other area has taken it over, it stays where it is, and nobody is without somebody who answers for them.",
    act: .share,
    isPossible: { $0.life.isOpen && $0.transfer == nil },
    fields: { [area($0), .words("words", "Why, and what they should know", required: "Say why", rows: 3)] },
    needs: [.areas],
    command: { sent, scene in
      .offerTransfer(id: scene.id, to: sent[text: "area"], words: sent[text: "words"], scene.rules)
    }
  )

  static let requestTransfer = CaseAct(
    name: "request",
    heading: "Ask that it is handed over to your area",
    button: "Ask for it",
    act: .requestTransfer,
    isPossible: { $0.life.isOpen && $0.transfer == nil },
    fields: { [area($0), .words("words", "Why", required: "Say why", rows: 3)] },
    needs: [.areas],
    command: { sent, scene in
      .requestTransfer(id: scene.id, to: sent[text: "area"], words: sent[text: "words"], scene.rules)
    }
  )

  static let acceptTransfer = CaseAct(
    name: "take-over",
    heading: "Agree to the transfer",
    button: "Agree",
    lead:
      "The case moves to its new area, with all that is due in it. The area that carried it keeps a stub and is told the outcome.",
    act: .answerTransfer,
    isPossible: { $0.life.isOpen && $0.transfer != nil },
    isNext: { _ in true },
    notes: offered,
    fields: { [person("owner", "Who carries it in its new area", $0.takers)] },
    needs: [.takers],
    command: { sent, _ in .acceptTransfer(owner: sent[text: "owner"]) }
  )

  @Sendable private static func offered(_ scene: CaseScene) -> [String] {
    (scene.state.transfer?.body.words.value).map { ["Why, and what should be known: \($0)"] } ?? []
  }

  static let declineTransfer = CaseAct(
    name: "decline",
    heading: "Decline the transfer",
    button: "Decline",
    style: "govuk-button--secondary",
    act: .answerTransfer,
    isPossible: { $0.life.isOpen && $0.transfer != nil },
    isNext: { _ in true },
    notes: offered,
    fields: { _ in [.reason()] },
    command: { sent, _ in .declineTransfer(reason: sent[text: "reason"]) }
  )

  private static let revokeTransfer = CaseAct(
    name: "take-back",
    heading: "Take the transfer back",
    button: "Take it back",
    style: "govuk-button--secondary",
    act: .share,
    isPossible: { $0.life.isOpen && $0.transfer?.isRequest == false },
    fields: { _ in [.reason()] },
    command: { sent, _ in .revokeTransfer(reason: sent[text: "reason"]) }
  )

  static let withdrawRequest = CaseAct(
    name: "withdraw-request",
    heading: "Take back that your area asked for it",
    button: "Take it back",
    style: "govuk-button--secondary",
    act: .withdrawRequest,
    isPossible: { $0.life.isOpen && $0.transfer?.isRequest == true },
    fields: { _ in [.reason()] },
    command: { sent, _ in .revokeTransfer(reason: sent[text: "reason"]) }
  )
}
