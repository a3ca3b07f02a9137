import Foundation
import Kernel

#if canImport(Glibc)
import Glibc
#endif

/// Files that are made anew, for their owner only.
enum NewFile {
  static func open(_ part: URL, insteadOf file: URL) throws -> FileHandle {
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw Fault(.storage, "\(file.path) is there already, and is not replaced")
    }
    // Of two who write at once, one makes it.
    let descriptor = Glibc.open(part.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Fault(.storage, "cannot write \(part.path): \(String(cString: strerror(errno)))")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  static func storing<Result>(_ file: URL, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.storage, "cannot write \(file.path): \(reason(error))")
    }
  }

  /// What the system said: the words around it name the file once more, and the cause not at all.
  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    return (underlying ?? error).localizedDescription
  }
}
