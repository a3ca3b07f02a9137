import Foundation
import HTTPTypes
import Testing

/// A site in which something is hidden from almost everybody, and those who try to get at it.
struct HostileScene {
  /// Words that stand in one record and nowhere else, and who may read them.
  struct Secret {
    let words: String
    let readers: Set<String>
  }

  let site: TestSite
  /// By who they are: everybody, and those who hold no role any more, or one elsewhere.
  private(set) var visitors: [String: Visitor] = [:]
  /// Identifiers, by the first part of the addresses that take them.
  private(set) var ids: [String: [String]] = [:]

  private static let inside: Set = ["Dora Depositor", "Ron Reviewer", "Rhea Reviewer", "Edie Editor"]
  static let outside = ["nobody", "gone", "elsewhere", "Rita Reader"]
  static let secrets = [
    Secret(words: "Qdraft", readers: inside), Secret(words: "Qembargo", readers: inside),
    Secret(words: "Qmarked", readers: inside.union(["Rita Reader"])),
    Secret(words: "Qadopted", readers: inside.union(["Rita Reader"])),
    Secret(words: "Qtheme", readers: ["Edie Editor"]),
    Secret(words: "Qsealed", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "Qrights", readers: ["Dee Protection"]),
    Secret(
      words: "Qemergency",
      readers: ["Mina Member", "Sue Supervisor", "Otto Auditor", "Dee Protection"]
    ),
    Secret(words: "Qcase", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "Qassessed", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "Qasked", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "Qlesson", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "Qlearned", readers: ["Cora Coordinator", "Sue Supervisor"]),
    Secret(words: "gone@touchstone.example", readers: ["Adam Administrator"]),
  ]

  init(_ site: TestSite) async throws {
    self.site = site
    visitors["nobody"] = site.anybody()
    for name in [
      "Dora Depositor", "Ron Reviewer", "Rhea Reviewer", "Edie Editor", "Rita Reader", "Cora Coordinator",
      "Mina Member", "Sue Supervisor", "Otto Auditor", "Dee Protection",
    ] {
      visitors[name] = try await site.visitor(name)
    }
    let adam = try await site.visitor("Adam Administrator")
    visitors["Adam Administrator"] = adam
    try await hide()
    let ended =
      #"{"role": "editor", "place": "everywhere", "from": "2009-07-01", "until": "2009-07-31", "reason": "r"}"#
    let away = #"{"role": "reviewer", "place": "area:E23000002", "from": "2009-09-01", "reason": "r"}"#
    for (name, role) in [("gone", ended), ("elsewhere", away)] {
      let newcomer = try await site.newcomer(name, role, adam)
      visitors[name] = newcomer.visitor
      ids["people", default: []].append(newcomer.id)
    }
  }

