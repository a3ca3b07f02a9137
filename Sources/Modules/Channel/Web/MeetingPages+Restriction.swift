import Domain
import Kernel
import Platform
import Views

extension MeetingPages {
  /// Before a panel is shown cases: none of which use is restricted.
  ///
  /// - Parameter field: That a refusal stands beside; nil where there is none.
  func requireUnrestricted(_ cases: some Sequence<String>, besides field: String?) async throws {
    for id in cases {
      guard let row = try await site.read(Case.vault, { try CaseList.find(id, in: $0) }) else { continue }
      try await site.requireUnrestricted(CasePages.record(row), besides: field)
    }
  }
}
