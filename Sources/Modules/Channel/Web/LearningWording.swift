import Analysis
import Domain
import Kernel
import Platform
import Views

enum LearningWording {
  static func rows(_ recorded: CaseLearning.Recorded?) -> [Model] {
    guard let recorded else { return [] }
    let framework = Framework.of(recorded.framework)
    let factors = recorded.factors.map { code in
      framework?.factors.first { $0.code == code }?.label ?? code
    }
    let words = recorded.words.value
    let rows = [
      ("Factors present", factors.isEmpty ? "None" : factors.joined(separator: "\n")),
      ("What changed", labels(recorded.changes, CaseLearning.changeList)), ("In words", words?.changed ?? ""),
      ("What helped", labels(recorded.helped, CaseLearning.helpList)),
      ("By what mechanism", labels(recorded.mechanisms, CaseLearning.mechanismList)),
      ("What helped and how, in words", words?.helped ?? ""),
      ("Missed chances", labels(recorded.missed, CaseLearning.chanceList)),
      ("Missed chances, in words", words?.missed ?? ""),
      ("Would it help elsewhere?", CaseLearning.transferList.label(recorded.transfer.code)),
      ("Where it would help, and where not", words?.transfer ?? ""),
    ]
    return rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }
  }

  private static func labels(_ codes: [Coded], _ list: CodeList) -> String {
    codes.map { list.label($0.code) }.joined(separator: "\n")
  }

  /// As it would be typed again.
  static func learned(_ recorded: CaseLearning.Recorded) -> CaseLearning.Learned {
    var learned = CaseLearning.Learned()
    learned.factors = recorded.factors
    learned.changes = recorded.changes.map(\.code)
    learned.helped = recorded.helped.map(\.code)
    learned.mechanisms = recorded.mechanisms.map(\.code)
    learned.missed = recorded.missed.map(\.code)
    learned.transfer = recorded.transfer.code
    learned.words = recorded.words.value ?? .init()
    return learned
  }

  // MARK: Lessons

  static func standing(_ row: LessonList.Row) -> String {
    switch row.life {
    case .absent: ""
    case .draft: "Being written"
    case .asked: "Waits for somebody’s approval"
    case .approved: "Approved, and on its way"
    case .delivered: "Released\(row.deliveredOn.map { " on \($0.words)" } ?? "")"
    case .withdrawn: "Withdrawn"
    }
  }

  static func part(_ field: String) -> String {
    switch field {
    case "title": "Title"
    case "problem": "The problem"
    case "helped": "What helped"
    case "mechanism": "How it helped"
    case "caution": "What to be careful about"
    default: "The whole text"
    }
  }

  /// What the check says, in one sentence; how many things, and nothing that could be taken for a measure of safety.
  static func summary(_ checked: LessonPages.Checked) -> String {
    let stopped = checked.findings.filter { $0.severity == .mustChange }
    if !stopped.isEmpty {
      return stopped.count == 1
        ? "One thing must be changed before anybody can be asked to approve it."
        : "\(stopped.count) things must be changed before anybody can be asked to approve it."
    }
    if checked.opened.state.life == .draft, !checked.open.isEmpty {
      return checked.open.count == 1
        ? "One thing must be changed, or it must be said why it may stay."
        : "\(checked.open.count) things must be changed, or it must be said why each may stay."
    }
    return
      "The check finds nothing more. It knows names, places and forms, and not what neighbours know: somebody must read it."
  }

  static func act(_ act: String) -> String {
    switch act {
    case "drafted": "wrote the text"
    case "justified": "said why something may stay"
    case "asked": "asked for approval"
    case "approved": "approved the release"
    case "refused": "refused the release"
    case "withdrawn": "withdrew it"
    case "delivered": "delivered it to the library"
    default: act
    }
  }
}

/// What a refusal says to the person who asked.
extension CaseLearning.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .incomplete: "learning-incomplete"
    case .noSuchCode: "learning-no-such-code"
    }
  }

  package var sentence: String {
    switch self {
    case .incomplete(let missing): "Fill in: \(missing.joined(separator: ", "))."
    case .noSuchCode(let list): "The list “\(list)” has no such entry."
    }
  }

  package var field: String? {
    if case .incomplete(let missing) = self { missing.first } else { nil }
  }
}

/// What a refusal says to the person who asked.
extension Lesson.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .notPossible: "lesson-not-possible"
    case .incomplete: "lesson-incomplete"
    case .anotherCase: "lesson-of-another-case"
    case .noSuchFinding: "no-such-finding"
    case .mustChange: "must-be-changed"
    case .notJustified: "not-justified"
    case .approvedByAuthor: "approved-by-author"
    case .erased: "lesson-erased"
    }
  }

  package var sentence: String {
    switch self {
    case .notPossible(.asked): "The lesson waits for approval, and is not changed meanwhile."
    case .notPossible(.approved), .notPossible(.delivered):
      "The lesson was released, and cannot be taken back."
    case .notPossible(.withdrawn): "The lesson was withdrawn. Write another."
    case .notPossible: "The lesson does not wait for approval."
    case .incomplete(let missing):
      "Fill in: \(missing.map { LearningWording.part($0).lowercased() }.joined(separator: ", "))."
    case .anotherCase: "This lesson belongs to another case."
    case .noSuchFinding:
      "The check finds no such thing that may be justified. What must be changed cannot be."
    case .mustChange(let count):
      "\(count == 1 ? "One thing" : "\(count) things") in the text must be changed: by it somebody could be known again."
    case .notJustified(let count):
      "Say why \(count == 1 ? "one thing that was found" : "each of \(count) things that were found") may stay, or change the text."
    case .approvedByAuthor: "Nobody approves a lesson that they wrote any of."
    case .erased: "What was written is erased with the case, and goes nowhere."
    }
  }

  package var field: String? {
    if case .incomplete(let missing) = self { missing.first } else { nil }
  }
}
