import Domain
import Kernel
import Platform

/// Putting right what was recorded, without taking it out.
extension CaseAct {
  static let remark = CaseAct(
    name: "put-right",
    heading: "Put an entry right",
    button: "Put it right",
    lead:
      "What was recorded stays. What you write is shown beside it, to everybody who reads the case. For what the person says of an entry, too.",
    act: .work,
    isPossible: { $0.life != .absent },
    fields: { scene in
      [
        .one("entry", "Which entry", scene.entries, required: "Choose which entry"),
        .words(
          "words",
          "What is wrong or missing, and what is right",
          hint: "And how that is known",
          required: "Say what is wrong or missing, and what is right"
        ),
      ]
    },
    needs: [.entries],
    command: { sent, scene in
      .remark(id: scene.id, on: sent[text: "entry"], words: sent[text: "words"])
    }
  )
}
