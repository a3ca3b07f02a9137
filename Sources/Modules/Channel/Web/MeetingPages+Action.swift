import Domain
import Kernel
import Platform
import Views

extension MeetingPages {
  /// What was agreed, in whose case and by when; its words for who may read them, after a line says so.
  func noteAction(_ met: Met) async throws -> [String] {
    guard let action = met.action else { return [] }
    let about = "Case \(Case.reference(of: action.caseID)), by \(action.due.words)"
    guard try await mayRead(action, met) else { return [about] }
    let reference = Reference(kind: Case.category, id: action.caseID)
    var line = AccessLine(.consultation, reference, reason: MeetingPolicy.Act.finishAction.rawValue)
    line.area = met.row.area
    try await site.note(line, in: Case.vault, by: met.viewer)
    return ["\(about): \(action.what.value ?? "Erased")"]
  }

  /// Whoever is to do it, besides who may read what was said of the case.
  private func mayRead(_ action: PanelMeeting.ActionAgreed, _ met: Met) async throws -> Bool {
    if action.owner == met.viewer.account { return true }
    let state = try await site.load(Case.self, action.caseID).state
    return mayRead(action.caseID, of: met, try await site.caseFacts(action.caseID, state))
  }
}
