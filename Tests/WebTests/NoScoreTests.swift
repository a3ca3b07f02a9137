import Assembly
import Domain
import Foundation
import Kernel
import Platform
import TestSupport
import Testing

/// Safeguarding, not scoring: code, interface and pages are searched for a total, a score or a traffic light.
struct NoScoreTests {
  private static var words: some RegexComponent {
    /\b(scor(?:e|ed|es|ing)|weight(?:s|ed|ing)?|rating|ranked|ranking|risk level|total)\b/.ignoresCase()
  }
  private static let module = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Modules/Channel")

  /// What is left of a file without its comments: those say that there is no such thing.
  private func code(_ file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(/\/\/.*/, with: "") }.joined(separator: "\n")
  }

  private func sources(_ name: some RegexComponent) -> [URL] {
    let files = FileManager.default.enumerator(at: Self.module, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter {
      $0.pathExtension == "swift" && $0.lastPathComponent.contains(name)
    }
  }

  @Test func `no code of assessments has a word for one, or adds factors up`() throws {
    let files = sources(/Assessment|Framework/)
    #expect(files.count >= 10)
    for file in files {
      let code = try code(file)
      #expect(code.firstMatch(of: Self.words) == nil, "\(file.lastPathComponent)")
      #expect(!code.contains("reduce("), "\(file.lastPathComponent)")
      // What is counted is what nobody has recorded yet, and nothing that was seen of somebody.
      for line in code.split(separator: "\n") where line.contains(/\.count\b/) {
        #expect(line.contains("== nil"), "\(file.lastPathComponent): \(line)")
      }
    }
  }

  @Test func `the words are found where there are some`() {
    #expect("let riskScore = 1; let score = 2".firstMatch(of: Self.words) != nil)
    #expect("A Total of 7".firstMatch(of: Self.words) != nil)
  }

  @Test func `no answer of the interface about an assessment holds a number about somebody`() throws {
    let document = OpenAPI.document(Registry.operations)
    let components = document["components"] as? Model ?? [:]
    let schemas = (components["schemas"] as? Model ?? [:]).filter { $0.key.hasPrefix("Assessment") }
    #expect(schemas.count >= 5)
    for (name, schema) in schemas {
      for (property, described) in (schema as? Model)?["properties"] as? Model ?? [:] {
        let type = (described as? Model)?["type"]
        let isNumber = ["integer", "number"].contains { kind in
          type as? String == kind || (type as? [Any])?.contains { $0 as? String == kind } == true
        }
        #expect(!isNumber || ["version", "framework_version"].contains(property), "\(name).\(property)")
        #expect(property.firstMatch(of: Self.words) == nil, "\(name).\(property)")
      }
    }
  }

  @Test func `no page of an assessment shows one, and none has a traffic light`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let path = try await story.assess()
      var pages = [path, "\(path)/factors/grievance", "\(path)/dimensions/intent", "\(path)/complete"]
      for address in pages {
        try hold(try await story.cora.get(address).text, address)
      }
      try await story.conclude(path, ["grievance": "present", "identity": "absent", "status": "partly"])
      pages = [path, "\(story.address)/assessments", story.address]
      for address in pages { try hold(try await story.cora.get(address).text, address) }
    }
  }

  private func hold(_ page: String, _ address: String) throws {
    let main = try #require(page.split(separator: "<main").last)
    #expect(main.firstMatch(of: Self.words) == nil, "\(address)")
    for colour in ["red", "orange", "green"] { #expect(!main.contains("govuk-tag--\(colour)"), "\(address)") }
    #expect(main.firstMatch(of: /\d+ (of|out of|\/) \d+/) == nil, "\(address)")
    #expect(main.firstMatch(of: /\d ?%/) == nil, "\(address)")
  }
}
