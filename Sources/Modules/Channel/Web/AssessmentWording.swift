import Domain
import Foundation
import Kernel
import Platform
import Views

enum AssessmentWording {
  static let caution =
    "An assessment supports judgement and proves nothing. Each factor stands by itself: they are never added up."

  static func life(_ row: AssessmentList.Row) -> String {
    switch row.life {
    case .absent: ""
    case .started: "Being made"
    case .completed: row.endedAt.map { "Concluded on \(PartialDate(on: $0).words)" } ?? "Concluded"
    case .abandoned: "Abandoned"
    }
  }

  static func presence(_ judgement: Assessment.Judgement) -> String {
    Assessment.presenceList.label(judgement.presence.code)
  }

  /// What was seen of a factor, in one line.
  static func judgement(_ judgement: Assessment.Judgement) -> String {
    let from = [judgement.source, judgement.date?.words ?? ""].filter { !$0.isEmpty }
    let tail = from.isEmpty ? "" : " (\(from.joined(separator: ", ")))"
    let evidence = judgement.evidence.isEmpty ? "" : ". \(judgement.evidence)"
    return presence(judgement) + evidence + tail
  }

  /// What comes next: the first factor behind another of which nothing is said, else the first narrative that is
  /// missing; nil where all is there.
  static func next(in state: Assessment.State, after code: String? = nil) -> String? {
    guard let framework = state.framework else { return nil }
    let codes = framework.factors.map(\.code)
    let start = code.flatMap { codes.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    let inOrder = Array(codes[start...] + codes[..<start])
    if let open = inOrder.first(where: { state.judgements[$0] == nil }) { return "/factors/\(open)" }
    return framework.dimensions.first { state.narratives[$0.code] == nil }.map { "/dimensions/\($0.code)" }
  }

  static func act(_ act: AssessmentList.Act, _ framework: Framework) -> String {
    switch act.act {
    case "started": "started it"
    case "judged":
      "recorded “\(framework.factors.first { $0.code == act.part }?.label ?? act.part)”"
    case "narrated":
      "wrote on “\(framework.dimensions.first { $0.code == act.part }?.label ?? act.part)”"
    case "completed": "concluded it"
    case "abandoned": "abandoned it"
    default: act.act
    }
  }
}

/// What a refusal says to the person who asked.
extension Assessment.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyStarted: "already-started"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .noSuchFramework: "no-such-framework"
    case .noSuchFactor: "no-such-factor"
    case .noSuchDimension: "no-such-dimension"
    case .noSuchCode: "no-such-code"
    case .inTheFuture: "in-the-future"
    case .notJudged: "not-judged"
    case .notNarrated: "not-narrated"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyStarted: "This assessment was started already."
    case .notPossible(.completed): "This assessment is concluded. Start another to record what is new."
    case .notPossible(.abandoned): "This assessment was abandoned. Start another."
    case .notPossible: "An assessment belongs to an open case."
    case .incomplete(let missing):
      "Fill in: \(missing.joined(separator: ", ")). Without them, choose “Not known”."
    case .noSuchFramework, .noSuchFactor, .noSuchDimension:
      "The framework of this assessment has no such part."
    case .noSuchCode: "Choose from the list."
    case .inTheFuture: "What was seen cannot lie ahead."
    case .notJudged(let factors):
      "Nothing is recorded yet of: \(factors.map(Self.label).joined(separator: "; "))."
    case .notNarrated(let dimensions):
      "Nothing is written yet on: \(dimensions.map(Self.dimension).joined(separator: "; "))."
    }
  }

  package var field: String? {
    switch self {
    case .incomplete(let missing): missing.first
    case .inTheFuture: "date"
    default: nil
    }
  }

  private static func label(_ code: String) -> String {
    Framework.current.factors.first { $0.code == code }?.label ?? code
  }

  private static func dimension(_ code: String) -> String {
    Framework.current.dimensions.first { $0.code == code }?.label ?? code
  }
}
