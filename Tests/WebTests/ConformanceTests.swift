import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Projection
import Testing

/// What holds for every module alike: a loop over the registry, so that a new module is held to it too.
struct ConformanceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
  }

  @Test func `every module has a folder with its layers and a README`() throws {
    for module in Registry.modules {
      for part in ["Domain", "Views", "Web", "README.md"] {
        #expect(exists("Sources/Modules/\(module.name)/\(part)"), "\(module.name)/\(part)")
      }
    }
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Sources/Modules").path
    )
    #expect(Set(folders) == Set(Registry.modules.map(\.name)))
  }

  @Test func `every event has a golden file, and every golden file an event`() throws {
    let kinds = Registry.modules.flatMap(\.kinds).map { "\($0.name).v\($0.version).json" }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Tests/Golden/events").path
    )
    #expect(Set(kinds) == Set(files).subtracting(["subject.erased.v1.json", "access.line.v1.json"]))
    #expect(Set(kinds).count == kinds.count)
    let whole = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Tests/Golden/events-whole").path
    )
    #expect(Set(kinds).isSuperset(of: whole))
  }

  @Test func `every category with sealed values says how long they are kept`() throws {
    let folder = Self.root.appending(path: "Tests/Golden/events")
    for module in Registry.modules {
      for kind in module.kinds {
        let file = folder.appending(path: "\(kind.name).v\(kind.version).json")
        guard try String(contentsOf: file, encoding: .utf8).contains("\"sealed\"") else { continue }
        let category = String(kind.name.prefix { $0 != "." })
        #expect(module.retained.contains { $0.category == category && !$0.rules.isEmpty }, "\(category)")
      }
      #expect(module.retained.allSatisfy { $0.vault == module.vault }, "\(module.name)")
    }
  }

  @Test func `what an erasure does not look for lies within what is sealed`() throws {
    let folder = Self.root.appending(path: "Tests/Golden/events")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for retained in Registry.modules.flatMap(\.retained) {
      var sealed: Set<String> = []
      for file in files where file.hasPrefix("\(retained.category).") {
        let body = try Data(contentsOf: folder.appending(path: file))
        sealed.formUnion(Self.sealedPaths(try JSONSerialization.jsonObject(with: body)))
      }
      for path in retained.shared.union(retained.names) {
        #expect(sealed.contains { "\(path).".hasPrefix("\($0).") }, "\(path) of \(retained.category)")
      }
    }
  }

  private static func sealedPaths(_ part: Any) -> [String] {
    if let list = part as? [Any] { return list.flatMap(sealedPaths) }
    guard let object = part as? [String: Any] else { return [] }
    if object["sealed"] != nil { return [""] }
    return object.flatMap { name, each in sealedPaths(each).map { $0.isEmpty ? name : "\(name).\($0)" } }
  }

  @Test func `an event is named for its category`() {
    for module in Registry.modules {
      for kind in module.kinds {
        let category = kind.name.prefix { $0 != "." }
        #expect(module.categories.contains(String(category)), "\(kind.name)")
        #expect(kind.name.allSatisfy { $0.isLowercase || ".-".contains($0) }, "\(kind.name)")
      }
    }
  }

  @Test func `every act has a rule`() {
    for module in Registry.modules { #expect(module.acts == module.covered, "\(module.name)") }
  }

  @Test func `pages and interface offer the same`() {
    for module in Registry.modules {
      #expect(module.offered == module.operations.offered, "\(module.name)")
      #expect(!module.offered.isEmpty && module.offered.isSubset(of: module.acts), "\(module.name)")
    }
  }

  @Test func `a view folds its own vault only, under names of its own`() {
    for module in Registry.modules {
      for view in module.views {
        #expect(view.vault == module.vault, "\(view.name)")
        #expect(view.folds.allSatisfy { module.categories.contains($0.category) }, "\(view.name)")
      }
    }
    let names = Registry.modules.flatMap(\.views).map { $0.name }
    #expect(Set(names).count == names.count)
  }

  @Test func `the views that live agree with those folded anew`() async throws {
    try await TestSite.with(starter: true) { site in
      let practice = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let record = try await edie.get("/collections/new").hidden("record") ?? ""
      let made = ["record": record, "title": "First talks", "purpose": "To begin one"]
      #expect(try await edie.post("/collections", made).status == 303)
      let added = try await edie.post("/collections/\(record)/add", ["practice": practice, "why": "w"])
      #expect(added.status == 303)
      let before = try await dump(site)
      let report = try await site.installation.rebuild(nil)
      #expect(report.entries["learning"] ?? 0 > 96)
      #expect(try await dump(site) == before)
      #expect(before.values.joined().contains("Kitchen-table evenings"))
      #expect(before.values.joined().contains("First talks"))
    }
  }

  private func dump(_ site: TestSite) async throws -> [String: String] {
    var found: [String: String] = [:]
    for (vault, runner) in site.installation.site.runners { found[vault.rawValue] = try await runner.dump() }
    return found
  }

  @Test func `every template is used and nothing asks for one that is not there`() async throws {
    let library = try await TemplateLibrary()
    let folder = Self.root.appending(path: "Sources")
    var sources = ""
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
    where path.hasSuffix(".swift") || path.hasSuffix(".mustache") {
      sources += try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }
    for name in library.names {
      let isUsed =
        sources.contains("\"\(name)\"") || sources.contains("{{>\(name)}}")
        || sources.contains("{{<\(name)}}")
        || sources.contains("\"\(name.prefix { $0 != "/" })/\\(")
      #expect(isUsed, "\(name)")
    }
  }

  @Test func `the police force areas of the form are those of the directory`() async throws {
    try await TestSite.with(people: false) { site in
      let page = try await site.anybody().get("/areas").text
      for code in Practice.areaList.codes {
        #expect(page.contains(">\(code.code)<") && page.contains(">\(code.label)<"), "\(code.label)")
      }
      #expect(page.components(separatedBy: "scope=\"row\"").count - 1 == Practice.areaList.codes.count)
    }
  }

  @Test func `every page of the site renders for everybody who may see it`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let id = path.replacing("/practices/", with: "")
      for name in ["Dora Depositor", "Ron Reviewer", "Edie Editor", "Rita Reader", "Adam Administrator"] {
        let visitor = try await site.visitor(name)
        for route in site.routes where route.method == .get && !route.path.contains("assets") {
          let address = route.path.replacing("{id}", with: id).replacing("{section}", with: "problem")
          let answer = try await visitor.get(address.isEmpty ? "/" : address)
          #expect(answer.status < 500, "\(name): \(address)")
          if answer.headers[.contentType]?.hasPrefix("text/html") == true {
            #expect(answer.text.components(separatedBy: "<h1").count == 2, "\(name): \(address)")
            #expect(!answer.text.contains("{{"), "\(name): \(address)")
          }
        }
      }
    }
  }
}
