package import Kernel

extension Installation {
  /// What a data directory is opened for.
  package enum Purpose: Equatable, Sendable {
    case serving
    /// Changes something and ends.
    case writing
    /// Puts a backup back: nothing is signed, and nothing loaded that the backup does not hold.
    case restoring
    /// Asks the views of some vaults, and changes nothing: may run beside the server, and on a directory that cannot
    /// be written.
    case reading([Vault])

    var isReading: Bool { asked != nil }

    /// The vaults whose views are asked; nil for all, and for who looked too.
    var asked: [Vault]? {
      guard case .reading(let vaults) = self else { return nil }
      // What is set by decision stands in the directory, and holds whatever is asked.
      return vaults + [.directory]
    }
  }
}
