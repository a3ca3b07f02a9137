import Domain
import Kernel
import Platform
import Views

/// What it answers.
extension RightsAPI {
  static let request = Shape<RightsList.Row>("RightsRequestRow", parts { $0 })

  static let requests = APIList("rights", of: request)

  /// Where a request stands: nothing that its key seals.
  private static func parts<Whole: Sendable>(
    _ row: @escaping @Sendable (Whole) -> RightsList.Row
  ) -> [Shape<Whole>.Part] {
    [
      .value("id", "Identifier") { row($0).id },
      .value("reference", "What people call it by") { row($0).reference },
      .value("kind", "What is asked for", of: codes(RightsRequest.kindList)) { row($0).kind },
      .value("law", "Under which law it is answered", of: codes(RightsRequest.lawList)) { row($0).law },
      .value("way", "How it came in", of: codes(RightsRequest.wayList)) { row($0).way },
      .value("asker", "Who asks", of: codes(RightsRequest.askerList)) { row($0).asker },
      .value("received", "The day on which it came in") { row($0).received },
      .value("due", "The last day on which an answer is in time; none while it stands still or is over") {
        row($0).due
      },
      .value(
        "life",
        "Where it stands",
        of: RightsRequest.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { row($0).life.rawValue },
      .value("is_confirmed", "Whether it is known who asks") { row($0).isConfirmed },
      .value("is_extended", "Whether the time was made longer") { row($0).isExtended },
      .value("outcome", "The answer, once it is proposed") { row($0).outcome },
      .value("review_until", "The last day on which a review can be asked for") { row($0).reviewUntil },
      .value("answered_on", "The day on which the answer was sent") { row($0).answeredOn },
      .value("is_answered_late", "Whether that was after the day on which it was due") {
        row($0).isAnsweredLate
      },
      .value("restricts_since", "From when on the use of its records is restricted; none where it is not") {
        row($0).restrictsSince
      },
      .value("has_copy", "Whether the bundle that went out can be read as it was then") { row($0).hasCopy },
      .value("is_owed", "Whether something was granted that nobody has done yet") { row($0).owes },
      .value("version", "How many changes made it what it is") { row($0).version },
    ]
  }

  private static func codes(_ list: CodeList) -> [String] { list.codes.map(\.code) }

  /// A request as it is opened.
  struct Opened: Sendable {
    let row: RightsList.Row
    /// Nil once it is erased.
    let sealed: RightsList.Sealed?
  }

  static let opened = Shape<Opened>(
    "RightsRequest",
    parts(\.row) + [
      .value("is_erased", "Whether what was said is erased") { $0.sealed == nil },
      .value("given_name", "Given names") { $0.sealed?.person.givenName },
      .value("family_name", "Family name") { $0.sealed?.person.familyName },
      .value("birth", "Date of birth") { $0.sealed?.person.birth },
      .value("address", "Address") { $0.sealed?.person.address },
      .value("name", "Who asks for them") { $0.sealed?.contact.name },
      .value("reach", "Where the answer goes") { $0.sealed?.contact.reach },
      .value("words", "What is asked, in their own words") { $0.sealed?.words },
      .value("letter", "What the person is told") { $0.sealed?.letter },
      .value("review_letter", "What the person is told after a review") { $0.sealed?.reviewLetter },
    ]
  )

  /// A bundle and the request it answers.
  struct Bundle: Sendable {
    let row: RightsList.Row
    let sealed: RightsList.Sealed?
    let bundle: RightsBundle
  }

  static let bundle = Shape<Bundle>(
    "RightsBundle",
    [
      .value("reference", "The request that it answers") { $0.row.reference },
      .value("letter", "What the person is told") { $0.sealed?.letter },
      .list("records", "What is held", of: held) { $0.bundle.records },
      .value("complaint", "What whoever is not content can do") { _ in RightsWording.complaint },
    ]
  )

  private static let held = Shape<RightsBundle.Held>(
    "HeldRecord",
    [
      .value("reference", "What people call the record by") { $0.record.title },
      .value("kind", "What kind of record it is") { $0.kind },
      .value("why", "What such a record is held for, and by which law") { $0.why },
      .value("kept_until", "The day on which it is looked at again") { $0.until },
      .list("parts", "What it says", of: part) { $0.passages },
      .list("looks", "When it was looked at and what for, with nobody’s name", of: look) { $0.looks },
      .list("disclosures", "Who was given it", of: disclosure) { $0.disclosures },
    ]
  )

  private static let part = Shape<RightsBundle.Part>(
    "HeldPart",
    [
      .value("field", "Its name") { $0.passage.field },
      .value("label", "The same, for people") { $0.passage.label },
      .value("text", "What it says, but for words that are kept back; none where all of it is") { $0.given },
      .value("withheld", "The ground on which it is kept back") { $0.withheld?.ground },
    ]
  )

  private static let look = Shape<RightsBundle.Look>(
    "Look",
    [
      .value("count", "How often") { $0.count },
      .value("first", "The first time") { PartialDate(on: $0.first) },
      .value("last", "The last time") { PartialDate(on: $0.last) },
      .value("purposes", "What for") { $0.purposes },
    ]
  )

  private static let disclosure = Shape<RightsBundle.Disclosure>(
    "Disclosure",
    [
      .value("on", "When") { PartialDate(on: $0.at) },
      .value("recipient", "To whom") { $0.recipient },
      .value("what", "What") { $0.what },
      .value("basis", "On which lawful basis", of: codes(Case.basisList)) { $0.basis },
    ]
  )
}
