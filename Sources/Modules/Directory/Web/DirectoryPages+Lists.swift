import Domain
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The lists of the directory: their page, and their files.
extension DirectoryPages {
  /// A page of `directory/table`: a table, what is said around it, and the links to its files.
  func tablePage(
    _ table: Sheet,
    _ addresses: [String?],
    _ around: Model,
    total: Int? = nil,
    _ context: SiteContext
  ) throws -> Response {
    let path = "/" + table.name.lowercased()
    let model = table.model(addresses).merging(around) { $1 }
      .merging(ListFile.links(path, total: total ?? table.rows.count)) { $1 }
      .merging(["heading": table.name]) { $1 }.merging(["moreAddress": false]) { old, _ in old }
    return try site.page("directory/table", model, context)
  }

  /// Everybody, for those who see the page; that they took it stands in the access log.
  @Sendable func peopleFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    try DirectoryPolicy.policy.require(.listPeople, context.viewer, .none)
    try site.requireRecentProof(context)
    let (people, total) = try await site.read(.directory) {
      try AccountList.page(offset: 0, limit: ListFile.limit, in: $0)
    }
    let line = AccessLine(
      .disclosure,
      Reference(kind: Account.category, id: AccessLine.wholeList),
      reason: "download of the list of people",
      recipient: context.viewer.account
    )
    try await site.note(line, in: .directory, by: context.viewer)
    return ListFile(
      "people",
      "People",
      [DirectoryTables.people(people, try await places().names)],
      total: total,
      notes: [("Care", "This file names people. Delete it when you no longer need it.")]
    )
  }

  func organisationsFile() async throws -> ListFile {
    let organisations = try await site.read(.directory) { try PlaceList.organisations(in: $0) }
    let table = DirectoryTables.organisations(organisations, try await places().names)
    return ListFile("organisations", "Organisations", [table])
  }

  func areasFile() async throws -> ListFile {
    let table = DirectoryTables.areas(try await site.read(.directory) { try PlaceList.areas(in: $0) })
    return ListFile("areas", "Areas", [table])
  }
}
