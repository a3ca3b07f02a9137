import Domain
import Kernel
import Platform
import Views

/// A policy setting as it stands: its value today, where that comes from, what will change, what is proposed.
struct SettingStanding: Sendable {
  let declaration: SettingDeclaration
  let value: String
  /// The decision that holds today; nil where the default does.
  let decision: SettingList.Act?
  /// Decided already, and not yet begun.
  let coming: [SettingList.Act]
  let proposal: SettingList.Act?
  let acts: [SettingList.Act]
  /// How many entries its record holds.
  let version: Int

  init(_ declaration: SettingDeclaration, _ acts: [SettingList.Act], on day: PartialDate) {
    self.declaration = declaration
    self.acts = acts
    let decided = acts.filter(\.decides)
    let decision = decided.last { $0.from.map { $0 <= day } ?? false }
    self.decision = decision
    value = decision?.value ?? declaration.fallback
    coming = decided.filter { act in
      act.position > (decision?.position ?? 0) && act.from.map { day < $0 } ?? false
    }
    proposal = acts.last.flatMap { $0.act == "proposed" ? $0 : nil }
    version = acts.last?.version ?? 0
  }

  var key: String { declaration.key }
  var facts: SettingPolicy.Facts { .init(proposer: proposal?.by) }

  /// Where the value comes from.
  var origin: String {
    decision == nil ? "Default" : "Decided, from \(decision?.from?.words ?? "")"
  }
}
