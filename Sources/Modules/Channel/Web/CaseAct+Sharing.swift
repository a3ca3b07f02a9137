import Domain
import Kernel
import Platform

/// Who carries a case, who sees it, and who is kept out.
extension CaseAct {
  static var sharing: [CaseAct] {
    [assign, share, endSharing, keepOut, askForAccess, refuseAccess] + transfers
  }

  static func person(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ people: CodeList,
    required: String? = "Choose who"
  ) -> Field<Sent> {
    .one(name, label, hint: hint, people, required: required)
  }

  private static let assign = CaseAct(
    name: "assign",
    heading: "Give it to somebody to carry",
    button: "Give it to them",
    act: .supervise,
    isPossible: \.life.isOpen,
    fields: { [person("owner", "Who carries it", $0.owners), .reason()] },
    needs: [.owners],
    command: { sent, _ in .assign(owner: sent[text: "owner"], reason: sent[text: "reason"]) }
  )

  private static let share = CaseAct(
    name: "share",
    heading: "Share the case",
    button: "Share it",
    lead: "With somebody who needs to know. A guest sees it for a time; somebody who covers supervises it.",
    act: .share,
    isPossible: { $0.life != .absent },
    isNext: { !$0.askers.isEmpty },
    fields: { scene in
      [
        person("account", "With whom", hint: asking(scene), scene.people),
        .one("role", "As what", Case.circleList, required: "Choose as what"),
        .day("until", "Until", hint: "Needed for a guest; others see it until sharing is ended"),
        .reason(),
      ]
    },
    initial: onlyOne(of: .askers, as: "account"),
    needs: [.people],
    command: { sent, _ in
      .share(
        with: sent[text: "account"],
        as: sent.code("role", of: Case.circleList),
        until: sent[day: "until"],
        reason: sent[text: "reason"]
      )
    }
  )

  private static func asking(_ scene: CaseScene) -> String? {
    let askers = scene.choice(.askers).codes.map(\.label)
    return askers.isEmpty ? nil : "Asks to be let in: \(askers.joined(separator: ", "))"
  }

  private static let endSharing = CaseAct(
    name: "end-sharing",
    heading: "End sharing it",
    button: "End it",
    act: .share,
    isPossible: { !$0.circle.isEmpty },
    fields: { [person("account", "With whom", $0.choice(.members)), .reason()] },
    command: { sent, _ in .endSharing(with: sent[text: "account"], reason: sent[text: "reason"]) }
  )

  private static let keepOut = CaseAct(
    name: "keep-out",
    heading: "Keep somebody out",
    button: "Keep them out",
    lead:
      "Somebody who is near to the person sees nothing of the case, and cannot break the glass. Where they would supervise it, somebody else does so in their place.",
    style: "govuk-button--warning",
    act: .supervise,
    isPossible: { $0.life != .absent },
    fields: { scene in
      [
        person("account", "Who is kept out", scene.people),
        person(
          "cover",
          "Who supervises instead",
          scene.people.orNone("Nobody besides who covers already"),
          required: nil
        ), .reason(),
      ]
    },
    needs: [.people],
    command: { sent, _ in
      let cover = sent.chosen("cover")
      return .keepOut(
        sent[text: "account"],
        cover: cover.isEmpty ? nil : cover,
        reason: sent[text: "reason"]
      )
    }
  )

  static let askForAccess = CaseAct(
    name: "ask",
    heading: "Ask for access",
    button: "Ask",
    lead: "Whoever carries the case decides whether you need to know. Say what you need it for.",
    act: .askForAccess,
    isPossible: { $0.life != .absent },
    fields: { _ in [.reason("What you need it for")] },
    command: { sent, _ in .askForAccess(reason: sent[text: "reason"]) }
  )

  private static let refuseAccess = CaseAct(
    name: "refuse-access",
    heading: "Refuse to let somebody in",
    button: "Refuse",
    style: "govuk-button--secondary",
    act: .share,
    isPossible: { !$0.askers.isEmpty },
    isNext: { _ in true },
    fields: { [person("account", "Who asked", $0.choice(.askers)), .reason()] },
    command: { sent, _ in .refuseAccess(to: sent[text: "account"], reason: sent[text: "reason"]) }
  )
}
