package import Kernel

/// What whoever brings material from a partner declares of it, because section 38 keeps out what is held by,
/// derived from or about an intelligence service.
package enum Section38 {
  package static let list = CodeList(
    "section-38",
    version: 1,
    [
      .init("none", "Nothing in it comes from an intelligence service, or is about one"),
      .init(
        "named-only",
        "It names a service, but nothing in it comes from one or is about its work",
        hint: "Somebody's own belief about a service, for instance"
      ),
      .init("sensitive", "Some of it comes from an intelligence service, or is about one"),
    ]
  )

  /// Whether material may be held, as it was declared and as it reads.
  ///
  /// A text that names a service needs to be declared as one that does: the question is put to a person, who answers
  /// for it.
  package static func admits(_ declaration: Coded, _ texts: [String]) -> Bool {
    guard list.holds(declaration), declaration.code != "sensitive" else { return false }
    return declaration.code == "named-only" || !texts.contains(where: namesAService)
  }

  /// Whether a text names an intelligence service of this country.
  package static func namesAService(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return names.contains { name in
      words.indices.contains { words[$0...].starts(with: name) }
    }
  }

  private static let names = [
    ["mi5"], ["mi6"], ["gchq"], ["security", "service"], ["secret", "intelligence", "service"],
    ["government", "communications", "headquarters"], ["intelligence", "service"],
    ["intelligence", "services"], ["intelligence", "agency"], ["intelligence", "agencies"],
  ]
}
