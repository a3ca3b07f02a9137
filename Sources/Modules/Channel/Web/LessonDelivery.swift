import Domain
import Foundation
import Kernel
package import Platform
import Views

/// Carries a lesson that was approved into the vault of learning, once.
///
/// The other vault takes a release in once, by its identifier, and says so before this one notes it: stopped anywhere
/// between, it is begun again and ends as it would have.
package enum LessonDelivery {
  package static let task = DailyTask("Delivered approved lessons") { site in
    let rows = try await site.read(Lesson.vault) { try LessonList.undelivered(in: $0) }
    var done = 0
    for row in rows where try await deliver(row.id, site) { done += 1 }
    return .init(done, done == 1 ? "1 lesson was delivered" : "\(done) lessons were delivered")
  }

  /// Whether it was delivered now; an erased text goes nowhere.
  @discardableResult
  static func deliver(_ id: String, _ site: Site) async throws -> Bool {
    let state = try await site.load(Lesson.self, id).state
    guard state.life == .approved, let text = state.text, try await mayGo(state, site) else { return false }
    let release = try await release(id, text, state, site)
    let author = try await site.people.find(release.author, site.today)?.viewer
    let practice = try await site.receive(
      release,
      beside: state.drafted?.practice,
      from: author?.organisation
    )
    try await site.perform(.deliver(practice: practice), on: id, of: Lesson.self, by: Site.itself)
    return true
  }

  /// Whether nobody has objected since it was approved.
  private static func mayGo(_ state: Lesson.State, _ site: Site) async throws -> Bool {
    guard let id = state.drafted?.caseID,
      let record = try await site.sealedRecord(Reference(kind: Case.category, id: id))
    else { return true }
    return try await site.restriction(of: record) == nil
  }

  private static func release(
    _ id: String,
    _ text: Lesson.Text,
    _ state: Lesson.State,
    _ site: Site
  ) async throws -> Release {
    let service = try site.service(Lesson.vault)
    let entries = try await service.dispatcher.log.entries(of: StreamName(Lesson.category, id))
    guard let approval = entries.last(where: { $0.name == "lesson.approved" }) else {
      throw Fault(.damagedLog, "an approved lesson has no approval")
    }
    let document = JSONEncoder()
    document.outputFormatting = .sortedKeys
    return try Release(
      kind: .closedCaseLesson,
      id: id,
      author: state.asker,
      approver: state.approver,
      document: document.encode(text),
      origin: .init(position: approval.position, leaf: service.leaf(approval))
    )
  }
}
