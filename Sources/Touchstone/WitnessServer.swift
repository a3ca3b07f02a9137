import Auditing
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Kernel
import Logging

/// A witness that logs send their checkpoints to, as C2SP tlog-witness has it: `POST /add-checkpoint`.
struct WitnessServer {
  /// Bytes: sixty-three lines of a proof, and a checkpoint with its signatures.
  private static let longest = 64_000

  let cosigner: Cosigner
  let origins: Set<String>
  let key: NoteVerifier

  /// Listens on loopback until a signal ends it; a proxy that speaks HTTPS stands before it.
  ///
  /// - Parameter announce: Called once with the address; what it throws ends the server's word, and not the server.
  func run(port: Int, announce: @escaping @Sendable (_ address: String) throws -> Void) async throws {
    let router = Router()
    router.post("add-checkpoint") { request, _ in try await answer(request) }
    let logger = Self.logger
    let server = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "Touchstone"),
      onServerRunning: { channel in
        do {
          try announce("http://localhost:\(channel.localAddress?.port ?? 0)/add-checkpoint")
        } catch {
          logger.error("cannot say where it listens", metadata: ["reason": "\(Fault.reason(of: error))"])
        }
      },
      logger: logger
    )
    try await server.runService()
  }

  private static var logger: Logger {
    var logger = Logger(label: "witness") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    return logger
  }

  private func answer(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.longest)
    let answer = try cosigner.answer(String(buffer: body), of: origins, signedBy: key)
    let (type, text) = answer.content
    return Response(
      status: .init(code: answer.status),
      headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}
