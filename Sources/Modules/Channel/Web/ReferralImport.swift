package import Domain
package import Foundation
package import Kernel
package import Platform

/// Referrals out of a CSV or JSON file: what would be recorded, and every error with its place.
package struct ReferralImport: Sendable {
  /// A row that can be recorded.
  package struct Row: Sendable {
    package let line: Int
    package let id: String
    package let made: Referral.Made
  }

  package private(set) var rows: [Row] = []
  package private(set) var errors: [RowReader.RowError] = []

  /// Reads a file; what cannot be read at all is one error.
  ///
  /// - Parameters:
  ///   - areas: Where whoever imports may record one.
  ///   - limit: Bytes.
  ///   - id: Gives each row, by its number from 0, the identifier of its referral.
  package init(
    _ data: Data,
    areas: CodeList,
    on today: PartialDate,
    limit: Int = 50_000_000,
    id: (Int) -> String
  ) {
    let concerns = Referral.concernList(on: today)
    let form = ReferralForm.form(areas: areas, concerns: concerns)
    let needed = form.fields.filter { $0.required != nil }.map(\.name)
    let read = RowReader(data, columns: Set(form.fields.map(\.name)), needing: needed, limit: limit)
    errors = read.errors
    for (number, row) in read.rows.enumerated() {
      let id = id(number)
      do {
        let made = try ReferralForm.made(row.values, areas: areas, on: today, subject: id)
        rows.append(Row(line: row.line, id: id, made: made))
      } catch {
        errors += error.errors.map {
          .init(
            line: row.line(of: $0.field),
            column: $0.field,
            reason: $0.message,
            value: row.values.text($0.field)
          )
        }
      }
    }
    if rows.isEmpty, errors.isEmpty {
      errors = [.init(line: 1, column: "", reason: "the file holds no referrals")]
    }
    errors.sort { $0.line < $1.line }
  }
}
