package import Foundation
import Kernel

/// The passwords that are tried first: read from a file of lines in lower case, sorted by their bytes.
package struct CommonPasswords: Sendable {
  package static let fileName = "common-passwords.txt"

  /// Of millions of lines only those are read that a search comes by.
  private let lines: Data

  /// - Parameter folder: Where scripts/fetch-assets.sh puts the list.
  /// - Returns: Nil where it is not there.
  /// - Throws: `Fault(.configuration)` where it is, and cannot be read.
  package init?(in folder: URL) throws {
    let file = folder.appending(path: Self.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      lines = try Data(contentsOf: file, options: .alwaysMapped)
    } catch {
      throw Fault(.configuration, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  package func holds(_ password: String) -> Bool {
    let wanted = Data(password.lowercased().utf8)
    var (low, high) = (lines.startIndex, lines.endIndex)
    while low < high {
      let line = line(around: low + (high - low) / 2)
      if line.elementsEqual(wanted) { return true }
      if line.lexicographicallyPrecedes(wanted) {
        low = min(line.endIndex + 1, lines.endIndex)
      } else {
        high = line.startIndex
      }
    }
    return false
  }

  private func line(around index: Int) -> Data {
    let newLine = UInt8(ascii: "\n")
    let start = lines[..<index].lastIndex(of: newLine).map { $0 + 1 } ?? lines.startIndex
    let end = lines[index...].firstIndex(of: newLine) ?? lines.endIndex
    return lines[start..<end]
  }
}
