import Domain
import Foundation
import Kernel
import Platform
import Projection

/// What the program brings with it: police forces and their areas, and the starter collection.
enum ReferenceData {
  static func file(_ name: String) throws -> Data {
    guard let file = Bundle.module.url(forResource: "Reference", withExtension: nil)?.appending(path: name),
      let data = FileManager.default.contents(atPath: file.path)
    else { throw Fault(.incomplete, "the program was moved away from its reference data, \(name)") }
    return data
  }

  struct Force {
    let name: String
    let region: String
    let code: String?
    let wasPriority: Bool?
    let populations: [String: Int]
    let source: String

    /// The area's stable identifier is its published code.
    var area: (id: String, listing: Area.Listing)? {
      guard let code else { return nil }
      let listing = Area.Listing(
        name: name,
        kind: "police-force-area",
        region: region,
        code: code,
        populations: populations,
        wasPriority: wasPriority,
        source: source
      )
      return (code, listing)
    }

    var organisation: (id: String, listing: Organisation.Listing) {
      let slug = name.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
      let title = code == nil || name.contains("Police") ? name : "\(name) Police"
      return ("police-" + slug, .init(name: title, kind: "police", area: code, source: source))
    }
  }

  private static func table(_ name: String) throws -> [[CSV.Cell]] {
    do {
      return try CSV.rows(of: file(name))
    } catch let malformed as CSV.Malformed {
      throw Fault(.incomplete, "\(name), line \(malformed.line): \(malformed.reason)")
    }
  }

  /// The working days of a region, by its bank holidays.
  static func workingDays(in region: String) throws -> WorkingDays {
    let rows = try table("bank-holidays.csv").map { $0.map(\.text) }.filter { $0.first == region }
    return WorkingDays(
      Set(
        try rows.map { row in
          guard row.count == 3, let day = PartialDate(row[1]) else {
            throw Fault(.incomplete, "bank-holidays.csv: \(row.joined(separator: ",")) is no bank holiday")
          }
          return day
        }
      )
    )
  }

  static func forces() throws -> [Force] {
    let table = try table("forces.csv")
    guard let header = table.first?.map(\.text) else { return [] }
    return table.dropFirst().map { row in
      let cells = Dictionary(zip(header, row.map(\.text))) { first, _ in first }
      func cell(_ name: String) -> String { cells[name] ?? "" }
      let populations = [
        "2009-06-30": "population_mid_2009", "2011-03-27": "population_census_2011",
        "2019-06-30": "population_mid_2019",
      ]
      return Force(
        name: cell("force"),
        region: cell("region"),
        code: cell("ons_pfa_code").isEmpty ? nil : cell("ons_pfa_code"),
        wasPriority: ["yes": true, "no": false][cell("prevent_priority_force_2008_09")],
        populations: populations.compactMapValues { Int(cell($0)) },
        source: cell("population_note")
      )
    }
  }
}

extension ReferenceData {
  /// The texts that roles need, each a file of its own.
  static func texts() throws -> [HouseText] {
    try ["conduct", "oversight", "people", "online", "communities"].map { name in
      guard let text = HouseText(String(decoding: try file("texts/\(name).md"), as: UTF8.self)) else {
        throw Fault(.incomplete, "the text \(name).md has a head that cannot be read")
      }
      return text
    }
  }
}

extension HouseText {
  /// Reads a head of names and values, an empty line, and paragraphs with empty lines or list items between.
  ///
  /// The roles are `all`, or names of roles and of kinds of work with commas between.
  init?(_ file: String) {
    let parts = file.split(separator: "\n\n", maxSplits: 1)
    let pairs = (parts.first ?? "").split(separator: "\n").compactMap { line -> (String, String)? in
      let pair = line.split(separator: ":", maxSplits: 1)
      return pair.count == 2 ? (String(pair[0]), pair[1].trimmingCharacters(in: .whitespaces)) : nil
    }
    let head = Dictionary(pairs) { first, _ in first }
    let names = (head["roles"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let roles = names.map { name in
      Role.allCases.filter { name == "all" || name == $0.rawValue || name == "\($0.work)" }
    }
    guard let code = head["code"], let version = head["version"].flatMap(Int.init),
      let kind = head["kind"].flatMap(Kind.init(rawValue:)), let title = head["title"],
      !roles.isEmpty, roles.allSatisfy({ !$0.isEmpty }), parts.count == 2
    else { return nil }
    self.init(
      code: code,
      version: version,
      kind: kind,
      title: title,
      roles: Set(roles.joined()),
      months: head["months"].flatMap(Int.init),
      paragraphs: parts[1].split(separator: "\n").map(String.init)
    )
  }
}

extension Installation {
  /// Lists the areas as the reference data has them, and the forces that nobody has listed yet.
  func loadReferenceData() async throws {
    let forces = try ReferenceData.forces()
    let dispatcher = try vault(.directory).service.dispatcher
    let occasion = Occasion(by: Occasion.system, at: site.now())
    let areas = forces.compactMap(\.area).map { (id: $0.id, command: Area.Command.list($0.listing)) }
    _ = try await dispatcher.performAll(areas, of: Area.self, occasion)
    var organisations: [(id: String, command: Organisation.Command)] = []
    for force in forces.map(\.organisation)
    where try await dispatcher.load(Organisation.self, force.id).version == 0 {
      organisations.append((force.id, .list(force.listing, reason: "")))
    }
    _ = try await dispatcher.performAll(organisations, of: Organisation.self, occasion)
    try await vault(.directory).views.catchUp()
  }
}
