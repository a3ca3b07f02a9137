import Domain
import Kernel
import Platform
import Views

/// What the pages show of a setting.
enum SettingShowModel {
  /// A setting in a list.
  static func line(_ standing: SettingStanding) -> Model {
    let declaration = standing.declaration
    return [
      "address": "/settings/\(standing.key)", "meaning": declaration.meaning,
      "value": declaration.words(standing.value), "origin": standing.origin,
      "next": standing.coming.last.map { next($0, declaration) } ?? false,
      "proposed": standing.proposal.map { proposed($0, declaration) } ?? false,
      "isUnconfirmed": !declaration.isConfirmed && standing.decision == nil,
    ]
  }

  static func next(_ act: SettingList.Act, _ declaration: SettingDeclaration) -> String {
    "\(declaration.words(act.value ?? "")) from \(act.from?.words ?? "")"
  }

  static func proposed(_ act: SettingList.Act, _ declaration: SettingDeclaration) -> String {
    "Proposed: \(next(act, declaration)). \(SettingWording.reason(act))"
  }

  static func page(_ standing: SettingStanding, _ history: [HistoryLine], _ viewer: Viewer) -> Model {
    let steps = steps(standing, viewer)
    let address = "/settings/\(standing.key)"
    return line(standing).merging([
      "group": SettingWording.group(standing.key), "rows": rows(standing),
      "hasHistory": !history.isEmpty,
      "history": history.reversed().map { $0.model(when: PartialDate(on: $0.at).words, at: address) },
      "hasSteps": !steps.isEmpty, "steps": steps,
    ]) { $1 }
  }

  private static func rows(_ standing: SettingStanding) -> [Model] {
    let declaration = standing.declaration
    let isDecided = standing.decision != nil
    return [
      Model.row("Today", declaration.words(standing.value)),
      Model.row("Where that comes from", standing.origin),
      standing.coming.isEmpty
        ? nil
        : Model.row(
          "Decided for later",
          standing.coming.map { next($0, declaration) }.joined(separator: "; ")
        ),
      isDecided ? Model.row("Default", declaration.words(declaration.fallback)) : nil,
      Model.row(
        "The default rests on",
        declaration.source.isEmpty ? "A decision of the design" : declaration.source
      ),
      Model.row("It may be", SettingWording.allowed(declaration)),
      Model.row(
        "Decided by",
        declaration.needsTwo ? "Two people: one proposes, another agrees" : "One person"
      ),
      Model.row("Key", standing.key),
    ]
    .compactMap { $0 }
  }

  private static func steps(_ standing: SettingStanding, _ viewer: Viewer) -> [Model] {
    let facts = standing.facts
    let isProposed = standing.proposal != nil
    let all: [(act: SettingPolicy.Act, label: String, path: String, style: String, isShown: Bool)] = [
      (.agree, "Agree to the change", "/agree", "", isProposed),
      (
        .decline, viewer.account == facts.proposer ? "Take it back" : "Decline it", "/decline",
        "govuk-button--secondary", isProposed
      ),
      (.change, standing.declaration.needsTwo ? "Propose a change" : "Change it", "/change", "", !isProposed),
    ]
    return all.compactMap { act, label, path, style, isShown in
      guard isShown, SettingPolicy.policy.allows(act, viewer, facts) else { return nil }
      return [
        "label": label, "address": "/settings/\(standing.key)\(path)", "isPost": act == .agree,
        "style": style,
      ]
    }
  }
}
