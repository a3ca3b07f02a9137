import Domain
import Foundation
import Kernel
import Keyring
import Platform
import Projection

extension Installation {
  /// Records what the operator set otherwise than at the last start; of a secret, that it is another.
  func noticeSettings() async throws {
    let directory = try vault(.directory)
    let seen = settings.lines.map { line in
      let secret = settings.secret(line.key)
      return ConfigurationRecord.Seen(
        key: line.key,
        value: line.isSecret ? nil : line.value,
        digest: secret.map { directory.keyring.digest("operator-setting", $0) }
      )
    }
    let dispatcher = directory.service.dispatcher
    _ = try await dispatcher.perform(
      .notice(seen),
      on: ConfigurationRecord.id,
      of: ConfigurationRecord.self,
      occasion
    )
    try await directory.views.catchUp()
  }
}
