import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// Two people at one case: what one wrote meanwhile is shown to the other before it is taken the place of.
extension CasePages {
  /// Both versions; nil where what the form shows is still what the case says, or the same form comes twice.
  ///
  /// What else happened in the case meanwhile is no conflict.
  ///
  /// - Throws: ``Invalid`` where what was sent cannot be read.
  func conflict(
    _ act: CaseAct,
    _ found: Found,
    _ scene: CaseScene,
    _ values: FormValues,
    seen version: Int,
    _ context: SiteContext
  ) async throws -> Response? {
    guard version != found.version else { return nil }
    let form = act.form(scene)
    let yours = try form.parse(values, into: .init())
    var older = scene
    older.state = try await site.load(Case.self, found.row.id, upTo: version).state
    let (before, now) = (act.initial(older), act.initial(scene))
    guard before != now, !form.differences(now, yours).isEmpty else { return nil }
    return try site.conflictPage(form, seen: before, now: now, yours: yours, values, context) {
      Self.around(form.model($0), act, found, scene, seen: found.version)
    }
  }
}
