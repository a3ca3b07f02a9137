import Domain
import Kernel
import Platform

/// Pointing to a service, and whether it was taken up.
extension CaseAct {
  static var signposts: [CaseAct] { [point, followUp] }

  private static let point = CaseAct(
    name: "signpost",
    heading: "Point to a service",
    button: "Record it",
    lead: "Whatever is decided, the person can be pointed to help. Ask later whether they took it up.",
    act: .support,
    isPossible: { $0.life != .absent },
    fields: { _ in
      [
        .line("service", "Which service", required: "Say which service"),
        .one("nature", "What it is", Case.natureList, required: "Choose what it is"),
        .day("on", "On", required: "Enter the day"), .words("why", "Why", rows: 2),
      ]
    },
    deed: { sent, scene in
      .signpost(
        .give(
          caseID: scene.caseID,
          subject: scene.state.subject,
          service: sent[text: "service"],
          kind: sent.code("nature", of: Case.natureList),
          on: scene.day(sent, "on"),
          why: sent[text: "why"]
        ),
        on: scene.id
      )
    }
  )

  private static let followUp = CaseAct(
    name: "follow-up",
    heading: "Say whether a service was taken up",
    button: "Record it",
    act: .support,
    isPossible: { $0.life != .absent },
    fields: { scene in
      [
        .one("signpost", "Which service", scene.signposts, required: "Choose which service"),
        .one("taken", "What became of it", Signpost.takeUpList, required: "Choose what became of it"),
        .day("on", "As it was on", required: "Enter the day"), .words("words", "In words", rows: 2),
      ]
    },
    needs: [.signposts],
    deed: { sent, scene in
      .signpost(
        .followUp(
          taken: sent.code("taken", of: Signpost.takeUpList),
          on: scene.day(sent, "on"),
          words: sent[text: "words"]
        ),
        on: sent[text: "signpost"]
      )
    }
  )
}
