import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// A letter of a case, to be printed.
extension CasePages {
  @Sendable func letter(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .work)
    guard let letter = found.state.letter(try context.parameters.require("letter")),
      let words = letter.words.value
    else { throw NotFound() }
    let purpose = try await site.statedPurpose(for: found.record, request, context)
    // Who it is to stands in the letter, sealed: the log says what it is.
    try await site.disclose(
      found.record,
      to: "Whoever the letter is to",
      as: "letter-\(letter.kind.code)",
      for: purpose,
      by: found.viewer
    )
    let names = try await site.areaNames()
    return try site.page(
      "channel/letter",
      [
        "title": "Letter", "backAddress": found.record.address, "reference": found.row.reference,
        "area": names[found.row.area] ?? found.row.area, "today": site.today.words,
        "from": words.from ?? "", "to": words.to,
        "paragraphs": words.text.split(separator: "\n").map { ["line": String($0)] as Model },
      ],
      context
    )
  }
}
