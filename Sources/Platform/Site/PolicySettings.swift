package import GRDB
package import Kernel
package import Projection
import Synchronization

/// What policy settings are, now and on any day: follows the views in which they are decided.
package final class PolicySettings: ViewFollower {
  package typealias Versions = [String: [SettingVersion]]

  /// Every setting that some module declares, in order.
  package let declared: [SettingDeclaration]
  private let load: @Sendable (Database) throws -> Versions
  private let versions = Mutex<Versions>([:])

  package init(_ declared: [SettingDeclaration], load: @escaping @Sendable (Database) throws -> Versions) {
    self.declared = declared
    self.load = load
  }

  package func follow(_ views: ViewRunner) async {
    do {
      let found = try await views.read(load)
      versions.withLock { $0 = found }
    } catch {
      // What cannot be read now stays as it was; the views say themselves that they cannot be read.
    }
  }

  /// The value on a day; nil where nothing was decided by then.
  package func value(of key: String, on day: PartialDate) -> String? {
    versions.withLock { $0[key]?.value(on: day) }
  }
}

extension Site {
  /// Policy settings as they are today: `site.settings[AccountRetention.months]`.
  package var settings: SettingsOfDay { SettingsOfDay(policies, on: today) }

  /// The same as they were, or will be, on another day.
  package func settings(on day: PartialDate) -> SettingsOfDay { SettingsOfDay(policies, on: day) }
}

package struct SettingsOfDay: Sendable {
  private let policies: PolicySettings
  package let day: PartialDate

  package init(_ policies: PolicySettings, on day: PartialDate) {
    self.policies = policies
    self.day = day
  }

  package subscript<Value>(_ setting: PolicySetting<Value>) -> Value {
    setting.value(policies.value(of: setting.declaration.key, on: day))
  }
}
