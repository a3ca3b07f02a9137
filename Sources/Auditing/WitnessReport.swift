package import Foundation
package import Journal
import Kernel

/// What a witness found when it looked at its logs once.
package struct WitnessReport: Encodable, Sendable {
  package struct Line: Encodable, Sendable {
    package let log: String
    package let isCosigned: Bool
    package let words: String
    /// The checkpoint with its cosignature.
    package var note: String?
  }

  /// The witness's own key, as it is published.
  package let key: String
  package let lines: [Line]

  package var isWhole: Bool { lines.allSatisfy(\.isCosigned) }

  package var words: String {
    lines.map { "\($0.isCosigned ? "cosigned" : "REFUSED"): \($0.log): \($0.words)" }.joined(separator: "\n")
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
        if handsBack { try await log.handBack(cosigned.note) }
        lines.append(
          .init(log: log.place, isCosigned: true, words: cosigned.words, note: cosigned.note.serialized)
        )
      } catch {
        let words = (error as? Fault)?.detail ?? String(describing: error)
        lines.append(.init(log: log.place, isCosigned: false, words: words))
      }
    }
    return WitnessReport(key: verifier.text, lines: lines)
  }
}

extension Cosigner.Cosigned {
  fileprivate var words: String {
    let since = before.map { "; before, \($0)" } ?? "; the log is new to this witness"
    return "\(origin) at \(size) entries\(since)"
  }
}
