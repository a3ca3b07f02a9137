package import Foundation
package import Journal
import Kernel

/// What a witness found when it looked at its logs once.
package struct WitnessReport: Encodable, Sendable {
  package struct Line: Encodable, Sendable {
    package let log: String
    package let outcome: Outcome
    package let words: String
    /// The checkpoint with its cosignature.
    package var note: String?
  }

  package enum Outcome: String, Encodable, Sendable {
    case cosigned, refused
    /// It was cosigned, and the log did not take it.
    case notHandedBack = "not handed back"
  }

  /// The witness's own key, as it is published.
  package let key: String
  package let lines: [Line]

  package var isWhole: Bool { lines.allSatisfy { $0.outcome == .cosigned } }

  package var words: String {
    lines.map { line in
      let outcome = line.outcome == .cosigned ? line.outcome.rawValue : line.outcome.rawValue.uppercased()
      return "\(outcome): \(line.log): \(line.words)"
    }
    .joined(separator: "\n")
  }
}

extension Cosigner {
  /// Looks at logs, one after another, and cosigns those that go on from what was cosigned before.
  ///
  /// - Parameters:
  ///   - folder: Keeps each cosigned checkpoint, for whoever wants it.
  ///   - handsBack: Whether the logs get their cosignatures.
  package func look(
    at logs: [any PublishedLog],
    signedBy key: NoteVerifier,
    keepingIn folder: URL,
    handsBack: Bool
  ) async -> WitnessReport {
    var lines: [WitnessReport.Line] = []
    for log in logs {
      do {
        let cosigned = try await cosign(log, signedBy: key)
        let name = cosigned.origin.replacing("/", with: "_")
        try SmallFile.write(Data(cosigned.note.serialized.utf8), to: folder.appending(path: name))
        lines.append(handsBack ? await handBack(cosigned, to: log) : cosigned.line(log, .cosigned))
      } catch {
        lines.append(.init(log: log.place, outcome: .refused, words: Self.reason(error)))
      }
    }
    return WitnessReport(key: verifier.text, lines: lines)
  }

  private func handBack(_ cosigned: Cosigned, to log: any PublishedLog) async -> WitnessReport.Line {
    do {
      try await log.handBack(cosigned.note)
      return cosigned.line(log, .cosigned)
    } catch {
      return cosigned.line(log, .notHandedBack, "; \(Self.reason(error))")
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? Fault)?.detail ?? String(describing: error)
  }
}

extension Cosigner.Cosigned {
  fileprivate func line(
    _ log: any PublishedLog,
    _ outcome: WitnessReport.Outcome,
    _ rest: String = ""
  ) -> WitnessReport.Line {
    let since = before.map { "; before, \($0)" } ?? "; the log is new to this witness"
    let words = "\(origin) at \(size) entries\(since)\(rest)"
    return .init(log: log.place, outcome: outcome, words: words, note: note.serialized)
  }
}
