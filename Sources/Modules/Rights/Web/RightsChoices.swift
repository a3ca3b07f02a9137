import Domain
import Kernel
import Platform
import Views

/// What can be chosen in the steps of one request: its records, their passages, what is kept back, and who got them.
struct RightsChoices: Sendable {
  var records: CodeList
  var passages: CodeList
  var withheld: CodeList
  var recipients: CodeList

  // MARK: Codes

  static func code(_ record: Reference) -> String { "\(record.kind)/\(record.id)" }
  static func code(_ passage: RightsRequest.Passage) -> String { "\(code(passage.record))/\(passage.field)" }
  static func code(_ record: Reference, _ recipient: String) -> String { "\(code(record))/\(recipient)" }

  static func reference(_ code: String) -> Reference { parts(code).record }

  static func passage(_ code: String) -> RightsRequest.Passage {
    let (record, rest) = parts(code)
    return .init(record: record, field: rest)
  }

  static func recipient(_ code: String) -> (Reference, String) { parts(code) }

  private static func parts(_ code: String) -> (record: Reference, rest: String) {
    let parts = code.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let padded = parts + Array(repeating: "", count: 3)
    return (Reference(kind: padded[0], id: padded[1]), padded[2])
  }
}

extension CodeList {
  fileprivate init(chosen name: String, _ codes: [Code]) { self.init(name, version: 1, codes) }
}

extension RightsChoices {
  /// With how it begins, which tells it from others of its kind.
  private static func label(_ passage: HeldPassage) -> String {
    let words = passage.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(passage.label): “\(words.prefix(60))\(words.count > 60 ? "…" : "")”"
  }

  init(
    _ bundle: RightsBundle,
    withheld: [RightsList.Withheld],
    outstanding: [RightsBundle.Disclosure]
  ) {
    records = CodeList(
      chosen: "record",
      bundle.records.map { .init(Self.code($0.record.reference), $0.record.title) }
    )
    passages = CodeList(
      chosen: "passage",
      bundle.records.flatMap { held in
        held.passages.filter { $0.withheld == nil }.map { part in
          let passage = RightsRequest.Passage(record: held.record.reference, field: part.passage.field)
          return .init(Self.code(passage), Self.label(part.passage), group: held.record.title)
        }
      }
    )
    self.withheld = CodeList(
      chosen: "withheld",
      withheld.map { .init($0.id, RightsWording.withheld($0, in: bundle)) }
    )
    recipients = CodeList(
      chosen: "recipient",
      outstanding.map {
        .init(Self.code($0.record, $0.recipient), "\($0.recipient), \($0.title), \(RightsWording.day($0.at))")
      }
    )
  }
}
