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
      guard let record = try await site.sealedRecord(Reference(kind: Case.category, id: id)) else { continue }
      try await site.requireUnrestricted(record, besides: field)
    }
  }
}
