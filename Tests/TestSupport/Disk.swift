package import Foundation
import Kernel

/// A small file system in memory, for those who may mount one.
package enum Disk {
  package static var canMount: Bool {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mount-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try mount(folder)
      unmount(folder)
      return true
    } catch {
      return false
    }
  }

  package static func mount(_ folder: URL, megabytes: Int = 2) throws {
    guard try run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path) == 0 else {
      throw Fault(.storage, "nothing can be mounted here")
    }
  }

  package static func protect(_ folder: URL) throws {
    guard try run("mount", "-o", "remount,ro", folder.path) == 0 else {
      throw Fault(.storage, "nothing can be protected here")
    }
  }

  package static func unmount(_ folder: URL) { _ = try? run("umount", "-l", folder.path) }

  private static func run(_ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
