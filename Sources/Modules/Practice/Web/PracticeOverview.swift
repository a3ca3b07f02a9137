import Charts
import Domain
import Foundation
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension PracticePages {
  /// What the depository knows as a whole: evidence by setting, strand and objective, gaps, and adoption over time.
  @Sendable func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await site.page("practice/overview", overview(context).model, context)
  }

  /// The numbers behind the overview's drawings.
  @Sendable func overviewFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    ListFile("overview", PracticeOverview.title, try await overview(context).parts.map(\.sheet))
  }

  func overview(_ context: SiteContext) async throws -> PracticeOverview {
    let listed = PracticeList.Scope(of: context.viewer, on: site.today).and(.published)
    let facts = try await site.read(.learning) { db in
      PracticeOverview.Facts(
        stages: try PracticeList.countByStage(listed, in: db),
        compiled: try PracticeList.count(inLife: .compiled, listed, in: db),
        groups: try Dictionary(
          uniqueKeysWithValues: PracticeList.Group.allCases.map {
            ($0, try PracticeList.counts(by: $0, listed, in: db))
          }
        ),
        strands: try PracticeList.countsByStrand(listed, in: db),
        gaps: try PracticeList.gaps(listed, in: db),
        objectives: try PracticeList.idsByObjective(listed, in: db),
        adoptions: try AdoptionList.recorded(ofPractices: Set(PracticeList.ids(listed, in: db)), in: db)
      )
    }
    return PracticeOverview(facts, on: site.now())
  }
}

/// The overview's charts, each with its table.
struct PracticeOverview {
  struct Facts: Sendable {
    /// By evidence stage.
    let stages: [String: Int]
    var total: Int { stages.values.reduce(0, +) }
    /// Those that nobody has reviewed yet.
    let compiled: Int
    /// By group, then code, then evidence stage.
    let groups: [PracticeList.Group: [String: [String: Int]]]
    /// By strand, then setting, then evidence stage.
    let strands: [String: [String: [String: Int]]]
    /// By setting, then objective.
    let gaps: [String: [String: Int]]
    /// The practices of each objective.
    let objectives: [String: Set<String>]
    /// The earliest first.
    let adoptions: [(practice: String, at: Date)]
  }

  /// A table, and what is drawn of it.
  struct Part {
    let title: String
    let lead: String
    /// What the first column holds.
    let first: String
    let table: Table
    var drawing: Model = [:]
    var marksGaps = false

    var model: Model {
      let numbers: Model = [
        "chartTitle": title, "chartLead": lead, "firstColumn": first,
        "tableColumns": table.columns.map { ["columnName": $0] as Model },
        "tableRows": table.rows.map { row -> Model in
          let cells = zip(table.columns, row.cells).map { column, cell in
            ["cellLabel": column, "cell": cell, "isGap": marksGaps && cell == "0"] as Model
          }
          return ["rowLabel": row.label, "cells": cells]
        },
      ]
      return numbers.merging(drawing) { $1 }
    }

    var sheet: Sheet {
      Sheet(
        title,
        about: lead,
        [.init(first, width: 8)] + table.columns.map { .init($0, isNumber: true) },
        table.rows.map { row in
          [.text(row.label)] + row.cells.map { Int($0).map { .integer($0) } ?? .text($0) }
        }
      )
    }
  }

  static let title = "What is known, and where the gaps are"
  let facts: Facts
  private let evidence: [Part]
  private let strands: Part?
  private let gaps: Part?
  private let adoption: [Part]

  init(_ facts: Facts, on now: Date) {
    self.facts = facts
    let isEmpty = facts.total == 0
    evidence = isEmpty ? [] : Self.evidence(facts)
    strands = isEmpty ? nil : Self.strands(facts.strands)
    gaps = isEmpty ? nil : Self.gaps(facts.gaps)
    adoption = Self.adoption(facts, on: now)
  }

  /// Every table, in the order of the page.
  var parts: [Part] { evidence + [strands].compactMap { $0 } + adoption + [gaps].compactMap { $0 } }

  var model: Model {
    let isEmpty = facts.total == 0
    let model: Model = [
      "overviewTitle": Self.title, "isEmpty": isEmpty, "failed": isEmpty ? false : failed,
      "overviewLead": lead,
      "charts": evidence.map(\.model), "strands": strands?.model ?? false, "gaps": gaps?.model ?? false,
      "hasNoAdoption": adoption.isEmpty && !isEmpty, "noAdoption": Self.noAdoption,
      "adoption": adoption.map(\.model),
    ]
    let links = ListFile.links("/practices/overview", what: "these tables", total: parts.count)
    return model.merging(links) { $1 }
  }

  private var failed: Model {
    PracticeEvidence.failedLink(
      facts.stages[PracticeEvidence.failed] ?? 0,
      "/practices?stage=\(PracticeEvidence.failed)"
    )
  }

  var lead: String {
    guard facts.total > 0 else { return "Nothing yet." }
    let unknown = facts.groups[.strand]?.values.reduce(0) { $0 + ($1["unknown"] ?? 0) } ?? 0
    let count = facts.total == 1 ? "1 practice." : "\(facts.total.grouped) practices."
    let known = "Of \(unknown.grouped) only what was delivered is known."
    return [count, known, PracticeWording.reviewed(facts.total, compiled: facts.compiled)].joined(
      separator: " "
    )
  }
}
