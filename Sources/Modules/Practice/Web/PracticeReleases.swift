import Domain
import Kernel
import Platform
import Views

extension Site {
  /// Whether everybody who reads the library finds a practice in it.
  func isInLibrary(_ id: String) async throws -> Bool {
    let (record, today) = (try await read(Practice.vault) { try PracticeRecord.find(id, in: $0) }, today)
    guard let record else { return false }
    return record.isInLibrary(on: today) && record.details.marking == .none
  }

  /// Takes in a lesson that another vault released, once however often it comes, and tells in which practice it is.
  ///
  /// - Parameters:
  ///   - practice: That it is attached to; where that has gone since, the lesson becomes a draft of its own.
  ///   - organisation: Whose draft it becomes.
  func receive(
    _ release: Release,
    beside practice: String?,
    from organisation: String?
  ) async throws -> String {
    if let practice {
      let state = try await load(Practice.self, practice).state
      let isThere = state.life != .absent && !state.life.isOver
      if state.releases.contains(release.id) || isThere {
        try await perform(
          .receive(release, organisation: nil),
          on: practice,
          of: Practice.self,
          by: Site.itself
        )
        return practice
      }
    }
    try await perform(
      .receive(release, organisation: organisation),
      on: release.id,
      of: Practice.self,
      by: Viewer(account: release.author, organisation: organisation)
    )
    return release.id
  }
}

/// What a practice shows of the lessons that came in to it: what they say and when, and nothing of where from.
extension PracticePages {
  func lessons(of record: PracticeRecord.Row) async throws -> Model {
    guard !record.life.isOver else { return ["hasLessons": false, "fromCase": false] }
    let rows = try await site.read(Practice.vault) { try ReleasedList.all(of: record.id, in: $0) }
    let attached = rows.filter { !$0.isDraft }
    return [
      "fromCase": rows.first { $0.isDraft }?.receivedOn.words ?? false, "hasLessons": !attached.isEmpty,
      "lessons": attached.map { row -> Model in
        [
          "lessonTitle": row.lesson.title, "releasedOn": row.receivedOn.words,
          "rows": [
            ("The problem", row.lesson.problem), ("What helped", row.lesson.helped),
            ("How it helped", row.lesson.mechanism),
            ("Setting", row.lesson.settings.map(Practice.settingList.label).joined(separator: ", ")),
            ("What to be careful about", row.lesson.caution),
          ]
          .filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) },
        ]
      },
    ]
  }
}
