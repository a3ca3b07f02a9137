/// What waits for somebody, under one heading of the home page.
///
/// A module says in the registry what waits for whoever asks, and nobody else does:
///
/// ```swift
/// waiting: { try await AdoptionPages(site: $0).waiting($1) }
/// ```
package struct Waiting: Sendable {
  package typealias Source = @Sendable (Site, SiteContext) async throws -> [Waiting]

  package struct Item: Equatable, Sendable {
    package let address: String
    package let title: String
    package let meta: String

    package init(_ address: String, _ title: String, _ meta: String = "") {
      self.address = address
      self.title = title
      self.meta = meta
    }

    package var model: Model { ["address": address, "itemTitle": title, "meta": meta] }
  }

  package let title: String
  package let items: [Item]

  package init(_ title: String, _ items: [Item]) {
    self.title = title
    self.items = items
  }

  /// How many of a kind stand at home where there may be any number; a list has them all.
  package static let most = 20

  /// Where there may be more than stand at home: a link to all of them.
  package static func rest(of shown: Int, at address: String, _ label: String) -> [Item] {
    shown < most ? [] : [Item(address, label)]
  }

  package var model: Model { ["groupTitle": title, "items": items.map(\.model)] }
}

extension Site {
  /// What waits for whoever asks, module by module.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    var found: [Waiting] = []
    for source in options.waiting { found += try await source(self, context) }
    return found.filter { !$0.items.isEmpty }
  }
}
