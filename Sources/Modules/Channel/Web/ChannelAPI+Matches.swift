import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Whether two referrals are about one person, for programs.
extension ChannelAPI {
  static let likely = Shape<ReferralList.Likely>(
    "LikelyReferral",
    [
      .value("id", "Identifier") { $0.row.id },
      .value("reference", "What people call it by") { $0.row.reference },
      .value("received", "The day on which it reached the programme") { $0.row.received },
      .value("area", "The code of the area in which the person lives") { $0.row.area },
      .value("agreements", "What the two have in common, in words") { $0.agreements },
      .value("differences", "What speaks against it, in words") { $0.differences },
    ]
  )

  private static let said = Shape<MatchList.Row>(
    "ReferralMatch",
    [
      .value("id", "Identifier of the pair") { $0.id },
      .value("one", "The identifier of one referral") { $0.one },
      .value("other", "The identifier of the other") { $0.other },
      .value("state", "What was last said of them", of: Match.State.Life.allCases.map(\.rawValue)) {
        $0.life.rawValue
      },
      .value("at", "When, in Coordinated Universal Time") { $0.at.ISO8601Format() },
      .value("reason", "Why; null once either person is erased") { $0.reason },
      .value("version", "How often something was said of them") { $0.version },
    ]
  )

  private static let contacts = APIList(
    "contacts",
    of: Shape<Contact>(
      "Contact",
      [
        .value("id", "Identifier of the referral") { $0.of.row.id },
        .value("reference", "What people call it by") { $0.of.row.reference },
        .value("received", "The day on which it reached the programme") { $0.of.row.received },
        .value("area", "The code of the area in which the person lives") { $0.of.row.area },
        .value("sector", "Where it comes from; none where it belongs to others") {
          $0.isOpen ? $0.of.row.sector.code : nil
        },
        .value("concern", "The type of concern; none where it belongs to others") {
          $0.isOpen ? $0.of.row.concern.code : nil
        },
        .list("links", "What people said, by which it is known to be of this person", of: said) {
          $0.of.links
        },
      ]
    )
  )

  /// A referral of a person, and whether whoever asks may open it.
  private struct Contact: Sendable {
    let of: ReferralList.Contact
    let isOpen: Bool
  }

  /// What somebody says of a referral and another.
  private struct Sent: Equatable, Sendable {
    var other = ""
    var judged = MatchForm.Judged()
  }

  private static let saying = Form<Sent>(
    "match",
    [
      .text(\.other, "other", "The identifier of the other referral", max: 32, required: "Say which other"),
      .choice(
        \.judged.verdict,
        "verdict",
        "Whether both are about the same person",
        MatchForm.verdicts,
        required: "Choose whether both are about the same person"
      ),
      .area(\.judged.reason, "reason", "How you know", max: 1000, required: "Say how you know"),
    ]
  )

  static let matching: [APICall<ChannelAPI>] = [
    APICall(
      .get,
      "referrals/{id}/contacts",
      "listContacts",
      "List every referral that people said is of the same person, this one among them",
      answer: .list(contacts),
      needsPurpose: true
    ) { try await $0.listContacts($1, $2) },
    APICall(
      .post,
      "referrals/{id}/matches",
      "matchReferrals",
      "Say whether a referral and another are about the same person, and how you know",
      body: APIBody(saying),
      answer: .record(said),
      needsPurpose: true,
      act: ChannelPolicy.Act.match.rawValue
    ) { try await $0.match($1, $2) },
    APICall(
      .post,
      "referrals/{id}/matches/{other}/undo",
      "undoMatch",
      "Take back what was said of a referral and another",
      body: APIBody(Reason.form),
      answer: .record(said),
      needsPurpose: true,
      act: ChannelPolicy.Act.match.rawValue
    ) { try await $0.undo($1, $2) },
  ]

  private func listContacts(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .read)
    let contacts = try await pages.contacts(of: found, request, context)
    let all = contacts.all.map { Contact(of: $0, isOpen: contacts.open.contains($0.row.id)) }
    return try site.answer(Self.contacts, all: all, request)
  }

  private func match(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .match)
    _ = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, APIBody(Self.saying))
    let sent = try Self.saying.parse(values, into: Sent())
    let two = try await pages.two(found, sent.other, context)
    try await pages.judge(two, sent.judged, context)
    return try await answer(two)
  }

  private func undo(_ request: Request, _ context: SiteContext) async throws -> Response {
    let two = try await pages.two(context)
    _ = try await site.statedPurpose(for: two.found.record, request, context)
    let reason = try Reason.form.parse(try await site.values(of: request, APIBody(Reason.form)), into: "")
    try await pages.say(.undo(reason: reason), of: two, refusing: "reason", context)
    return try await answer(two)
  }

  private func answer(_ two: ChannelPages.Two) async throws -> Response {
    let row = try await site.find(Match.vault) { try MatchList.find(two.pair, in: $0) }
    return try site.answer(Self.said, row, version: row.version)
  }
}
