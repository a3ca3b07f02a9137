import Domain
import Kernel
import Platform

/// Contacts, and alarms where there was none.
extension CaseAct {
  static var contact: [CaseAct] { [record, move, alarm] }

  private static let record = CaseAct(
    name: "contact",
    heading: "Record a contact",
    button: "Record it",
    act: .support,
    isPossible: \.isCarried,
    isNext: \.isCarried,
    fields: { scene in
      [
        .one("with", "With whom", Case.contactList, required: "Choose with whom"),
        .day("on", "On", required: "Enter the day"),
        .words("words", "What was said", required: "Say what was said"), .nextContact(scene),
      ]
    },
    command: { sent, scene in
      .recordContact(
        id: scene.id,
        .init(
          with: sent.code("with", of: Case.contactList),
          on: scene.day(sent, "on"),
          words: sent[text: "words"],
          nextContact: scene.day(sent, "next")
        ),
        scene.rules
      )
    }
  )

  private static let move = CaseAct(
    name: "move-contact",
    heading: "Move the next contact",
    button: "Move it",
    act: .support,
    isPossible: \.isCarried,
    fields: { [.nextContact($0), .reason()] },
    command: { sent, scene in
      .moveContact(to: scene.day(sent, "next"), reason: sent[text: "reason"], scene.rules)
    }
  )

  private static let alarm = CaseAct(
    name: "answer-alarm",
    heading: "Answer an alarm",
    button: "Answer it",
    lead:
      "Say what was done about it, or why nothing needs to be. A contact that was made ends an alarm of silence by itself.",
    act: .work,
    isPossible: { !$0.alarms.isEmpty },
    isNext: { _ in true },
    fields: { scene in
      [
        .one("alarm", "Which alarm", scene.choice(.alarms), required: "Choose which alarm"),
        .words("words", "What was done about it", required: "Say what was done about it"),
      ]
    },
    initial: onlyOne(of: .alarms, as: "alarm"),
    command: { sent, _ in .answerAlarm(id: sent[text: "alarm"], words: sent[text: "words"]) }
  )
}
