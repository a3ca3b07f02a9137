import Domain
package import GRDB
package import Kernel
package import Projection

/// Who recorded what was learned of which case, and when; nothing that a key seals.
package struct LearningList: View {
  package static let name = "learning_list"
  package static let version = 1
  package static let vault = CaseLearning.vault
  package static var folds: [Fold] { [Fold(CaseLearning.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE learning_list_history (
          position INTEGER PRIMARY KEY, case_id TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL);
        CREATE INDEX learning_list_history_case ON learning_list_history (case_id);
        """
    )
  }

  private static func apply(_ event: CaseLearning.Event, _ entry: Entry, _ db: Database) throws {
    guard case .recorded = event else { return }
    try db.fold(
      sql: "INSERT INTO learning_list_history VALUES (?, ?, ?, ?, 'recorded')",
      arguments: [entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by]
    )
  }

  package static func history(of caseID: String, in db: Database) throws -> [HistoryAct] {
    try HistoryAct.all(of: caseID, in: "learning_list_history", by: "case_id", db)
  }
}

/// From when what was learned of a case counts: the day on which it was first recorded.
package struct LearningClock: RetentionClock {
  package static let name = "learning_clock"
  package static let version = 1
  package static let vault = CaseLearning.vault
  package static let rules = [LessonSettings.learning]
  package static var folds: [Fold] { [Fold(CaseLearning.self, apply)] }

  private static func apply(_ event: CaseLearning.Event, _ entry: Entry, _ db: Database) throws {
    guard case .recorded(let body) = event, entry.streamVersion == 1 else { return }
    let isChild = try ReferralClock.isChild(body.words.subject, in: db)
    try start(LessonSettings.learning, entry, of: body.words.subject, isChild: isChild, in: db)
  }
}

/// From when each lesson counts: the day on which it was begun.
package struct LessonClock: RetentionClock {
  package static let name = "lesson_clock"
  package static let version = 1
  package static let vault = Lesson.vault
  package static let rules = [LessonSettings.lesson]
  package static var folds: [Fold] { [Fold(Lesson.self, apply)] }

  private static func apply(_ event: Lesson.Event, _ entry: Entry, _ db: Database) throws {
    guard case .drafted(let body) = event, entry.streamVersion == 1 else { return }
    let isChild = try ReferralClock.isChild(body.text.subject, in: db)
    try start(LessonSettings.lesson, entry, of: body.text.subject, isChild: isChild, in: db)
  }
}
