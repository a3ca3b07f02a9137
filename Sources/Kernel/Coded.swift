/// A code with the version of the list that it was chosen from, so that lists of different eras are never taken
/// for one another.
package struct Coded: Codable, Hashable, Sendable {
  package var code: String
  /// Of the list.
  package var version: Int

  package init(_ code: String, version: Int) {
    self.code = code
    self.version = version
  }
}
