import Foundation
import Kernel
import Testing

@testable import Platform

struct FormTests {
  struct Evening: Equatable, Sendable {
    var title = ""
    var strand = ""
    var settings: [String] = []
    var cost: Int?
    var start: PartialDate?
    var steps: [String] = []
    var isOpen = false
  }

  static let strands = CodeList(
    "strand",
    version: 1,
    [.init("a", "All of them"), .init("right-wing", "Right wing")]
  )
  static let form = Form<Evening>(
    "evening",
    [
      .text(\.title, "title", "Title", max: 20, required: "Enter a title"),
      .choice(\.strand, "strand", "Strand", strands),
      .choices(\.settings, "setting", "Setting", strands),
      .pounds(\.cost, "cost", "Cost"),
      .date(\.start, "start", "Started"),
      .list(\.steps, "steps", "Steps", max: 3),
      .flag(\.isOpen, "open", "Open to all"),
    ]
  )

  private func parse(_ texts: [String: [String]]) throws(Invalid) -> Evening {
    try Self.form.parse(FormValues(texts), into: Evening())
  }

  @Test func `marks that nobody sees are in no text and in no name of a file`() throws {
    let sent = "invoice\u{202E}fdp\u{202C}.\u{2066}e\u{200B}x\u{2069}e\u{FEFF}\u{AD}\u{85}\u{7}\u{200F}"
    #expect(FormValues.tidied(sent) == "invoicefdp.exe")
    #expect(Upload(name: sent, bytes: Data()).name == "invoicefdp.exe")
    #expect(Upload(name: "a\tb\u{2028}c.txt", bytes: Data()).name == "abc.txt")
    #expect(try FormValues(json: Data("{\"title\": \"a\\u202eb\"}".utf8)).text("title") == "ab")
    #expect(try FormValues(urlEncoded: "title=a%E2%80%AEb").text("title") == "ab")
    let kept = "می\u{200C}خواهم 👩\u{200D}🏫 café\nline\tend"
    #expect(FormValues.tidied(kept) == kept)
    #expect(FormValues.tidied("one\r\ntwo\rthree\u{2029}four") == "one\ntwo\nthree\nfour")
  }

  @Test func `one declaration reads a browser's post, JSON and a row alike`() throws {
    let browser = try Self.form.parse(
      FormValues(
        urlEncoded: "title=Evening+one&strand=right-wing&setting=a&setting=right-wing&cost=%C2%A31%2C200"
          + "&start-year=2009&start-month=3&start-day=&steps=Invite%0D%0ACook&open=yes"
      ),
      into: Evening()
    )
    let json = try Self.form.parse(
      FormValues(
        json: Data(
          """
          {"title": "Evening one", "strand": "right-wing", "setting": ["a", "right-wing"], "cost": 1200,
           "start": "2009-03", "steps": ["Invite", "Cook"], "open": true}
          """.utf8
        )
      ),
      into: Evening()
    )
    let row = try parse([
      "title": ["Evening one"], "strand": ["Right Wing"], "setting": ["All of them; right wing"],
      "cost": ["1200"],
      "start": ["2009-03"], "steps": ["Invite\nCook"], "open": ["yes"],
    ])
    #expect(browser == json && json == row)
    #expect(row.start == PartialDate("2009-03") && row.cost == 1200 && row.steps == ["Invite", "Cook"])
  }

  @Test func `every error is reported at once`() {
    let error = #expect(throws: Invalid.self) {
      try parse([
        "title": [""], "strand": ["nonsense"], "cost": ["many"], "start": ["2009-13"],
        "steps": ["1\n2\n3\n4"],
      ])
    }
    #expect(error?.errors.map(\.field) == ["title", "strand", "cost", "start", "steps"])
    #expect(error?.errors.first?.message == "Enter a title")
  }

  @Test(arguments: ["2009-02-30", "31", "2009-3", "1066", "yesterday"])
  func `a date that is none is an error and not a guess`(_ text: String) {
    #expect(throws: Invalid.self) { try parse(["title": ["t"], "start": [text]]) }
  }

  @Test func `what is too long is an error, and the page keeps it`() {
    let long = String(repeating: "x", count: 21)
    #expect(throws: Invalid.self) { try parse(["title": [long]]) }
    let model = Self.form.model(FormValues(["title": [long]]), errors: [FieldError("title", "Too long")])
    let field = (model["fields"] as? [Model])?.first
    #expect(field?["value"] as? String == long)
    #expect(field?["error"] as? String == "Too long")
  }

  @Test func `a value is written as it is read`() throws {
    let value = Evening(
      title: "Evening",
      strand: "a",
      settings: ["a"],
      cost: 5,
      start: PartialDate("2009-03-31"),
      steps: ["x"],
      isOpen: true
    )
    #expect(try Self.form.parse(Self.form.values(of: value), into: Evening()) == value)
    let json = try JSONText.data(Self.form.json(value))
    #expect(try Self.form.parse(FormValues(json: json), into: Evening()) == value)
  }

  @Test func `a change is named field by field`() {
    var after = Evening(title: "Evening")
    after.cost = 12_500
    #expect(
      Self.form.differences(Evening(title: "Evening"), after)
        == [Difference(name: "cost", label: "Cost", before: "", after: "£12,500")]
    )
  }

  @Test func `the description says what the form takes`() {
    let schema = Self.form.schema
    #expect(schema["required"] as? [String] == ["title"])
    #expect(Set((schema["properties"] as? Model ?? [:]).keys) == Set(Self.form.fields.map(\.name)))
  }

  @Test func `a password never stands in a page`() {
    struct Secret: Equatable, Sendable { var password = "" }
    let form = Form<Secret>("s", [.password(\.password, "password", "Password", required: "Enter it")])
    let field = (form.model(FormValues(["password": ["hunter2"]]))["fields"] as? [Model])?.first
    #expect(field?["value"] as? String == "")
  }

  @Test(arguments: [("[]", "object"), ("{", "JSON"), (#"{"title": {"a": 1}}"#, "title")])
  func `a body that cannot be read is said to be so`(_ body: String, _ word: String) {
    let error = #expect(throws: Unreadable.self) { try FormValues(json: Data(body.utf8)) }
    #expect(error?.sentence.contains(word) == true)
  }

  @Test func `control characters and odd line ends are tidied away`() {
    #expect(FormValues.tidied("a\u{0}b\r\nc\rd\u{7}") == "ab\nc\nd")
  }

  @Test func `thousands are grouped`() {
    #expect([0, 999, 1000, 1_234_567, -1000].map(\.grouped) == ["0", "999", "1,000", "1,234,567", "-1,000"])
  }
}
