package import Foundation
import Glibc
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
    guard Glibc.mount("tmpfs", folder.path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
      throw Fault(.storage, "nothing can be mounted here")
    }
  }

  package static func protect(_ folder: URL) throws {
    guard Glibc.mount(nil, folder.path, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
      throw Fault(.storage, "nothing can be protected here")
    }
  }

  package static func unmount(_ folder: URL) { _ = umount2(folder.path, Int32(MNT_DETACH)) }
}
