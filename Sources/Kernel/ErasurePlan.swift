package import Foundation

/// What an erasure destroys, as it was found before: identifiers and keyed digests, and no value.
package struct ErasurePlan: Codable, Equatable, Sendable {
  package struct OfVault: Codable, Equatable, Sendable {
    package var vault: Vault
    /// Tells the key from every other; nil where it was destroyed before.
    package var key: String?
    /// The records in which something is sealed with it.
    package var records: [Reference]
    /// How many sealed values they hold.
    package var values: Int
    /// When the first of them was stored, in milliseconds.
    package var since: Int64?
    /// What no file may hold afterwards.
    package var probes: [Probe]

    package init(
      vault: Vault,
      key: String?,
      records: [Reference],
      values: Int,
      since: Int64?,
      probes: [Probe]
    ) {
      self.vault = vault
      self.key = key
      self.records = records
      self.values = values
      self.since = since
      self.probes = probes
    }
  }

  /// A run of bytes that is searched for, told by a digest that only the vault's own key can make.
  package struct Probe: Codable, Hashable, Sendable {
    /// Bytes.
    package var length: Int
    /// HMAC-SHA-256.
    package var digest: Data
    /// Twelve bits that most other bytes do not have: what makes the search quick.
    package var filter: Int

    package init(length: Int, digest: Data, filter: Int) {
      self.length = length
      self.digest = digest
      self.filter = filter
    }
  }

  package var vaults: [OfVault]

  package init(_ vaults: [OfVault]) { self.vaults = vaults }
}

/// What an erasure cannot get back.
package struct OutOfReach: Codable, Equatable, Sendable {
  /// Something was handed out, as the access log of a vault says.
  package struct Disclosure: Codable, Equatable, Sendable {
    package let vault: Vault
    /// In that vault's access log.
    package let position: Int64
    package let record: Reference
    package let at: Date
    /// Who got it: an account, or whom its words name.
    package let recipient: String?
    package let reason: String?

    package init(
      vault: Vault,
      position: Int64,
      record: Reference,
      at: Date,
      recipient: String?,
      reason: String?
    ) {
      self.vault = vault
      self.position = position
      self.record = record
      self.at = at
      self.recipient = recipient
      self.reason = reason
    }
  }

  package let disclosures: [Disclosure]
  /// The last day on which a backup made before may still hold the key.
  package let backupsUntil: PartialDate

  package init(disclosures: [Disclosure], backupsUntil: PartialDate) {
    self.disclosures = disclosures
    self.backupsUntil = backupsUntil
  }
}
