import Foundation
import Kernel
import Platform

/// What one entry holds sealed of one person: how many values, and the texts in them that are worth looking for.
///
/// Not looked for: words of fixed lists, days, and what the record's kind says is not of the person alone.
struct SealedTexts {
  private(set) var count = 0
  private(set) var texts: Set<String> = []
  private let subject: String
  private let shared: Set<String>
  private let names: Set<String>

  /// Bytes: what is shorter stands anywhere.
  private static let shortest = 5

  init(of subject: String, in entry: Entry, _ kind: Retained?, _ sealing: Sealing) throws {
    self.subject = subject
    (shared, names) = (kind?.shared ?? [], kind?.names ?? [])
    try walk(JSONSerialization.jsonObject(with: entry.body), at: "", entry, sealing)
  }

  private mutating func walk(_ part: Any, at path: String, _ entry: Entry, _ sealing: Sealing) throws {
    if let list = part as? [Any] {
      for each in list { try walk(each, at: path, entry, sealing) }
    } else if let object = part as? [String: Any] {
      let owners = object["subjects"] as? [String] ?? (object["subject"] as? String).map { [$0] } ?? []
      if owners.contains(subject), let sealed = object["sealed"] as? String {
        count += 1
        if let bytes = Data(base64Encoded: sealed), let plain = try sealing.open(owners, entry.name, bytes) {
          collect(try JSONSerialization.jsonObject(with: plain), at: path)
        }
      } else {
        for (name, each) in object { try walk(each, at: path.step(name), entry, sealing) }
      }
    }
  }

  private mutating func collect(_ part: Any, at path: String) {
    guard !shared.contains(path) else { return }
    switch part {
    case let text as String: if PartialDate(text) == nil { take(text) }
    case let list as [Any]: for each in list { collect(each, at: path) }
    case let object as [String: Any]:
      guard Set(object.keys) != ["code", "version"] else { return }
      let name = names.contains(path) ? Self.nameParts : []
      takeTogether(name.compactMap { object[$0] as? String })
      for (part, each) in object where !name.contains(part) { collect(each, at: path.step(part)) }
    default: break
    }
  }

  private static let nameParts = ["givenName", "familyName"]

  /// Many have one part of a name; both together are searched for, as people and as tables and JSON write them.
  private mutating func takeTogether(_ parts: [String]) {
    let parts = parts.filter { !$0.isEmpty }
    for order in [parts, parts.reversed()] {
      for between in [" ", ", ", "", "\",\"givenName\":\""] { take(order.joined(separator: between)) }
    }
  }

  private mutating func take(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    for text in [text, text.lowercased()] where text.utf8.count >= Self.shortest { texts.insert(text) }
  }
}

extension String {
  fileprivate func step(_ name: String) -> String { isEmpty ? name : "\(self).\(name)" }
}
