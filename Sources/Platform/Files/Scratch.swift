package import Foundation
import Kernel

/// A folder for one run, that only its owner can read: removed at the end, and where opening failed halfway.
package final class Scratch: Sendable {
  package let folder: URL

  /// - Throws: `Fault(.storage)`.
  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-\(Identifier.make())")
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Fault(.storage, "cannot write to \(folder.path): \(error.localizedDescription)")
    }
  }

  package func remove() throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    try FileManager.default.removeItem(at: folder)
  }

  deinit {
    do {
      try remove()
    } catch {
      // Nobody is left to be told, and the system clears its temporary folder.
    }
  }
}
