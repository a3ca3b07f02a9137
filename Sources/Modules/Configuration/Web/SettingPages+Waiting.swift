import Kernel
package import Platform

extension SettingPages {
  /// Settings that somebody proposed and whoever asks may agree to.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard SettingPolicy.policy.allows(.read, context.viewer, .init()) else { return [] }
    let proposed = try await standings(context).filter {
      SettingPolicy.policy.allows(.agree, context.viewer, $0.facts)
    }
    let items = proposed.map { standing in
      Waiting.Item(
        "/settings/\(standing.key)",
        standing.declaration.meaning,
        standing.proposal.map { SettingShowModel.proposed($0, standing.declaration) } ?? ""
      )
    }
    return [Waiting("Settings to agree to", items)]
  }
}
