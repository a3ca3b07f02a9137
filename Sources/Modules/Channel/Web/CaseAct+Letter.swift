import Domain
import Kernel
import Platform

/// Letters of a case: written, printed, and said to have gone out.
extension CaseAct {
  static var letters: [CaseAct] { [letter, letterSent] }

  private static let letter = CaseAct(
    name: "letter",
    heading: "Write a letter",
    button: "Keep the letter",
    lead:
      "To the person, or for a child to a parent: somebody else is told by a record of its own. It is kept in the case, and can be printed from there. Once it has gone out, record that it was sent.",
    act: .work,
    isPossible: { $0.life != .absent },
    isNext: { $0.isLetterDue && !$0.unsentLetters.contains { $0.kind.code == "mistaken" } },
    fields: { _ in
      [
        .one("letter", "What it is", Case.letterList, required: "Choose what it is"),
        .words(
          "from",
          "From",
          hint: "Name, post and body, and how to reach you, as they stand on the letter",
          required: "Say who writes, and how to reach you",
          rows: 4
        ),
        .words(
          "to",
          "To",
          hint: "Name and address, as they stand on the letter",
          required: "Say to whom",
          rows: 4
        ),
        .words("text", "Text", required: "Write the letter", rows: 14),
      ]
    },
    initial: { scene in
      var sent = Sent()
      sent[text: "from"] = scene.sender
      guard scene.state.isLetterDue else { return sent }
      sent[text: "letter"] = "mistaken"
      sent[text: "text"] = apology
      return sent
    },
    needs: [.sender],
    command: { sent, scene in
      .writeLetter(
        id: scene.id,
        kind: sent.code("letter", of: Case.letterList),
        .init(to: sent[text: "to"], text: sent[text: "text"], from: sent[text: "from"])
      )
    }
  )

  private static let letterSent = CaseAct(
    name: "letter-sent",
    heading: "Record that a letter was sent",
    button: "Record it",
    act: .work,
    isPossible: { !$0.unsentLetters.isEmpty },
    isNext: { _ in true },
    fields: { scene in
      [
        .one("sent-letter", "Which letter", scene.choice(.letters), required: "Choose which letter"),
        .one("way", "How it was sent", Case.letterWayList, required: "Choose how it was sent"),
        .day("on", "On", required: "Enter the day"),
      ]
    },
    initial: onlyOne(of: .letters, as: "sent-letter"),
    command: { sent, scene in
      .sendLetter(
        sent[text: "sent-letter"],
        by: sent.code("way", of: Case.letterWayList),
        on: scene.day(sent, "on")
      )
    }
  )

  private static let apology = """
    We are writing about a referral that was made to us about you.

    We looked at it and found that it was mistaken. It should not have been made, and we are sorry that it was. You did nothing to bring it about, and nothing will follow from it.

    What we hold about it is kept for a short time only, and then erased. You can ask us at any time what we hold, ask us to correct it or to erase it, and complain to us or to the Information Commissioner.

    If you would like to talk to somebody about this, please tell us.
    """
}
