package import Foundation

/// Small documents, made by hand.
package enum Documents {
  /// A PDF of one page for each text, with a line for each line of it.
  package static func pdf(_ pages: [String], fontsAreUsed: Bool = true) -> Data {
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    var objects = [
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[\(kids)]/Count \(pages.count)>>",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for (index, page) in pages.enumerated() {
      let lines = page.split(separator: "\n").map { "(\($0)) ' " }.joined()
      let content = fontsAreUsed ? "BT /F1 8 Tf 9 TL 20 780 Td \(lines)ET" : "0 0 100 100 re f"
      objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents \(5 + 2 * index) 0 R"
          + "/Resources<</Font<</F1 3 0 R>>>>>>"
      )
      objects.append("<</Length \(content.utf8.count)>>\nstream\n\(content)\nendstream")
    }
    return pdf(objects: objects)
  }

  private static func pdf(objects: [String]) -> Data {
    var data = Data("%PDF-1.4\n".utf8)
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(data.count)
      data += Data("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
    }
    let start = data.count
    let lines = places.map { place in
      String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n"
    }
    let table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n" + lines.joined()
    let trailer =
      "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    return data + Data((table + trailer).utf8)
  }

  /// A PDF of one page that opens with the password “secret”: the standard handler, revision 2.
  package static let lockedPDF = Data(
    base64Encoded: """
      JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+CmVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9L
      aWRzWzMgMCBSXS9Db3VudCAxPj4KZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCAy
      MDAgMjAwXS9Db250ZW50cyA0IDAgUi9SZXNvdXJjZXM8PC9Gb250PDwvRjEgNSAwIFI+Pj4+Pj4KZW5kb2JqCjQgMCBvYmo8PC9M
      ZW5ndGggNDU+PnN0cmVhbQoicLph8sHB+gFx0meie2Vfe0ArLeV1ejpBUWV1DlNimCa5GXAXrF3jCVX2QxkKZW5kc3RyZWFtCmVu
      ZG9iago1IDAgb2JqPDwvVHlwZS9Gb250L1N1YnR5cGUvVHlwZTEvQmFzZUZvbnQvSGVsdmV0aWNhPj4KZW5kb2JqCjYgMCBvYmo8
      PC9GaWx0ZXIvU3RhbmRhcmQvViAxL1IgMi9PPDkyZmUwZjQ0NTRhZDRjOTY0NDY5M2YzM2MwN2NiNTRmNTg3ZGNlMWUyNjgyZmU5
      ZWNlYTYxMDdhMWVmNjMwZGQ+L1U8OTAyZDZjMGQ2Yjc3YWRlZjk3Y2ExYzcxZTQ5MzA4YzYxM2I5MTdiMmFkNmVmNzExYTBjYjQx
      MDczNzk5NDM2MD4vUCAtND4+CmVuZG9iagp4cmVmCjAgNwowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMDkgMDAwMDAgbiAK
      MDAwMDAwMDA1MyAwMDAwMCBuIAowMDAwMDAwMTAzIDAwMDAwIG4gCjAwMDAwMDAyMTQgMDAwMDAgbiAKMDAwMDAwMDMwNSAwMDAw
      MCBuIAowMDAwMDAwMzY3IDAwMDAwIG4gCnRyYWlsZXI8PC9TaXplIDcvUm9vdCAxIDAgUi9FbmNyeXB0IDYgMCBSL0lEWzwzMDMx
      MzIzMzM0MzUzNjM3MzgzOTYxNjI2MzY0NjU2Nj48MzAzMTMyMzMzNDM1MzYzNzM4Mzk2MTYyNjM2NDY1NjY+XT4+CnN0YXJ0eHJl
      Zgo1NTEKJSVFT0YK
      """,
    options: .ignoreUnknownCharacters
  )
}
