import Domain
import Kernel
package import Platform
import Views

/// What of the directory waits for somebody, for the home page.
package struct DirectoryHome: Sendable {
  private let pages: DirectoryPages

  package init(site: Site) { pages = DirectoryPages(site: site) }

  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard let person = try await pages.own(context) else { return [] }
    return [
      .init("Before your roles are active", texts(of: person)), .init("Your roles", lapses(of: person)),
      .init("Training that runs out soon", runningOut(of: person)),
      .init("For administrators", try await reviews(context)),
    ]
  }

  private func texts(of person: AccountList.Person) -> [Waiting.Item] {
    let standings = person.standings(under: pages.terms, on: pages.site.today)
    return pages.terms.missing(of: standings).map { text in
      let waiting = standings.filter { $0.obstacles.contains(.text(text)) && !$0.isOver }
      let roles = Set(waiting.map(\.holding.role.label)).sorted().joined(separator: ", ")
      return Waiting.Item(
        "/texts/\(text.code)",
        "\(text.kind == .conduct ? "Read and accept" : "Complete"): \(text.title)",
        "Not active until then: \(roles)"
      )
    }
  }

  private func lapses(of person: AccountList.Person) -> [Waiting.Item] {
    person.standings(under: pages.terms, on: pages.site.today).filter { $0.isLapsed && !$0.isEnded }.map {
      Waiting.Item(
        "/account/roles",
        "\($0.holding.role.label): no longer held",
        "Nobody reviewed it by \($0.review.words). Ask an administrator"
      )
    }
  }

  private func runningOut(of person: AccountList.Person) -> [Waiting.Item] {
    let (today, horizon) = (pages.site.today, pages.site.today.adding(days: RoleTerms.noticeDays))
    return pages.needed(by: person).compactMap { text in
      guard text.isMet(by: person.agreements, on: today), !text.isMet(by: person.agreements, on: horizon),
        let end = person.agreements.first(where: { $0.text == text.code }).flatMap({ text.end($0) })
      else { return nil }
      return Waiting.Item("/texts/\(text.code)", text.title, "Runs out on \(end.words)")
    }
  }

  private func reviews(_ context: SiteContext) async throws -> [Waiting.Item] {
    let waiting = try await pages.waitingReviews(for: context.viewer)
    guard !waiting.isEmpty else { return [] }
    let title = "\(waiting.count.grouped) role\(waiting.count == 1 ? "" : "s") to review"
    return [Waiting.Item("/reviews", title, waiting.counts)]
  }
}
