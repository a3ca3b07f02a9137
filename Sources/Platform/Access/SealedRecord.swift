package import Kernel

/// A record of a sealed vault, as the gate before it, break-glass and the oversight pages know it: nothing of
/// what its key seals.
package struct SealedRecord: Equatable, Sendable {
  package let reference: Reference
  package let vault: Vault
  /// What people call it by, such as `R-00000-00001`.
  package let title: String
  package let area: String?
  /// Whose key seals it.
  package let subject: String
  /// Its page.
  package let address: String

  package init(
    _ reference: Reference,
    in vault: Vault,
    title: String,
    area: String?,
    subject: String,
    address: String
  ) {
    self.reference = reference
    self.vault = vault
    self.title = title
    self.area = area
    self.subject = subject
    self.address = address
  }
}

extension SealedRecord {
  /// The page that says how somebody from outside its circle can open it in need.
  package var breakGlassAddress: String {
    "/break-glass/new".withQuery([("kind", reference.kind), ("record", reference.id)])
  }
}

/// A part of a sealed record that is read, given or kept back as one.
package struct HeldPassage: Equatable, Sendable {
  /// Stored where it is kept back; stays the same for ever.
  package let field: String
  package let label: String
  package let text: String

  package init(_ field: String, _ label: String, _ text: String) {
    self.field = field
    self.label = label
    self.text = text
  }
}

/// One kind of record that a sealed vault holds; each module brings its own.
package struct SealedKind: Sendable {
  /// The category of its streams.
  package let kind: String
  /// What people call one: `Referral`.
  package let label: String
  /// What such a record is held for, and by which law, as whoever it is about is told.
  package let why: String
  package let vault: Vault
  /// The record, whoever asks.
  package let find: @Sendable (Site, _ id: String) async throws -> SealedRecord?
  /// The record that people call by this title.
  package let named: @Sendable (Site, _ title: String) async throws -> SealedRecord?
  /// Whether somebody may open it now, once they have said what for.
  package let mayOpen: @Sendable (Site, SealedRecord, Viewer) async throws -> Bool
  /// Whether somebody who may not open it can break the glass before it.
  package let mayBreakGlass: @Sendable (Site, SealedRecord, Viewer) async throws -> Bool
  /// The surnames of whom records are about, to be compared in memory and kept nowhere.
  package let surnames: @Sendable (Site, _ ids: Set<String>) async throws -> [String: String]
  /// What a record says of whom it is about, all of it, for whoever has a right to know; empty once it is erased.
  package let passages: @Sendable (Site, _ id: String) async throws -> [HeldPassage]
  /// Records about people of these names; a question for a person, never an answer.
  package let about:
    @Sendable (Site, _ givenName: String, _ familyName: String) async throws -> [SealedRecord]

  package init(
    _ kind: String,
    label: String,
    why: String,
    in vault: Vault,
    find: @escaping @Sendable (Site, String) async throws -> SealedRecord?,
    named: @escaping @Sendable (Site, String) async throws -> SealedRecord?,
    mayOpen: @escaping @Sendable (Site, SealedRecord, Viewer) async throws -> Bool,
    mayBreakGlass: @escaping @Sendable (Site, SealedRecord, Viewer) async throws -> Bool,
    surnames: @escaping @Sendable (Site, Set<String>) async throws -> [String: String],
    passages: @escaping @Sendable (Site, String) async throws -> [HeldPassage],
    about: @escaping @Sendable (Site, String, String) async throws -> [SealedRecord]
  ) {
    self.kind = kind
    self.label = label
    self.why = why
    self.vault = vault
    self.find = find
    self.named = named
    self.mayOpen = mayOpen
    self.mayBreakGlass = mayBreakGlass
    self.surnames = surnames
    self.passages = passages
    self.about = about
  }
}

/// A sealed record that belongs to others, asked for by somebody who could break the glass: pages show how.
package struct OutsideCircle: Error, Equatable, Sendable {
  package let record: SealedRecord
  package let act: String

  package init(_ record: SealedRecord, act: String) {
    self.record = record
    self.act = act
  }
}

extension Site {
  package func sealedKind(_ kind: String) -> SealedKind? {
    options.sealedKinds.first { $0.kind == kind }
  }

  /// A sealed record of whatever kind; nil where there is none.
  package func sealedRecord(_ reference: Reference) async throws -> SealedRecord? {
    try await sealedKind(reference.kind)?.find(self, reference.id)
  }

  /// The sealed record that people call by a title; nil where there is none.
  package func sealedRecord(called title: String) async throws -> SealedRecord? {
    for kind in options.sealedKinds {
      if let found = try await kind.named(self, title) { return found }
    }
    return nil
  }
}
