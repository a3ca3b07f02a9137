import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
import Kernel

/// The stylesheets and scripts: a closed list, read into memory at the start.
package struct Assets: Sendable {
  private struct Asset {
    let bytes: Data
    let type: String
    let tag: String
  }

  /// Part of each asset's address, so that browsers may keep it for ever.
  package static let version = "1"
  private static let govuk = ["govuk-frontend.min.css", "govuk-frontend.min.js"]
  private static let own = ["touchstone.css", "touchstone.js"]
  private let assets: [String: Asset]

  /// - Parameter folder: Holds the stylesheet and the script of the GOV.UK Design System.
  /// - Throws: `Fault(.configuration)` where one is missing.
  package init(_ folder: URL) throws {
    guard let bundled = Bundle.module.url(forResource: "Public", withExtension: nil) else {
      throw Fault(.configuration, "the program was moved away from its stylesheet")
    }
    var assets: [String: Asset] = [:]
    for (names, folder) in [(Self.govuk, folder), (Self.own, bundled)] {
      for name in names {
        let file = folder.appending(path: name)
        guard let bytes = FileManager.default.contents(atPath: file.path) else {
          throw Fault(.configuration, "\(file.path) is missing; `make assets` fetches it")
        }
        let tag = SHA256.hash(data: bytes).prefix(8).hex
        assets[name] = Asset(
          bytes: bytes,
          type: name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
          tag: "\"\(tag)\""
        )
      }
    }
    self.assets = assets
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("assets/{name}") { _, context in
      guard let asset = assets[try context.parameters.require("name")] else { throw NotFound() }
      let headers: HTTPFields = [
        .eTag: asset.tag, .cacheControl: "public, max-age=3600", .contentType: asset.type,
      ]
      return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
  }
}
