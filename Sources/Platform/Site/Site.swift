package import Foundation
package import GRDB
package import Kernel
package import Projection
package import Search

/// One vault as pages use it.
package struct VaultService: Sendable {
  package let dispatcher: Dispatcher
  package let access: any RecordLog
  package let views: ViewRunner
  /// Views over the access log.
  package let looks: ViewRunner
  package let searches: [SearchService]
  /// A receipt for an entry of the record log.
  let receipt: @Sendable (_ position: Int64) async throws -> String
  /// The hash of an entry in the tree over the record log: what a release carries.
  package let leaf: @Sendable (Entry) -> Data

  package init(
    dispatcher: Dispatcher,
    access: any RecordLog,
    views: ViewRunner,
    looks: ViewRunner,
    searches: [SearchService] = [],
    receipt: @escaping @Sendable (_ position: Int64) async throws -> String,
    leaf: @escaping @Sendable (Entry) -> Data
  ) {
    self.dispatcher = dispatcher
    self.access = access
    self.views = views
    self.looks = looks
    self.searches = searches
    self.receipt = receipt
    self.leaf = leaf
  }
}

extension VaultService {
  func search(_ name: String) -> SearchService? { searches.first { $0.source.name == name } }
}

/// What the site asks of the directory, whose types it does not know.
package struct People: Sendable {
  /// The person behind an account, with the roles held on a day; nil where there is no open account.
  package var find:
    @Sendable (_ account: String, _ day: PartialDate) async throws -> (viewer: Viewer, name: String)?
  /// The account that an e-mail address signs in to.
  package var account: @Sendable (_ email: String) async throws -> String?
  /// Names to show; accounts that are not there have none.
  package var names: @Sendable (_ accounts: Set<String>) async throws -> [String: String]
  /// Whether anybody has an account at all.
  package var isEmpty: @Sendable () async throws -> Bool
  /// What stands for somebody, of which no password is made: their name, address and organisation.
  package var texts: @Sendable (_ account: String) async throws -> [String]
  /// What the access log says of an account, of some acts, the latest first.
  package var lines:
    @Sendable (_ account: String, _ acts: [AccessLine.Act], _ since: Date, _ limit: Int) async throws ->
      [AccountLine]

  package init(
    find: @escaping @Sendable (String, PartialDate) async throws -> (viewer: Viewer, name: String)?,
    account: @escaping @Sendable (String) async throws -> String?,
    names: @escaping @Sendable (Set<String>) async throws -> [String: String],
    isEmpty: @escaping @Sendable () async throws -> Bool,
    texts: @escaping @Sendable (String) async throws -> [String],
    lines: @escaping @Sendable (String, [AccessLine.Act], Date, Int) async throws -> [AccountLine]
  ) {
    self.find = find
    self.account = account
    self.names = names
    self.isEmpty = isEmpty
    self.texts = texts
    self.lines = lines
  }
}

/// An entry of the bar at the top of every page.
package struct NavigationItem: Sendable {
  package let label: String
  package let address: String
  let isShown: @Sendable (Viewer) -> Bool

  package init(
    _ label: String,
    _ address: String,
    isShown: @escaping @Sendable (Viewer) -> Bool = { _ in true }
  ) {
    self.label = label
    self.address = address
    self.isShown = isShown
  }
}

