import Domain
package import Foundation
import Kernel
import Platform
import Projection
import Search
import Views
package import Web

/// What an import would do, and what one did.
package struct ImportPlan: Sendable {
  package let new: [PracticeImport.Row]
  /// Rows that were taken in before.
  package let known: Int
  package let errors: [PracticeImport.RowError]

  package struct Report: Codable, Equatable, Sendable {
    package let new: Int
    package let known: Int
    package let errors: [PracticeImport.RowError]
  }

  package var report: Report { Report(new: new.count, known: known, errors: errors) }

  package var words: String {
    var lines = ["\(new.count) practices to import, \(known) imported before, \(errors.count) errors"]
    lines += errors.map { $0.value.isEmpty ? $0.words : "\($0.words) (“\($0.value)”)" }
    lines += new.prefix(5).map { "  line \($0.line): \($0.details.title)" }
    if new.count > 5 { lines.append("  and \(new.count - 5) more") }
    return lines.joined(separator: "\n")
  }
}

package struct ImportReport: Codable, Equatable, Sendable {
  /// Undoes it: `touchstone import practices --undo`.
  package let importID: String
  package let imported: Int
  package let undone: Int
  /// Withdrawn before, by an earlier undo or by somebody.
  var gone = 0
  /// Left as they were, since somebody has changed or confirmed them.
  package let kept: Int

  package var words: String {
    undone + kept + gone > 0
      ? "\(undone) records of the import \(importID) were withdrawn, and \(gone) had been before; \(kept) were left, since people have worked on them"
      : "\(imported) practices imported as \(importID)\nUndo it with: touchstone import practices --undo \(importID) --reason TEXT"
  }
}

extension Installation {
  /// Reads a file and says what taking it in would do; changes nothing.
  package func planImport(of file: URL) async throws -> ImportPlan {
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
    return try await plan(data)
  }

  func plan(_ data: Data) async throws -> ImportPlan {
    let read = PracticeImport(data)
    let known = try await site.read(.learning) { try PracticeList.sources(in: $0) }
    return ImportPlan(
      new: read.rows.filter { !known.contains($0.source) },
      known: read.rows.count { known.contains($0.source) },
      errors: read.errors
    )
  }

  /// Takes in every new row of a plan, all or nothing.
  package func carryOut(
    _ plan: ImportPlan,
    as importID: String? = nil,
    progress: Progress = { _, _ in }
  ) async throws -> ImportReport {
    let importID = importID ?? "import-\(site.newID())"
    let commands = plan.new.map { row -> (id: String, command: Practice.Command) in
      var details = row.details
      details.nameContacts(site.newID)
      return (site.newID(), .compile(details, importID: importID, source: row.source))
    }
    let total = Int64(commands.count)
    let learning = try vault(.learning)
    _ = try await learning.service.dispatcher.performAll(commands, of: Practice.self, occasion) {
      progress(Int64($0), total)
    }
    try await learning.views.catchUp()
    progress(total, total)
    return ImportReport(importID: importID, imported: commands.count, undone: 0, kept: 0)
  }

  /// Withdraws the records of an import that nobody has worked on.
  package func undoImport(_ importID: String, reason: String) async throws -> ImportReport {
    let ids = try await site.read(.learning) { try PracticeList.ids(ofImport: importID, in: $0) }
    guard !ids.isEmpty else { throw Fault(.incomplete, "there is no import \(importID)") }
    let learning = try vault(.learning)
    var undone: [(id: String, command: Practice.Command)] = []
    var gone = 0
    let command = Practice.Command.undoImport(importID: importID, reason: reason)
    for id in ids {
      let state = try await learning.service.dispatcher.load(Practice.self, id).0
      do {
        if try Practice.decide(command, on: state, occasion).isEmpty {
          gone += 1
        } else {
          undone.append((id, command))
        }
      } catch {
        continue
      }
    }
    _ = try await learning.service.dispatcher.performAll(undone, of: Practice.self, occasion)
    try await learning.views.catchUp()
    return ImportReport(
      importID: importID,
      imported: 0,
      undone: undone.count,
      gone: gone,
      kept: ids.count - undone.count - gone
    )
  }

  /// Every published or compiled practice, as CSV or JSON; contacts are left out, and what is under embargo.
  package func exportPractices(asJSON: Bool) async throws -> Data {
    let library = PracticeList.Scope.library(on: site.today)
    let practices = try await site.read(.learning) { db in
      try PracticeList.ids(library, in: db)
        .compactMap { try PracticeRecord.find($0, in: db)?.details }
    }
    return asJSON ? try PracticeFile.json(practices) : PracticeFile.csv(practices)
  }

  var occasion: Occasion { Occasion(by: Occasion.system, at: site.now()) }
}
