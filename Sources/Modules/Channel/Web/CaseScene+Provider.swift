import Domain
import Kernel
import Views

extension CaseScene {
  /// Why a support cannot be given by whom the plan names; nil where it can.
  func whyNot(_ support: Case.PlannedSupport) -> String? {
    guard !support.isAllowed(among: assignables) else { return nil }
    let name = support.provider
    guard let provider = providers.first(where: { $0.reference == name }) else {
      return "No intervention provider has the reference “\(name)”: mentoring needs an approved one"
    }
    if provider.isWithdrawn { return "The approval of \(name) was withdrawn" }
    guard let until = provider.until else { return "\(name) is not approved yet" }
    if until < today { return "The approval of \(name) ended on \(until.words)" }
    guard provider.natures.contains(where: { $0.code == support.nature.code }) else {
      return "\(name) is not approved for this kind of support"
    }
    if until < support.from {
      return "The approval of \(name) ends on \(until.words), before the support begins"
    }
    // Whom the plan names already takes no more room.
    let isKept = state.plan?.supports.contains { $0.provider == name } ?? false
    return provider.engaged - (isKept ? 1 : 0) >= provider.capacity
      ? "\(name) has no room for another case"
      : "\(name) cannot take on this case: their page in the register says why"
  }
}