/// What pages and the API are made with: commands in, views and templates out.
package struct Site: Sendable {
  package struct Options: Sendable {
    /// Bytes.
    package var uploadLimit = 10_000_000
    package var behindTLS = false
    /// Whether everything asks for a second factor, and not sealed vaults alone.
    package var secondFactorForAll = false
    /// What people type before a path, such as `https://touchstone.example`.
    package var publicAddress = ""
    package var navigation: [NavigationItem] = []
    /// What holds for every role.
    package var terms = RoleTerms()
    /// What each module can tell of why somebody may or may not do something.
    package var explainers: [Explainer] = []
    /// How records about people are kept, of every module.
    package var retained: [Retained] = []
    /// What waits for whoever is signed in, of every module.
    package var waiting: [Waiting.Source] = []
    /// Said on every page, such as that the people here are made up.
    package var notice: String?
    /// By what the use of a sealed record is restricted.
    package var restriction: Restriction.Source = { _, _ in nil }
    /// The kinds of record that sealed vaults hold.
    package var sealedKinds: [SealedKind] = []
    /// Whose days off are no working days.
    package var workingDays = WorkingDays([])

    package init() {}
  }

  private let vaults: [Vault: VaultService]
  package let signIn: SignIn
  package let people: People
  package let blobs: BlobStore
  package let texts: TextExtractor
  package let templates: TemplateLibrary
  package let options: Options
  package let policies: PolicySettings
  package let erasing: Erasing
  let listWriter = ListWriter()
  let lineTimes = LineTimes()
  package let now: @Sendable () -> Date
  package let newID: @Sendable () -> String

  package init(
    vaults: [Vault: VaultService],
    signIn: SignIn,
    people: People,
    blobs: BlobStore,
    texts: TextExtractor,
    templates: TemplateLibrary,
    options: Options,
    policies: PolicySettings,
    erasing: Erasing,
    now: @escaping @Sendable () -> Date = { Date() },
    newID: @escaping @Sendable () -> String = { Identifier.make() }
  ) {
    self.vaults = vaults
    self.signIn = signIn
    self.people = people
    self.blobs = blobs
    self.texts = texts
    self.templates = templates
    self.options = options
    self.policies = policies
    self.erasing = erasing
    self.now = now
    self.newID = newID
  }

  package func service(_ vault: Vault) throws -> VaultService {
    guard let service = vaults[vault] else {
      throw Fault(.unknownVault, "\(vault.rawValue) is not open here")
    }
    return service
  }

  /// Whoever performs what nobody asked for: histories say *Touchstone*.
  package static let itself = Viewer(account: Occasion.system)

  /// The day on which pages are read and commands performed, in Coordinated Universal Time.
  package var today: PartialDate { PartialDate(on: now()) }

  package var readiness: [Vault: ViewRunner.Readiness] {
    vaults.mapValues { $0.views.readiness == .ready ? $0.looks.readiness : $0.views.readiness }
  }
  package var runners: [Vault: ViewRunner] { vaults.mapValues(\.views) }
  /// Views over the access logs.
  package var looks: [Vault: ViewRunner] { vaults.mapValues(\.looks) }
  var searches: [SearchService] {
    vaults.values.flatMap(\.searches).sorted { $0.source.name < $1.source.name }
  }

  /// Performs a command for whoever asks, and folds what happened before the answer goes out.
  ///
  /// In a sealed vault the access log says so too, before the answer goes out: without the line there is no answer.
  @discardableResult
  package func perform<D: Decider>(
    _ command: D.Command,
    on id: String,
    of decider: D.Type,
    expecting version: Int? = nil,
    by viewer: Viewer
  ) async throws -> Dispatcher.Outcome<D.Event> {
    let service = try service(D.vault)
    let occasion = Occasion(by: viewer.account ?? "anyone", at: now())
    let outcome = try await service.dispatcher.perform(
      command,
      on: id,
      of: decider,
      expecting: version,
      occasion
    )
    if outcome.position != nil {
      try await service.views.catchUp()
      if D.vault.isSealed { try await note(outcome, on: id, of: decider, by: viewer) }
    }
    return outcome
  }

  /// Performs commands on several records of one kind, all or none, and says so of each in the access log of a
  /// sealed vault.
  package func performAll<D: Decider>(
    _ commands: [(id: String, command: D.Command)],
    of decider: D.Type,
    by viewer: Viewer,
    progress: (_ decided: Int) -> Void = { _ in }
  ) async throws {
    let service = try service(D.vault)
    let occasion = Occasion(by: viewer.account ?? "anyone", at: now())
    let before = try await service.dispatcher.log.head().size
    let done = try await service.dispatcher.performAll(commands, of: decider, occasion, progress: progress)
    try await service.views.catchUp()
    guard D.vault.isSealed, let positions = done.positions else { return }
    let entries = try await service.dispatcher.log.entries(
      after: before,
      limit: Int(positions.upperBound - before)
    )
    var lines: [AccessLine] = []
    for entry in entries where positions.contains(entry.position) {
      let record = Reference(kind: D.category, id: entry.stream.id)
      lines.append(try await line(of: record, isNew: entry.streamVersion == 1, entry.name))
    }
    try await note(lines, in: D.vault, by: viewer)
  }

  /// Writes that a sealed record was made or changed, by the names of what happened.
  private func note<D: Decider>(
    _ outcome: Dispatcher.Outcome<D.Event>,
    on id: String,
    of decider: D.Type,
    by viewer: Viewer
  ) async throws {
    let isNew = outcome.version == outcome.events.count
    let record = Reference(kind: D.category, id: id)
    let line = try await line(of: record, isNew: isNew, outcome.names.joined(separator: " "))
    try await note(line, in: D.vault, by: viewer)
  }

  private func line(of record: Reference, isNew: Bool, _ events: String) async throws -> AccessLine {
    var line = AccessLine(isNew ? .collection : .alteration, record, reason: events)
    line.area = try await sealedRecord(record)?.area
    return line
  }

  /// Performs a command that came by a form: a refusal becomes an error of a field, so that what was typed
  /// stays where it was typed.
  ///
  /// - Parameter field: Nil for programs, which are refused as such.
  /// - Throws: ``Invalid`` for a refusal, and whatever else performing throws.
  package func perform<D: Decider>(
    _ command: D.Command,
    on id: String,
    of decider: D.Type,
    refusing field: String?,
    expecting version: Int? = nil,
    by viewer: Viewer
  ) async throws {
    do {
      try await perform(command, on: id, of: decider, expecting: version, by: viewer)
    } catch let refusal as any WordedRefusal {
      guard let field else { throw refusal }
      throw Invalid([FieldError(refusal.field ?? field, refusal.sentence)])
    }
  }

  /// A record's state as it is decided on, and its version; or as somebody saw it earlier.
  package func load<D: Decider>(
    _ decider: D.Type,
    _ id: String,
    upTo version: Int = .max
  ) async throws -> (state: D.State, version: Int) {
    let loaded = try await service(D.vault).dispatcher.load(decider, id, upTo: version)
    return (loaded.0, loaded.version)
  }

  package func read<T: Sendable>(
    _ vault: Vault,
    _ query: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    try await service(vault).views.read(query)
  }

  /// What must be there.
  ///
  /// - Throws: ``NotFound``.
  package func find<T: Sendable>(
    _ vault: Vault,
    _ query: @escaping @Sendable (Database) throws -> T?
  ) async throws -> T {
    guard let found = try await read(vault, query) else { throw NotFound() }
    return found
  }

  /// Asks the views over a vault's access log, which are folded when somebody asks: whoever is looked after waits
  /// for no more than their line.
  package func readAccess<T: Sendable>(
    _ vault: Vault,
    _ query: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    let looks = try service(vault).looks
    try await looks.catchUp()
    return try await looks.read(query)
  }

  /// Asks a search index, and the views for what is wanted of the hits; nil while the index is made anew, so that
  /// the views are asked instead.
  package func search<Rows: Sendable>(
    _ source: any SearchSource.Type,
    _ query: SearchQuery,
    fetch: @escaping @Sendable (_ ids: [String], _ db: Database) throws -> Rows
  ) async throws -> (answer: SearchAnswer, rows: Rows)? {
    let service = try service(source.vault)
    return try await service.search(source.name)?.search(query, service.views, fetch: fetch)
  }

  /// The same where the hits alone are wanted.
  package func search(_ source: any SearchSource.Type, _ query: SearchQuery) async throws -> SearchAnswer? {
    try await search(source, query) { _, _ in () }?.answer
  }

  /// The records most like one, the most like first.
  package func similar(
    _ source: any SearchSource.Type,
    to id: String,
    _ scope: Condition,
    limit: Int
  ) async throws -> [String] {
    let service = try service(source.vault)
    return try await service.search(source.name)?.similar(to: id, scope, limit: limit, service.views) ?? []
  }

  /// Adds a line to a vault's access log.
  package func note(_ line: AccessLine, in vault: Vault, by viewer: Viewer) async throws {
    try await note([line], in: vault, by: viewer)
  }

  /// Adds lines to a vault's access log, all or none.
  package func note(_ lines: [AccessLine], in vault: Vault, by viewer: Viewer) async throws {
    guard !lines.isEmpty else { return }
    let occasion = Occasion(by: viewer.account ?? "anyone", at: now())
    let service = try service(vault)
    let sealing = service.dispatcher.sealing
    let start = ContinuousClock.now
    try await service.access.append(lines.map { try $0.append(sealing) }, occasion)
    lineTimes.add(ContinuousClock.now - start)
  }
}

/// Opaque, random, and in lower case: nothing about a record can be read from it.
package enum Identifier {
  package static func make() -> String { UUID().uuidString.lowercased().replacing("-", with: "") }

  /// Whether a form's hidden identifier is one that we could have made.
  package static func isOne(_ text: String) -> Bool {
    text.count == 32 && text.allSatisfy { $0.isASCII && ($0.isNumber || ("a"..."f").contains($0)) }
  }
}

extension FormValues {
  /// The identifier that the form's page gave the record: sent twice, it is still one record.
  package func recordID(_ name: String = "record") throws(Unreadable) -> String {
    let id = text(name)
    guard Identifier.isOne(id) else {
      throw Unreadable("The form is not one that this site made. Open it again.")
    }
    return id
  }

  /// The version of the record that the form was made from.
  package func seenVersion() throws(Unreadable) -> Int {
    guard let version = Int(text("version")) else {
      throw Unreadable("The form is not one that this site made. Open it again.")
    }
    return version
  }
}
