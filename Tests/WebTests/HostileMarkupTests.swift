import Domain
import Foundation
import Kernel
import Platform
import Testing

@testable import Web

/// Markup in whatever people type: shown as text, and never part of a page.
struct HostileMarkupTests {
  private let hostile = "\"><script>alert(1)</script>'{{csrf}}"

  private func check(_ page: Answer, _ place: String, shows: Bool = true) {
    #expect(!page.text.contains("<script>alert"), "\(place)")
    if shows { #expect(page.text.contains("&lt;script&gt;alert(1)"), "\(place)") }
  }

  /// A value for a field: markup wherever text can stand.
  private func value(_ field: Field<Practice.Details>) -> [String: String] {
    switch field.kind {
    case .choice(let list): [field.name: list.codes[0].code]
    case .choices(let list): [field.name: list.codes[0].code]
    case .pounds: [field.name: "1000"]
    case .date: ["\(field.name)-day": "1", "\(field.name)-month": "9", "\(field.name)-year": "2009"]
    case .flag: [:]
    case .text, .email, .password, .area, .list: [field.name: hostile]
    }
  }

  @Test func `no field of a practice carries markup into a page`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      var filled = 0
      for section in PracticeForm.form.sections {
        let fields = section.fields.map(value).reduce(into: [:]) { $0.merge($1) { $1 } }
        filled += fields.values.count { $0 == hostile }
        let answer = try await dora.edit(path, section.id, fields)
        #expect(answer.status == 303, "\(section.id)")
        check(
          try await dora.get("\(path)/edit/\(section.id)"),
          section.id,
          shows: fields.values.contains(hostile)
        )
      }
      #expect(filled > 20)
      for page in [path, "/practices", "/"] { check(try await dora.get(page), page) }
      let wrong = try await dora.edit(path, "problem", ["title": "", "problem": hostile, "strand": hostile])
      #expect(wrong.status == 422)
      check(wrong, "an error")
      let search = try await dora.get("/practices?words=\(hostile.urlEncoded)&strand=%3Cscript%3E&page=-3")
      #expect(search.status == 200)
      check(search, "a search")
    }
  }

  @Test func `no review, reason or note carries markup into a page`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.submit(path)
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("\(path)/return", ["reason": hostile]).status == 303)
      for page in [path, "/"] { check(try await dora.get(page), page) }
      #expect(try await dora.post("\(path)/submit", [:]).status == 303)
      for name in ["Ron Reviewer", "Rhea Reviewer"] {
        let reviewer = try await site.visitor(name)
        let fields = PracticeReviewForm.form.fields.map(\.name).map { ($0, hostile) }
        let review = Dictionary(uniqueKeysWithValues: fields).merging(
          ["recommendation": "return", "conflicted": ""]
        ) { $1 }
        check(
          try await reviewer.post("\(path)/review", review.merging(["recommendation": hostile]) { $1 }),
          name
        )
        #expect(try await reviewer.post("\(path)/review", review).status == 303)
      }
      check(try await edie.get(path), "reviews")
      #expect(try await edie.post("\(path)/publish", ["reason": hostile]).status == 303)
      check(try await dora.get(path), "published")
      #expect(try await edie.post("\(path)/withdraw", ["reason": hostile]).status == 303)
      check(try await site.anybody().get(path), "tombstone")
    }
  }

  @Test func `no name of a person, an organisation or a file carries markup into a page`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let record = try await adam.get("/organisations/new").hidden("record") ?? ""
      let listed = ["record": record, "name": hostile, "kind": "charity", "source": hostile]
      #expect(try await adam.post("/organisations", listed).status == 303)
      for page in ["/organisations", "/organisations/\(record)/edit", "/people/new"] {
        check(try await adam.get(page), page)
      }
      let id = try await adam.get("/people/new").hidden("record") ?? ""
      let person = ["record": id, "name": hostile, "email": "nell@touchstone.example"]
      check(try await adam.post("/people", person.merging(["organisation": record]) { $1 }), "opened")
      let grant = [
        "role": "reader", "place": "organisation:\(record)", "from-day": "1", "from-month": "9",
        "from-year": "2009", "reason": hostile,
      ]
      #expect(try await adam.post("/people/\(id)/roles", grant).status == 303)
      for page in ["/people", "/people/\(id)", "/people/\(id)/edit", "/people/\(id)/close"] {
        check(try await adam.get(page), page)
      }
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let name = "<script>alert(1)</script>.txt"
      _ = try await BadInputTests().upload(Data("plain".utf8), named: name, by: dora, path)
      check(try await dora.get(path), "a file's name", shows: false)
    }
  }
}
