import Domain
import Kernel
import Platform
import Views

/// What of the directory waits for somebody, for the home page.
struct DirectoryHome: Sendable {
  let pages: DirectoryPages

  init(site: Site) { pages = DirectoryPages(site: site) }

  func waiting(_ context: SiteContext) async throws -> [(title: String, items: [Model])] {
    guard let person = try await pages.own(context) else { return [] }
    return [
      ("Before your roles are active", texts(of: person)), ("Your roles", lapses(of: person)),
      ("Training that runs out soon", runningOut(of: person)),
      ("For administrators", try await reviews(context)),
    ].filter { !$0.items.isEmpty }
  }

  private func texts(of person: AccountList.Person) -> [Model] {
    let standings = person.standings(under: pages.terms, on: pages.site.today)
    return pages.terms.missing(of: standings).map { text in
      let waiting = standings.filter { $0.obstacles.contains(.text(text)) && !$0.isOver }
      let roles = Set(waiting.map(\.holding.role.label)).sorted().joined(separator: ", ")
      return item(
        "/texts/\(text.code)",
        "\(text.kind == .conduct ? "Read and accept" : "Complete"): \(text.title)",
        "Not active until then: \(roles)"
      )
    }
  }

  private func lapses(of person: AccountList.Person) -> [Model] {
    person.standings(under: pages.terms, on: pages.site.today).filter { $0.isLapsed && !$0.isEnded }.map {
      item(
        "/account/roles",
        "\($0.holding.role.label): no longer held",
        "Nobody reviewed it by \($0.review.words). Ask an administrator"
      )
    }
  }

  private func runningOut(of person: AccountList.Person) -> [Model] {
    let (today, horizon) = (pages.site.today, pages.site.today.adding(days: RoleTerms.noticeDays))
    return pages.needed(by: person).compactMap { text in
      guard text.isMet(by: person.agreements, on: today), !text.isMet(by: person.agreements, on: horizon),
        let end = person.agreements.first(where: { $0.text == text.code }).flatMap({ text.end($0) })
      else { return nil }
      return item("/texts/\(text.code)", text.title, "Runs out on \(end.words)")
    }
  }

  private func reviews(_ context: SiteContext) async throws -> [Model] {
    let waiting = try await pages.waitingReviews(for: context.viewer)
    guard !waiting.isEmpty else { return [] }
    let title = "\(waiting.count.grouped) role\(waiting.count == 1 ? "" : "s") to review"
    return [item("/reviews", title, waiting.counts)]
  }

  private func item(_ address: String, _ title: String, _ meta: String) -> Model {
    ["address": address, "itemTitle": title, "meta": meta]
  }
}
