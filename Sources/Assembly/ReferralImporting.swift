import Domain
package import Foundation
import Kernel
package import Platform
import Views
package import Web

/// What an import of referrals would do.
package struct ReferralPlan: Sendable {
  package let new: [ReferralImport.Row]
  /// Rows that stand in the record already, word for word.
  package let known: Int
  package let errors: [RowReader.RowError]

  package struct Report: Codable, Equatable, Sendable {
    package let new: Int
    package let known: Int
    package let errors: [RowReader.RowError]
  }

  package var report: Report { Report(new: new.count, known: known, errors: errors) }

  /// Without a name: it is said on a terminal, and may be kept.
  package var words: String {
    let counts = "\(new.count) referrals to record, \(known) recorded before, \(errors.count) errors"
    return ([counts] + errors.map(\.words)).joined(separator: "\n")
  }
}

package struct ReferralImportReport: Codable, Equatable, Sendable {
  package let recorded: Int
  package var words: String { "\(recorded) referrals recorded" }
}

extension RowReader.RowError {
  /// The place and the reason; of what stands there only what the reason quotes.
  package var words: String { "  line \(line), \(column.isEmpty ? "the row" : column): \(reason)" }
}

extension Installation {
  /// Reads a file of referrals and says what recording it would do; changes nothing.
  package func planReferrals(of file: URL) async throws -> ReferralPlan {
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
    let areas = try await site.areaList()
    let read = ReferralImport(data, areas: areas, on: site.today) { _ in site.newID() }
    let known = try await site.read(Referral.vault) { db in
      try Set(read.rows.filter { try ReferralList.holds($0.made, in: db) }.map(\.id))
    }
    return ReferralPlan(
      new: read.rows.filter { !known.contains($0.id) },
      known: known.count,
      errors: read.errors
    )
  }

  /// Records every new row of a plan, all or none.
  package func carryOut(_ plan: ReferralPlan) async throws -> ReferralImportReport {
    try await site.performAll(
      plan.new.map { (id: $0.id, command: .make($0.made)) },
      of: Referral.self,
      by: Site.itself
    )
    return ReferralImportReport(recorded: plan.new.count)
  }
}
