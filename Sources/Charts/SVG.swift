/// The little of SVG that charts are made of: elements with escaped attributes, and no style of their own.
///
/// Colours are classes (`ts-tone-1` to `ts-tone-6`) that the site's stylesheet fills: a strict content
/// security policy lets no style attribute through.
enum SVG {
  static func element(
    _ name: String,
    _ attributes: KeyValuePairs<String, String>,
    _ content: [String] = []
  ) -> String {
    let written = attributes.map { " \($0)=\"\(escape($1))\"" }.joined()
    return content.isEmpty ? "<\(name)\(written)/>" : "<\(name)\(written)>\(content.joined())</\(name)>"
  }

  static func escape(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
  }

  /// A length, to a hundredth and without trailing zeros: the same chart is the same text everywhere.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let digits = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
    return "\(sign)\(whole).\(digits)"
  }
}
