import Foundation
import Kernel

#if canImport(Glibc)
import Glibc
#endif

/// Keeps the master key as it is while keys are copied: whoever copies them shares it, whoever changes it is alone.
///
/// It is held on the marker of the directory, which whoever only reads may open too; it ends with whoever holds it.
final class KeyLock: Sendable {
  enum Use { case copying, changing }

  private let descriptor: Int32

  /// - Throws: `Fault(.inUse)` where another process does the other thing.
  init(_ folder: DataFolder, for use: Use) throws {
    descriptor = open(folder.marker.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Fault(.storage, "\(folder.marker.path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, (use == .copying ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
      throw Fault(
        .inUse,
        use == .copying
          ? "the master key of \(folder.root.path) is being changed: make the backup when that is done"
          : "a backup of \(folder.root.path) is being made: change the master key when that is done"
      )
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A program that is being started has a copy of the file for a moment, and would hold the lock on.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
