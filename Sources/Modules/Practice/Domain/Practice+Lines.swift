import Kernel

/// Sources and contacts as lines of text, their parts set apart by `|`: what forms and CSV cells hold.
extension Practice.Details {
  /// The groups as a list that is empty where nobody said.
  package var audiences: [String] {
    get { audienceGroups ?? [] }
    set { audienceGroups = newValue.isEmpty ? nil : newValue }
  }

  package var areaCodeText: String {
    get { areaCode ?? "" }
    set { areaCode = newValue.isEmpty ? nil : newValue }
  }

  package var markingCode: String {
    get { marking.rawValue }
    set { marking = Marking(rawValue: newValue) ?? .none }
  }

  /// One line for each source: `title | address | date`.
  package var sourceLines: [String] {
    get {
      sources.map { Self.line([$0.title, $0.address, $0.date?.iso ?? ""]) }
    }
    set {
      sources = newValue.map { line in
        let parts = Self.parts(line, 3)
        return .init(title: parts[0], address: parts[1], date: PartialDate(parts[2]))
      }
    }
  }

  /// One line for each contact: `name | role | e-mail | telephone`.
  ///
  /// A line keeps its person where it is unchanged, or has the name or the address of one whose own line is
  /// gone: what is known of somebody stays sealed by one key, and goes with it.
  package var contactLines: [String] {
    get { contacts.compactMap { $0.value.map(Self.line) } }
    set {
      let known = Dictionary(
        contacts.compactMap { contact in contact.value.map { (Self.line($0), contact) } },
        uniquingKeysWith: { first, _ in first }
      )
      let kept = Set(newValue)
      var left = contacts.filter { contact in contact.value.map { !kept.contains(Self.line($0)) } ?? false }
      contacts = newValue.map { line in
        if let contact = known[line] { return contact }
        let parts = Self.parts(line, 4)
        let person = Practice.Contact(name: parts[0], role: parts[1], email: parts[2], telephone: parts[3])
        let same = left.firstIndex { old in
          guard let old = old.value else { return false }
          return old.name == person.name || (!person.email.isEmpty && old.email == person.email)
        }
        // A new subject is given by `nameContacts(_:)` before anything is stored.
        return Personal(person, of: same.map { left.remove(at: $0).subject } ?? "")
      }
    }
  }

  /// Gives every new contact an identifier of its own, whose key seals it.
  package mutating func nameContacts(_ newID: () -> String) {
    contacts = contacts.map { $0.subject.isEmpty ? Personal($0.value, of: newID()) : $0 }
  }

  private static func line(_ contact: Practice.Contact) -> String {
    line([contact.name, contact.role, contact.email, contact.telephone])
  }

  private static func line(_ parts: [String]) -> String {
    var parts = parts
    while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    return parts.joined(separator: " | ")
  }

  private static func parts(_ line: String, _ count: Int) -> [String] {
    let parts = line.split(separator: "|", maxSplits: count - 1, omittingEmptySubsequences: false)
      .map { part in
        var part = part
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
      }
    return parts + Array(repeating: "", count: max(0, count - parts.count))
  }
}
