import Archives
import Foundation
import Kernel

extension Settings {
  package static let backupRecipients = Setting(
    "backup.recipients",
    "",
    "To whom backups are sealed, as backup-key said it; several with spaces between"
  )
  package static let backupKeysRecipients = Setting(
    "backup.keys-recipients",
    "",
    "To whom the keys of a backup are sealed; empty is to whom its records are"
  )
  package static let erasuresFile = Setting(
    "erasures.file",
    "",
    "A file elsewhere that every erasure is written to as well; empty writes none"
  )

  /// Where every erasure is written to as well; nil where nowhere.
  var registerFile: URL? {
    let file = self[Self.erasuresFile]
    return file.isEmpty ? nil : URL(filePath: file)
  }

  /// To whom each archive of a backup is sealed; what the command line gives goes first.
  ///
  /// - Throws: `Fault(.configuration)` where nobody is named, `Fault(.wrongKey)`.
  func recipients(records: [String], keys: [String]) throws -> (records: [Recipient], keys: [Recipient]) {
    let records = records.isEmpty ? words(Self.backupRecipients) : records
    guard !records.isEmpty else {
      throw Fault(
        .configuration,
        "say to whom the backup is sealed, with --recipient or the setting backup.recipients; backup-key makes a pair"
      )
    }
    let given = keys.isEmpty ? words(Self.backupKeysRecipients) : keys
    return (try records.map(Recipient.init), try (given.isEmpty ? records : given).map(Recipient.init))
  }

  private func words(_ setting: Setting<String>) -> [String] {
    self[setting].split(separator: " ").map(String.init)
  }

  /// What is set, as a settings file would have it, without secrets.
  var document: Data {
    get throws {
      var tree: [String: Any] = [:]
      for setting in Self.all where !setting.isSecret {
        guard let value = given[setting.key] else { continue }
        let parts = setting.key.split(separator: ".").map(String.init)
        var group = tree[parts[0]] as? [String: Any] ?? [:]
        if parts.count == 1 { tree[parts[0]] = value } else { group[parts[1]] = value }
        if parts.count > 1 { tree[parts[0]] = group }
      }
      return try JSONSerialization.data(withJSONObject: tree, options: [.sortedKeys, .prettyPrinted])
    }
  }
}
