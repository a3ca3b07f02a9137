extension StringProtocol {
  /// As it stands within a sentence.
  package var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
