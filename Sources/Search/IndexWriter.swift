import CXapian
import Foundation

/// The one writer of an index.
final class IndexWriter {
  private var pointer: OpaquePointer?

  /// - Parameter isNew: Puts an empty index in the place of what is there.
  init(_ folder: URL, isNew: Bool) throws {
    let opened = try Words.stop.lent { stop in
      try calling { cx_writer_open(folder.path, isNew, stop, &$0) }
    }
    guard let opened else { throw SearchFailure.damaged("the index cannot be opened") }
    pointer = opened
  }

  deinit { close() }

  /// Lets go of the index; nothing can be written after.
  func close() {
    cx_writer_free(pointer)
    pointer = nil
  }

  /// Puts a document in the place of the one of its identifier.
  ///
  /// - Parameter more: Texts besides, such as those of its files.
  func replace(
    _ id: String,
    _ document: SearchDocument,
    _ source: any SearchSource.Type,
    more: [String]
  )
    throws
  {
    let new = cx_document_new(pointer, document.isPublic)
    defer { cx_document_free(new) }
    try document.title.lent { title in try calling { cx_document_text(new, title, 3, &$0) } }
    for text in [document.text] + more {
      try text.lent { text in try calling { cx_document_text(new, text, 1, &$0) } }
    }
    for (field, values) in document.fields {
      for value in Set(values) { Term.field(field, value).lent { cx_document_term(new, $0) } }
    }
    var facets = ""
    for facet in source.facets {
      for value in Set(document.facets[facet] ?? []).sorted() {
        Term.field(facet, value).lent { cx_document_term(new, $0) }
        facets += Term.facet(facet, value) + "\0"
      }
    }
    facets.lent { cx_document_value(new, 0, $0) }
    for (place, sort) in source.sorts.enumerated() {
      (document.sorts[sort] ?? "").lent { cx_document_value(new, UInt32(place + 1), $0) }
    }
    var kept = id
    for text in [document.text] + more where kept.utf8.count < Self.keptForSnippets {
      kept += "\n" + text.prefix(Self.keptForSnippets)
    }
    kept.lent { cx_document_data(new, $0) }
    try Term.key(id).lent { key in
      try calling { cx_writer_replace(pointer, key, new, &$0) }
    }
  }

  func delete(_ id: String) throws {
    try Term.key(id).lent { key in
      try calling { cx_writer_delete(pointer, key, &$0) }
    }
  }

  /// Makes what was written durable together with the position that it is folded to.
  func commit(_ marks: IndexMarks) throws {
    for (name, value) in marks.values {
      try name.lent { name in
        try value.lent { value in
          try calling { cx_writer_set(pointer, name, value, &$0) }
        }
      }
    }
    try calling { cx_writer_commit(pointer, &$0) }
  }

  /// Characters.
  private static let keptForSnippets = 20_000
}

/// What an index says of itself, stored in the same commit as what it is about.
struct IndexMarks: Equatable {
  /// How far into the log it has folded.
  var position: Int64
  /// The source's version and the shim's own.
  var version: String

  static let format = 1

  init(position: Int64, of source: any SearchSource.Type) {
    self.position = position
    version = "\(source.name) \(source.version) \(Self.format)"
  }

  init(position: Int64, version: String) {
    self.position = position
    self.version = version
  }

  var values: [(String, String)] { [("position", String(position)), ("version", version)] }
}
