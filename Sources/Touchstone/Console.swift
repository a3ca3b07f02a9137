import Foundation
import Kernel

#if canImport(Glibc)
import Glibc
#endif

/// Where the program speaks: answers on standard output, the rest on standard error.
enum Console {
  struct Failure: Encodable {
    let error: String
    let code: String
  }

  static func print(_ text: String) throws { try write(Data((text + "\n").utf8)) }

  /// - Throws: `Fault(.storage)` where standard output is a full disk or a closed pipe.
  static func write(_ bytes: Data) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw Fault(.storage, "cannot write the answer: \(error.localizedDescription)")
    }
  }

  /// A file whole or not at all; a device or a pipe as it is.
  static func write(_ bytes: Data, to file: URL) throws {
    let isThere = FileManager.default.fileExists(atPath: file.path)
    let isPlain = try !isThere || file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    do {
      try bytes.write(to: file, options: isPlain ? .atomic : [])
    } catch {
      throw Fault(.storage, "cannot write \(file.path): \(error.localizedDescription)")
    }
  }

  static func complain(_ text: String) { tell(text + "\n") }

  private static func tell(_ text: String) {
    do {
      try FileHandle.standardError.write(contentsOf: Data(text.utf8))
    } catch {
      // Where nobody can be told, the exit code is what is left.
    }
  }

  /// One JSON document on standard output.
  static func write(_ value: some Encodable) throws {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    json.dateEncodingStrategy = .iso8601
    try print(String(decoding: try json.encode(value), as: UTF8.self))
  }

  /// Why something failed, in words, with a stable code.
  static func reason(_ error: any Error) -> (text: String, code: String) {
    switch error {
    case let fault as Fault: (fault.detail, fault.code.rawValue)
    case let error as CocoaError: (error.localizedDescription, "storage")
    default: (String(describing: error), "failed")
    }
  }

  /// Asks a yes-or-no question; no where nobody can answer.
  static func confirm(_ question: String) -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return false }
    tell("\(question) [y/N] ")
    return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
  }

  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// A bar on standard error, and only where that is a terminal.
  static func progress(_ label: String) -> @Sendable (_ done: Int64, _ total: Int64) -> Void {
    guard isatty(STDERR_FILENO) == 1 else { return { _, _ in } }
    return { done, total in
      let share = total > 0 ? Double(done) / Double(total) : 1
      let filled = Int(share * 30)
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
      let end = done >= total ? "\n" : ""
      tell("\r\(label) [\(bar)] \(done) of \(total)\(end)")
    }
  }
}
