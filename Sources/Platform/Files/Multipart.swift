import Foundation

/// `multipart/form-data` (RFC 7578), read whole: the body is bounded before it comes here.
enum Multipart {
  static func values(_ body: Data, boundary: String) throws(Unreadable) -> FormValues {
    let mark = Data("\r\n--\(boundary)".utf8)
    // The first boundary has no line end before it: one is put there.
    let body = Data("\r\n".utf8) + body
    var texts: [String: [String]] = [:]
    var uploads: [String: Upload] = [:]
    var position = body.startIndex
    guard let first = body.range(of: mark, in: position..<body.endIndex) else { throw broken }
    position = first.upperBound
    while !body[position...].starts(with: Data("--".utf8)) {
      guard let end = body.range(of: mark, in: position..<body.endIndex) else { throw broken }
      let part = body[position..<end.lowerBound]
      position = end.upperBound
      guard let gap = part.range(of: Data("\r\n\r\n".utf8)) else { throw broken }
      let heads = String(decoding: part[part.startIndex..<gap.lowerBound], as: UTF8.self)
      let content = Data(part[gap.upperBound...])
      guard let name = parameter("name", in: heads) else { throw broken }
      if let file = parameter("filename", in: heads) {
        if !content.isEmpty { uploads[name] = Upload(name: file, bytes: content) }
      } else {
        guard let text = String(data: content, encoding: .utf8) else {
          throw Unreadable("The form is not encoded as UTF-8.")
        }
        texts[name, default: []].append(text)
      }
    }
    return FormValues(texts, uploads: uploads)
  }

  private static let broken = Unreadable("The form did not arrive whole. Send it again.")

  static func boundary(of contentType: String) -> String? {
    guard let found = contentType.range(of: "boundary=") else { return nil }
    let value = contentType[found.upperBound...].prefix { $0 != ";" }
    let plain = value.filter { $0 != "\"" }
    return plain.isEmpty || plain.count > 200 ? nil : String(plain)
  }

  private static func parameter(_ name: String, in heads: String) -> String? {
    let disposition = heads.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-disposition")
    }
    guard let disposition, let start = disposition.range(of: " \(name)=\"") else { return nil }
    return String(disposition[start.upperBound...].prefix { $0 != "\"" })
  }
}
