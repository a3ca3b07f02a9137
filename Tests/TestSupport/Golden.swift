package import Foundation

/// Files in Tests/Golden that say what an answer must be.
///
/// `GOLDEN=write` in the environment writes them anew (`make golden`); the change is then reviewed as
/// any other.
package enum Golden {
  package static func bytes(_ name: String, making fresh: Data, file: String = #filePath) throws -> Data {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    let golden = folder.appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
      // What is stored for ever is written once.
      let isEvent = ["events/", "events-whole/"].contains { name.hasPrefix($0) }
      if !isEvent || !FileManager.default.fileExists(atPath: golden.path) {
        try FileManager.default.createDirectory(
          at: golden.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try fresh.write(to: golden)
      }
    }
    return try Data(contentsOf: golden)
  }
}
