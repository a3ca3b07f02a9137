package import GRDB
package import Kernel

/// What is kept in a search index: made of views, as they are made of the log.
package protocol SearchSource: SendableMetatype {
  /// The name of its folder.
  static var name: String { get }
  /// Raise it when what is indexed changes: the index is made anew.
  static var version: Int { get }
  static var vault: Vault { get }
  /// What hits are counted by.
  static var facets: [String] { get }
  /// What hits can be sorted by, besides how well they fit.
  static var sorts: [String] { get }
  /// Words that mean the same, in lower case; each may be several words.
  static var synonyms: [[String]] { get }
  /// Which documents an entry changes, by their identifiers.
  static func touched(by entry: Entry) -> [String]
  /// A document as it is now; nil where there is none, or none any more.
  static func document(_ id: String, in db: Database) throws -> SearchDocument?
}

/// What is indexed of one record.
package struct SearchDocument: Equatable, Sendable {
  /// A file whose text is part of what is searched.
  package struct File: Hashable, Sendable {
    package let digest: String
    package let type: String

    package init(digest: String, type: String) {
      self.digest = digest
      self.type = type
    }
  }

  /// Searched, and weighs three times.
  package var title: String
  /// Searched, and what snippets are cut from.
  package var text: String
  package var files: [File] = []
  /// By field: what conditions ask about.
  package var fields: [String: [String]] = [:]
  /// By facet.
  package var facets: [String: [String]] = [:]
  /// By name, as text that sorts as it should.
  package var sorts: [String: String] = [:]
  /// Whether its words may be suggested to anybody who mistypes them.
  package var isPublic = false

  package init(title: String, text: String) {
    self.title = title
    self.text = text
  }
}
