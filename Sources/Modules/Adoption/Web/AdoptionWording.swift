import Domain
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension Adoption.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyRecorded: "already-recorded"
    case .alreadyReported: "already-reported"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .noSuchResult: "no-such-result"
    case .reasonNeeded: "reason-needed"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyRecorded: "This adoption was recorded already."
    case .alreadyReported: "This result was reported already. Correct it, or report another."
    case .notPossible(let life):
      "That cannot be done to an adoption that \(AdoptionWording.life(life))."
    case .incomplete(let missing): "Fill in: \(missing.map(AdoptionWording.label).joined(separator: ", "))."
    case .noSuchResult: "There is no such result."
    case .reasonNeeded: "Say why."
    }
  }
}

enum AdoptionWording {
  static func life(_ life: Adoption.State.Life) -> String {
    switch life {
    case .absent: "is not there"
    case .running: "is running"
    case .ended: "has ended"
    case .takenBack: "was recorded by mistake"
    }
  }

  /// Who does it.
  ///
  /// - Parameter names: Of organisations, by their identifiers.
  static func who(_ organisation: String?, _ names: [String: String]) -> String {
    organisation.map { names[$0] ?? "An organisation" } ?? "Somebody who acts for no organisation"
  }

  static func label(_ field: String) -> String {
    (AdoptionForm.details.field(field)?.label ?? AdoptionForm.result.field(field)?.label)?.lowercased()
      ?? field
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: String) -> String {
    switch act {
    case "recorded": "recorded that it is done there"
    case "revised": "changed it"
    case "result-reported": "reported a result"
    case "result-corrected": "corrected a result"
    case "ended": "recorded that it ended"
    case "taken-back": "took it back: it was recorded by mistake"
    default: act
    }
  }

  static func colour(_ verdict: String) -> String {
    switch verdict {
    case "better": "govuk-tag--green"
    case "worse": "govuk-tag--red"
    case "mixed": "govuk-tag--yellow"
    default: "govuk-tag--grey"
    }
  }

  /// Counts in a sentence each: how many did it, and how it went.
  static func sentences(_ sum: AdoptionList.Sum) -> [String] {
    let home = sum.isDoneAtHome ? ["Those who described it do it too."] : []
    return elsewhere(sum) + home
  }

  private static func elsewhere(_ sum: AdoptionList.Sum) -> [String] {
    guard sum.adoptions > 0 else {
      return ["\(sum.isDoneAtHome ? "Nobody else" : "Nobody") has said yet that they do this too."]
    }
    let kinds = [
      sum.asPublished > 0 ? "\(sum.asPublished) as it is described" : nil,
      sum.adapted > 0 ? "\(sum.adapted) adapted" : nil,
      sum.ended > 0 ? "\(sum.ended) ended since" : nil,
    ]
    let first = "Done elsewhere \(times(sum.adoptions)): \(kinds.compactMap { $0 }.joined(separator: ", "))."
    guard sum.results > 0 else { return [first, "No result has been reported yet."] }
    let verdicts = Adoption.verdictList.codes.compactMap { code in
      sum.verdicts[code.code].map { "\($0) \(code.label.lowercased())" }
    }
    let results = sum.results == 1 ? "1 result" : "\(sum.results) results"
    let compared =
      sum.compared == 0
      ? "none of them compared with anything" : "\(sum.compared) of them compared with something"
    let silent = sum.silent == 0 ? "" : " Not reported on: \(sum.silent)."
    return [first, "\(results), \(compared): \(verdicts.joined(separator: ", ")).\(silent)"]
  }

  private static func times(_ count: Int) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }

  /// A period as people write it; empty where neither end is known.
  static func period(_ from: PartialDate?, _ until: PartialDate?) -> String {
    switch (from, until) {
    case (let from?, let until?): "\(from.words) to \(until.words)"
    case (let from?, nil): "from \(from.words)"
    case (nil, let until?): "until \(until.words)"
    case (nil, nil): ""
    }
  }
}
