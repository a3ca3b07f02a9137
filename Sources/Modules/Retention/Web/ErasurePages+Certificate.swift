import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The certificate of an erasure: to read and to print, and as it was signed.
extension ErasurePages {
  func registerCertificate(on routes: RouterGroup<SiteContext>) {
    routes.get("erasures/{id}/certificate", use: certificatePage)
    routes.get("erasures/{id}/certificate.txt", use: signedCertificate)
    routes.get("erasures/{id}/certificate.json", use: certificateContents)
  }

  private func certified(_ context: SiteContext) async throws -> (row: ErasureList.Row, signed: String) {
    let row = try await found(context, to: .readErasures)
    guard let certificate = row.certificate else { throw NotFound() }
    return (row, certificate)
  }

  @Sendable private func certificatePage(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let (row, signed) = try await certified(context)
    let certificate = try ErasureCertificate(signed: signed)
    let acts = [certificate.asked, certificate.approved, certificate.begun, certificate.certified]
    let recipients = certificate.outOfReach.disclosures.compactMap(\.recipient)
    let names = try await site.names(of: acts.compactMap { $0?.by } + recipients)
    let model = ErasureCertificateModel(
      certificate,
      names,
      fault: site.erasing.fault(signed),
      at: "/erasures/\(row.id)"
    )
    return try site.page("retention/certificate", model.model, context)
  }

  /// As it was signed, to keep and to check elsewhere.
  @Sendable private func signedCertificate(
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let (row, signed) = try await certified(context)
    return file(Data(signed.utf8), "text/plain; charset=utf-8", "touchstone-erasure-\(row.id).txt")
  }

  /// What it says, without the signature, for programs.
  @Sendable private func certificateContents(
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let (row, signed) = try await certified(context)
    let contents = try ErasureCertificate(signed: signed).json + Data("\n".utf8)
    return file(contents, "application/json", "touchstone-erasure-\(row.id).json")
  }

  private func file(_ bytes: Data, _ type: String, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
