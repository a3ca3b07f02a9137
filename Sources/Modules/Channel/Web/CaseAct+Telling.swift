import Domain
import Kernel
import Platform

/// Telling somebody outside the case.
extension CaseAct {
  static let disclose = CaseAct(
    name: "tell",
    heading: "Record that somebody outside was told",
    button: "Record it",
    lead:
      "Record it before you tell them: who, what exactly, and on what basis. It stands in the access log, too.",
    act: .work,
    isPossible: { $0.life != .absent },
    fields: { _ in
      [
        .line(
          "recipient",
          "Who is told",
          hint: "Body and post, such as: Exampleshire College, head of safeguarding. No name of the person",
          required: "Say who is told"
        ),
        .words("what", "What exactly", required: "Say what exactly is told"),
        .one("basis", "Lawful basis", Case.basisList, required: "Choose the lawful basis"),
        .one("declaration", "Section 38", Section38.list, required: "Say what is in it"),
        .day("on", "On", required: "Enter the day"),
      ]
    },
    initial: { scene in
      var sent = Sent()
      sent[day: "on"] = scene.state.life == .absent ? nil : scene.today
      return sent
    },
    command: { sent, scene in
      .disclose(
        id: scene.id,
        .init(
          recipient: sent[text: "recipient"],
          what: sent[text: "what"],
          basis: sent.code("basis", of: Case.basisList),
          declaration: sent.code("declaration", of: Section38.list),
          on: scene.day(sent, "on")
        )
      )
    }
  )
}
