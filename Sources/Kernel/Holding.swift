/// Where a role is held.
package enum Scope: Hashable, Sendable {
  case everywhere
  case organisation(String)
  case area(String)

  /// What an area or organisation belongs to: nothing outside it is covered.
  package func covers(organisation: String?, area: String?) -> Bool {
    switch self {
    case .everywhere: true
    case .organisation(let id): id == organisation
    case .area(let id): id == area
    }
  }

  /// Whether a record may lie in both; where an organisation works is not known here, so it may lie in any area.
  package func mayMeet(_ other: Scope) -> Bool {
    switch (self, other) {
    case (.organisation(let one), .organisation(let two)), (.area(let one), .area(let two)): one == two
    default: true
    }
  }
}

extension Scope: Codable {
  private enum Key: String, CodingKey { case organisation, area }

  /// `{}` is everywhere; `{"organisation": id}` and `{"area": id}` are those.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let id = try container.decodeIfPresent(String.self, forKey: .organisation) {
      self = .organisation(id)
    } else if let id = try container.decodeIfPresent(String.self, forKey: .area) {
      self = .area(id)
    } else {
      self = .everywhere
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .everywhere: break
    case .organisation(let id): try container.encode(id, forKey: .organisation)
    case .area(let id): try container.encode(id, forKey: .area)
    }
  }
}

/// What something belongs to; with neither, only a role held everywhere covers it.
package struct Place: Hashable, Sendable {
  package var organisation: String?
  package var area: String?

  package init(organisation: String? = nil, area: String? = nil) {
    self.organisation = organisation
    self.area = area
  }

  package static let everywhere = Place()
}

/// A role held somewhere, from a day and until a day, both included; without an end, until ended.
package struct Holding: Codable, Equatable, Sendable {
  package var role: Role
  package var scope: Scope
  package var from: PartialDate
  package var until: PartialDate?

  package init(_ role: Role, _ scope: Scope, from: PartialDate, until: PartialDate? = nil) {
    self.role = role
    self.scope = scope
    self.from = from
    self.until = until
  }

  package func isHeld(on day: PartialDate) -> Bool {
    from <= day && until.map { day <= $0 } ?? true
  }

  /// Whether some day lies in both.
  package func overlaps(_ other: Holding) -> Bool {
    (until.map { other.from <= $0 } ?? true) && (other.until.map { from <= $0 } ?? true)
  }
}
