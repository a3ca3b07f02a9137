import Fetching
package import Foundation
package import Journal
import Kernel

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A log over HTTP: as Touchstone offers it under `/log/<vault>/<record or access>`.
package struct LogAddress: PublishedLog {
  private let address: URL

  /// - Throws: `Fault(.configuration)` where the address is neither https, nor http on this machine.
  package init(_ text: String) throws {
    guard let address = SafeAddress.url(text), address.query() == nil else {
      throw Fault(
        .configuration,
        "“\(text)” is no address of a log: it begins with https, or with http and is on this machine"
      )
    }
    self.address = address
  }

  package var place: String { address.absoluteString }

  package func checkpoint() async throws -> String {
    let bytes = try await get("checkpoint", atMost: 64_000)
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw Fault(.damagedProof, "the checkpoint of \(place) is no text")
    }
    return text
  }

  package func bytes(of tile: Tile) async throws -> Data {
    try await get(tile.path, atMost: tile.width * TreeHash.byteCount + 1)
  }

  /// Hands a cosigned checkpoint back to the log.
  package func handBack(_ note: SignedNote) async throws {
    var request = URLRequest(url: address.appending(path: "cosignatures"))
    request.httpMethod = "POST"
    request.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(note.serialized.utf8)
    _ = try await Download.run(request, atMost: 64_000, tooLong: .damagedProof)
  }

  private func get(_ path: String, atMost limit: Int) async throws -> Data {
    try await Download.run(
      URLRequest(url: address.appending(path: path)),
      atMost: limit,
      tooLong: .damagedProof
    )
  }
}
