import CQRCode
import Kernel

/// A text as a QR code: squares of one colour, as the path of an SVG.
package struct QRCode: Equatable, Sendable {
  /// Squares at each side, the quiet margin included.
  package let size: Int
  package let path: String

  private static let margin = 4

  package init(_ text: String) throws {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
      throw Fault(.storage, "a QR code cannot be drawn: \(text.utf8.count) bytes")
    }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        // The lowest bit of a square says that it is dark.
        let run = (column..<width).prefix { code.pointee.data[row * width + $0] & 1 == 1 }.count
        if run > 0 { path += "M\(column + Self.margin) \(row + Self.margin)h\(run)v1h-\(run)z" }
        column += max(1, run)
      }
    }
    self.path = path
    size = width + 2 * Self.margin
  }
}
