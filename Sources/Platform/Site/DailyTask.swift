/// What a module does by itself once the day for it has come, without anybody asking: alarms for silent cases,
/// erasures that a rule says.
///
/// A module lists its tasks in its line of the registry:
///
/// ```swift
/// daily: [DailyTask("Looked for silence") { site in try await SilentCases(site).look() }]
/// ```
///
/// and performs its commands as ``Site/itself``, so that the history says *Touchstone*:
///
/// ```swift
/// for id in try await site.read(Case.vault, { try CaseList.silent(on: today, in: $0) }) {
///   try await site.perform(.lookForSilence(rules), on: id, of: Case.self, by: Site.itself)
/// }
/// ```
///
/// The running program does every task at its start and every hour, and so does `touchstone upkeep --run` with the
/// server stopped. So a task asks the views what is due by `site.today` and not done yet, does that and nothing
/// else, and may be interrupted anywhere and begun again. One that fails keeps no other from its turn, and is tried
/// again an hour later. None is begun while the clock is not believed.
package struct DailyTask: Sendable {
  package struct Outcome: Equatable, Sendable {
    /// How many things were done.
    package let done: Int
    /// What was done and what is left, for the operator; no personal data.
    package let words: String

    package init(_ done: Int, _ words: String) {
      self.done = done
      self.words = words
    }
  }

  /// What it did, in words for the operator.
  package let name: String
  package let work: @Sendable (Site) async throws -> Outcome

  package init(_ name: String, work: @escaping @Sendable (Site) async throws -> Outcome) {
    self.name = name
    self.work = work
  }
}
