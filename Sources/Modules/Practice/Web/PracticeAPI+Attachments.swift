import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Files of a practice, and how others cite it, for programs.
extension PracticeAPI {
  /// A file as JSON holds it.
  struct SentFile: Sendable {
    var name = ""
    var content = ""
    var reason = ""

    func upload() throws(Invalid) -> Upload {
      // As programs that write base64 break its lines.
      guard let bytes = Data(base64Encoded: content.filter { !$0.isWhitespace }) else {
        throw Invalid([FieldError("content", "The content must be the bytes of the file in base64")])
      }
      return Upload(name: name, bytes: bytes)
    }
  }

  static let file = Form<SentFile>(
    "practice-attachment",
    [
      .text(\.name, "name", "Name of the file", max: 200, required: "Say what the file is called"),
      .area(
        \.content,
        "content",
        "The bytes of the file in base64 (RFC 4648)",
        hint: "A PDF, an office document without macros, a picture or plain text",
        max: 20_000_000,
        required: "Send the file"
      ),
      .area(\.reason, "reason", "Why; needed where it is no draft", max: 1000),
    ]
  )
  static let removal = Form<String>(
    "practice-attachment-removal",
    [.area(\.self, "reason", "Why; needed where it is no draft", max: 1000)]
  )
  private static let attaching = APIBody(file)
  private static let detaching = APIBody(removal)

  static let attachmentCalls: [APICall<PracticeAPI>] = [
    APICall(
      .get,
      "practices/{id}/attachments",
      "listAttachments",
      "List the files of a practice",
      answer: .list(PracticeShapes.attachments)
    ) { try await $0.attachments($1, $2) },
    APICall(
      .post,
      "practices/{id}/attachments",
      "attachToPractice",
      "Add a file to a practice; sent twice, it is one",
      body: attaching,
      answer: .made(PracticeShapes.attachment),
      needsVersion: true,
      act: PracticePolicy.Act.revise.rawValue
    ) { try await $0.attach($1, $2) },
    APICall(
      .get,
      "practices/{id}/attachments/{digest}",
      "downloadAttachment",
      "Download a file",
      answer: .file(FileKind.allCases.map(\.rawValue))
    ) { try await $0.pages.attachment($1, $2) },
    APICall(
      .post,
      "practices/{id}/attachments/{digest}/remove",
      "removeAttachment",
      "Take a file off a practice",
      body: detaching,
      answer: .record(PracticeShapes.practice),
      needsVersion: true,
      act: PracticePolicy.Act.revise.rawValue
    ) { try await $0.detach($1, $2) },
    APICall(
      .get,
      "practices/{id}/citation",
      "citePractice",
      "Cite a practice",
      query: [
        APIParameter(
          "format",
          "As what; CSL-JSON where it is not said",
          .code(PracticeCitation.formats.keys.sorted())
        )
      ],
      answer: .file(PracticeCitation.formats.values.map { String($0.type.prefix { $0 != ";" }) })
    ) { api, request, context in
      try await api.pages.cite(
        as: request.asked.has("format") ? request.asked.text("format") : "csl",
        context
      )
    },
  ]

  private func attachments(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .read)
    let rows = record.life.isOver ? [] : record.details.attachments.map { attached($0, to: record) }
    return try site.answer(PracticeShapes.attachments, all: rows, request)
  }

  private func attached(_ file: Practice.Attachment, to record: PracticeRecord.Row) -> PracticeShapes.Attached
  {
    .init(practice: record.id, file: file, note: PracticeWording.unread(file, site.texts))
  }

  private func attach(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .revise)
    let values = try await site.values(of: request, Self.attaching, upTo: 2 * site.options.uploadLimit)
    let seen = try site.seenVersion(request)
    let sent = try Self.file.parse(values, into: .init())
    let upload = try sent.upload()
    let kind = try site.kind(of: upload, "content")
    var details = try await site.load(Practice.self, record.id).state.details
    let had = details.attachments
    let added = try await pages.attach(upload, kind, to: &details, context)
    // Sent again because no answer came, it is there: nothing is to be changed.
    if details.attachments != had { try await revise(record, details, sent.reason, seen, context) }
    let shape = attached(added, to: record)
    return try site.answer(
      PracticeShapes.attachment,
      shape,
      version: try await site.load(Practice.self, record.id).version,
      madeAt: shape.address
    )
  }

  private func detach(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .revise)
    let digest = try context.parameters.require("digest")
    let values = try await site.values(of: request, Self.detaching)
    let seen = try site.seenVersion(request)
    let reason = try Self.removal.parse(values, into: "")
    var details = try await site.load(Practice.self, record.id).state.details
    guard details.attachments.contains(where: { $0.digest == digest }) else { throw NotFound() }
    details.attachments.removeAll { $0.digest == digest }
    try await revise(record, details, reason, seen, context)
    return try await shown(record.id, context)
  }

  private func revise(
    _ record: PracticeRecord.Row,
    _ details: Practice.Details,
    _ reason: String,
    _ seen: Int,
    _ context: SiteContext
  ) async throws {
    try await site.perform(
      .revise(details, reason: reason),
      on: record.id,
      of: Practice.self,
      expecting: seen,
      by: context.viewer
    )
  }
}

extension PracticeShapes {
  static let attachments = APIList("attachments", of: attachment)

  struct Attached: Sendable {
    let practice: String
    let file: Practice.Attachment
    let note: String?

    var address: String { "/api/v1/practices/\(practice)/attachments/\(file.digest)" }
  }

  static let attachment = Shape<Attached>(
    "Attachment",
    [
      .value("digest", "SHA-256 of its bytes, by which it is asked for") { $0.file.digest },
      .value("name", "What it was called") { $0.file.name },
      .value("media_type", "What its bytes showed it to be") { $0.file.type },
      .value("size", "Bytes") { $0.file.size },
      .value("note", "Why search will not find it by its words; null where it will") { $0.note },
      .value("href", "Where it can be downloaded") { $0.address },
    ]
  )
}
