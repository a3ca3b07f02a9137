import HTTPTypes
import Hummingbird
import Journal
import JournalSQLite
import Kernel
import Platform

/// What outsiders need to check that a log only ever grew: its newest checkpoint, the key, its tiles.
///
/// Tiles are hashes: nothing of an entry can be read from them. Shapes as C2SP tlog-tiles has them.
extension Installation {
  func registerLog(on routes: RouterGroup<SiteContext>) {
    registerLogPage(on: routes)
    routes.get("log/{vault}/{log}/checkpoint") { [self] _, context in
      let (vault, log) = try self.log(context)
      guard let note = try await checkpoints.newest(of: vault, log) else { throw NotFound() }
      return Self.text(note.serialized)
    }
    routes.post("log/{vault}/{log}/cosignatures", use: takeCosignature)
    routes.get("log/key") { [self] _, _ in
      guard let verifier = checkpoints.verifier else { throw NotFound() }
      return Self.text(verifier.text + "\n")
    }
    routes.get("log/{vault}/{log}/tile/**") { _, context in
      let log = try self.log(context).log
      let path = ["tile"] + context.parameters.getCatchAll().map(String.init)
      guard let tile = Tile(path: path.joined(separator: "/")), let hashes = try await log.tile(tile) else {
        throw NotFound()
      }
      return Response(
        status: .ok,
        headers: [.contentType: "application/octet-stream"],
        body: .init(byteBuffer: ByteBuffer(bytes: hashes))
      )
    }
  }

  /// What a witness hands back: nothing is asked of it but its signature, and that must be one that is known.
  @Sendable private func takeCosignature(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let (vault, log) = try self.log(context)
    let body = try await site.body(of: request, upTo: 64_000)
    do {
      try checkpoints.take(String(decoding: body, as: UTF8.self), vault, log.name)
      return Response(status: .noContent)
    } catch let refusal as Cosignatures.Refusal {
      switch refusal {
      case .unreadable: return Self.text("This is no checkpoint.\n", .badRequest)
      case .unknown:
        return Self.text("This is no checkpoint of this log that a known witness cosigned.\n", .forbidden)
      case .stale: return Self.text("A newer checkpoint was cosigned.\n", .conflict)
      }
    }
  }

  private func log(_ context: SiteContext) throws -> (vault: Vault, log: SQLiteLog) {
    guard let vault = Vault(rawValue: try context.parameters.require("vault")),
      let name = LogName(rawValue: try context.parameters.require("log"))
    else { throw NotFound() }
    return (vault, try self.vault(vault).journal.log(name))
  }

  private static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}
