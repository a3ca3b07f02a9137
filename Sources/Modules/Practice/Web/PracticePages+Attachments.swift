import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Files of a practice: taken in and given out.
extension PracticePages {
  /// Keeps a file and names it; the same file sent twice is one attachment.
  @discardableResult
  func attach(
    _ upload: Upload,
    _ kind: FileKind,
    to details: inout Practice.Details,
    _ context: SiteContext
  ) async throws -> Practice.Attachment {
    let digest = try await site.keep(upload, kind, by: context.viewer)
    if let there = details.attachments.first(where: { $0.digest == digest }) { return there }
    let added = Practice.Attachment(
      digest: digest,
      name: upload.name,
      type: kind.rawValue,
      size: upload.bytes.count
    )
    details.attachments.append(added)
    return added
  }

  @Sendable func attachment(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .read)
    let digest = try context.parameters.require("digest")
    guard !record.life.isOver,
      let attachment = record.details.attachments.first(where: { $0.digest == digest }),
      let bytes = try site.blobs.bytes(of: digest)
    else { throw NotFound() }
    let name = attachment.name.filter { $0.isASCII && $0 != "\"" && $0 != "\\" }
    return Response(
      status: .ok,
      headers: [
        .contentType: FileKind.contentType(attachment.type),
        // Always a download: nothing that a depositor sends is opened as a page of this site.
        .contentDisposition: "attachment; filename=\"\(name.isEmpty ? "attachment" : name)\"",
        .cacheControl: "private, no-store",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
