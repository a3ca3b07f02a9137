package import Foundation
package import Kernel

extension Practice {
  /// What a lesson of a closed case says, as another vault released it: without anybody's identity.
  ///
  /// The names of its parts are those of the document that crosses.
  package struct Lesson: Codable, Equatable, Sendable {
    package var title: String
    package var problem: String
    package var helped: String
    package var mechanism: String
    package var settings: [String]
    package var caution: String

    /// Nil where a document says something else.
    package init?(_ document: Data) {
      do { self = try JSONDecoder().decode(Self.self, from: document) } catch { return nil }
      if title.isEmpty { return nil }
    }

    /// The beginning of a practice, for its depositor to fill in.
    var details: Details {
      var details = Details(title: title)
      details.problem = problem
      details.method = helped
      details.emmie.mechanism.finding = mechanism
      details.settings = settings.filter { Practice.settingList[$0] != nil }
      details.harms = caution
      return details
    }
  }

  /// A lesson of a closed case came in by a release.
  package struct LessonReceived: Codable, Equatable, Sendable {
    package var release: Release
  }

  /// Takes in a lesson once: as the draft of a practice where there is none, else beside what is there.
  static func receive(
    _ release: Release,
    _ organisation: String?,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard !state.releases.contains(release.id) else { return [] }
    guard release.kind == .closedCaseLesson, release.author != release.approver,
      let lesson = Lesson(release.document)
    else { throw .noLesson }
    let received = Event.lessonReceived(LessonReceived(release: release))
    if state.life == .absent {
      return [.deposited(Deposited(details: lesson.details, organisation: organisation)), received]
    }
    guard !state.life.isOver else { throw .notPossible(in: state.life) }
    return [received]
  }
}
