/// What an audit found, one thing after another.
package struct AuditReport: Encodable, Sendable {
  package struct Finding: Encodable, Sendable {
    /// The file, folder or address that it is about.
    package let about: String
    package let holds: Bool
    package let words: String
    /// Where two checkpoints were compared: what proves that the one goes on from the other.
    package var growth: Growth?
  }

  /// Two sizes of a log, and the proof in base64, for other programs to check.
  package struct Growth: Encodable, Sendable {
    package let from: Int64
    package let to: Int64
    package let proof: [String]
  }

  package let findings: [Finding]
  /// What was not checked, and how it can be.
  package let limits: [String]
  package let isWhole: Bool

  init(_ findings: [Finding], limits: [String]) {
    self.findings = findings
    self.limits = limits
    isWhole = findings.allSatisfy(\.holds)
  }

  package var words: String {
    let lines = findings.map { "\($0.holds ? "holds" : "DOES NOT HOLD"): \($0.about): \($0.words)" }
    let end = isWhole ? "Everything holds." : "Something does not hold."
    return (lines + limits.map { "not checked: \($0)" } + [end]).joined(separator: "\n")
  }
}
