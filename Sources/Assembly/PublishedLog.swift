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
    routes.get("log/{vault}/{log}/checkpoint") { _, context in
      let log = try self.log(context)
      guard let note = try await log.newestCheckpoint() else { throw NotFound() }
      return Self.text(note.serialized)
    }
    routes.get("log/key") { [self] _, _ in
      guard let verifier = checkpoints.verifier else { throw NotFound() }
      return Self.text(verifier.text + "\n")
    }
    routes.get("log/{vault}/{log}/tile/**") { _, context in
      let log = try self.log(context)
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

  private func log(_ context: SiteContext) throws -> SQLiteLog {
    guard let vault = Vault(rawValue: try context.parameters.require("vault")),
      let name = LogName(rawValue: try context.parameters.require("log"))
    else { throw NotFound() }
    return try self.vault(vault).journal.log(name)
  }

  private static func text(_ text: String) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}
