/// What a person may do, as a job they hold somewhere for a time.
///
/// Raw values are stored: never change one.
package enum Role: String, CaseIterable, Codable, Sendable {
  /// Reads what is marked.
  case reader
  /// Deposits and revises.
  case contributor
  /// Reviews what others deposited.
  case reviewer
  /// Publishes, returns and withdraws.
  case editor
  /// Opens accounts and grants roles; that alone lets nobody read or change a record.
  case administrator

  package static let list = CodeList(
    "role",
    version: 1,
    [
      .init("reader", "Reader", hint: "Reads practices that carry a marking"),
      .init("contributor", "Contributor", hint: "Deposits practices and revises their own"),
      .init("reviewer", "Reviewer", hint: "Reviews practices that others deposited"),
      .init("editor", "Editor", hint: "Publishes, returns and withdraws practices"),
      .init("administrator", "Administrator", hint: "Opens accounts and grants roles"),
    ]
  )

  package var label: String { Self.list.label(rawValue) }
}

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
}

/// Who is asking: an account with the roles it holds today, or anyone.
package struct Viewer: Equatable, Sendable {
  /// Nil for a member of the public.
  package let account: String?
  package let organisation: String?
  /// Only those held today.
  package let holdings: [Holding]

  package init(account: String?, organisation: String? = nil, holdings: [Holding] = []) {
    self.account = account
    self.organisation = organisation
    self.holdings = holdings
  }

  package static let anyone = Viewer(account: nil)

  /// Whether a role is held that covers a record of this organisation and area.
  package func holds(_ role: Role, organisation: String? = nil, area: String? = nil) -> Bool {
    holdings.contains { $0.role == role && $0.scope.covers(organisation: organisation, area: area) }
  }

  /// Whether a role is held anywhere at all.
  package func holdsAnywhere(_ role: Role) -> Bool { holdings.contains { $0.role == role } }
}
