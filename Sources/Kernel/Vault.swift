/// A purpose, and everything held for it: one record log, one access log, one keyring, one set of
/// views.
///
/// Nothing crosses from one vault to another except a ``Release``.
///
/// Raw values name folders and are stored: never change one.
package enum Vault: String, CaseIterable, Codable, Sendable {
  /// Organisations, areas, accounts, roles.
  case directory
  /// Knowledge and assurance; nothing about members of the public.
  case learning
  /// Places and groups; nothing about a named member of the public.
  case community
  /// People, sealed per person.
  case safeguarding
  /// Material reported and referred; reporter and author details sealed.
  case online
}

extension Vault {
  /// Whether whoever opens a record says for which purpose.
  package var isSealed: Bool { self == .safeguarding || self == .online }
}