  private func visitor(_ name: String) throws -> Visitor { try #require(visitors[name]) }

  private mutating func hide() async throws {
    let (dora, edie) = (try visitor("Dora Depositor"), try visitor("Edie Editor"))
    func titled(_ title: String) -> [String: String] { .complete.merging(["title": title]) { $1 } }
    let marked = try await site.published(titled("Qmarked"))
    let adopting = try await dora.get("\(marked)/adoptions/new").hidden("record") ?? ""
    let adoption = ["record": adopting, "kind": "adapted", "changes": "Qadopted"]
    #expect(try await dora.post("\(marked)/adoptions", adoption).status == 303)
    let marking = ["marking": "official-sensitive", "reason": "A name is in it"]
    #expect(try await edie.edit(marked, "handling", marking).status == 303)
    let draft = try await dora.deposit(titled("Qdraft"))
    let embargoed = try await dora.deposit(titled("Qembargo"))
    _ = try await dora.submit(embargoed)
    for name in ["Ron Reviewer", "Rhea Reviewer"] { _ = try await visitor(name).review(embargoed) }
    let day = ["embargo-day": "1", "embargo-month": "1", "embargo-year": "2090", "reason": "A report"]
    #expect(try await edie.post("\(embargoed)/publish", day).status == 303)
    let theme = try await edie.get("/collections/new").hidden("record") ?? ""
    let details = ["record": theme, "title": "Qtheme", "purpose": "p"]
    #expect(try await edie.post("/collections", details).status == 303)
    let referral = try await seal()
    let beside = try await sealBeside(referral.id)
    let lesson = try await teach()
    let request = try await ask()
    ids = [
      "referrals": [referral.id], "cases": [referral.id, lesson.caseID], "lessons": [lesson.id],
      "break-glass": [referral.glass],
      "assessments": [beside.assessment], "requests": [beside.request], "rights": [request],
      "practices": [draft, embargoed, marked].map { String($0.dropFirst("/practices/".count)) },
      "adoptions": [adopting], "collections": [theme], "settings": ["retention.account-months"],
    ]
  }

  /// A referral that its coordinator opened for a purpose, and somebody outside its circle in need.
  private func seal() async throws -> (id: String, glass: String) {
    let cora = try visitor("Cora Coordinator")
    let id = try await cora.refer(["grounds": "Qsealed"])
    #expect(try await cora.state("screening", for: id).status == 303)
    let account = try await site.account(of: "Cora Coordinator")
    let opened = try await cora.openCase(of: id, owner: account)
    let screening = ["systems": "open-source", "result": "clear", "reasons": "Qcase"]
    #expect(try await cora.act("screen", on: opened, screening).status == 303)
    _ = try await visitor("Sue Supervisor").state("supervision", for: opened, of: "case")
    // Another: who broke this glass sees the record, and what is hidden in it.
    let other = try await cora.refer(["given_name": "Otherwise"])
    let glass = try await visitor("Mina Member").breakGlass(other, reason: "Qemergency")
    return (id, glass)
  }

  /// An assessment and a question to a partner beside the case.
  private func sealBeside(_ caseID: String) async throws -> (assessment: String, request: String) {
    let cora = try visitor("Cora Coordinator")
    let started = try await cora.post("/cases/\(caseID)/assessments", [:])
    let path = try #require(started.location)
    let judged = ["presence": "present", "evidence": "Qassessed", "source": "s", "date-year": "2009"]
    #expect(try await cora.post("\(path)/factors/status", judged).status == 303)
    let request = try await cora.get("/cases/\(caseID)/requests/new").hidden("record") ?? ""
    let question = [
      "record": request, "partner": "p", "agency": "health", "what": "Qasked", "why": "w", "basis": "crime",
      "due-day": "1", "due-month": "1", "due-year": "2090",
    ]
    #expect(try await cora.post("/cases/\(caseID)/requests", question).status == 303)
    return (String(path.dropFirst("/assessments/".count)), request)
  }

  /// What was learned of a closed case, and a lesson of it that nobody released.
  private func teach() async throws -> (caseID: String, id: String) {
    let cora = try visitor("Cora Coordinator")
    let referred = try await cora.refer(["given_name": "Over"])
    #expect(try await cora.state("screening", for: referred).status == 303)
    let caseID = try await cora.openCase(of: referred, owner: site.account(of: "Cora Coordinator"))
    let story = CaseStory(site, cora: cora, id: caseID)
    try await story.screened()
    try await story.act("reject", story.rejection)
    let learned = CaseStory.learned.merging(["changed-words": "Qlearned"]) { $1 }
    #expect(try await cora.post("\(story.address)/learning/record", learned).status == 303)
    _ = try await visitor("Sue Supervisor").state("supervision", for: caseID, of: "case")
    return (caseID, try await story.lesson(["problem": "Qlesson"]))
  }

  /// A request for rights that its officer opened.
  private func ask() async throws -> String {
    let dee = try visitor("Dee Protection")
    let request = try await dee.get("/rights/new").hidden("record") ?? ""
    let fields = [
      "record": request, "kind": "access", "law": "uk-gdpr", "way": "letter", "asker": "person",
      "family_name": "Sample", "reach": "1 Example Street", "words": "Qrights",
    ]
    #expect(try await dee.post("/rights", fields).status == 303)
    let purpose = ["purpose": "subject-request", "words": "", "back": "/rights/\(request)"]
    #expect(try await dee.post("/purpose/rights-request/\(request)", purpose).status == 303)
    return request
  }

  /// Every address that a route stands for, with each identifier that there is in each place.
  func addresses(of route: String) -> [String] { addresses(of: route, known: ids.values.flatMap { $0 }) }

  /// The same with identifiers of its own kind alone, where its first word is known.
  func ownAddresses(of route: String) -> [String] {
    let kind = route.replacing("/api/v1", with: "").split(separator: "/").first.map(String.init) ?? ""
    return addresses(of: route, known: ids[kind] ?? ids.values.compactMap(\.first))
  }

  private func addresses(of route: String, known: [String]) -> [String] {
    var found = [""]
    for part in route.split(separator: "/") {
      let choices: [String] =
        switch part {
        case "{id}", "{other}", "{practice}", "{result}", "{search}", "{token}", "{secret}", "{digest}",
          "{letter}":
          known
        case "{position}", "{number}": ["0", "1", "7"]
        case "{format}": ["bibtex"]
        case "{section}": ["outcome", "handling"]
        case "{kind}": ["referral", "case"]
        case "{vault}": ["learning"]
        case "{log}": ["record"]
        case "**": ["0", "000"]
        case "{name}": ["touchstone.css"]
        default: [String(part)]
        }
      // A second identifier in one address is the first that there is: what matters is the record that it begins with.
      let few = found.count > 1 ? Array(choices.prefix(1)) : choices
      found = found.flatMap { start in few.map { "\(start)/\($0)" } }
    }
    return found.map { $0.isEmpty ? "/" : $0 }
  }
}
